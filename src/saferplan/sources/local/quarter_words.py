"""Quarters of a financial year as they are dressed up: the months in brackets behind them, or the number in letters."""

import re

from saferplan.base.periods import MONTH_NAMES

NUMBERS = {name[:3].casefold(): number for number, name in enumerate(MONTH_NAMES, start=1)}
"""The number of each month by its first three letters."""
MONTHS = {each.casefold() for name in MONTH_NAMES for each in (name, name[:3])} | {"sept"}
ORDINALS = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}
_SPELT = {"one": 1, "two": 2, "three": 3, "four": 4}
_SAID = re.compile(r"(?:q|qtr|quarter)\s*([1-4])")
_NUMBER_BEHIND = re.compile(rf"(?:quarter|qtr) ({'|'.join(_SPELT)})")
_NUMBER_BEFORE = re.compile(rf"({'|'.join(ORDINALS)}) (?:quarter|qtr)")
_RANGE = r"([a-z]+)\.?\s*(?:-|–|to|/)\s*([a-z]+)\.?"
_IN_BRACKETS = re.compile(rf"\s*\({_RANGE}\)")


def quarter_of_months(text: str) -> int:
    """The quarter of a financial year that two months begin and end; nought where they do not.

    >>> [quarter_of_months(each) for each in ("apr-jun", "january to march", "mar-may", "apr-sep", "q1")]
    [1, 4, 0, 0, 0]
    """
    found = re.fullmatch(_RANGE, text)
    if not found or not {found[1], found[2]} <= MONTHS:
        return 0
    first, last = (NUMBERS[each[:3]] for each in found.groups())
    return (first - 4) % 12 // 3 + 1 if last - first == 2 and first % 3 == 1 else 0


def plain_quarter(text: str) -> str:
    """A quarter as Q1 where it is written in letters or by its months; small letters, and anything else as it stands.

    >>> [plain_quarter(each) for each in ("quarter one", "3rd quarter", "jan to mar", "q1 (apr-jun)", "may")]
    ['q1', 'q3', 'q4', 'q1', 'may']
    """
    text = without_months(text)
    if behind := _NUMBER_BEHIND.fullmatch(text):
        return f"q{_SPELT[behind[1]]}"
    if before := _NUMBER_BEFORE.fullmatch(text):
        return f"q{ORDINALS[before[1]]}"
    quarter = quarter_of_months(text)
    return f"q{quarter}" if quarter else text


def without_months(text: str) -> str:
    """A text in small letters without the months of its quarter in brackets, if they are those of a financial year's.

    >>> without_months("q1 (apr-jun) 2024/25"), without_months("q1 (jan-mar) 2024")
    ('q1 2024/25', 'q1 (jan-mar) 2024')
    """
    said, months = _SAID.search(text), _IN_BRACKETS.search(text)
    if said and months and quarter_of_months(f"{months[1]}-{months[2]}") == int(said[1]):
        return _IN_BRACKETS.sub("", text).strip()
    return text
