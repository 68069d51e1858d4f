"""Percentages and rates that a suppressed count of the same supplier could be had from: five per cent of sixty are three.

A percentage with its own denominator goes by that. One without may stand beside a hidden count that it gives away: of a shown
count, of both together, or of the sum over all areas; or be a few of a shown count. An average tells what its total was
divided by. A rate per head of residents gives any count away, for their number is known to everybody.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import isfinite
from typing import Any

from saferplan.evidence.disclosure_control import Rule, Suppressed
from saferplan.pipeline.suppressing_parts import NOT_COUNTED, told_by_mark
from saferplan.pipeline.suppressing_shares import decimals_of, is_average, is_average_of, key_of, shares_of_few

Row = dict[str, Any]
Place = tuple[str, str]
_SLACK = 1e-9
_PER_HEAD = re.compile(
    r"\bper (?:\d[\d,]*|head|capita|person|resident|(?:ten |hundred )?thousand)\b|/ ?\d{1,3},?000\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Count:
    """A count of one indicator in one area: all that it may be, where its supplier keeps it back, and whether it is shown."""

    indicator_id: str
    place: Place
    may_be: tuple[float, ...]
    is_hidden: bool


def rates_that_tell(
    before: Iterable[Row], after: Mapping[Any, Row], indicators: Mapping[str, Row], rule: Rule
) -> Iterator[Row]:
    """Rows of percentages and rates, suppressed. `before` are all rows as they came, `after` by `key_of` what is shown of some."""
    groups: dict[tuple[str, str, str], list[Row]] = {}
    before = list(before)
    of_few = set(shares_of_few(before, indicators, rule))
    for row in before:
        supplier = indicators[row["indicator_id"]]["supplier"]
        groups.setdefault((supplier, row["period_type"], row["period"]), []).append(row)
    for rows in groups.values():
        counts = [found for row in rows if (found := _count(row, after.get(key_of(row), row), indicators, rule))]
        for row in rows:
            new = after.get(key_of(row), row)
            is_told = new["value"] is not None
            if is_told and (key_of(row) in of_few or _tells(row, indicators[row["indicator_id"]], counts, rows)):
                nothing = dict.fromkeys(("value", "numerator", "denominator", "lower", "upper", "against_target"))
                yield new | nothing | {"status": Suppressed.SECONDARY.value, "said": "(suppressed)"}


def _count(old: Row, new: Row, indicators: Mapping[str, Row], rule: Rule) -> Count | None:
    indicator = indicators[old["indicator_id"]]
    if indicator["unit"] in NOT_COUNTED or _is_per_head(indicator):
        return None
    place = old["area_type"], old["area_code"]
    if old["value"] is not None:
        return Count(old["indicator_id"], place, (old["value"],), new["value"] is None)
    if indicator["suppress_below"] is None or not (told := told_by_mark(old["status"], old["said"])):
        return None
    most = told[1] if isfinite(told[1]) else rule.below - 1
    return Count(old["indicator_id"], place, tuple(map(float, range(1, int(most) + 1))), True)


def _is_per_head(indicator: Row) -> bool:
    return bool(_PER_HEAD.search(f"{indicator['title']} {indicator['unit']}"))


def _tells(row: Row, indicator: Row, counts: Sequence[Count], beside: Sequence[Row]) -> bool:
    """Whether a percentage is one that hidden counts explain, a rate per head stands beside one, or it is an average over one."""
    place = row["area_type"], row["area_code"]
    here = [each for each in counts if each.place == place]
    if indicator["unit"] != "percent":
        hidden = [each for each in here if each.is_hidden and each.indicator_id != row["indicator_id"]]
        may_be = [count for each in hidden for count in each.may_be]
        return bool(hidden) and (
            _is_per_head(indicator)
            or (is_average(indicator["title"]) and is_average_of(row["value"], _totals(row, beside), may_be))
        )
    if row["denominator"] is not None:
        return False
    shares = [*_shares_here(here), *_shares_of_areas(place, counts)]
    return any(_is_share(row["value"], part, whole) for part, whole in shares)


def _totals(row: Row, beside: Sequence[Row]) -> list[float]:
    """The other figures of the place of a row that its supplier gives."""
    of_place = [
        each for each in beside if (each["area_type"], each["area_code"]) == (row["area_type"], row["area_code"])
    ]
    return [each["value"] for each in of_place if each is not row and each["value"] is not None]


def _shares_here(counts: Sequence[Count]) -> Iterator[tuple[float, float]]:
    """A hidden count of another, the rest of it, another of it, and either of both together."""
    for hidden in (each for each in counts if each.is_hidden):
        for other in (each for each in counts if each is not hidden):
            for less, more in product(hidden.may_be, other.may_be):
                yield from ((less, more), (more - less, more), (more, less), (less, less + more), (more, less + more))


def _shares_of_areas(place: Place, counts: Sequence[Count]) -> Iterator[tuple[float, float]]:
    """What an area, or of a wider area each hidden one in it, is of the sum over areas or of the wider one's own figure."""
    for name in dict.fromkeys(each.indicator_id for each in counts if each.is_hidden):
        own = [each for each in counts if each.indicator_id == name]
        for kind in dict.fromkeys(each.place[0] for each in own if each.is_hidden):
            of_kind = [each for each in own if each.place[0] == kind]
            beside = [each for each in own if each.place[0] != kind]
            parts = [each for each in of_kind if (each.place == place if place[0] == kind else each.is_hidden)]
            wholes = [whole for each in beside for whole in each.may_be]
            for each in parts:
                rest = _sums([other for other in of_kind if other is not each]) if len(of_kind) > 1 else []
                yield from (
                    (part, whole) for part in each.may_be for whole in (*wholes, *(part + more for more in rest))
                )


def _sums(counts: Sequence[Count]) -> list[float]:
    """All that counts may come to: whole numbers between the least and the most where some are kept back."""
    least, most = sum(min(each.may_be) for each in counts), sum(max(each.may_be) for each in counts)
    return [least] if most == least else [least + more for more in range(int(most - least) + 1)]


def _is_share(rate: float, part: float, whole: float) -> bool:
    """Whether a part of a whole, rounded as the percentage is, is that percentage."""
    return (
        whole > 0 and 0 <= part <= whole and abs(100 * part / whole - rate) <= 0.5 * 10 ** -decimals_of(rate) + _SLACK
    )
