"""What a title above the headings or a sheet's name says of every figure below."""

import pytest

from saferplan.base.errors import InputError
from saferplan.pipeline.map_file import propose_mapping
from tests.local_indicators.made import MONTHS, months, returned, xlsx
from tests.support.small import build_small, by_path, put, small_workspace

TABLE = [("Month", "Burglaries"), ("Jan-17", 512), ("Feb-17", 520)]


@pytest.mark.parametrize(
    ("title", "sheet", "place"),
    [
        ("Cumulative figures for the year", "Data", "“Cumulative figures for the year” (in A1)"),
        ("Rolling 12 months figures", "Data", "“Rolling 12 months figures” (in A1)"),
        ("Figures", "YTD", "“YTD” (the name of the sheet)"),
    ],
)
def test_map_refuses_what_its_title_says_adds_up(tmp_path, title, sheet, place):
    with pytest.raises(InputError) as caught:
        propose_mapping(xlsx(tmp_path / "line.xlsx", [(title,), *TABLE], title=sheet))
    assert f"{place} says that figures add up from one period to the next" in str(caught.value)
    wide = [(title,), ("Measure", "Q1 2016/17", "Q2 2016/17"), ("Referrals", 11, 22)]
    with pytest.raises(InputError, match="add up from one period to the next"):
        propose_mapping(xlsx(tmp_path / "line.xlsx", wide, title=sheet))


def test_a_title_that_speaks_of_a_column_of_its_own_refuses_nothing(tmp_path):
    rows = [
        ("Monthly and cumulative figures",),
        ("Month", "Calls", "Calls (year to date)"),
        ("Apr-16", 10, 10),
        ("May-16", 20, 30),
    ]
    assert propose_mapping(xlsx(tmp_path / "line.xlsx", rows)).proposal.columns["value"] == "Calls"


def test_a_build_by_a_saved_mapping_says_it(tmp_path):
    rows = [("Rolling 12 months figures",), *months([("Jan-17", 5), ("Feb-17", 6)])]
    (note,) = returned(tmp_path, MONTHS, rows).notes
    assert note.startswith(
        "“Rolling 12 months figures” (in A1) says that figures add up from one period to the next: each is"
    )
    made = small_workspace(tmp_path / "w")
    put(made.mappings / "safe-at-home.toml", MONTHS)
    xlsx(made.inbox / "safe-at-home.xlsx", rows)
    file = by_path(build_small(made).edition.table("input_file"))["safe-at-home.xlsx"]
    assert (file["kept"], file["note"]) == (2, note)


QUARTERS = [("Measure", "Q1 2016/17", "Q2 2016/17"), ("Referrals", 10, 22)]


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ([*QUARTERS, ("Figures are cumulative for the year",)], "“Figures are cumulative for the year” (in A3)"),
        ([*QUARTERS, (), (None, "Note: shown cumulatively")], "“Note: shown cumulatively” (in B4)"),
        ([("ASB return",), ("(figures accumulate through the year)",), *QUARTERS], "through the year)” (in A2)"),
    ],
)
def test_a_note_below_and_other_words_for_it_say_it_too(tmp_path, rows, place):
    with pytest.raises(InputError) as caught:
        propose_mapping(xlsx(tmp_path / "line.xlsx", rows))
    assert f"{place} says that figures add up from one period to the next" in str(caught.value)

    (note,) = returned(tmp_path, MONTHS, [*months([("Jan-17", 5)]), ("Figures are cumulative for the year",)]).notes
    assert note.startswith("“Figures are cumulative for the year” (in A3) says that figures add up")


@pytest.mark.parametrize(
    "note", ["Figures are not cumulative", "No cases to date of the new kind", "A rolling programme began"]
)
def test_notes_of_other_things_refuse_nothing(tmp_path, note):
    assert propose_mapping(xlsx(tmp_path / "line.xlsx", [*QUARTERS, (note,)])).proposal.indicators == ["Referrals"]


def test_a_column_of_twelve_months_is_none_of_a_month(tmp_path):
    rows = [
        ("Month", "Calls", "Closed", "12 month total", "3-month avg"),
        ("Apr-16", 10, 8, 120, 9),
        ("May-16", 12, 9, 121, 10),
    ]
    assert propose_mapping(xlsx(tmp_path / "line.xlsx", rows)).proposal.indicators == ["Calls", "Closed"]
    rows = [("Month", "12 month total"), ("Apr-16", 120), ("May-16", 121)]
    with pytest.raises(InputError, match="“12 month total” adds up"):
        propose_mapping(xlsx(tmp_path / "line.xlsx", rows))
