"""Changes and comparisons of whole years, guarded before they are tested.

A row of `measure` comes in as a dictionary; a row of `change` or `comparison` goes out as one. The guards come first:
months not supplied whole, a base under 20, a break in recording between the periods of the group it touches.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import isnan
from typing import Any

import numpy as np

from saferplan.base.categories import Denominator
from saferplan.base.periods import Month, Period
from saferplan.evidence.indicator import Indicator
from saferplan.evidence.methods.missing import Missing
from saferplan.evidence.methods.multiplicity import holm
from saferplan.evidence.methods.ranking import rank_chances
from saferplan.evidence.methods.runs import difference_factor
from saferplan.evidence.methods.tests_of_difference import ALPHA, Ratio, change_verdict, joint_freedom, ratio_of_rates
from saferplan.evidence.series_break import SeriesBreak, breaks_between, refuses, touched_parts

SMALLEST_BASE = 20
YEARS_BACK = (1, 2, 5)
Row = Mapping[str, Any]
Key = tuple[str, str, str, str]
CountWithout = Callable[[Indicator, Row, set[str]], int | None]
"""The count of an indicator's row without some of its parts; None where it cannot be told."""

PERCENT = 100

NONE_AT_ALL = 0.5
"""What a count of none is taken for in a ratio of two counts, so that it has a logarithm (Haldane 1956)."""


def key_of(row: Row) -> Key:
    return row["indicator_id"], row["area_type"], row["area_code"], row["period"]


def changes(
    measures: Iterable[Row],
    periods: Iterable[Period],
    indicators: Mapping[str, Indicator],
    breaks: Sequence[SeriesBreak],
    forces: Mapping[str, str | None],
    without: CountWithout,
) -> list[dict[str, Any]]:
    """Each period against the same one, two and five years before, for every series that has both.

    `forces` gives the force of an area, for breaks of one force.
    """
    by_key = {key_of(row): row for row in measures}
    by_label = {period.label: period for period in periods}
    found = []
    for (indicator_id, area_type, area, label), row in sorted(by_key.items()):
        if (period := by_label.get(label)) is None:
            continue
        for years in YEARS_BACK:
            earlier = period.year_before(years)
            if before := by_key.get((indicator_id, area_type, area, earlier.label)):
                indicator = indicators[indicator_id]
                between = breaks_between(breaks, indicator, forces.get(area), earlier, period)
                found.append(_change(indicator, row, before, years, between, without))
    return found


def _change(
    indicator: Indicator, row: Row, before: Row, years: int, between: Sequence[SeriesBreak], without: CountWithout
) -> dict[str, Any]:
    copied = ("indicator_id", "area_type", "area_code", "period_type", "period", "count", "dispersion")
    found = {
        **{name: row[name] for name in copied}, "years": years,
        "period_before": before["period"], "count_before": before["count"],
        "value": None, "lower": None, "upper": None, "p": None, "p_with_runs": None, "hangs_on_runs": False, "verdict": "refused",
        "missing_reason": None, "break_ids": " ".join(each.id for each in between) or None,
        "count_without": None, "count_before_without": None,
    }  # fmt: skip
    if row["count"] is None or before["count"] is None:
        return found | {"missing_reason": row["missing_reason"] if row["count"] is None else before["missing_reason"]}
    if refuses(between, indicator):
        return found | {"missing_reason": "series_break"}
    if before["count"] < SMALLEST_BASE or _is_small_share(indicator, row, before):
        return found | {"missing_reason": "base_under_20"}
    found |= _without_touched(indicator, row, before, between, without)
    per, per_before = _per(indicator, row), _per(indicator, before)
    found["value"] = (row["count"] / per) / (before["count"] / per_before) - 1
    if not _has_history(row):
        return found | {"verdict": "not_enough_history"}
    ratio = ratio_of_rates(
        max(row["count"], NONE_AT_ALL),
        per,
        _spread(indicator, row),
        before["count"],
        per_before,
        _spread(indicator, before),
        row["freedom"],
    )
    if row["count"] > 0:  # a ratio to none has no limits: those of the half that stands for it say nothing
        found |= {"lower": ratio.lower - 1, "upper": ratio.upper - 1}
    verdict, with_runs = change_verdict(ratio), _p_with_runs(row, before)
    hangs = verdict in ("up", "down") and with_runs is not None and with_runs > ALPHA
    return found | {"p": ratio.p, "p_with_runs": with_runs, "hangs_on_runs": hangs, "verdict": verdict}


def _p_with_runs(row: Row, before: Row) -> float | None:
    """P of a change if the way its months run together is chance too; None where that is not known."""
    if row["run_correlation"] is None:
        return None
    months = Month.of(row["period_end"]).index - Month.of(row["period_start"]).index + 1
    spread = row["dispersion"] * float(difference_factor(np.array(row["run_correlation"]), months))
    return ratio_of_rates(max(row["count"], NONE_AT_ALL), 1, spread, before["count"], 1, spread, row["freedom"]).p


