"""What page and document say of a change beside a chart or in a table, in the words of the facts."""

import pytest

from saferplan.report.quarterly.figures import Beside
from saferplan.report.quarterly.words import verdict_cell, verdict_sentence
from saferplan.report.sections.breaks import _change
from saferplan.report.wording import change_wording

ROW = {
    "period": "2024/25",
    "period_before": "2023/24",
    "value": -0.09,
    "missing_reason": None,
    "denominator": "per_1000_residents",
}


@pytest.mark.parametrize("hangs", [True, False])
def test_a_fall_that_hangs_on_months_varying_one_by_one_says_so(hangs):
    said = change_wording(ROW | {"verdict": "down", "hangs_on_runs": hangs})
    assert said.startswith("2024/25 against 2023/24: down 9.0%, more than chance would explain")
    assert ("high months tend to follow high ones" in said) is hangs


@pytest.mark.parametrize(("verdict", "told"), [("down", True), ("down_alone", False), ("no_clear_change", False)])
def test_the_quarterly_report_says_what_a_fall_hangs_on_where_it_is_told_as_one(verdict, told):
    beside = Beside(91, 100, -0.09, verdict, hangs_on_runs=True)
    assert ("one by one" in verdict_cell(beside)) is told
    assert ("high months tend to follow high ones" in verdict_sentence(beside)) is told
    assert "one by one" not in verdict_cell(Beside(91, 100, -0.09, verdict))


def test_a_change_of_a_share_is_said_to_be_one_beside_its_counts():
    assert _change(ROW) == "−9.0%"
    assert _change(ROW | {"value": 0.175, "denominator": "percent_of_crimes"}) == "+17.5% of the share"
