"""From a partner's workbook to the edition's tables, its fact and what the public sees."""

from datetime import date

import pytest

from saferplan.base.returns import Standing, returns_on
from saferplan.cli.explanation import explanation_lines
from saferplan.cli.listings import fact_lines
from saferplan.pipeline.explain import explain_fact
from saferplan.pipeline.publishing import refuse_withheld
from tests.local_indicators.made import xlsx
from tests.support.small import AREA, build_small, by_path, hashes, put, small_workspace, unaccounted

MAPPING = """kind = "indicators"
supplier = "Safe at Home"
files = ["safe-at-home*.xlsx"]
layout = "long"
cadence = "financial_year"
due_days = 30
[columns]
indicator = "Measure"
area = "Ward"
period = "Year"
value = "Number"
[[indicator]]
id = "safe_at_home_helped"
title = "People helped by Safe at Home"
called = ["People helped"]
unit = "people"
polarity = "higher_is_better"
target = 90
sentence = "Safe at Home helped {value} people in {period}"
"""
ROWS = [
    ("Safe at Home: yearly return",),
    (),
    ("Measure", "Ward", "Year", "Number"),
    ("People helped", "", "2015/16", 80),
    ("People helped", "", "2016/17", " 99 "),
    ("People helped", "Old Quay", "2016/17", "<5"),
    ("People helped", "New Quai", "2016/17", 12),
    ("People helped", "Total", "2016/17", 111),
    ("Figures are provisional",),
]


@pytest.fixture
def workspace(tmp_path):
    made = small_workspace(tmp_path / "w")
    xlsx(made.inbox / "issue-2017-05" / "safe-at-home 2017.xlsx", ROWS)
    put(made.mappings / "safe-at-home.toml", MAPPING)
    return made


def test_values_reach_the_edition_with_their_cells(workspace):
    edition = build_small(workspace).edition
    values = [
        (row["area_code"], row["period"], row["value"], row["status"], row["against_target"], row["cell"])
        for row in edition.table("local_value")
    ]
    assert values == [
        (AREA, "2015/16", 80.0, "given", "not_met", "D4"),
        (AREA, "2016/17", 99.0, "given", "met", "D5"),
        ("E05099001", "2016/17", None, "below_threshold", None, "D6"),
    ]
    file = by_path(edition.table("input_file"))["issue-2017-05/safe-at-home 2017.xlsx"]
    assert (file["rows_in"], file["kept"], file["refused"], file["left_out"]) == (7, 3, 1, 3)
    assert file["source_id"] == "local_safe_at_home"
    assert not unaccounted(edition.table("input_file"))
    (refusal,) = edition.rows("SELECT * FROM refusal WHERE file_id = ?", [file["file_id"]])
    assert (refusal["line"], refusal["column_name"], refusal["value"]) == (7, "Returns!B7", "New Quai")
    assert refusal["reason"] == "“New Quai” is no area that is known here."
    assert "Is it “New Quay”?" in refusal["way_out"]
    aside = {row["cell"]: row["reason"] for row in edition.table("local_left_out")}
    assert aside["A1"] == "It stands above the headings."
    assert aside["A9"] == "A note, or a line without a figure."
    assert aside["D8"] == "A total, not shown: with it a suppressed figure could be worked out."


def test_the_terms_of_a_partner_are_closed_unless_it_says_otherwise(workspace):
    edition = build_small(workspace).edition
    (source,) = edition.rows("SELECT * FROM source WHERE source_id = 'local_safe_at_home'")
    assert (source["disclosure"], source["marking"], source["may_publish"]) == ("partner", "OFFICIAL-SENSITIVE", False)
    facts = {row["fact_id"]: row for row in edition.table("fact")}
    fact = facts["partner-indicators"]
    assert fact["sentence"] == "Safe at Home helped 99 people in 2016/17."
    assert (fact["disclosure"], fact["marking"], fact["may_publish"]) == ("partner", "OFFICIAL-SENSITIVE", False)
    assert fact["stale_after"] == date(2018, 4, 30)
    assert facts["local-indicators"]["sentence"] == "No partner's figure may be published."


