"""Counts of a force's extract: small types and flags suppressed, and what would give them away."""

from datetime import datetime, timedelta

from tests.local_events.made import row, workspace_with
from tests.support.small import MONTHS, build_small, write_inbox

BURGLARY, VIOLENCE, DRUGS = "28A", "8N", "92E"
START = datetime(2016, 4, 1, 9)


def built(folder, crimes, setting=""):
    """An edition of an extract that spans a year: of each code so many crimes, of which so many flagged, and so many unplaced."""
    rows = []
    for code, count, flagged, unplaced in crimes:
        for number in range(count + unplaced):
            day = START + timedelta(days=round(number * 364 / (count + unplaced - 1)))
            place = {"X": "", "Y": "", "Ward": ""} if number >= count else {}
            rows.append(row(HO_code=code, Class="", Committed_from=day, Committed_to="", Reported=day,
                            DA="Y" if number < flagged else "N", **place))  # fmt: skip
    made = workspace_with(folder / "w", rows)
    path = made.path / "saferplan.toml"
    path.write_text(setting + path.read_text("utf-8"), "utf-8")
    write_inbox(made.inbox, MONTHS)
    from saferplan.pipeline.workspace import open_workspace

    return build_small(open_workspace(made.path)).edition


def shown(edition):
    return {
        row["category"]: (row["events"], row["domestic_abuse"], row["flag_known"], row["suppression"])
        for row in edition.table("local_event_count")
        if row["events"] != 0
    }


def test_a_small_type_is_suppressed_and_the_smallest_other_with_it(tmp_path):
    edition = built(tmp_path, [(BURGLARY, 30, 0, 0), (VIOLENCE, 40, 12, 0), (DRUGS, 3, 0, 0)])
    assert shown(edition) == {
        "(all)": (73, 12, 73, None),
        "Burglary": (None, 0, None, "secondary"),
        "Drugs": (None, 0, None, "small"),
        "Violence and sexual offences": (40, 12, 40, None),
    }
    facts = {each["fact_id"]: each["sentence"] for each in edition.table("fact")}
    caveats = {each["text"] for each in edition.rows("SELECT * FROM fact_caveat WHERE fact_id = 'provisional-crime'")}
    assert facts["provisional-crime"].startswith("Smallshire Police's extract has 73 crimes in Smallham")
    assert "By type: Burglary suppressed, Drugs fewer than 5 and Violence and sexual offences 40." in caveats
    assert (
        "Counts under 5 are printed as “fewer than 5”; “suppressed” stands where such a count could be worked out."
        in caveats
    )
    assert "16.4% of crimes" in facts["domestic-abuse-share"]


def test_a_few_flagged_are_not_to_be_had_from_the_types_nor_from_all(tmp_path):
    edition = built(tmp_path, [(BURGLARY, 30, 2, 0), (VIOLENCE, 40, 12, 0)])
    found = shown(edition)
    assert found["Burglary"] == (30, None, 30, None)
    assert found["Violence and sexual offences"] == (40, None, 40, None)
    assert found["(all)"] == (70, 14, 70, None)


def test_a_share_of_few_is_refused_with_the_reason(tmp_path):
    edition = built(tmp_path, [(VIOLENCE, 40, 3, 0)])
    (fact,) = edition.rows("SELECT * FROM fact WHERE fact_id = 'domestic-abuse-share'")
    assert fact["status"] == "refused"
    assert (
        fact["sentence"]
        == "The share of domestic abuse in 2016/17 is suppressed: with it a count under 5 could be worked out."
    )
    assert all(row["domestic_abuse"] is None for row in edition.table("local_event_count") if row["events"] != 0)


def test_few_crimes_in_no_place_are_said_to_be_few(tmp_path):
    edition = built(tmp_path, [(VIOLENCE, 40, 12, 3)])
    caveats = {each["text"] for each in edition.rows("SELECT * FROM fact_caveat WHERE fact_id = 'provisional-crime'")}
    assert "Fewer than 5 crimes of the extract are in no known place and not counted." in caveats


def test_an_extract_of_few_crimes_says_fewer_than_five_and_no_ratio(tmp_path):
    edition = built(tmp_path, [(VIOLENCE, 4, 0, 0)])
    (fact,) = edition.rows("SELECT * FROM fact WHERE fact_id = 'provisional-crime'")
    assert "extract has fewer than 5 crimes in Smallham" in fact["sentence"]
    assert "ratio" not in fact["sentence"]
    assert {row["is_query"] for row in edition.table("local_event_count") if row["events"] is None} == {None}


def test_counts_are_rounded_where_that_is_wished(tmp_path):
    edition = built(tmp_path, [(BURGLARY, 31, 6, 0), (VIOLENCE, 43, 12, 0)], "round_to = 5\n")
    assert shown(edition)["(all)"][:3] == (75, 20, 75)
    assert shown(edition)["Burglary"][:3] == (30, 5, 30)
