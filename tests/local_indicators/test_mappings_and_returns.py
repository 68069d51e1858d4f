"""Mappings that are wrong say so by file and key; returns are told apart; of several files the newest counts."""

from datetime import date

import pytest

from saferplan.base.categories import ASB, Unit, UnitsDiffer
from saferplan.base.errors import SettingsError
from saferplan.base.periods import Month, PeriodType, period_of
from saferplan.base.returns import Standing, due_on, returns_on
from saferplan.cli.coverage import coverage_lines
from saferplan.evidence.indicator import Indicator, Polarity
from saferplan.evidence.local_indicators import against_target, percent_limits
from saferplan.pipeline.check import check_files
from saferplan.pipeline.coverage import coverage_of
from saferplan.pipeline.mappings import read_mappings
from tests.local_indicators.made import HELPED, LONG, MONTHS, mapping, months, xlsx
from tests.support.small import AREA, build_small, by_path, put, small_workspace, unaccounted

WARDS = MONTHS.replace('value = "No"', 'value = "No"\narea = "Ward"')


@pytest.fixture
def workspace(tmp_path):
    return small_workspace(tmp_path / "w")


@pytest.mark.parametrize(("old", "new", "what", "way_out"), [
    ("kind =", "knd =", "does not say its kind", "indicators"),
    ('"indicators"', '"cases"', "kind is 'cases'", "The kinds are: indicators, events."),
    ("cadence =", "cadense =", "there is no key “cadense”", "cadence"),
    ("polarity =", "polarty =", "no key “polarty” of indicator 1 .safe_at_home_helped", "Did you mean “polarity”"),
    ('"higher_is_better"', '"up"', "“polarity” of indicator 1 .*it is 'up'", "Correct it"),
    ('value = "No"', 'valu = "No"', "there is no key “columns.valu”", "Did you mean “value”"),
    ('value = "No"', "", "columns.value", "Correct"), ('"long"', '"wide"', "needs across", "Correct"),
    ('unit = "people"', 'unit = "ASB incidents"', "police figures are counted", "Correct"),
    ('["safe-at-home*"]', '["*.xlsx"]', "would take any file", "Correct"),
    ("safe_at_home_helped", "asb", "the id “asb” is one of the published indicators", "id that says whose"),
    ("due_days = 20", 'may_publish = true\ndisclosure = "partner"', "cannot be both", "Correct"),
    ("due_days = 20", "due_days = =", "not readable TOML", "Correct the line"),
])  # fmt: skip
def test_a_wrong_mapping_names_its_file_and_its_key(tmp_path, old, new, what, way_out):
    assert old in MONTHS
    put(tmp_path / "mappings" / "safe-at-home.toml", MONTHS.replace(old, new))
    with pytest.raises(SettingsError, match=what) as caught:
        read_mappings(tmp_path / "mappings")
    assert "mappings/safe-at-home.toml" in caught.value.what
    assert way_out in caught.value.way_out


def test_two_mappings_may_share_neither_an_indicator_nor_a_file(workspace):
    mapping(workspace.path, MONTHS)
    mapping(workspace.path, MONTHS, "another")
    with pytest.raises(
        SettingsError, match=r"safe-at-home.toml: the id “safe_at_home_helped” is one of mappings/another.toml"
    ):
        read_mappings(workspace.mappings)
    mapping(workspace.path, MONTHS.replace("safe_at_home_helped", "others"), "another")
    xlsx(workspace.inbox / "safe-at-home.xlsx", months([("Apr-16", 1)]))
    with pytest.raises(SettingsError, match="claimed by"):
        build_small(workspace)


def test_local_asb_is_of_its_own_unit_and_no_indicator_of_the_police_takes_it(tmp_path):
    found = mapping(tmp_path, MONTHS.replace('unit = "people"', f'unit = "{Unit.LOCAL_ASB_REPORT}"'))
    assert found.rules.indicator[0].unit == "local_asb_report"
    with pytest.raises(UnitsDiffer):
        Indicator("x", "X", Unit.LOCAL_ASB_REPORT, Polarity.NEUTRAL, "X.", categories=(ASB,))


def test_an_area_that_the_mapping_names_must_be_known(workspace):
    mapping(workspace.path, MONTHS + 'area = "Nowhere"\n')
    with pytest.raises(SettingsError, match="“Nowhere” is no area"):
        build_small(workspace)


