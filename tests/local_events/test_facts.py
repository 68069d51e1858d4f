"""The provisional headline beside the published count, and for the partnership alone."""

from datetime import date, datetime, timedelta

from saferplan.cli.explanation import explanation_lines
from saferplan.cli.listings import fact_lines
from saferplan.pipeline.explain import explain_fact
from saferplan.pipeline.local_event_counting import newest_year
from tests.local_events.made import row, workspace_with
from tests.support import home_office
from tests.support.small import MONTHS, build_small, write_inbox


def test_the_newest_whole_year():
    assert newest_year(date(2015, 4, 2), date(2016, 3, 30)).label == "2015/16"
    assert newest_year(date(2015, 5, 20), date(2016, 5, 31)).start.number == 6
    assert newest_year(date(2015, 5, 20), date(2016, 4, 30)) is None


def test_the_extract_is_stated_beside_police_uk_and_not_in_public(tmp_path):
    days = [datetime(2016, 4, 1, 9) + timedelta(days=round(step * 364 / 19)) for step in range(20)]
    rows = [
        row(Committed_from=day, Committed_to="", Reported=day, DA="Y" if day.month in (6, 7, 8, 9, 10) else "N")
        for day in days
    ]
    made = workspace_with(tmp_path / "w", rows)
    write_inbox(made.inbox, MONTHS)
    edition = build_small(made).edition
    facts = {each["fact_id"]: each for each in edition.table("fact")}
    (all_types,) = edition.rows("SELECT * FROM local_event_count WHERE category = '(all)'")
    counted = len(
        edition.rows(
            "SELECT 1 FROM offence WHERE csp_code = 'E22099001' AND month BETWEEN '2016-04-01' AND '2017-03-01'"
        )
    )
    assert (all_types["events"], all_types["police_uk"], all_types["home_office"]) == (20, counted, None)
    assert all_types["is_query"]
    fact = facts["provisional-crime"]
    assert fact["sentence"] == (
        f"Smallshire Police's extract has 20 crimes in Smallham in 2016/17. For the same months police.uk has {counted} "
        f"(ratio {20 / counted:.2f})."
    )
    assert (fact["disclosure"], fact["marking"], fact["may_publish"]) == ("partner", "OFFICIAL-SENSITIVE", False)
    flagged = sum(day.month in (6, 7, 8, 9, 10) for day in days)
    assert f"({flagged} of 20)" in facts["domestic-abuse-share"]["sentence"]
    _, said = explanation_lines(explain_fact(edition, "provisional-crime"))
    assert any("not for publication" in line for line in said)
    _, lines, left_out = fact_lines(edition, date(2017, 6, 1), public=True)
    assert "extract has" not in "\n".join(lines)
    assert "provisional-crime" in left_out[0]


def spread(codes):
    """A crime each of these codes, over the financial year 2016/17 from its first day to its last but one."""
    days = [
        datetime(2016, 4, 1, 9) + timedelta(days=round(step * 363 / (len(codes) - 1))) for step in range(len(codes))
    ]
    return [
        row(HO_code=code, Committed_from=day, Committed_to="", Reported=day, DA="N")
        for code, day in zip(codes, days, strict=True)
    ]


FRAUD = ["2016/17", 1, "Smallshire", "Smallham", "Fraud", "Fraud offences", "Fraud: action fraud", "51", 700]


def with_home_office(folder, table, codes=("46",) * 15 + ("19C",) * 5):
    """An edition of the extract and the Home Office's table, with street files of three months only."""
    made = workspace_with(folder / "w", spread(codes))
    home_office.write_csv(made.inbox / "prc-csp-1617", table)
    return build_small(made).edition


def counts(edition):
    """Events, police.uk, Home Office and whether it is a query, of the total and each type that any of them has."""
    rows = edition.rows("SELECT * FROM local_event_count WHERE events > 0 OR home_office > 0 ORDER BY category")
    return {
        each["category"]: (each["events"], each["police_uk"], each["home_office"], each["is_query"]) for each in rows
    }


def test_the_extract_is_stated_beside_the_home_office(tmp_path):
    """Smallham in four quarters: 4 x 4 of shoplifting and 4 x 1 of rape; Littleton's and fraud are not of it."""
    own, other = home_office.rows((4, 1, 0), csps=("Smallham",)), home_office.rows((90, 9, 0), csps=("Littleton",))
    edition = with_home_office(tmp_path, [*own, *other, FRAUD])
    assert counts(edition) == {
        "(all)": (20, None, 20, False),
        "Shoplifting": (15, None, 16, True),
        "Violence and sexual offences": (5, None, 4, True),
    }
    (fact,) = edition.rows("SELECT * FROM fact WHERE fact_id = 'provisional-crime'")
    assert fact["sentence"] == (
        "Smallshire Police's extract has 20 crimes in Smallham in 2016/17. For the same months the Home Office has 20 (ratio 1.00)."
    )
    caveats = str(edition.rows(CAVEATS))
    assert "By type: Shoplifting 15 and Violence and sexual offences 5." in caveats
    assert "data query" not in caveats
    assert (fact["disclosure"], fact["may_publish"]) == ("partner", False)


CAVEATS = "SELECT * FROM fact_caveat WHERE fact_id = 'provisional-crime' ORDER BY ALL"


def test_a_ratio_beyond_a_twentieth_is_a_query(tmp_path):
    edition = with_home_office(tmp_path, home_office.rows((5, 1, 0)))
    assert counts(edition)["(all)"] == (20, None, 24, True)
    (fact,) = edition.rows("SELECT * FROM fact WHERE fact_id = 'provisional-crime'")
    assert "the Home Office has 24 (ratio 0.83)." in fact["sentence"]
    assert "A ratio outside 0.95 to 1.05 is a data query: ask the force why." in str(edition.rows(CAVEATS))


def test_both_publishers_stand_beside_it(tmp_path):
    made = workspace_with(tmp_path / "w", spread(("46",) * 20))
    write_inbox(made.inbox, MONTHS)
    home_office.write_csv(made.inbox / "prc-csp-1617", home_office.rows((5, 0, 0)))
    edition = build_small(made).edition
    events, police, office, _ = counts(edition)["(all)"]
    assert (events, office) == (20, 20)
    (fact,) = edition.rows("SELECT * FROM fact WHERE fact_id = 'provisional-crime'")
    assert (
        f"For the same months police.uk has {police} (ratio {20 / police:.2f}) and the Home Office has 20 (ratio 1.00)."
        in fact["sentence"]
    )


def test_three_quarters_are_no_year_to_be_held_against(tmp_path):
    edition = with_home_office(tmp_path, home_office.rows((4, 1, 0), quarters=(1, 2, 3)))
    assert counts(edition)["(all)"] == (20, None, None, False)
    (fact,) = edition.rows("SELECT * FROM fact WHERE fact_id = 'provisional-crime'")
    assert fact["sentence"].endswith("in 2016/17; neither police.uk nor the Home Office gives the same months whole.")
