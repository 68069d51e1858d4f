"""What totals are called, and figures that add up from one period to the next."""

import re

_TOTAL = re.compile(
    r"(?:grand |sub-?\s?|overall |annual |yearly )?totals?(?: to date)?:?|all(?: (?:areas|wards|months|quarters|periods))?"
    r"|(?:\d{4}|\d{2})[/-]\d{2,4} totals?|totals? (?:for )?(?:\d{4}|\d{2})[/-]\d{2,4}"
    r"|overall|sum|(?:full )?year(?:[ -]to[ -]date)?|ytd|cumulative|to date",
    re.IGNORECASE,
)


def is_total(label: str) -> bool:
    return _TOTAL.fullmatch(label.strip()) is not None


_ADDS_UP = re.compile(
    r"\bcumulative\b|\byear[ -]to[ -]date\b|\bytd\b|\bto date\b|\brunning total\b|\brolling\b", re.IGNORECASE
)


def adds_up(label: str) -> bool:
    """Whether figures called so are of all periods so far, or of twelve months, and not of each period.

    >>> [adds_up(each) for each in ("Calls (year to date)", "Rolling 12 months", "Cumulative calls", "Calls up to 18")]
    [True, True, True, False]
    """
    return _ADDS_UP.search(label) is not None
