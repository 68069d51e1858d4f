"""Extracts with a row for each victim and with cancelled records: crimes count once, what is left out is listed and counted."""

import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from saferplan.base.errors import SettingsError
from saferplan.cli.commands import app
from tests.support.small import build_small, by_path, csv_text, put, small_workspace, unaccounted

HEADINGS = ["Crime number", "HO code", "Committed from", "Victim no", "Crime status"]
MAPPING = """kind = "events"
supplier = "Smallshire Police"
files = ["smallshire*"]
[columns]
offence_code = "HO code"
from_date = "Committed from"
{0}
"""
BY_REFERENCE = 'crime_reference = "Crime number"'
LEFT_OUT = '[leave_out]\ncolumn = "Crime status"\nvalues = ["Cancelled - no crime", "transferred"]'
ROWS = [
    ("SM/0101/17", "28A", "04/03/2017", 1, "Recorded"),
    ("SM/0101/17", "28A", "04/03/2017", 2, "Recorded"),
    ("sm/0101/17 ", "28A", "04/03/2017", 3, "Recorded"),
    ("SM/0102/17", "46", "05/03/2017", 1, "Cancelled - No Crime"),
    ("SM/0103/17", "46", "31/02/2017", 1, "Recorded"),
    ("SM/0103/17", "46", "06/03/2017", 2, "Recorded"),
    ("SM/0104/17", "8N", "07/03/2017", 1, "Transferred"),
    ("", "8N", "08/03/2017", 1, "Recorded"),
    ("", "8N", "08/03/2017", 1, "Recorded"),
]


def workspace_of(folder, mapping, **files):
    made = small_workspace(folder / "w")
    for name, rows in files.items():
        put(made.inbox / name.replace("_", "-") / "smallshire.csv", csv_text(HEADINGS, rows))
    put(made.mappings / "smallshire.toml", mapping)
    return made


def built(folder, mapping, **files):
    edition = build_small(workspace_of(folder, mapping, **files)).edition
    found = by_path(edition.table("input_file"))
    assert not unaccounted(edition.table("input_file"))
    return edition, {name: found[f"{name.replace('_', '-')}/smallshire.csv"] for name in files}


def test_a_crime_with_several_rows_counts_once(tmp_path):
    edition, files = built(tmp_path, MAPPING.format(BY_REFERENCE), march=ROWS)
    file = files["march"]
    assert (file["rows_in"], file["kept"], file["refused"], file["duplicates"]) == (9, 6, 1, 2)
    assert [(each["line"], each["offence_code"]) for each in edition.table("local_event")] == [
        (2, "28A"), (5, "46"), (7, "46"), (8, "8N"), (9, "8N"), (10, "8N")]  # fmt: skip
    assert file["note"] == "2 rows repeat a “Crime number” and are not counted again."


def test_of_two_extracts_the_newer_says_what_a_crime_is(tmp_path):
    """A crime that was given another offence between two extracts counts once, as the newer has it."""
    older, newer = [ROWS[0], ("SM/0109/17", "46", "09/03/2017", 1, "")], [("SM/0101/17", "8N", "04/03/2017", 1, "")]
    edition, files = built(tmp_path, MAPPING.format(BY_REFERENCE), issue_2017_04=older, issue_2017_05=newer)
    assert sorted(each["offence_code"] for each in edition.table("local_event")) == ["46", "8N"]
    assert (files["issue_2017_04"]["duplicates"], files["issue_2017_05"]["duplicates"]) == (1, 0)
    assert "1 of them name another offence" in files["issue_2017_04"]["note"]
    assert files["issue_2017_05"]["note"] is None


def test_no_reference_is_written_anywhere(tmp_path):
    edition, _ = built(tmp_path, MAPPING.format(BY_REFERENCE), march=ROWS)
    workspace = tmp_path / "w"
    written = [path for path in workspace.rglob("*") if path.is_file() and path.suffix != ".csv"]
    assert written
    assert not [path for path in written if b"/0101/" in path.read_bytes()]
    cells = [str(cell) for path in edition.path.glob("*.parquet") for row in edition.rows(f"SELECT * FROM '{path.as_posix()}'")
             for cell in row.values()]  # fmt: skip
    assert not [cell for cell in cells if "/0101/" in cell]


