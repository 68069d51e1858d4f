"""A column of dates as a spreadsheet leaves it that took a foreign file's days for months.

Opened with British settings, 04/10/2014 of an American file becomes a real date, 4 October for 10 April, while 04/18/2014 is
no date there and stays text. So the real dates have no day after the twelfth and the texts none before the thirteenth. What
the supplier meant cannot be told from such a column, and it is never guessed.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

FEWEST, FEWEST_OF_EACH = 20, 5
"""Fewer dates than so many fall like this by chance."""
_LAST_MONTH = 12
_REAL = re.compile(r"\d{4}-\d{2}-(\d{2})")
"""A real date as a cell's text; one that is written so cannot have been mistaken either."""
_TEXT = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})\b")


class Example(NamedTuple):
    text: str
    place: str


class SwappedDates:
    """Looks at the dates of a column one by one; it stops looking at the first that no such swap would leave."""

    def __init__(self) -> None:
        self._real: Example | None = None
        self._text: Example | None = None
        self._reals = self._texts = 0
        self._can_be = True

    def see(self, text: str, place: object) -> None:
        """A cell's text, real dates as ISO; what is no date is passed over."""
        if not self._can_be:
            return
        if real := _REAL.match(text):
            self._reals += 1
            self._can_be = int(real[1]) <= _LAST_MONTH
            self._real = self._real or Example(text[:10], str(place))
        elif slashed := _TEXT.match(text):
            self._texts += 1
            self._can_be = max(int(slashed[1]), int(slashed[2])) > _LAST_MONTH
            self._text = self._text or Example(text[:10], str(place))

    @property
    def found(self) -> tuple[Example, Example] | None:
        """A real date and a text, with where each stands, where the column looks swapped."""
        if not (self._can_be and self._real and self._text):
            return None
        enough = self._reals + self._texts >= FEWEST and min(self._reals, self._texts) >= FEWEST_OF_EACH
        return (self._real, self._text) if enough else None


def look_swapped(values: Sequence[str]) -> bool:
    """Whether the dates of a column are such as a swap leaves."""
    seen = SwappedDates()
    for each in values:
        seen.see(each, "")
    return seen.found is not None


def swap_words(real: Example, text: Example) -> str:
    """Why the column cannot be read, with both examples."""
    day, month = real.text[8:], real.text[5:7]
    return (
        f"its real dates all have days up to 12 ({real.text} in {real.place}) and its dates in text all later ones ({text.text} in "
        f"{text.place}): a spreadsheet leaves it so that has taken days for months. Whether {real.text} is day {int(day)} of "
        f"month {int(month)} or day {int(month)} of month {int(day)} cannot be told."
    )


SWAP_WAY_OUT = (
    "Do not open the supplier's file by a double click: import it (Data, From Text/CSV) with the column of dates as text, or as "
    "day-month-year or month-day-year, whichever it is; or ask the supplier for days written as 2014-04-18."
)
