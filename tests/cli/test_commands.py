"""The commands as a person runs them: what they print, as lines, JSON and CSV, and the code they end with."""

import csv
import json
import re
import shutil

import pytest

OLDER, NEWER = "2016-05.1", "2016-06.1"


@pytest.fixture
def run(commands, workspace):
    return lambda *words: commands.run(workspace.path, *words)


@pytest.fixture
def copied(workspace, tmp_path):
    return shutil.copytree(workspace.path, tmp_path / "w")


def test_compare_says_what_went_in_what_moved_and_why(run):
    found = run("compare", OLDER, NEWER)
    assert (found.code, found.err) == (0, "")
    assert "New months: June 2016 (street files)." in found.out
    assert "added: police/2016-06/2016-06-smallshire-street.csv" in found.out
    assert "twelve-months: " in found.out
    assert "Why: new: June 2016 (street files)." in found.out
    assert "Counts by partnership, type of crime and month, in months of both: none moved." in found.out
    assert "Rows of all tables, those of wards, neighbourhoods and own areas among them: " in found.out
    assert re.search(r"^    monthly_count: csp \d+ new", found.out, re.MULTILINE)


def test_compare_of_an_edition_with_itself_says_that_nothing_moved(run):
    found = run("compare", NEWER, NEWER)
    assert "Nothing moved" in found.out
    assert "Files: the same." in found.out


def test_compare_puts_the_older_first_whichever_is_named_first(run):
    assert run("compare", NEWER, OLDER).out == run("compare", OLDER, NEWER).out
    assert run("compare", NEWER, NEWER).out.startswith(f"Edition {NEWER} and itself")


def test_compare_gives_a_program_all_of_it(run):
    found = json.loads(run("compare", OLDER, NEWER, "--json").out)
    assert (found["older"], found["newer"], found["nothing_moved"], found["cells_moved"]) == (OLDER, NEWER, False, 0)
    assert found["differences"]["added"] == [{"feed": "police_uk_street", "place": "E23099001", "month": "2016-06-01"}]
    assert {fact["fact_id"] for fact in found["facts"]} >= {"twelve-months", "months-supplied"}
    assert "cells" not in found
    assert json.loads(run("compare", OLDER, NEWER, "--json", "--cells").out)["cells"] == []


def test_compare_gives_a_spreadsheet_a_row_for_each_move(run):
    rows = list(csv.DictReader(run("compare", OLDER, NEWER, "--csv").out.splitlines()))
    sentences = {row["what"]: row for row in rows if row["moved"] == "sentence"}
    assert "to May 2016" in sentences["twelve-months"]["before"]
    assert "to June 2016" in sentences["twelve-months"]["after"]
    assert all(row["why"] for row in rows)
    assert not [value for row in rows for value in row.values() if value[:1] in ("=", "+", "-", "@")]


def test_an_altered_edition_is_not_compared(commands, copied):
    with (copied / "editions" / OLDER / "fact.parquet").open("ab") as table:
        table.write(b"x")
    found = commands.run(copied, "compare", OLDER, NEWER)
    assert (found.code, found.out) == (4, "")
    assert "altered" in found.err


def test_an_edition_of_another_format_is_not_compared(commands, copied):
    path = copied / "editions" / OLDER / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8")) | {"format_version": 99}
    path.write_text(json.dumps(manifest), encoding="utf-8")
    found = commands.run(copied, "compare", OLDER, NEWER)
    assert (found.code, found.out) == (4, "")
    assert "format 99" in found.err
    log = commands.run(copied, "revisions")
    assert log.code == 0
    assert "Cannot be compared. Edition 2016-05.1 is of format 99." in log.out


def test_an_edition_that_is_not_there_is_said_to_be_so(run):
    found = run("compare", OLDER, "1999-01.1")
    assert found.code == 4
    assert NEWER in found.err


def test_the_log_lists_facts_and_headlines_in_short(run):
    found = run("revisions")
    assert found.code == 0
    assert found.out.startswith(f"{NEWER}, after {OLDER}\n")
    assert "New months: June 2016" in found.out
    assert "twelve-months" in found.out
    (entry,) = json.loads(run("revisions", "--json").out)
    assert entry["trouble"] is None
    assert entry["comparison"]["facts"]


def test_the_log_of_one_edition_is_empty_and_says_so(commands, copied):
    shutil.rmtree(copied / "editions" / OLDER)
    assert "not yet two editions" in commands.run(copied, "revisions").out


def test_coverage_is_drawn_and_given_to_a_program(run):
    assert "Smallshire  ############ ############ ###" in run("coverage").out
    assert "Smallshire  ############ ############ ##\n" in run("coverage", "--edition", OLDER).out
    found = json.loads(run("coverage", "--json").out)
    assert found["feeds"][0]["forces"][0]["months"]["2016-06-01"] == "supplied"


def test_facts_say_when_they_are_stale(run):
    """The figures end in 2016: newer ones should have come long ago."""
    found = run("facts")
    assert "OUT OF DATE: newer figures should have been published by 30 June 2017." in found.out
    rows = {row["fact_id"]: row for row in json.loads(run("facts", "--json").out)}
    assert rows["recorded-crime"]["is_stale"]
    assert not rows["recording-changes"]["is_stale"]


def test_public_facts_leave_out_what_may_not_be_shown(run):
    assert "most-similar-position:" in run("facts").out
    found = run("facts", "--public")
    assert "most-similar-position:" not in found.out
    assert "recorded-crime:" in found.out
    assert found.out.endswith(
        "Left out: 1 fact (most-similar-position). It rests on what may not be published: Most similar group.\n"
    )
    as_json = run("facts", "--public", "--json")
    assert "most-similar-position" not in {row["fact_id"] for row in json.loads(as_json.out)}
    assert "Left out: 1 fact" in as_json.err


@pytest.mark.parametrize("form", [(), ("--json",), ("--csv",)])
def test_a_fact_that_may_not_be_shown_is_not_explained_in_public(run, form):
    found = run("explain", "most-similar-position", "--public", *form)
    assert (found.code, found.out) == (2, "")
    assert "Most similar group" in found.err


def test_a_fact_that_may_be_shown_is_explained_in_public(run):
    assert run("explain", "asb", "--public").out == run("explain", "asb").out
    assert run("explain", "most-similar-position").code == 0


def test_page_writes_the_reports_again_beside_the_current_ones(commands, copied):
    found = commands.run(copied, "page")
    assert (found.code, found.err) == (0, "")
    assert "Open reports/facts.html" in found.out
    before = (copied / "reports" / "facts.html").read_bytes()
    older = commands.run(copied, "page", "--edition", OLDER)
    assert f"Open reports/{OLDER}/facts.html" in older.out
    assert (copied / "reports" / OLDER / "facts.html").read_bytes() != before
    assert (copied / "reports" / "facts.html").read_bytes() == before


def test_the_public_page_does_not_name_what_may_not_be_shown(commands, copied):
    found = commands.run(copied, "page", "--public")
    paths = [copied / line.removeprefix("Open ") for line in found.out.splitlines()]
    assert paths
    assert all(path.is_file() for path in paths)
    page = next(path for path in paths if path.suffix == ".html").read_text(encoding="utf-8")
    assert "most-similar-position" not in page
