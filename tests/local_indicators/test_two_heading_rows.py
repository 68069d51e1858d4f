"""Years above their quarters or months: read from both rows, whatever was merged; a part is never taken for the whole."""

import csv
from datetime import date

import pytest

from saferplan.base.errors import InputError
from saferplan.pipeline.map_file import propose_mapping, save_mapping
from saferplan.pipeline.mappings import read_mapping
from saferplan.pipeline.workspace import create_workspace
from saferplan.sources.local.reading import read_return
from saferplan.sources.local.sheets import UnreadableFileError
from tests.local_indicators.made import HELPED, WIDE, returned, xlsx
from tests.support.small import AREA

QUARTERS = ["Q1", "Q2", "Q3", "Q4"]
MONTHS = ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar"]


def years(parts, *named, label=0):
    """Two rows of headings, the year in the first cell of each run, and two rows of figures 1, 2, 3 … and 101, 102 …"""
    width = len(parts) * len(named)
    rows = [
        [None, *(cell for year in named for cell in (year, *[None] * (len(parts) - 1)))],
        [None, *parts * len(named)],
        ["Calls", *range(1, width + 1)],
        ["Closed", *range(101, width + 101)],
    ]
    rows[label][0] = "Measure"
    return rows


def read(tmp_path, file):
    """What a build reads by the mapping that is proposed."""
    workspace = create_workspace(tmp_path / "w", AREA, [])
    mapped = save_mapping(workspace, file, propose_mapping(file), name="calls", ask=None, today=date(2025, 6, 1))
    found = read_return(file, read_mapping(mapped.path).rules)
    assert not found.refused
    return [(each.indicator_id, each.period.label, each.number) for each in found.values]


@pytest.mark.parametrize("merged", [["B1:E1", "F1:I1"], ["B1:E1"], ["F1:I1"], []], ids=str)
@pytest.mark.parametrize("label", [0, 1], ids=["Measure in row 1", "Measure in row 2"])
def test_two_years_over_quarters(tmp_path, merged, label):
    file = xlsx(tmp_path / "calls.xlsx", years(QUARTERS, "2023/24", "2024/25", label=label), merged=merged)
    assert read(tmp_path, file) == [
        (indicator, f"{year} {quarter}", number)
        for indicator, first in (("calls_calls", 1), ("calls_closed", 101))
        for number, (year, quarter) in enumerate(
            ((y, q) for y in ("2023/24", "2024/25") for q in QUARTERS), start=first
        )
    ]


@pytest.mark.parametrize("merged", [["A1:A2", "B1:M1", "N1:Y1", "Z1:AK1"], ["A1:A2"], []], ids=str)
def test_three_years_over_months(tmp_path, merged):
    file = xlsx(tmp_path / "calls.xlsx", years(MONTHS, "2022/23", "2023/24", "2024/25"), merged=merged)
    found = read(tmp_path, file)
    assert [(label, number) for name, label, number in found if name == "calls_calls"] == [
        (f"{year + (place > 8)}-{(place + 3) % 12 + 1:02d}", 12 * (year - 2022) + place + 1)
        for year in (2022, 2023, 2024) for place in range(12)
    ]  # fmt: skip


def test_years_over_quarters_in_a_csv(tmp_path):
    file = tmp_path / "calls.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows(years(QUARTERS, "2023/24", "2024/25"))
    assert [label for _, label, _ in read(tmp_path, file)][3:5] == ["2023/24 Q4", "2024/25 Q1"]


def test_a_year_over_months_that_say_their_year_too(tmp_path):
    rows = [
        ("Measure", "2016/17", None, "2017/18", None),
        (None, "Feb-17", "Mar-17", "Apr-17", "May-17"),
        ("Calls", 1, 2, 3, 4),
    ]
    found = read(tmp_path, xlsx(tmp_path / "calls.xlsx", rows, merged=["B1:C1", "D1:E1"]))
    assert [(label, number) for _, label, number in found] == [
        ("2017-02", 1),
        ("2017-03", 2),
        ("2017-04", 3),
        ("2017-05", 4),
    ]


def test_one_quarter_of_each_year_is_no_year(tmp_path):
    rows = [("Measure", "2023/24", "2024/25"), (None, "Q4", "Q4"), ("Calls", 1, 2)]
    assert [label for _, label, _ in read(tmp_path, xlsx(tmp_path / "calls.xlsx", rows))] == [
        "2023/24 Q4",
        "2024/25 Q4",
    ]