def test_without_the_setting_rows_that_repeat_a_reference_are_said(tmp_path):
    """By a build, by check, and by map, where nobody has said that a reference is one crime."""
    edition, files = built(tmp_path, MAPPING.format(""), march=ROWS)
    assert len(edition.table("local_event")) == 8
    said = (
        "Column “Crime number”: 3 rows repeat a reference that stands in another, and each row is counted. If a reference is one "
        "crime, name the column as crime_reference in the mapping: it then counts once."
    )
    assert files["march"]["note"] == said


def test_check_says_it_too(tmp_path, monkeypatch):
    workspace = workspace_of(tmp_path, MAPPING.format(""), march=ROWS)
    monkeypatch.chdir(workspace.path)
    assert "3 rows repeat a reference" in CliRunner().invoke(app, ["check", "inbox/march/smallshire.csv"]).output


def test_a_column_of_kinds_is_no_reference(tmp_path):
    rows = [("C1", "28A", "04/03/2017", each, "") for each in range(30)]
    _, files = built(tmp_path, MAPPING.format(""), march=rows)
    assert files["march"]["note"] is None


def test_rows_are_left_out_by_their_status_each_listed_and_counted(tmp_path):
    edition, files = built(tmp_path, MAPPING.format(LEFT_OUT), march=ROWS)
    file = files["march"]
    assert (file["rows_in"], file["kept"], file["refused"], file["left_out"]) == (9, 6, 1, 2)
    found = [each for each in edition.table("local_left_out") if each["rows"]]
    assert [(each["row"], each["said"], each["rows"]) for each in found] == [
        (5, "Cancelled - no crime", 1), (8, "transferred", 1)]  # fmt: skip
    assert "leaves out rows of this “Crime status”" in found[0]["reason"]
    assert "Rows left out by their “Crime status”: “Cancelled - no crime” 1, “transferred” 1." in file["note"]


@pytest.mark.parametrize("text", [
    BY_REFERENCE.replace("Crime number", "HO code"), LEFT_OUT.replace("Crime status", "HO code"), LEFT_OUT.partition("values")[0],
])  # fmt: skip
def test_settings_that_do_not_fit_are_refused(tmp_path, text):
    with pytest.raises(SettingsError, match=r"named twice|is missing"):
        built(tmp_path, MAPPING.format(text), march=ROWS)


def mapped(workspace, rows, monkeypatch, headings=HEADINGS) -> tuple[str, dict]:
    monkeypatch.chdir(workspace.path)
    file = put(Path("extract.csv"), csv_text(headings, rows))
    output = CliRunner().invoke(app, ["map", str(file), "--yes"], catch_exceptions=False).output
    return output, tomllib.loads((workspace.mappings / "extract.toml").read_text(encoding="utf-8"))


def test_both_are_proposed_by_looking(tmp_path, monkeypatch):
    output, said = mapped(small_workspace(tmp_path / "w"), [ROWS[0], *ROWS], monkeypatch)
    assert "Column “Crime number”: " in output
    assert (
        "rows that may be no crimes to count, of those looked at: “Cancelled - No Crime” (1), “Transferred” (1)"
        in output
    )
    assert "SM/01" not in output
    assert said["leave_out"] == {"column": "Crime status", "values": ["Cancelled - No Crime", "Transferred"]}
    assert "Taken without asking: leave out “Transferred” = yes" in output


@pytest.mark.parametrize(("second", "taken"), [(("28A", "04/03/2017"), True), (("8N", "11/03/2017"), False)])
def test_a_reference_is_one_crime_by_default_only_where_its_rows_agree(tmp_path, monkeypatch, second, taken):
    rows = [
        row for each in range(9)
        for row in ((f"SM/{each}", "28A", "04/03/2017", 1, ""), (f"SM/{each}", *second, 2, ""))
    ]  # fmt: skip
    output, said = mapped(small_workspace(tmp_path / "w"), rows, monkeypatch)
    assert said["columns"].get("crime_reference") == ("Crime number" if taken else None)
    assert f"Taken without asking: crime_reference = {'yes' if taken else 'no'}" in output
    assert ("9 not counted again" if taken else "9 rows repeat a reference") in output


def test_an_outcome_of_another_body_is_no_cancelled_crime(tmp_path, monkeypatch):
    rows = [(*each[:4], "Transferred to another body for further action") for each in ROWS[4:]]
    _, said = mapped(small_workspace(tmp_path / "w"), rows, monkeypatch)
    assert "leave_out" not in said
