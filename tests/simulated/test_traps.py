"""Each planted trap is found, annotated or refused, as the simulation knows it."""

from datetime import date

import pytest

OWN, MOCKPOOL, SAMPLEBOROUGH, FICTLEY = "E22099001", "E22099002", "E22099003", "E22099004"


def test_a_month_that_one_force_did_not_supply_is_a_gap_and_no_zero(edition, truth, facts):
    trap = truth.traps["missing_month"]
    (row,) = edition.rows("SELECT * FROM coverage WHERE force_code = ? AND month = DATE '2014-11-01' AND feed = 'police_uk_street'",
                          [trap["where"]])  # fmt: skip
    assert (row["status"], row["rows"]) == ("not_supplied", 0)
    (measure,) = edition.rows("SELECT * FROM measure WHERE indicator_id = 'recorded_crime' AND area_code = ? AND "
        "period = '2014/15'",
                              [MOCKPOOL])  # fmt: skip
    assert (measure["count"], measure["missing_reason"], measure["missing_months"]) == (
        None,
        "month_not_supplied",
        "2014-11",
    )
    assert "Missing: Mockshire: November 2014." in facts["months-supplied"]["sentence"]
    assert edition.rows(
        "SELECT * FROM offence WHERE csp_code = ? AND month = DATE '2014-11-01'", [MOCKPOOL]
    )  # foreign rows lie there


def test_a_month_supplied_in_part_is_found_and_its_year_not_summed(edition, truth, facts):
    partial = edition.rows("SELECT * FROM coverage WHERE status = 'partial'")
    assert [(row["force_code"], row["month"], row["feed"]) for row in partial] == [
        (truth.traps["partial_month"]["where"], date(2015, 8, 1), "police_uk_street")
    ]
    assert partial[0]["rows"] - partial[0]["foreign_rows"] < partial[0]["lower"] < partial[0]["median"]
    (measure,) = edition.rows("SELECT * FROM measure WHERE indicator_id = 'recorded_crime' AND area_code = ? AND "
        "period = '2015/16'",
                              [MOCKPOOL])  # fmt: skip
    assert (measure["count"], measure["missing_reason"]) == (None, "month_partial")
    (change,) = edition.rows("SELECT * FROM change WHERE indicator_id = 'recorded_crime' AND area_code = ? AND period = '2016/17' "
                             "AND years = 1", [MOCKPOOL])  # fmt: skip
    assert (change["verdict"], change["missing_reason"]) == ("refused", "month_partial")
    assert "Only in part: Mockshire: August 2015." in facts["months-supplied"]["sentence"]


def test_codes_of_two_vintages_in_one_file_are_all_placed(edition, truth):
    trap = truth.traps["mixed_vintages"]
    months = "month BETWEEN DATE '2016-07-01' AND DATE '2016-09-01'"
    changed = edition.rows(f"""SELECT count(*) AS n, count(lsoa21_code) AS placed FROM (
        SELECT placement, lsoa21_code FROM offence WHERE {months}
        UNION ALL SELECT placement, lsoa21_code FROM asb_incident WHERE {months})
      WHERE placement IN ('by_point', 'merged', 'remainder')""")[0]
    assert changed["n"] == changed["placed"]
    assert changed["n"] == pytest.approx(trap["old_codes"], abs=3)  # rows of the other force's files among them


def test_rows_of_another_force_are_shown_apart_and_counted_nowhere(edition, truth):
    of = truth.traps["foreign_rows"]["by_financial_year"]
    found = edition.rows("""SELECT force_code, csp_code, count(*) AS n FROM (
      SELECT force_code, csp_code FROM offence WHERE is_foreign
      UNION ALL SELECT force_code, csp_code FROM asb_incident WHERE is_foreign)
      GROUP BY ALL""")
    assert {f"{row['force_code']} in {row['csp_code']}": row["n"] for row in found} == {
        key: sum(years) for key, years in of.items()
    }
    shown = edition.rows("SELECT sum(foreign_rows) AS n FROM coverage WHERE feed = 'police_uk_street'")[0]["n"]
    assert shown == truth.traps["foreign_rows"]["how_many"]