def test_the_public_never_sees_it(workspace):
    edition = build_small(workspace).edition
    _, lines, left_out = fact_lines(edition, date(2017, 6, 1), public=True)
    assert "99 people" not in "\n".join(lines)
    assert "partner-indicators" in left_out[0]
    assert "Safe at Home" in left_out[0]
    with pytest.raises(Exception, match="may not be shown"):
        refuse_withheld(edition, "partner-indicators")
    from saferplan.report.outline import outline_of
    from saferplan.report.page import html_text

    assert "99 people" in html_text(outline_of(edition))
    assert "Safe at Home" not in html_text(outline_of(edition, public=True))


def test_what_may_be_published_is(workspace):
    put(workspace.mappings / "safe-at-home.toml", MAPPING + "may_publish = true\n")
    edition = build_small(workspace).edition
    _, lines, _ = fact_lines(edition, date(2017, 6, 1), public=True)
    assert "  Safe at Home helped 99 people in 2016/17." in lines
    _, said = explanation_lines(explain_fact(edition, "local-indicators"))
    assert any("value 99" in line and "cell D5" in line for line in said)


def test_an_indicator_that_may_not_be_published_does_not_show_in_the_explanation_of_one_that_may(workspace):
    closed = MAPPING.split("[[indicator]]")[1].replace("safe_at_home_helped", "calls").replace("People helped", "Calls")
    text = f"{MAPPING}may_publish = true\n[[indicator]]{closed}"
    put(workspace.mappings / "safe-at-home.toml", text)
    xlsx(workspace.inbox / "issue-2017-05" / "safe-at-home 2017.xlsx", [*ROWS, ("Calls", "", "2016/17", 4321)])
    edition = build_small(workspace).edition
    _, said = explanation_lines(explain_fact(edition, "local-indicators"))
    assert "4,321" not in "\n".join(said).replace("4321", "4,321")
    _, said = explanation_lines(explain_fact(edition, "partner-indicators"))
    assert any("value 4,321" in line for line in said)


def test_an_edition_has_the_same_bytes_again_and_a_changed_mapping_makes_another(workspace):
    first = build_small(workspace)
    before = hashes(first.edition.path)
    assert not build_small(workspace).is_new
    for path in first.edition.path.iterdir():
        path.unlink()
    first.edition.path.rmdir()
    (workspace.path / "current").unlink()
    again = build_small(workspace)
    assert hashes(again.edition.path) == before
    put(workspace.mappings / "safe-at-home.toml", MAPPING.replace("target = 90", "target = 100"))
    changed = build_small(workspace)
    assert changed.is_new
    assert changed.edition.table("local_value")[1]["against_target"] == "not_met"


def test_returns_are_told_apart_on_the_day_of_reading(workspace):
    rows = build_small(workspace).edition.table("local_return")
    assert [(r["period"], r["due_on"], r["state"], r["received"], r["is_late"]) for r in rows] == [
        ("2015/16", date(2016, 4, 30), "received", "2017-05", True),
        ("2016/17", date(2017, 4, 30), "received", "2017-05", True),
    ]
    assert [(each.period, each.standing) for each in returns_on(rows, date(2018, 4, 30))] == [
        ("2015/16", Standing.LATE), ("2016/17", Standing.LATE), ("2017/18", Standing.NOT_YET_DUE),
    ]  # fmt: skip
    assert [each.standing for each in returns_on(rows, date(2018, 5, 1))][2:] == [
        Standing.MISSING,
        Standing.NOT_YET_DUE,
    ]


def test_a_workspace_without_mappings_says_so(tmp_path):
    facts = {row["fact_id"]: row for row in build_small(small_workspace(tmp_path / "w")).edition.table("fact")}
    assert facts["local-indicators"]["sentence"] == "No partner's figures are mapped."
    assert facts["local-indicators"]["may_publish"]