def _is_small_share(indicator: Indicator, row: Row, before: Row) -> bool:
    shares = indicator.denominator is Denominator.CRIMES
    return shares and min(row["denominator"] or 0, before["denominator"] or 0) < SMALLEST_BASE


def _per(indicator: Indicator, row: Row) -> float:
    """What two counts of an indicator are compared per: crimes for a share, nothing for a count."""
    return float(row["denominator"]) if indicator.denominator is Denominator.CRIMES else 1.0


def _spread(indicator: Indicator, row: Row) -> float:
    """Dispersion of a count's logarithm; a share varies less than its count by the part that is not it."""
    if indicator.denominator is Denominator.CRIMES:
        return float(row["dispersion"] * (1 - row["value"] / PERCENT))
    return float(row["dispersion"])


def _has_history(row: Row) -> bool:
    return row["dispersion"] is not None and not isnan(row["dispersion"])


def _without_touched(
    indicator: Indicator, row: Row, before: Row, between: Sequence[SeriesBreak], without: CountWithout
) -> dict[str, int | None]:
    """A total beside itself without the groups that breaks touch; nothing where all of it is touched."""
    touched = set().union(*(touched_parts(each, indicator) for each in between if not each.touches_all(indicator)))
    if not touched:
        return {}
    return {
        "count_without": without(indicator, row, touched),
        "count_before_without": without(indicator, before, touched),
    }


def comparisons(own: Row, others: Iterable[tuple[str, Row]]) -> list[dict[str, Any]]:
    """The partnership's rate against others', each with what it is to the partnership; every kind is one family (Holm)."""
    rows = [(kind, other, _comparison(own, kind, other)) for kind, other in others]
    for kind in dict.fromkeys(kind for kind, _, _ in rows):
        family = [(other, row) for each, other, row in rows if each == kind]
        _judge([row for _, row in family])
        _rank(own, [other for other, _ in family], [row for _, row in family])
    return [row for _, _, row in rows]


def _judge(rows: list[dict[str, Any]]) -> None:
    tested = [row for row in rows if row["p"] is not None]
    for row, adjusted in zip(tested, holm([row["p"] for row in tested]), strict=True):
        row["p_adjusted"] = adjusted
        row["verdict"] = "not_distinguishable" if adjusted > ALPHA else "lower" if row["ratio"] < 1 else "higher"


def _rank(own: Row, others: list[Row], rows: list[dict[str, Any]]) -> None:
    """The chance that the partnership's rate is the lowest of a family, and its rank's limits, where all could be tested."""
    if len(rows) < 2 or any(row["p"] is None for row in rows):
        return
    family = [own, *others]
    chances = rank_chances(
        *([float(row[name]) for row in family] for name in ("count", "denominator", "dispersion"))  # type: ignore[arg-type]
    )
    if not isinstance(chances, Missing):
        for row in rows:
            row["p_lowest"] = float(chances.lowest[0])
            row["rank_lower"], row["rank_upper"] = int(chances.lower[0]), int(chances.upper[0])


def _comparison(own: Row, kind: str, other: Row) -> dict[str, Any]:
    found = {
        "indicator_id": own["indicator_id"], "area_code": own["area_code"], "comparator_type": kind,
        "comparator_code": other["area_code"], "period": own["period"], "other_count": other["count"],
        "other_denominator": other["denominator"], "other_value": other["value"], "ratio": None,
        "lower": None, "upper": None, "p": None, "p_adjusted": None, "p_lowest": None, "rank_lower": None,
        "rank_upper": None, "verdict": "refused", "missing_reason": None,
    }  # fmt: skip
    if own["value"] is None or other["value"] is None:
        return found | {"missing_reason": own["missing_reason"] or other["missing_reason"]}
    if own["denominator_year"] != other["denominator_year"]:
        return found | {"missing_reason": "residents_of_other_years"}
    found["ratio"] = own["value"] / other["value"] if other["value"] else None
    if not _has_history(own) or not _has_history(other) or min(own["count"], other["count"]) <= 0:
        return found | {"verdict": "not_enough_history"}
    ratio = ratio_between(own, other)
    return found | {"lower": ratio.lower, "upper": ratio.upper, "p": ratio.p}


def ratio_between(own: Row, other: Row) -> Ratio:
    """The ratio of two areas' rates, each with the dispersion of its own series."""
    freedom = joint_freedom(
        own["count"], own["dispersion"], own["freedom"], other["count"], other["dispersion"], other["freedom"]
    )
    return ratio_of_rates(
        own["count"], own["denominator"], own["dispersion"],
        other["count"], other["denominator"], other["dispersion"], freedom,
    )  # fmt: skip