def test_areas_by_code_by_name_and_by_the_suppliers_own_name(workspace):
    mapping(workspace.path, WARDS.replace("[columns]", '[areas]\n"The Quays" = "E05099002"\n[columns]'))
    names = ["E05099001", "OLD QUAY", "The Quays", "Smallham", "Littleton", "Atlantis"]
    xlsx(workspace.inbox / "safe-at-home.xlsx", [("Month", "Ward", "No"), *((f"{m}-16", n, 5) for m, n in zip(
        ("Apr", "May", "Jun", "Jul", "Aug", "Sep"), names, strict=True))])  # fmt: skip
    edition = build_small(workspace).edition
    found = edition.rows("SELECT period, area_type, area_code FROM local_value ORDER BY period")
    assert [(row["area_type"], row["area_code"]) for row in found] == [
        ("ward", "E05099001"), ("ward", "E05099001"), ("ward", "E05099002"), ("csp", AREA), ("csp", "E22099002"),
    ]  # fmt: skip
    (refusal,) = edition.rows("SELECT * FROM refusal WHERE column_name LIKE 'Returns!%'")
    assert (refusal["column_name"], refusal["value"]) == ("Returns!B7", "Atlantis")


def test_received_late_missing_and_nil_are_told_apart(workspace):
    mapping(workspace.path, MONTHS)
    for folder, rows in {
        "2016-05-20": [("Apr-16", 1)], "2016-06-21": [("May-16", 2)], "2016-08-01": [("Jul-16", "nil")],
    }.items():  # fmt: skip
        xlsx(workspace.inbox / folder / "safe-at-home.xlsx", months(rows))
    xlsx(workspace.inbox / "safe-at-home.xlsx", months([("Aug-16", None), ("Sep-16", 5)]))
    edition = build_small(workspace).edition
    rows = edition.table("local_return")
    assert [(r["period"], r["state"], r["received"], r["is_late"]) for r in rows] == [
        ("2016-04", "received", "2016-05-20", False), ("2016-05", "received", "2016-06-21", True),
        ("2016-06", "expected", None, None),
        ("2016-07", "nil", "2016-08-01", False), ("2016-08", "expected", None, None), ("2016-09", "received", None, None),
    ]  # fmt: skip
    assert rows[0]["due_on"] == date(2016, 5, 20)
    found = returns_on(rows, date(2016, 10, 21))
    assert [each.standing for each in found] == [
        Standing.RECEIVED, Standing.LATE, Standing.MISSING, Standing.NIL, Standing.MISSING, Standing.RECEIVED, Standing.NOT_YET_DUE,
    ]  # fmt: skip
    _, lines = coverage_lines(coverage_of(edition, date(2016, 10, 21)), 80)
    assert "Safe at Home: 4 returns received." in lines
    assert "  2016-05: late, due 20 June 2016, received 2016-06-21" in lines
    assert "  2016-06: missing, due 20 July 2016" in lines
    assert returns_on(rows, date(2016, 9, 20))[4].standing is Standing.NOT_YET_DUE


def test_a_supplier_that_never_sent_anything_is_missing_from_its_first_period_on(workspace):
    mapping(workspace.path, MONTHS.replace("due_days = 20", 'due_days = 20\nfirst_period = "Apr-16"'))
    rows = build_small(workspace).edition.table("local_return")
    assert [each.period for each in returns_on(rows, date(2016, 7, 1)) if each.standing is Standing.MISSING] == [
        "2016-04",
        "2016-05",
    ]


def test_a_newer_issue_goes_before_an_older_and_an_undated_contradiction_is_refused(workspace):
    mapping(workspace.path, MONTHS)
    xlsx(
        workspace.inbox / "issue-2016-06" / "safe-at-home.xlsx",
        months([("Apr-16", 10), ("May-16", 20), ("Jun-16", 30)]),
    )
    xlsx(
        workspace.inbox / "issue-2016-07" / "safe-at-home.xlsx",
        months([("Apr-16", 90), ("May-16", None), ("Jun-16", 30)]),
    )
    edition = build_small(workspace).edition
    assert [(r["period"], r["value"]) for r in edition.table("local_value")] == [
        ("2016-04", 90),
        ("2016-05", 20),
        ("2016-06", 30),
    ]
    files = by_path(edition.table("input_file"))
    assert files["issue-2016-06/safe-at-home.xlsx"]["superseded"] == 2
    assert files["issue-2016-07/safe-at-home.xlsx"]["duplicates"] == 1
    xlsx(workspace.inbox / "safe-at-home-again.xlsx", months([("Apr-16", 80), ("Jun-16", 30)]))
    edition = build_small(workspace).edition
    assert [(r["period"], r["value"]) for r in edition.table("local_value")] == [("2016-05", 20), ("2016-06", 30)]
    refusals = edition.rows("SELECT * FROM refusal WHERE column_name = 'Returns!B2'")
    assert len(refusals) == 3
    assert "Another value is given" in refusals[0]["reason"]
    assert not unaccounted(edition.table("input_file"))


