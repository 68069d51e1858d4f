"""Changes, comparisons and their guards."""

from math import log, sqrt

import numpy as np
import pytest

from saferplan.base.periods import Month, PeriodType, period_of
from saferplan.evidence.findings import changes, comparisons
from saferplan.evidence.tests_of_difference import change_verdict, holm, ratio_of_rates

YEAR = period_of(PeriodType.FINANCIAL_YEAR, Month(2017, 3))


def measure(period, count, dispersion=5.0, area="E22099001", people=100_000):
    reason = None if count is not None else "month_not_supplied"
    return {
        "indicator_id": "recorded_crime", "area_type": "csp", "area_code": area, "period_type": "financial_year",
        "period": period, "count": count, "denominator": people,
        "denominator_year": 2016, "dispersion": dispersion, "missing_reason": reason,
        "value": None if count is None else 1000 * count / people,
    }  # fmt: skip


def change(before, after, dispersion=5.0):
    (found,) = changes([measure("2015/16", before, dispersion), measure("2016/17", after, dispersion)], [YEAR])
    return found


def test_the_change_and_its_interval_are_those_of_the_formula():
    found = change(13_548, 14_740)
    reach = 1.959964 * sqrt(5.0 / 14_740 + 5.0 / 13_548)
    middle = log(14_740 / 13_548)
    assert found["value"] == pytest.approx(0.08798, abs=1e-5)
    assert found["lower"] == pytest.approx(np.exp(middle - reach) - 1, rel=1e-5)
    assert found["upper"] == pytest.approx(np.exp(middle + reach) - 1, rel=1e-5)
    assert found["verdict"] == "up"


@pytest.mark.parametrize(
    ("before", "after", "dispersion", "verdict", "reason"),
    [
        (10_000, 8_000, 5.0, "down", None),
        (1_000, 1_050, 5.0, "no_clear_change", None),
        (1_000_000, 1_010_000, 1.0, "about_the_same", None),
        (19, 40, 1.0, "refused", "base_under_20"),
        (0, 40, 1.0, "refused", "base_under_20"),
        (20, 0, 1.0, "not_enough_history", None),
        (None, 14_740, 5.0, "refused", "month_not_supplied"),
        (14_740, None, 5.0, "refused", "month_not_supplied"),
        (10_000, 8_000, None, "not_enough_history", None),
    ],
)
def test_verdicts_and_refusals(before, after, dispersion, verdict, reason):
    found = change(before, after, dispersion)
    assert (found["verdict"], found["missing_reason"]) == (verdict, reason)
    assert (found["value"] is None) == (reason is not None)


def test_about_the_same_needs_the_whole_interval_within_five_per_cent():
    assert change_verdict(ratio_of_rates(1_000_000, 1, 1, 1_000_000, 1, 1)) == "about_the_same"
    assert change_verdict(ratio_of_rates(1_000, 1, 1, 1_000, 1, 1)) == "no_clear_change"


def test_stockton_and_redcar_look_apart_as_poisson_and_not_with_their_dispersion():
    def z(own_dispersion, other_dispersion):
        spread = sqrt(own_dispersion / 20_597 + other_dispersion / 14_876)
        return log((14_876 / 137_228) / (20_597 / 197_419)) / spread

    assert z(1, 1) == pytest.approx(3.6, abs=0.1)
    assert z(10.4, 7.45) == pytest.approx(1.2, abs=0.05)
    own = measure("2016/17", 20_597, 10.4, people=197_419)
    (found,) = comparisons(own, [measure("2016/17", 14_876, 7.45, "E22000028", 137_228)])
    assert found["verdict"] == "not_distinguishable"


def test_tests_against_several_comparators_are_adjusted():
    own = measure("2016/17", 1_000, 1.0)
    others = [measure("2016/17", 1_100, 1.0, f"E2200000{n}") for n in range(1, 5)]
    found = comparisons(own, others)
    assert all(row["p"] < 0.05 < row["p_adjusted"] for row in found)
    assert {row["verdict"] for row in found} == {"not_distinguishable"}
    (alone,) = comparisons(own, others[:1])
    assert alone["verdict"] == "lower"


def test_a_comparator_without_a_rate_is_refused_with_the_reason():
    own = measure("2016/17", 1_000)
    (found,) = comparisons(own, [measure("2016/17", None, area="E22000002")])
    assert (found["verdict"], found["missing_reason"]) == ("refused", "month_not_supplied")


def test_holm_is_the_published_example():
    # Holm (1979): compare the smallest with α/m, the next with α/(m−1), and so on; adjusted values are monotone.
    assert holm([0.01, 0.02, 0.03, 0.04]) == pytest.approx([0.04, 0.06, 0.06, 0.06])
    assert holm([]) == []


def test_a_verdict_on_null_series_is_wrong_no_more_often_than_promised():
    generator = np.random.default_rng(3)
    factor, months, trials = 10.4, 24, 2_000
    draws = generator.poisson(generator.gamma(1_750 / (factor - 1), factor - 1, size=(trials, months)))
    wrong = sum(change(int(row[:12].sum()), int(row[12:].sum()), factor)["verdict"] in ("up", "down") for row in draws)
    assert wrong / trials <= 0.06