def test_repeated_rows_are_dropped_and_identifiers_that_stand_again_kept(edition, truth, facts):
    rows = {
        row["repetition"]: row
        for row in edition.rows("""SELECT repetition, CAST(sum(rows) AS BIGINT) AS rows,
      CAST(sum(dropped) AS BIGINT) AS dropped FROM repeated_row GROUP BY ALL""")
    }
    assert rows["identical_with_identifier"]["dropped"] == truth.traps["repeated_rows"]["how_many"] == 25
    assert (
        edition.rows(
            "SELECT CAST(sum(duplicates) AS BIGINT) AS n FROM input_file WHERE source_id = 'police_uk_street'"
        )[0]["n"]
        == 25
    )
    assert rows["identifier_with_other_words"]["rows"] == truth.traps["crime_ids_again"]["how_many"] == 10
    assert rows["identifier_with_other_words"]["dropped"] == 0
    assert "25 rows repeat the same crime's row" in facts["repeated-rows"]["sentence"]


def test_thirteen_identical_incidents_are_kept_and_reported(edition, truth):
    trap = truth.traps["identical_rows"]
    (file,) = edition.rows("SELECT file_id FROM input_file WHERE path = ?", [trap["where"]])
    kept = edition.rows("SELECT count(*) AS n FROM asb_incident WHERE file_id = ? AND location = ? GROUP BY "
        "longitude, latitude, lsoa_code",
                        [file["file_id"], trap["location"]])  # fmt: skip
    assert max(row["n"] for row in kept) >= trap["how_many"] == 13
    (reported,) = edition.rows("SELECT * FROM repeated_row WHERE file_id = ? AND repetition = 'identical_without_identifier'",
                               [file["file_id"]])  # fmt: skip
    assert reported["largest"] >= 13
    assert reported["dropped"] == 0


def test_malformed_rows_are_refused_by_line_and_value(edition, truth):
    trap = truth.traps["malformed_rows"]
    found = edition.rows("SELECT line, column_name, value FROM refusal JOIN input_file USING (file_id) WHERE path = ? "
        "ORDER BY line",
                         [trap["where"]])  # fmt: skip
    assert [row["line"] for row in found] == [trap["cut_line"], trap["word_line"]]
    assert found[1]["column_name"] == trap["column"]


def test_two_issues_of_one_month_the_newest_counts_and_the_difference_is_listed(edition, truth, facts):
    trap = truth.traps["two_issues"]
    status = {row["path"]: row for row in edition.table("input_file")}
    assert status[trap["where"]]["status"] == "superseded"
    assert status[trap["where"]]["superseded"] == trap["how_many"]
    assert status[trap["newest"]]["kept"] == trap["newest_rows"]
    cells = edition.rows("SELECT * FROM revision WHERE feed = 'police_uk_street'")
    assert sum(row["count"] - row["count_before"] for row in cells) == trap["lacking"]
    moved = sum(abs(row["count"] - row["count_before"]) for row in cells)
    assert trap["lacking"] < moved <= trap["lacking"] + 2 * trap["other_category"]
    assert "Street files, December 2016" in facts["revised-figures"]["sentence"]


def test_a_revised_quarter_counts_by_its_newest_issue(edition, truth):
    trap = truth.traps["revised_quarter"]
    cells = {
        row["category"]: (row["count_before"], row["count"])
        for row in edition.rows("SELECT * FROM revision WHERE feed = 'home_office_csp'")
    }
    assert cells == {cell["offence_code"]: (cell["older"], cell["newest"]) for cell in trap["cells"]}
    (older,) = edition.rows("SELECT * FROM input_file WHERE path = ?", [trap["where"]])
    assert older["kept"] == 0
    assert older["superseded"] == older["rows_in"] > 0


def test_the_recording_break_is_annotated_and_never_given_a_share(facts):
    fact = facts["recorded-crime"]
    assert (
        fact["sentence"]
        == "14,740 crimes were recorded in Exampleton-on-Tees in 2016/17, a rise of 8.8% on the year before (13,548)."
    )
    said = " ".join(fact["caveats"])
    assert "October 2014 to March 2017" in said
    assert "Part of the change may be one of recording." in said
    assert "Without " in said
    assert "violence and sexual offences: 8,737, a rise of 6.0% (8,241 before)." in said
    violence = facts["violence"]
    assert "a rise of 11.1%" in violence["sentence"]
    assert any("October 2014" in text for text in violence["caveats"])
    assert "share of the rise" not in said


