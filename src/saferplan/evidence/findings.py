"""Changes and comparisons of whole financial years, guarded before they are tested.

A row of `measure` comes in as a dictionary; a row of `change` or `comparison` goes out as one.
"""

from collections.abc import Iterable, Mapping
from math import isnan
from typing import Any

from saferplan.base.periods import Period
from saferplan.evidence.tests_of_difference import ALPHA, change_verdict, holm, ratio_of_rates

SMALLEST_BASE = 20
Row = Mapping[str, Any]
Key = tuple[str, str, str, str]


def key_of(row: Row) -> Key:
    return row["indicator_id"], row["area_type"], row["area_code"], row["period"]


def changes(measures: Iterable[Row], years: Iterable[Period]) -> list[dict[str, Any]]:
    """Each financial year against the year before, for every series that has both."""
    by_key = {key_of(row): row for row in measures if row["period_type"] == "financial_year"}
    before_of = {year.label: year.year_before().label for year in years}
    return [
        _change(row, by_key[indicator, area_type, area, before_of[period]])
        for (indicator, area_type, area, period), row in sorted(by_key.items())
        if period in before_of and (indicator, area_type, area, before_of[period]) in by_key
    ]


def _change(row: Row, before: Row) -> dict[str, Any]:
    found = {
        **{name: row[name] for name in ("indicator_id", "area_type", "area_code", "period", "count", "dispersion")},
        "period_before": before["period"], "count_before": before["count"],
        "value": None, "lower": None, "upper": None, "p": None, "verdict": "refused", "missing_reason": None,
    }  # fmt: skip
    if row["count"] is None or before["count"] is None:
        return found | {"missing_reason": "month_not_supplied"}
    if before["count"] < SMALLEST_BASE:
        return found | {"missing_reason": "base_under_20"}
    found["value"] = row["count"] / before["count"] - 1
    if row["dispersion"] is None or isnan(row["dispersion"]) or row["count"] == 0:
        return found | {"verdict": "not_enough_history"}
    ratio = ratio_of_rates(row["count"], 1, row["dispersion"], before["count"], 1, row["dispersion"])
    return found | {"lower": ratio.lower - 1, "upper": ratio.upper - 1, "p": ratio.p, "verdict": change_verdict(ratio)}


def comparisons(own: Row, others: Iterable[Row]) -> list[dict[str, Any]]:
    """The partnership's rate against each comparator's, tested as one family (Holm)."""
    rows = [_comparison(own, other) for other in others]
    tested = [row for row in rows if row["p"] is not None]
    for row, adjusted in zip(tested, holm([row["p"] for row in tested]), strict=True):
        row["p_adjusted"] = adjusted
        row["verdict"] = "not_distinguishable" if adjusted > ALPHA else "lower" if row["ratio"] < 1 else "higher"
    return rows


def _comparison(own: Row, other: Row) -> dict[str, Any]:
    found = {
        "indicator_id": own["indicator_id"], "area_code": own["area_code"], "comparator_code": other["area_code"],
        "period": own["period"], "ratio": None, "lower": None, "upper": None, "p": None, "p_adjusted": None,
        "verdict": "refused", "missing_reason": None,
    }  # fmt: skip
    if own["value"] is None or other["value"] is None:
        return found | {"missing_reason": own["missing_reason"] or other["missing_reason"]}
    if own["denominator_year"] != other["denominator_year"]:
        return found | {"missing_reason": "residents_of_other_years"}
    found["ratio"] = own["value"] / other["value"]
    if own["dispersion"] is None or other["dispersion"] is None:
        return found | {"verdict": "not_enough_history"}
    ratio = ratio_of_rates(
        own["count"], own["denominator"], own["dispersion"], other["count"], other["denominator"], other["dispersion"]
    )
    return found | {"lower": ratio.lower, "upper": ratio.upper, "p": ratio.p}
