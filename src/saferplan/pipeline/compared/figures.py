"""The partnership's figures in both editions: another count, rate or verdict, and what can have moved it."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isclose
from typing import Any

from saferplan.base.categories import Denominator
from saferplan.base.periods import PeriodType
from saferplan.pipeline.compared.causes import Cause, Reach, causes_of
from saferplan.pipeline.compared.inputs import Differences
from saferplan.pipeline.compared.reaches import (
    VISITED,
    WHOLE,
    Window,
    break_reach,
    count_reach,
    family_reach,
    rate_reach,
)
from saferplan.pipeline.compared.side import Figure, Pair, Row, Side, Step

HEADLINE_PERIODS = (PeriodType.FINANCIAL_YEAR.value, PeriodType.ROLLING_TWELVE.value)
_RATE_WORDS = {
    Denominator.RESIDENTS.value: "per 1,000 residents", Denominator.HOUSEHOLDS.value: "per 1,000 households",
    Denominator.CRIMES.value: "per cent of crimes", Denominator.SEVERITY.value: "severity per resident",
}  # fmt: skip
MOST_DECIMALS = 6
WIDER = ("force", "region", "country")
"""Areas that hold the partnership: it is compared with the rest of them."""
_SPREAD = ("dispersion", "freedom", "run_correlation")
"""Columns of a measure that follow from the whole series."""


@dataclass(frozen=True)
class Move:
    """One thing that moved: a count, a rate, or a verdict, in words before and after, and why."""

    what: str
    before: str
    after: str
    causes: tuple[Cause, ...]


@dataclass(frozen=True)
class Headline:
    """A figure of the partnership that stands in both editions and moved."""

    indicator_id: str
    title: str
    period_type: str
    period: str
    moves: tuple[Move, ...]

    @property
    def causes(self) -> tuple[Cause, ...]:
        return tuple(dict.fromkeys(cause for move in self.moves for cause in move.causes))


@dataclass(frozen=True)
class Headlines:
    """What moved; and of what did not, how many figures are new or gone, and how many moved in their limits alone."""

    moved: tuple[Headline, ...]
    only_limits: int
    limits_causes: tuple[Cause, ...]
    new: int
    gone: int


def same(first: Any, second: Any) -> bool:
    """Whether two values are one; numbers that differ by rounding alone are."""
    if isinstance(first, float) and isinstance(second, float):
        return isclose(first, second, rel_tol=1e-9, abs_tol=1e-12)
    return bool(first == second)


def differ(first: Row, second: Row, names: Iterable[str]) -> bool:
    return any(not same(first.get(name), second.get(name)) for name in names)


def headlines(older: Side, newer: Side, differences: Differences) -> Headlines:
    """Financial years and rolling years of the partnership."""
    old, new = (_own(side) for side in (older, newer))
    moved, limits = [], []
    for key in sorted(old.keys() & new.keys()):
        moves = tuple(_moves(older, newer, differences, key))
        if moves:
            title = newer.indicators[key.indicator_id]["title"]
            moved.append(Headline(key.indicator_id, title, key.period_type, key.period, moves))
        elif differ(old[key], new[key], _SPREAD):
            limits.append(_series_reach(older, newer, key))
    causes = causes_of(differences, limits) if limits else ()
    return Headlines(tuple(moved), len(limits), causes, len(new.keys() - old.keys()), len(old.keys() - new.keys()))


def _own(side: Side) -> dict[Figure, Row]:
    return {
        key: row
        for key, row in side.figures.items()
        if key.area_code == side.area and key.period_type in HEADLINE_PERIODS
    }


def _moves(older: Side, newer: Side, differences: Differences, key: Figure) -> Iterable[Move]:
    before, after = older.figures[key], newer.figures[key]
    if differ(before, after, ("count",)) or (after["count"] is None and differ(before, after, ("missing_reason",))):
        reach = count_reach(older, newer, key.indicator_id, key.area_code, window_of(after))
        yield Move("count", count_words(before), count_words(after), causes_of(differences, [reach]))
    if differ(before, after, ("value",)):
        what = _RATE_WORDS.get(newer.indicators[key.indicator_id]["denominator"], "rate")
        reaches = [reach for reach in figure_reaches(older, newer, key) if not reach.limits]
        yield Move(what, *_rate_words(before, after), causes_of(differences, reaches))
    yield from _verdicts(older, newer, differences, key)


def _verdicts(older: Side, newer: Side, differences: Differences, key: Figure) -> Iterable[Move]:
    for step in _steps_of(older, newer, key):
        before, after = older.steps[step], newer.steps[step]
        if before["verdict"] != after["verdict"]:
            causes = causes_of(differences, step_reaches(older, newer, step))
            yield Move(f"change on {step.period_before}", _verdict_words(before), _verdict_words(after), causes)
    for pair in _pairs_of(older, newer, key):
        before, after = older.pairs[pair], newer.pairs[pair]
        if before["verdict"] != after["verdict"]:
            causes = causes_of(differences, pair_reaches(older, newer, pair))
            rest = "the rest of " if pair.comparator_type in WIDER else ""
            against = f"against {rest}{newer.names.get(pair.comparator_code, pair.comparator_code)}"
            yield Move(against, _verdict_words(before), _verdict_words(after), causes)


def _steps_of(older: Side, newer: Side, key: Figure) -> list[Step]:
    return sorted(
        step for step in older.steps.keys() & newer.steps.keys()
        if (step.indicator_id, step.area_code, step.period) == (key.indicator_id, key.area_code, key.period)
    )  # fmt: skip


def _pairs_of(older: Side, newer: Side, key: Figure) -> list[Pair]:
    return sorted(
        pair for pair in older.pairs.keys() & newer.pairs.keys()
        if (pair.indicator_id, pair.area_code, pair.period) == (key.indicator_id, key.area_code, key.period)
    )  # fmt: skip


def window_of(*rows: Row) -> Window:
    """The first and last month of some measures."""
    return min(row["period_start"] for row in rows), max(row["period_end"] for row in rows)


def figure_reaches(older: Side, newer: Side, key: Figure) -> list[Reach]:
    """What can have moved a measure that stands in both editions, by which of its columns differ."""
    before, after = older.figures[key], newer.figures[key]
    visited = (before["missing_reason"] == "visited_place") != (after["missing_reason"] == "visited_place")
    reaches = [VISITED] if visited else []
    if differ(before, after, ("count", "missing_months") if visited else ("count", "missing_reason", "missing_months")):
        reaches.append(count_reach(older, newer, key.indicator_id, key.area_code, window_of(after)))
    if differ(before, after, ("denominator", "denominator_year")):
        reaches.append(rate_reach(key.indicator_id))
        if newer.indicators[key.indicator_id]["denominator"] == Denominator.CRIMES:
            reaches.append(count_reach(older, newer, key.indicator_id, key.area_code, window_of(after)))
    if differ(before, after, _SPREAD):
        reaches.append(_series_reach(older, newer, key))
    if not reaches and differ(before, after, ("value",)):  # severity: the weights, not a count, moved
        reaches.append(rate_reach(key.indicator_id))
    return reaches


def _series_reach(older: Side, newer: Side, key: Figure) -> Reach:
    return count_reach(older, newer, key.indicator_id, key.area_code, WHOLE, limits=True)


def step_reaches(older: Side, newer: Side, step: Step) -> list[Reach]:
    """What can have moved a change: the counts of its two measures, their dispersion, and the breaks that lie between.

    A change is of counts, so residents and households cannot touch it; of a share, the crimes it is of can.
    """
    before, after = older.steps[step], newer.steps[step]
    if not differ(before, after, before.keys() | after.keys()):
        return []
    refused = "series_break" in (before["missing_reason"], after["missing_reason"])
    reaches = [break_reach(step.indicator_id)] if refused or differ(before, after, ("break_ids",)) else []
    for period in (step.period, step.period_before):
        reaches += _figures_reaches(older, newer, step.indicator_id, step.area_code, period)
    return [reach for reach in reaches if reach != rate_reach(step.indicator_id)]


def pair_reaches(older: Side, newer: Side, pair: Pair) -> list[Reach]:
    """What can have moved a comparison: the two measures, and who else is in the family."""
    before, after = older.pairs[pair], newer.pairs[pair]
    if not differ(before, after, before.keys() | after.keys()):
        return []
    reaches = [family_reach(pair.comparator_type)]
    for area in (pair.area_code, pair.comparator_code):
        reaches += _figures_reaches(older, newer, pair.indicator_id, area, pair.period)
    if pair.comparator_type in WIDER:  # the measures of wider areas are not read
        reaches.append(count_reach(older, newer, pair.indicator_id, pair.area_code, WHOLE, limits=True))
        reaches.append(rate_reach(pair.indicator_id))
    return reaches


def told_otherwise(older: Side, newer: Side, step: Step) -> bool:
    """Whether other words are said of a break that lies between the periods of a change."""
    told = {name for side in (older, newer) for name in (side.steps[step]["break_ids"] or "").split()}
    return any(older.breaks.get(name) != newer.breaks.get(name) for name in told)


def _figures_reaches(older: Side, newer: Side, indicator_id: str, area: str, period: str) -> list[Reach]:
    keys = [
        key for key in older.figures.keys() & newer.figures.keys()
        if (key.indicator_id, key.area_code, key.period) == (indicator_id, area, period)
    ]  # fmt: skip
    return [reach for key in keys for reach in figure_reaches(older, newer, key)]


def count_words(row: Row) -> str:
    if row["count"] is None:
        return f"not given ({_plain(row['missing_reason'])})"
    return f"{row['count']:,}"


def _rate_words(before: Row, after: Row) -> tuple[str, str]:
    """Two rates with one decimal, or with as many more as tell them apart."""
    for decimals in range(1, MOST_DECIMALS + 1):
        words = _value_words(before, decimals), _value_words(after, decimals)
        if words[0] != words[1]:
            break
    return words


def _value_words(row: Row, decimals: int) -> str:
    if row["value"] is None:
        return f"not given ({_plain(row['missing_reason'])})" if row["missing_reason"] else "not given"
    return f"{row['value']:.{decimals}f}"


def _verdict_words(row: Row) -> str:
    reason = f" ({_plain(row['missing_reason'])})" if row["missing_reason"] else ""
    return f"{_plain(row['verdict'])}{reason}"


def _plain(name: str) -> str:
    return name.replace("_", " ")
