"""Percentages that a suppressed count of the same return could be had from: five per cent of sixty are three.

A percentage with its own denominator goes by that. One without may stand in the same file as both: offenders 60, of whom
re-offended fewer than 5, which is 5.0%. It is suppressed where it is what the hidden count makes of a shown one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from saferplan.evidence.disclosure_control import Suppressed

Row = dict[str, Any]
_SLACK = 1e-9


def rates_that_tell(before: Iterable[Row], after: Mapping[Any, Row], indicators: Mapping[str, Row]) -> Iterator[Row]:
    """Rows of percentages, suppressed. `before` are all rows as they came, `after` by `key_of` those that are not so any longer."""
    groups: dict[tuple[Any, ...], list[tuple[Row, Row]]] = {}
    for row in before:
        place = (indicators[row["indicator_id"]]["mapping"], *key_of(row)[1:])
        groups.setdefault(place, []).append((row, after.get(key_of(row), row)))
    for rows in groups.values():
        counts = [
            (old["value"], new["value"] is None)
            for old, new in rows
            if old["value"] is not None and not _is_rate(old, indicators)
        ]
        for old, new in rows:
            if (
                _is_rate(old, indicators)
                and new["value"] is not None
                and old["denominator"] is None
                and _tells(old["value"], counts)
            ):
                nothing = dict.fromkeys(("value", "numerator", "lower", "upper", "against_target"))
                yield new | nothing | {"status": Suppressed.SECONDARY.value, "said": "(suppressed)"}


def key_of(row: Row) -> tuple[Any, ...]:
    """Which cell of the returns a row is."""
    return tuple(row[name] for name in ("indicator_id", "area_type", "area_code", "period_type", "period"))


def _is_rate(row: Row, indicators: Mapping[str, Row]) -> bool:
    return bool(indicators[row["indicator_id"]]["unit"] == "percent")


def _tells(rate: float, counts: Sequence[tuple[float, bool]]) -> bool:
    """Whether a percentage is a hidden count of a shown one, the rest of it, or a shown one of a hidden."""
    hidden = [count for count, is_hidden in counts if is_hidden]
    shown = [count for count, is_hidden in counts if not is_hidden]
    return any(
        _is_share(rate, part, whole)
        for less in hidden for more in shown for part, whole in ((less, more), (more - less, more), (more, less))
    )  # fmt: skip


def _is_share(rate: float, part: float, whole: float) -> bool:
    """Whether a part of a whole, rounded as the percentage is, is that percentage."""
    decimals = len(f"{rate:.6f}".rstrip("0").partition(".")[2])
    return whole > 0 and 0 <= part <= whole and abs(100 * part / whole - rate) <= 0.5 * 10**-decimals + _SLACK