def test_what_two_providers_happen_to_give_alike_is_not_one_figure(workspace):
    mapping(workspace.path, MONTHS)
    both = months([("Apr-16", 12), ("May-16", 15), ("Apr-16", 22), ("May-16", 15), ("Jun-16", 9)])
    xlsx(workspace.inbox / "safe-at-home.xlsx", both)
    edition = build_small(workspace).edition
    assert [(r["period"], r["value"]) for r in edition.table("local_value")] == [("2016-06", 9)]
    (reason,) = {r["reason"][:60] for r in edition.table("refusal") if r["column_name"] in ("Returns!B3", "Returns!B5")}
    assert reason.startswith("The same is given again, where the two differ in another per")
    assert not unaccounted(edition.table("input_file"))


def test_a_damaged_workbook_is_refused_and_the_build_goes_on(workspace):
    mapping(workspace.path, MONTHS)
    put(workspace.inbox / "safe-at-home.xlsx", b"PK\x03\x04 cut short")
    edition = build_small(workspace).edition
    (refusal,) = edition.rows(
        "SELECT reason, way_out FROM refusal JOIN input_file USING (file_id) WHERE path = 'safe-at-home.xlsx'"
    )
    assert refusal["reason"].startswith("The workbook is damaged")
    assert by_path(edition.table("input_file"))["safe-at-home.xlsx"]["status"] == "refused"


def test_check_reads_a_partners_file_by_the_workspaces_mapping(workspace, tmp_path, monkeypatch):
    mapping(workspace.path, WARDS)
    build_small(workspace)
    monkeypatch.chdir(workspace.path)
    file = xlsx(
        tmp_path / "safe-at-home.xlsx", [("Month", "Ward", "No"), ("Apr-16", "Old Quay", 5), ("Apr-16", "Atlantis", 6)]
    )
    checked = check_files([file], today=date(2017, 6, 1))
    assert [(row["kept"], row["refused"]) for row in checked.files] == [(1, 1)]
    assert checked.refusals[0]["column_name"] == "Returns!B3"


def test_a_percentage_is_tested_only_with_what_it_is_a_share_of(workspace):
    text = LONG + '[columns]\nperiod = "Month"\nvalue = "%"\nnumerator = "Did"\ndenominator = "Of"\n' + HELPED.replace(
        'unit = "people"', 'unit = "percent"\ntarget = 60'
    )  # fmt: skip
    mapping(workspace.path, text)
    rows = [
        ("Month", "%", "Did", "Of"),
        ("Apr-16", None, 20, 40),
        ("May-16", "50%", None, None),
        ("Jun-16", "50%", 500, 1000),
    ]
    xlsx(workspace.inbox / "safe-at-home.xlsx", rows)
    edition = build_small(workspace).edition
    assert [(r["lower"] and round(r["lower"], 1), r["upper"] and round(r["upper"], 1), r["against_target"])
            for r in edition.table("local_value")] == [
        (35.2, 64.8, "no_clear_difference"), (None, None, "not_met"), (46.9, 53.1, "not_met"),
    ]  # fmt: skip
    (fact,) = edition.rows("SELECT * FROM fact WHERE fact_id = 'partner-indicators'")
    assert fact["sentence"] == "People helped by Safe at Home: 50% in June 2016."
    caveats = [
        row["text"]
        for row in edition.rows("SELECT text FROM fact_caveat WHERE fact_id = 'partner-indicators' ORDER BY position")
    ]
    assert caveats[1:] == [
        "People helped by Safe at Home: 500 of 1,000; the range by chance is 46.9% to 53.1%.",
        "People helped by Safe at Home: the target of 60% is not met.",
    ]


def test_a_percentage_of_fewer_than_twenty_is_not_stated(workspace):
    text = (
        LONG
        + '[columns]\nperiod = "Month"\nnumerator = "Did"\ndenominator = "Of"\n'
        + HELPED.replace('"people"', '"percent"')
    )
    mapping(workspace.path, text)
    xlsx(workspace.inbox / "safe-at-home.xlsx", [("Month", "Did", "Of"), ("Apr-16", 9, 19)])
    edition = build_small(workspace).edition
    assert edition.table("local_value")[0]["denominator"] == 19
    (fact,) = edition.rows("SELECT * FROM fact WHERE fact_id = 'partner-indicators'")
    assert fact["status"] == "refused"


def test_methods():
    assert percent_limits(None, 5) is None
    assert percent_limits(5, 0) is None
    assert against_target(5, 5, "lower_is_better", None) == "met"
    assert against_target(5, 4, "lower_is_better", None) == "not_met"
    assert against_target(5, 4, "neither", None) is None
    assert against_target(None, 4, "lower_is_better", None) is None
    assert due_on(period_of(PeriodType.QUARTER, Month(2016, 6)), 30) == date(2016, 7, 30)
