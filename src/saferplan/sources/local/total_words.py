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


_NOT = r"(?<!\bnot )(?<!\bnon-)(?<!\bnon )"
CUMULATIVE = rf"{_NOT}\b(?:cumulative(?:ly)?|accumulat\w+)\b|\byear[ -]to[ -]date\b|\bytd\b|\brunning totals?\b"
"""All periods so far, said of figures; to be ignored in case."""
_MONTHS = r"(?:\d{1,2}|three|six|nine|twelve)[ -]months?"
_ADDS_UP = re.compile(
    rf"{CUMULATIVE}|\bto date\b|\brolling\b|\bmoving (?:total|average)\b"
    rf"|\b{_MONTHS} (?:totals?|sum|avg|average|mean)\b|\b(?:totals?|sum) (?:of|for|over) (?:the )?(?:last |past )?{_MONTHS}\b",
    re.IGNORECASE,
)
_ALL_ADD_UP = re.compile(CUMULATIVE, re.IGNORECASE)


def adds_up(label: str) -> bool:
    """Whether figures called so are of all periods so far, or of twelve months, and not of each period.

    >>> [adds_up(each) for each in ("Calls (year to date)", "Rolling 12 months", "12 month total", "figures accumulate")]
    [True, True, True, True]
    >>> [adds_up(each) for each in ("Calls up to 18", "Figures are not cumulative", "Victims in the last 12 months")]
    [False, False, False]
    """
    return _ADDS_UP.search(label) is not None


def note_adds_up(text: str) -> bool:
    """Whether a note says so of figures; “to date” and “rolling” are said of much else."""
    return _ALL_ADD_UP.search(text) is not None
