"""Figures that a column splits which is not read: a part is never taken for the whole."""

import tomllib
from datetime import date

import pytest

from saferplan.pipeline.map_file import propose_mapping, save_mapping
from saferplan.pipeline.mappings import read_mapping
from saferplan.pipeline.workspace import create_workspace
from saferplan.sources.local.reading import read_return
from saferplan.sources.local.sheets import UnreadableFileError
from tests.local_indicators.made import MONTHS, left_out, months, returned, xlsx
from tests.support.small import AREA

HEADINGS = ("Month", "Ward", "Gender", "Age", "Calls")
PARTS = [HEADINGS, ("Apr-16", "Old Quay", "Female", "18-24", 5), ("Apr-16", "New Quay", "Male", "25-34", 6),
         ("May-16", "Old Quay", "Male", "18-24", 7)]  # fmt: skip
TOTALS = [HEADINGS, ("Apr-16", "Old Quay", "Female", "All", 2), ("Apr-16", "Old Quay", "Male", "All", 3),
          ("Apr-16", "Old Quay", "Total", "All", 5)]  # fmt: skip


def mapped(folder, rows, ask=None):
    path = xlsx(folder / "line.xlsx", rows)
    look = propose_mapping(path)
    made = save_mapping(
        create_workspace(folder / "w", AREA, []), path, look, name="line", ask=ask, today=date(2025, 6, 1)
    )
    return look, made, tomllib.loads(made.path.read_text(encoding="utf-8")), path


def test_parts_alone_are_said_and_refused(tmp_path):
    look, made, said, path = mapped(tmp_path, PARTS)
    assert any(
        "Column “Gender” splits the figures (“Female” and “Male”): only rows of one value" in line
        for line in look.lines
    )
    assert any(line.startswith("Column “Age” splits the figures") for line in look.lines)
    assert "Column “Gender”: not read." not in look.lines
    assert "only “Gender” = refuse" in made.taken
    assert "only" not in said
    assert "“Female” in C2 and “Male” in C3 below “Gender”: it splits the figures" in made.tried.problem
    with pytest.raises(UnreadableFileError, match="would be taken for the whole"):
        read_return(path, read_mapping(made.path).rules)


def test_rows_of_a_total_are_proposed_and_the_parts_left_out(tmp_path):
    _, made, said, path = mapped(tmp_path, TOTALS)
    assert said["only"] == {"Gender": "Total"}
    found = read_return(path, read_mapping(made.path).rules)
    assert [value.number for value in found.values] == [5]
    assert left_out(found)["Returns!E2"] == "Its Gender is not “Total”."
    assert found.rows_in == 3


def test_a_person_may_choose_one_value(tmp_path):
    answers = {"“Gender”": "Female", "“Age”": "18-24"}
    _, made, _, path = mapped(
        tmp_path,
        PARTS,
        ask=lambda question, default, _: next((each for key, each in answers.items() if key in question), default),
    )
    assert [value.number for value in read_return(path, read_mapping(made.path).rules).values] == [5]


def test_any_column_of_words_that_tells_rows_of_one_key_apart_is_said(tmp_path):
    rows = [("Month", "Channel", "Calls"), ("Apr-16", "phone", 5), ("Apr-16", "web", 6), ("May-16", "phone", 7)]
    look, made, _, _ = mapped(tmp_path, rows)
    assert any("Column “Channel” splits the figures" in line for line in look.lines)
    assert "only “Channel” = refuse" in made.taken


def test_comments_split_nothing(tmp_path):
    rows = [("Month", "Calls", "Comment"), ("Apr-16", 5, "provisional"), ("May-16", 6, "final")]
    look, _, _, _ = mapped(tmp_path, rows)
    assert not look.proposal.splits


def test_a_saved_mapping_refuses_a_new_column_that_splits_unless_it_is_passed_over(tmp_path):
    rows = [
        (*row, team)
        for row, team in zip(months([("Apr-16", 5), ("May-16", 6)]), ("Team", "North", "South"), strict=True)
    ]
    with pytest.raises(UnreadableFileError, match="below “Team”: it splits the figures") as caught:
        returned(tmp_path, MONTHS, rows)
    assert 'only = { "Team" = "All" }' in caught.value.problem.way_out
    assert len(returned(tmp_path, 'ignore_columns = ["Team"]\n' + MONTHS, rows).values) == 2
    assert len(returned(tmp_path, 'only = { Team = "South" }\n' + MONTHS, rows).values) == 1
    with pytest.raises(UnreadableFileError, match="names a column “Sex”"):
        returned(tmp_path, 'only = { Sex = "All" }\n' + MONTHS, rows)


def test_a_column_that_tells_measures_apart_is_named_as_one(tmp_path):
    rows = [("Month", "Team", "No"), ("Apr-16", "Noise", 5), ("Apr-16", "Graffiti", 6)]
    with pytest.raises(UnreadableFileError) as caught:
        returned(tmp_path, MONTHS, rows)
    assert "name it as indicator or category under [columns]" in caught.value.problem.way_out
    named = MONTHS.replace('value = "No"', 'value = "No"\nindicator = "Team"').replace("People helped", "Noise")
    assert [value.number for value in returned(tmp_path, named, rows).values] == [5]