def test_anchors_are_counted_apart(edition, truth, facts):
    trap = truth.traps["anchors"]
    found = edition.rows("SELECT * FROM anchor WHERE area_type = 'csp' AND area_code = ? AND period = '2016/17'", [OWN])
    assert {f"On or near {row['anchor_type']}": row["crimes"] for row in found} == trap["recorded_crime"]
    assert {f"On or near {row['anchor_type']}": row["asb_incidents"] for row in found} == trap["asb"]
    assert "prison 122" in facts["anchors"]["sentence"]


def test_an_offence_without_a_weight_refuses_the_severity_it_is_too_large_for(edition, truth, facts):
    trap = truth.traps["unweighted_offence"]
    rows = {
        row["period"]: row
        for row in edition.rows("SELECT * FROM measure WHERE indicator_id = 'severity' AND area_code = ?", [OWN])
    }
    assert (rows["2015/16"]["value"], rows["2015/16"]["missing_reason"]) == (None, "under_95_weighted")
    assert rows["2016/17"]["value"] is not None
    coverage = {
        row["period"]: row for row in edition.rows("SELECT * FROM severity_coverage WHERE area_code = ?", [OWN])
    }
    assert coverage["2015/16"]["unweighted_codes"] == f"{trap['offence_code']} ({trap['by_financial_year']['2015/16']})"
    assert "8R (606)" in " ".join(facts["severity"]["caveats"])


def test_severity_is_a_second_sum_of_counts_and_weights(edition):
    weights = {row["offence_code"]: row["weight"] for row in edition.table("severity_weight")}
    counts = edition.rows("""SELECT offence_code, count FROM home_office_count WHERE area_code = 'E22099001'
      AND quarter BETWEEN DATE '2016-04-01' AND DATE '2017-01-01'""")
    total = sum(row["count"] * weights.get(row["offence_code"], 0) for row in counts)
    (measure,) = edition.rows(
        "SELECT * FROM measure WHERE indicator_id = 'severity' AND area_code = 'E22099001' AND period = '2016/17'"
    )
    assert measure["value"] == pytest.approx(total / 195_108)


def test_outcomes_too_young_are_refused_and_an_older_year_is_given(edition, truth, facts):
    (row,) = edition.rows("SELECT * FROM measure WHERE indicator_id = 'charged_within_six_months' AND area_code = ? "
        "AND period = '2016/17'",
                          [OWN])  # fmt: skip
    assert (row["count"], row["value"], row["missing_reason"]) == (None, None, "outcomes_too_young")
    young = edition.rows("""SELECT count(*) AS n FROM measure WHERE indicator_id = 'charged_within_six_months' AND area_code = ?
      AND period_type = 'month' AND missing_reason = 'outcomes_too_young'""", [OWN])[0]["n"]  # fmt: skip
    assert young == 6
    crimes = edition.rows(
        "SELECT count(*) AS n FROM offence WHERE csp_code = ? AND NOT is_foreign AND month > DATE '2016-09-01'", [OWN]
    )[0]["n"]
    assert crimes == truth.traps["outcomes_too_young"]["how_many"]
    assert "in 2015/16" in facts["charged"]["sentence"]
    assert any("2016/17 are too young" in text for text in facts["charged"]["caveats"])


def test_two_sources_that_disagree_raise_a_query_and_a_gap_does_not(edition, truth, facts):
    trap = truth.traps["two_sources_disagree"]
    rows = {
        (row["area_code"], row["period"]): row
        for row in edition.rows("SELECT * FROM source_agreement WHERE category = '(all)'")
    }
    found = rows[FICTLEY, "2015/16"]
    assert (found["home_office"], found["police_uk"] - trap["police_uk"] <= 5) == (trap["home_office"], True)
    assert [key for key, row in rows.items() if row["is_query"]] == [(FICTLEY, "2015/16")]
    assert (MOCKPOOL, "2014/15") not in rows
    assert "the two agree" in facts["two-sources"]["sentence"]
    assert any("Fictley and Pretence in 2015/16 (0.92)" in text for text in facts["two-sources"]["caveats"])


def test_what_may_not_be_published_is_marked_by_its_source(facts):
    marked = {name for name, row in facts.items() if not row["may_publish"]}
    assert marked == {"most-similar-position", "partner-indicators"}
    assert facts["most-similar-position"]["marking"] == "OFFICIAL-SENSITIVE"
    assert facts["most-similar-position"]["disclosure"] == "partner"
