"""Changes, comparisons and their guards."""

from datetime import date
from math import log, sqrt

import numpy as np
import pytest

from saferplan.base.periods import Month, PeriodType, period_of
from saferplan.evidence.catalogue import all_indicators
from saferplan.evidence.findings import changes, comparisons
from saferplan.evidence.methods.multiplicity import holm
from saferplan.evidence.methods.tests_of_difference import change_verdict, ratio_of_rates
from saferplan.evidence.series_break import Behaviour, SeriesBreak

YEAR = period_of(PeriodType.FINANCIAL_YEAR, Month(2017, 3))


def measure(period, count, dispersion=5.0, area="E22099001", people=100_000):
    reason = None if count is not None else "month_not_supplied"
    return {
        "indicator_id": "recorded_crime", "area_type": "csp", "area_code": area, "period_type": "financial_year",
        "period": period, "count": count, "denominator": people, "freedom": 32.0, "run_correlation": None,
        "denominator_year": 2016, "dispersion": dispersion, "missing_reason": reason,
        "value": None if count is None else 1000 * count / people,
        "period_start": date(int(period[:4]), 4, 1), "period_end": date(int(period[:4]) + 1, 3, 1),
    }  # fmt: skip


def change(before, after, dispersion=5.0, breaks=(), without=lambda indicator, row, parts: 1, **other):
    rows = [measure("2015/16", before, dispersion) | other, measure("2016/17", after, dispersion) | other]
    (found,) = changes(rows, [YEAR], {each.id: each for each in all_indicators()}, breaks, {}, without)
    return found


def test_the_change_and_its_interval_are_those_of_the_formula():
    found = change(13_548, 14_740)
    reach = 2.036933 * sqrt(5.0 / 14_740 + 5.0 / 13_548)  # Student's t with 32 degrees of freedom
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
        (20, 0, 1.0, "down", None),  # none at all is a count too
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
    (found,) = comparisons(own, [("named", measure("2016/17", 14_876, 7.45, "E22000028", 137_228))])
    assert found["verdict"] == "not_distinguishable"


def test_tests_against_several_comparators_are_adjusted():
    own = measure("2016/17", 1_000, 1.0)
    others = [("named", measure("2016/17", 1_100, 1.0, f"E2200000{n}")) for n in range(1, 5)]
    found = comparisons(own, others)
    assert all(row["p"] < 0.05 < row["p_adjusted"] for row in found)
    assert {row["verdict"] for row in found} == {"not_distinguishable"}
    (alone,) = comparisons(own, others[:1])
    assert alone["verdict"] == "lower"


def test_a_comparator_without_a_rate_is_refused_with_the_reason():
    own = measure("2016/17", 1_000)
    (found,) = comparisons(own, [("named", measure("2016/17", None, area="E22000002"))])
    assert (found["verdict"], found["missing_reason"]) == ("refused", "month_not_supplied")


def test_holm_is_the_published_example():
    # Holm (1979): compare the smallest with α/m, the next with α/(m−1), and so on; adjusted values are monotone.
    assert holm([0.01, 0.02, 0.03, 0.04]) == pytest.approx([0.04, 0.06, 0.06, 0.06])
    assert holm([]) == []


def a_break(behaviour, groups=(), effect_until=None, citation="A paper"):
    return SeriesBreak("new-practice", Month(2016, 3), "Practice changed.", "up", behaviour, effect_until, groups,
                       citation=citation)  # fmt: skip


def test_a_total_across_a_break_is_annotated_and_stands_beside_itself_without_the_group():
    asked = []

    def without(indicator, row, parts):
        asked.append((row["period"], parts))
        return {"2015/16": 10_000, "2016/17": 9_000}[row["period"]]

    found = change(13_548, 14_740, breaks=[a_break(Behaviour.REFUSE, ("Burglary",))], without=without)
    assert (found["verdict"], found["break_ids"]) == ("up", "new-practice")
    assert (found["count_before_without"], found["count_without"]) == (10_000, 9_000)
    assert asked == [("2016/17", {"Burglary"}), ("2015/16", {"Burglary"})]


