"""What page and document say of a change beside a chart or in a table, in the words of the facts."""

import pytest

from saferplan.report.sections.breaks import _change
from saferplan.report.wording import change_wording

ROW = {
    "period": "2024/25",
    "period_before": "2023/24",
    "value": -0.09,
    "missing_reason": None,
    "denominator": "per_1000_residents",
}


@pytest.mark.parametrize(("p_with_runs", "hangs"), [(0.095, True), (0.02, False), (None, False)])
def test_a_fall_that_hangs_on_months_varying_one_by_one_says_so(p_with_runs, hangs):
    said = change_wording(ROW | {"verdict": "down", "p_with_runs": p_with_runs})
    assert said.startswith("2024/25 against 2023/24: down 9.0%, more than chance would explain")
    assert ("high months tend to follow high ones" in said) is hangs
    assert "high ones" not in change_wording(ROW | {"verdict": "no_clear_change", "p_with_runs": 0.5})


def test_a_change_of_a_share_is_said_to_be_one_beside_its_counts():
    assert _change(ROW) == "−9.0%"
    assert _change(ROW | {"value": 0.175, "denominator": "percent_of_crimes"}) == "+17.5% of the share"
