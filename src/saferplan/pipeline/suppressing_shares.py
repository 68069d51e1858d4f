"""Percentages of a shown count, and averages, that tell of a few: five per cent of forty are two; £1,500 at £500 each are three."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil, floor
from typing import Any

from saferplan.evidence.disclosure_control import Rule
from saferplan.pipeline.suppressing_parts import NOT_COUNTED

Row = dict[str, Any]
_SLACK = 1e-9
_STEM = 5
_EMPTY = frozenset({"with", "within", "from", "their", "percentage", "number", "days", "after", "were"})
_AVERAGE = re.compile(r"\b(?:averages?|avg|mean|per|each)\b", re.IGNORECASE)


def key_of(row: Row) -> tuple[str, str, str, str, str]:
    """Which cell of the returns a row is."""
    return row["indicator_id"], row["area_type"], row["area_code"], row["period_type"], row["period"]


def shares_of_few(
    rows: Iterable[Row], indicators: Mapping[str, Row], rule: Rule
) -> Iterator[tuple[str, str, str, str, str]]:
    """Cells of percentages without a denominator that may be of a shown count, and then of a few, or of all but a few.

    They may be of it where whole numbers of it come to each percentage, in all areas and periods that have both; where only one
    has both, if their titles share a word besides.
    """
    shares: dict[tuple[str, str], list[Row]] = {}
    counts: dict[str, dict[str, dict[tuple[str, ...], float]]] = {}
    for row in rows:
        indicator = indicators[row["indicator_id"]]
        if row["value"] is None or indicator["suppress_below"] is None:
            continue
        if indicator["unit"] == "percent" and row["denominator"] is None:
            shares.setdefault((indicator["supplier"], row["indicator_id"]), []).append(row)
        elif indicator["unit"] not in NOT_COUNTED:
            counts.setdefault(indicator["supplier"], {}).setdefault(row["indicator_id"], {})[_where(row)] = row["value"]
    for (supplier, name), of_share in shares.items():
        for other, of_count in counts.get(supplier, {}).items():
            both = [row for row in of_share if _where(row) in of_count]
            if len(both) > 1 or _words(indicators[name]["title"]) & _words(indicators[other]["title"]):
                yield from _of_few(both, of_count, rule)


def _words(title: str) -> set[str]:
    """The longer words of a title, without their endings."""
    return {word[:_STEM] for word in re.findall(r"[a-z]{4,}", title.casefold()) if word not in _EMPTY}


def _where(row: Row) -> tuple[str, ...]:
    return key_of(row)[1:]


def _of_few(
    shares: Sequence[Row], counts: Mapping[tuple[str, ...], float], rule: Rule
) -> Iterator[tuple[str, str, str, str, str]]:
    both = [(row, counts[_where(row)], _may_be(row["value"], counts[_where(row)])) for row in shares]
    if all(may_be for _, _, may_be in both):
        for row, count, may_be in both:
            if all(rule.rests_on_few(each, count) for each in may_be):
                yield key_of(row)


def _may_be(rate: float, count: float) -> range:
    """The whole numbers of a count that are a percentage of it, rounded as the percentage is.

    >>> _may_be(5, 40), _may_be(4, 30), _may_be(33.3, 3)
    (range(2, 3), range(2, 2), range(1, 2))
    """
    half = 0.5 * 10 ** -decimals_of(rate) + _SLACK
    return range(max(0, ceil(count * (rate - half) / 100)), floor(count * min(100.0, rate + half) / 100) + 1)


def decimals_of(number: float) -> int:
    """How many decimals a number is written with."""
    return len(f"{number:.6f}".rstrip("0").partition(".")[2])


def is_average(title: str) -> bool:
    """Whether a title calls a figure an average, or so much for each of what is counted."""
    return _AVERAGE.search(title) is not None


def is_average_of(average: float, totals: Iterable[float], hidden: Iterable[float]) -> bool:
    """Whether a total divided by a number that a hidden count may be is the average, rounded as it is.

    >>> is_average_of(500, [1500, 40], [1, 2, 3, 4]), is_average_of(33.3, [100], [3]), is_average_of(500, [1400], [1, 2, 3, 4])
    (True, True, False)
    """
    half = 0.5 * 10 ** -decimals_of(average) + _SLACK
    numbers = [each for each in hidden if each > 0]
    return any(abs(total / each - average) <= half for total in totals for each in numbers)