def test_totals_and_whole_years_among_quarters_are_not_read(tmp_path):
    rows = [
        ("Measure", "2022/23", "2023/24", None, None, "2024/25", None, None),
        (None, None, "Q1", "Q2", "Total", "Q1", "Q2", "Total"),
        ("Calls", 9, 1, 2, 3, 4, 5, 9),
    ]
    file = xlsx(tmp_path / "calls.xlsx", rows, merged=["C1:E1", "F1:H1"])
    lines = propose_mapping(file).lines
    assert [line for line in lines if "not read" in line] == ["Column “2022/23”: not read."]
    assert [(label, number) for _, label, number in read(tmp_path, file)] == [
        ("2023/24 Q1", 1), ("2023/24 Q2", 2), ("2024/25 Q1", 4), ("2024/25 Q2", 5)]  # fmt: skip
    rules = read_mapping(tmp_path / "w" / "mappings" / "calls.toml").rules
    left = {each.cell: each.reason for each in read_return(file, rules).left_out}
    assert (left["E3"], left["H3"]) == tuple(f"A total of {n}, and so much do the others come to." for n in (3, 9))


def test_a_total_beside_the_year_is_held_against_its_quarters(tmp_path):
    rows = [("Measure", "2024/25", None, "Total"), (None, "Q1", "Q2", None), ("Calls", 1, 2, 4)]
    file = xlsx(tmp_path / "calls.xlsx", rows, merged=["A1:A2", "B1:C1", "D1:D2"])
    assert "ignore" not in propose_mapping(file).proposal.layout
    workspace = create_workspace(tmp_path / "w", AREA, [])
    mapped = save_mapping(workspace, file, propose_mapping(file), name="calls", ask=None, today=date(2025, 6, 1))
    found = read_return(file, read_mapping(mapped.path).rules)
    assert (len(found.values), found.refused) == (2, [])
    assert found.differences == ["Returns!D3: A total of 4; the others come to 3: they differ by 1."]


@pytest.mark.parametrize(("below", "said"), [
    ((None, "Actual", "Forecast", "Actual", "Forecast"),
     r"“Forecast” in C2, below “2023/24” in B1, is no part of it that can be read"),
    ((None, "First half", "Second half", "First half", "Second half"), "“First half” in B2, below “2023/24” in B1"),
    (("Calls", 1, 2, 3, 4), "“2023/24” in B1 stands above several columns, B2 to C2"),
])  # fmt: skip
@pytest.mark.parametrize("merged", [["B1:C1", "D1:E1"], []], ids=str)
def test_what_stands_below_a_year_and_cannot_be_read_refuses_the_file(tmp_path, below, said, merged):
    rows = [("Measure", "2023/24", None, "2024/25", None), below, ("Closed", 5, 6, 7, 8)]
    with pytest.raises(InputError, match=said):
        propose_mapping(xlsx(tmp_path / "calls.xlsx", rows, merged=merged))


def test_half_a_year_below_each_year_refuses_the_file(tmp_path):
    rows = [("Measure", "2023/24", "2024/25"), (None, "Apr-Sep", "Apr-Sep"), ("Calls", 1, 2)]
    with pytest.raises(InputError, match="“Apr-Sep” in B2, below “2023/24” in B1"):
        propose_mapping(xlsx(tmp_path / "calls.xlsx", rows))


def test_quarters_of_several_wards_are_not_run_together(tmp_path):
    rows = [
        ("Measure", "Old Quay", None, "New Quay", None),
        (None, "Q1 24/25", "Q2 24/25", "Q1 24/25", "Q2 24/25"),
        ("Calls", 1, 2, 3, 4),
    ]
    with pytest.raises(InputError, match="“Q1 24/25” stands above two columns, B2 and D2"):
        propose_mapping(xlsx(tmp_path / "calls.xlsx", rows))


@pytest.mark.parametrize("merged", [["B1:E1", "F1:I1"], []], ids=str)
def test_a_mapping_of_one_row_refuses_a_file_of_two(tmp_path, merged):
    """A supplier that has put quarters below the years since the mapping was made."""
    text = (
        WIDE.replace('cadence = "month"', 'cadence = "financial_year"') + '[columns]\nindicator = "Measure"\n' + HELPED
    )
    rows = years(QUARTERS, "2023/24", "2024/25")
    with pytest.raises(UnreadableFileError) as refused:
        returned(tmp_path, text, rows, merged=merged)
    assert "“2023/24” in B1 stands above several columns of values, B2 to E2" in refused.value.problem.reason
    assert "heading_rows = 2" in refused.value.problem.way_out
    with pytest.raises(UnreadableFileError, match="“Q4” in B2 is a part of “2023/24” above it"):
        returned(tmp_path, text, [("Measure", "2023/24", "2024/25"), (None, "Q4", "Q4"), ("People helped", 1, 2)])
