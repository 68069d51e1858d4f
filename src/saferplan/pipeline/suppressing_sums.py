"""Which of partners' figures add up to which: wards to the partnership, parts to an indicator, months to a quarter."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from math import inf
from typing import Any

from saferplan.base.areas import AreaType
from saferplan.base.periods import PeriodType, last_month_named, period_of
from saferplan.evidence.adding_up import Composed, Interval
from saferplan.evidence.disclosure_control import Rule, Sum
from saferplan.pipeline.suppressing_parts import Cell
from saferplan.tables.engine import Engine

Row = dict[str, Any]
Areas = Mapping[tuple[str, str], list[tuple[str, str]]]
Candidate = tuple[Cell, tuple[Cell, ...]]
"""A total and its parts."""
MADE_OF = ((AreaType.CSP, AreaType.WARD), (AreaType.CSP, AreaType.LSOA), (AreaType.FORCE, AreaType.CSP))
"""Kinds of areas of which a total of the first is the sum of the second."""
PERIODS_OF = {
    PeriodType.MONTH: {PeriodType.MONTH: 1},
    PeriodType.QUARTER: {PeriodType.MONTH: 3, PeriodType.QUARTER: 1},
    PeriodType.FINANCIAL_YEAR: {PeriodType.MONTH: 12, PeriodType.QUARTER: 4, PeriodType.FINANCIAL_YEAR: 1},
}
"""Of how many periods of its own or a shorter kind one is made."""
SLACK = 1e-6


def areas_above(engine: Engine) -> Areas:
    """Areas of which each area is a part."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for kind, code, csp, force in engine.tuples("SELECT area_type, area_code, csp_code, force_code FROM area"):
        above = {AreaType.CSP: csp, AreaType.FORCE: force}
        found[kind, code] = [(whole, above[whole]) for whole, part in MADE_OF if part == kind and above[whole]]
    return found


def sums_of(
    cells: Mapping[Cell, float], withheld: Mapping[Cell, Interval], blank: Collection[Cell], indicators: Mapping[str, Row],
    above: Areas, seen: Mapping[tuple[str, str], Sequence[Composed]], rule: Rule, flows: Sequence[Candidate] = (),
) -> tuple[list[Sum], dict[Cell, Interval]]:  # fmt: skip
    """The sums of which total and parts are known, `flows` among them, without those that the figures themselves contradict.

    And cells left blank for which a sum leaves a few: a blank may be a small figure kept back, and is protected as one.
    """
    known = {**{key: (count, count) for key, count in cells.items()}, **withheld}
    ordered = sorted({*known, *blank}, key=str)
    candidates = dict.fromkeys([
        *_said(ordered, indicators, above), *_of_shares(ordered), *_of_periods(ordered, indicators), *_seen(ordered, seen),
        *flows,
    ])  # fmt: skip
    candidates = {each: None for each in candidates if each[0] in known}
    opened = {cell: (0.0, inf) for total, parts in candidates for cell in _opened(total, parts, known, blank, rule)}
    found = (_held(total, parts, known | opened, blank) for total, parts in candidates)
    return [each for each in found if each], opened


def _opened(
    total: Cell, parts: tuple[Cell, ...], known: Mapping[Cell, Interval], blank: Collection[Cell], rule: Rule
) -> list[Cell]:
    """The blank parts of a sum for which it leaves a few."""
    told = [known[part] for part in parts if part in known]
    empty = [part for part in parts if part not in known and part in blank]
    if len(told) + len(empty) < len(parts) or any(least != most for least, most in (known[total], *told)):
        return []
    return empty if 0 < known[total][0] - sum(least for least, _ in told) < rule.below else []


def _held(total: Cell, parts: tuple[Cell, ...], known: Mapping[Cell, Interval], blank: Collection[Cell]) -> Sum | None:
    """A sum as it stands: with a rest where the parts come to less; none where they are not all known, or come to more."""
    told = tuple(part for part in parts if part in known)
    if not told or any(part not in blank for part in parts if part not in known):
        return None
    least, most = (sum(known[part][end] for part in told) for end in (0, 1))
    if least > known[total][1] + SLACK:
        return None
    return Sum(total, told, most < known[total][0] - SLACK)


def _said(known: Sequence[Cell], indicators: Mapping[str, Row], above: Areas) -> Iterator[Candidate]:
    """Areas to a wider one, and indicators to the total that their mapping names."""
    parts: dict[tuple[Cell, str], list[Cell]] = {}
    for name, of in known:
        indicator_id, kind, code, *period = of
        for whole in above.get((kind, code), []):
            parts.setdefault(((name, (indicator_id, *whole, *period)), kind), []).append((name, of))  # type: ignore[arg-type]
        if total := indicators[indicator_id]["total_id"]:
            parts.setdefault(((name, (total, *of[1:])), "indicator"), []).append((name, of))
    yield from ((total, tuple(each)) for (total, _), each in parts.items())


def _of_shares(known: Sequence[Cell]) -> Iterator[Candidate]:
    """Those who did and those who did not, to all."""
    yield from ((("all", of), (("did", of), ("did not", of))) for name, of in known if name == "all")


def _seen(known: Sequence[Cell], seen: Mapping[tuple[str, str], Sequence[Composed]]) -> Iterator[Candidate]:
    """What adds up by the figures, in each area and period of which the total is known."""
    for name, of in known:
        for each in seen.get((name, of[0]), []):
            yield (name, of), tuple((name, (part, *of[1:])) for part in each.parts)


def _of_periods(known: Sequence[Cell], indicators: Mapping[str, Row]) -> Iterator[Candidate]:
    """Months to a quarter, months and quarters to a financial year, of indicators of one supplier with the same title.

    So is a figure that stands in two mappings.
    """
    called = {name: (its["supplier"], its["title"].strip().casefold()) for name, its in indicators.items()}
    longer: dict[tuple[Any, ...], list[Cell]] = {}
    for name, of in known:
        longer.setdefault((name, called[of[0]], *of[1:]), []).append((name, of))
    parts: dict[tuple[Cell, str, str], list[Cell]] = {}
    for name, (indicator_id, kind, code, period_type, period) in known:
        cell: Cell = (name, (indicator_id, kind, code, period_type, period))
        for whole, label in _periods_above(period_type, period):
            for total in longer.get((name, called[indicator_id], kind, code, whole.value, label), []):
                if total != cell:
                    parts.setdefault((total, indicator_id, period_type), []).append(cell)
    for (total, _, period_type), each in parts.items():
        if len(each) == PERIODS_OF[PeriodType(total[1][3])][PeriodType(period_type)]:
            yield total, tuple(each)


def _periods_above(period_type: str, period: str) -> Iterator[tuple[PeriodType, str]]:
    """The periods that hold one, itself among them."""
    last = last_month_named(period)
    for whole, made_of in PERIODS_OF.items():
        if last and period_type in made_of:
            yield whole, period_of(whole, last).label