def test_the_touched_group_itself_is_refused_or_annotated_as_the_break_says():
    burglary = {"indicator_id": "burglary"}
    refused = change(500, 700, breaks=[a_break(Behaviour.REFUSE, ("Burglary",))], **burglary)
    assert (refused["verdict"], refused["missing_reason"], refused["value"]) == ("refused", "series_break", None)
    annotated = change(500, 700, breaks=[a_break(Behaviour.ANNOTATE, ("Burglary",))], **burglary)
    assert (annotated["missing_reason"], annotated["break_ids"]) == (None, "new-practice")
    elsewhere = change(500, 700, breaks=[a_break(Behaviour.REFUSE, ("Drugs",))], **burglary)
    assert elsewhere["break_ids"] is None


@pytest.mark.parametrize(
    ("from_month", "until", "touched"),
    [
        (Month(2015, 4), None, False),  # both years are after it
        (Month(2017, 4), None, False),  # both years are before it
        (Month(2015, 5), None, True),  # the first month of the earlier year is before it
        (Month(2017, 3), None, True),  # only the last month of the later year is after it
        (Month(2014, 10), Month(2017, 3), True),  # it is still working its way in
        (Month(2014, 10), Month(2015, 3), False),  # it had worked its way in when the earlier year began
        (Month(2014, 10), Month(2015, 4), True),
    ],
)
def test_a_break_touches_a_comparison_that_any_part_of_it_lies_between(from_month, until, touched):
    found = change(500, 700, breaks=[SeriesBreak("b", from_month, "w", "up", effect_until=until)])
    assert (found["break_ids"] == "b") is touched


def test_a_change_that_runs_of_months_could_make_says_so():
    runs = change(13_548, 14_740, run_correlation=0.6)
    assert runs["p"] < 0.05 < runs["p_with_runs"]
    assert (runs["verdict"], runs["hangs_on_runs"]) == ("up", True)
    assert change(13_548, 14_740, run_correlation=0.0)["p_with_runs"] == pytest.approx(runs["p"])
    assert change(13_548, 14_740)["p_with_runs"] is None
    assert not any(change(13_548, 14_740, **how)["hangs_on_runs"] for how in ({}, {"run_correlation": 0.0}))


def test_a_share_of_fewer_than_twenty_crimes_gets_no_change():
    shares = [{**measure(year, 20, people=crimes), "indicator_id": "charged_within_six_months", "value": 100.0}
              for year, crimes in (("2015/16", 1_000), ("2016/17", 19))]  # fmt: skip
    (found,) = changes(shares, [YEAR], {each.id: each for each in all_indicators()}, [], {}, lambda *asked: None)
    assert (found["verdict"], found["missing_reason"]) == ("refused", "base_under_20")


def test_rates_over_residents_of_different_years_are_not_compared():
    own, other = measure("2016/17", 1_000), {**measure("2016/17", 2_000), "area_code": "E22099002"}
    (found,) = comparisons(own, [("named", {**other, "denominator_year": 2011})])
    assert (found["verdict"], found["missing_reason"]) == ("refused", "residents_of_other_years")
    (found,) = comparisons(own, [("named", other)])
    assert found["verdict"] == "lower"


def test_a_share_is_compared_by_its_crimes_and_not_by_its_count():
    rows = [{**measure("2015/16", 1_000, people=10_000), "indicator_id": "charged_within_six_months", "value": 10.0},
            {**measure("2016/17", 1_100, people=11_000), "indicator_id": "charged_within_six_months", "value": 10.0}]  # fmt: skip
    (found,) = changes(rows, [YEAR], {each.id: each for each in all_indicators()}, [], {}, lambda *asked: None)
    assert found["value"] == pytest.approx(0)
    assert found["verdict"] == "no_clear_change"


def test_kinds_of_comparators_are_families_of_their_own():
    own = measure("2016/17", 1_000, 1.0)
    named = [("named", measure("2016/17", 1_100, 1.0, f"E2200000{n}")) for n in range(1, 5)]
    force = [("force", measure("2016/17", 1_100, 1.0, "E23000001"))]
    found = {row["comparator_type"]: row for row in comparisons(own, named + force)}
    assert found["named"]["p_adjusted"] == pytest.approx(4 * found["named"]["p"])
    assert found["force"]["p_adjusted"] == pytest.approx(found["force"]["p"])
    assert 0.9 < found["named"]["p_lowest"] < 1
    assert found["named"]["rank_lower"] == 1 <= found["named"]["rank_upper"] < 5
    assert found["force"]["p_lowest"] is None
