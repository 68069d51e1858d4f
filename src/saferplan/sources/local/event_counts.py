"""A column that says how many crimes each row of an extract stands for: as events each row would count once."""

import re
from collections.abc import Iterable

from saferplan.sources.local.event_headings import plain

_WHAT = r"(?:crimes?|offences?|incidents?|events?|records?|reports?)"
_HOW_MANY = re.compile(
    rf"(?:n|num|nr|no|number|freq|frequency|tally|hits|counts?|totals?|qty|quantity|volume|vol|how many"
    rf"|crimes|offences|incidents|events|records)"
    rf"|(?:number|no\.?|count|total|volume|qty|quantity|sum) (?:of )?{_WHAT}|{_WHAT} (?:count|total|qty|quantity|volume)"
)
_WHOLE = re.compile(r"\d{1,5}(?:\.0+)?")
MOSTLY = 0.8


def says_how_many(heading: str) -> bool:
    """Whether a column is called how many crimes or events a row stands for; how many victims there were is another matter.

    >>> [says_how_many(each) for each in ("Offences", "No of crimes", "Qty", "#", "Freq", "Crime No", "No of victims")]
    [True, True, True, True, True, False, False]
    """
    return heading.strip() in ("#", "№") or _HOW_MANY.fullmatch(plain(heading)) is not None


def other_than_one(heading: str, values: Iterable[str]) -> str:
    """The first number other than one in a column that says how many each row stands for; nothing where it is no such column."""
    said = [each for each in values if each] if says_how_many(heading) else []
    numbers = [each for each in said if _WHOLE.fullmatch(each)]
    if not numbers or len(numbers) < MOSTLY * len(said):
        return ""
    return next((each for each in numbers if float(each) != 1), "")


def counted_words(heading: str, value: str) -> str:
    said = f"Column “{heading}” says how many crimes or events each row stands for ({value} in one of them)"
    return f"{said}, and each row counts once."


COUNTED_WAY_OUT = (
    "Ask the supplier for one row for each crime, incident or attendance; or, if the column says something else, have it called "
    "so, or name it under `ignore_columns` in a mapping written by hand."
)
