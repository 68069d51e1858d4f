"""Headings above several columns of figures, and several columns of numbers of which none is called the figure."""

import pytest

from saferplan.base.errors import InputError
from saferplan.pipeline.map_file import propose_mapping
from saferplan.sources.local.sheets import UnreadableFileError
from tests.local_indicators.made import LONG, returned, xlsx
from tests.local_indicators.test_stated_periods import mapped

TWO = [("Quarter", "Noise", None, "Litter", None), (None, "New", "Closed", "New", "Closed"), ("Q3 2016/17", 10, 12, 13, 14),
       ("Q4 2016/17", 11, 15, 13, 17)]  # fmt: skip
CENTRED = [("Quarter", None, "Old Quay", None, None, "New Quay"), (None, *("Noise", "Litter", "Cars") * 2),
           ("Q3 2016/17", *range(10, 16)), ("Q4 2016/17", *range(20, 26))]  # fmt: skip
NOISE = """[columns]
period = "Quarter"
value = "Noise"
[[indicator]]
id = "noise"
title = "Noise"
unit = "cases"
polarity = "neither"
"""


@pytest.mark.parametrize(
    ("rows", "merged", "said"),
    [
        (TWO, ["B1:C1", "D1:E1"], "“Noise” in B1 stands above several columns of figures, B2 to C2"),
        (TWO, [], "“Noise” in B1 stands above several columns of figures, B2 to C2"),
        (CENTRED, [], "“Old Quay” in C1 stands above several columns of figures, B2 to E2"),
        ([TWO[0], *TWO[2:]], ["B1:C1", "D1:E1"], "“Noise” in B1 stands above several columns of figures, B2 to C2"),
    ],
)
def test_a_heading_above_several_columns_of_figures_is_refused(tmp_path, rows, merged, said):
    with pytest.raises(InputError) as caught:
        propose_mapping(xlsx(tmp_path / "line.xlsx", rows, merged=merged))
    assert said in str(caught.value)
    assert "one row of headings, each column with its own" in str(caught.value)


@pytest.mark.parametrize("merged", [[], ["B1:C1", "D1:E1"]])
def test_so_it_is_in_a_build(tmp_path, merged):
    with pytest.raises(UnreadableFileError, match=r"“Noise”.*stands above"):
        returned(tmp_path, LONG.replace('"month"', '"quarter"') + NOISE, TWO, merged=merged)


def test_a_row_of_units_and_headings_merged_downwards_are_no_such_thing(tmp_path):
    rows = [("Quarter", "Noise", "Litter"), (None, "cases", "cases"), ("Q3 2016/17", 10, 12), ("Q4 2016/17", 11, 15)]
    assert mapped(tmp_path, rows)[0].proposal.indicators == ["Noise", "Litter"]
    rows[1] = ()
    merged = ["A1:A2", "B1:B2", "C1:C2"]
    assert propose_mapping(xlsx(tmp_path / "down.xlsx", rows, merged=merged)).proposal.indicators == ["Noise", "Litter"]


def test_of_two_columns_of_numbers_none_is_taken_for_the_figure(tmp_path):
    rows = [
        ("Service", "Quarter", "Units", "Complaints"),
        ("Mill House", "Q3 2016/17", 40, 12),
        ("Mill House", "Q4 2016/17", 40, 9),
    ]
    with pytest.raises(InputError) as caught:
        propose_mapping(xlsx(tmp_path / "line.xlsx", rows))
    assert "“Units” in C1 and “Complaints” in D1 stand above numbers: which of them is the figure" in str(caught.value)
    assert "name it as value under [columns]" in str(caught.value)


@pytest.mark.parametrize(
    "headings", [("Units", "Number of complaints"), ("Target", "Complaints"), ("Comment", "Complaints")]
)
def test_one_that_is_called_so_or_stands_alone_is(tmp_path, headings):
    first = "late" if headings[0] == "Comment" else 40
    rows = [
        ("Service", "Quarter", *headings),
        ("Mill House", "Q3 2016/17", first, 12),
        ("Mill House", "Q4 2016/17", first, 9),
    ]
    _, _, found = mapped(tmp_path, rows)
    assert [value.number for value in found.values] == [12, 9]
