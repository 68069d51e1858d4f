"""A column of dates as a spreadsheet leaves it that took a foreign file's days for months.

Opened with British settings, 04/10/2014 of an American file becomes a real date, 4 October for 10 April, while 04/18/2014 is
no date there and stays text; American settings do the same to a British file. So the real dates have days up to the twelfth
and the texts later ones, but for strays: a date that was corrected by hand, rows pasted in. What the supplier meant cannot be
told from such a column, and it is never guessed.

Of honest dates `LATE` = 18.4/30.4 lie after the twelfth, whether they stand as real dates or as text. Two rules:

* Where a text has the month first (04/18/2014) the file was American, and real dates beside it are suspect however few, unless
  they show that they were not swapped: a third or more lie after the twelfth. Even then they are suspect where no or few texts
  can be read both ways (04/10/2014) and that is no accident: such texts have become real dates.
* Where the texts have the day first only the split itself speaks: `STRAYS` or fewer on either side, and a chance of so clean a
  split of at most `CHANCE` (the product of two binomial tails; cells that give one date count as one, for they come from one
  hand).

Seeded trials in the tests: of honest mixed columns of 2 to 400 dates fewer than 1 in 1,000 are taken for swapped. Of swapped
American columns 97 in 100 are found among 8 dates, with one stray among 19 all; of swapped British ones 1 in 3 among 10 dates,
6 in 7 among 12, all among 19, and with three strays from 100 on. Smaller British ones cannot be told from chance.
"""

import re
from collections.abc import Iterator, Sequence
from math import ceil
from typing import NamedTuple

LATE = 18.4 / 30.4
"""The share of days of a month that lie after the twelfth."""
CHANCE = 0.001
STRAYS = 0.2
HONEST_LATE = 1 / 3
"""Real dates beside American ones of which so many lie after the twelfth were not swapped."""
_LAST_MONTH = 12
_REAL = re.compile(r"\d{4}-\d{2}-(\d{2})")
"""A real date as a cell's text; one that is written so cannot have been mistaken either."""
_TEXT = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})\b")


class Swap(NamedTuple):
    """Why a column cannot be read, in words, and the first real date that may be another."""

    words: str
    real: str
    place: str


class _Kind:
    """The dates of a column of one kind, real or text: how many a swap would leave as that kind, and how many not."""

    def __init__(self) -> None:
        self.cells = self.strays = 0
        self.dates: set[str] = set()
        self.example = self.place = ""

    def add(self, date: str, cells: int, place: str, *, fits: bool) -> None:
        self.cells += cells
        self.strays += 0 if fits else cells
        self.dates.add(date)
        if fits and not self.example:
            self.example, self.place = date, place

    @property
    def stray_share(self) -> float:
        return self.strays / self.cells

    def chance(self, stray: float) -> float:
        """That among so many honest dates, of which `stray` would not fit, so few do not."""
        from scipy.special import bdtr  # a file without such a mixture is spared it

        return float(bdtr(ceil(len(self.dates) * self.stray_share), len(self.dates), stray))


class SwappedDates:
    """Takes the cells of a column one by one, and then says whether they look swapped."""

    def __init__(self, where: str = "") -> None:
        """`where` stands before the place of a cell in what is said of it, such as "row "."""
        self._where = where
        self._cells: dict[str, int] = {}
        self._places: dict[str, object] = {}

    def see(self, text: str, place: object) -> bool:
        """A cell's text, real dates as ISO; what is no date is passed over. Gives whether its first ten characters are new."""
        day = text[:10]
        if is_new := day not in self._cells:
            self._cells[day], self._places[day] = 0, place
        self._cells[day] += 1
        return is_new

    @property
    def dates(self) -> Iterator[tuple[str, str]]:
        """The first ten characters of each cell that was not seen before, with its place."""
        return ((text, f"{self._where}{place}") for text, place in self._places.items())

    @property
    def found(self) -> Swap | None:
        """Why the column is taken for swapped; None where it is not."""
        reals, texts, is_american = self._kinds()
        if not (reals.example and texts.example):
            return None
        if is_american:
            is_honest = reals.stray_share >= HONEST_LATE and texts.chance(1 - LATE) > CHANCE
        else:
            is_clean = max(reals.stray_share, texts.stray_share) <= STRAYS
            is_honest = not is_clean or reals.chance(LATE) * texts.chance(1 - LATE) > CHANCE
        return None if is_honest else Swap(_words(reals, texts, is_american), reals.example, reals.place)

    def _kinds(self) -> tuple[_Kind, _Kind, bool]:
        """Real dates, dates in text, and whether a text has the month first; the American texts alone where there are any."""
        reals, texts, american = _Kind(), _Kind(), _Kind()
        for text, cells in self._cells.items():
            place = f"{self._where}{self._places[text]}"
            if real := _REAL.match(text):
                reals.add(text, cells, place, fits=int(real[1]) <= _LAST_MONTH)
            elif slashed := _TEXT.match(text):
                first, second = int(slashed[1]), int(slashed[2])
                if min(first, second) <= _LAST_MONTH:
                    texts.add(slashed[0], cells, place, fits=max(first, second) > _LAST_MONTH)
                if first <= _LAST_MONTH < second:
                    american.add(slashed[0], cells, place, fits=True)
        if american.example:
            texts.example, texts.place = american.example, american.place
        return reals, texts, bool(american.example)


def look_swapped(values: Sequence[str]) -> Swap | None:
    """What the dates of a column look like if they are such as a swap leaves."""
    seen = SwappedDates()
    for each in values:
        seen.see(each, "")
    return seen.found


def _words(reals: _Kind, texts: _Kind, is_american: bool) -> str:
    """What stands in the column, with an example of either kind."""
    day, month = int(reals.example[8:]), int(reals.example[5:7])
    real = f"{reals.example}{_in(reals)}"
    text = f"{texts.example}{_in(texts)}"
    split = (
        f"{reals.cells - reals.strays:,} of its {reals.cells:,} real dates have days up to 12 ({real}), and "
        f"{texts.cells - texts.strays:,} of its {texts.cells:,} dates in text later ones ({text}"
    )
    order = ", with the month before the day)" if is_american else ")"
    return (
        f"{split}{order}: a spreadsheet leaves it so that has taken days for months. Whether {reals.example} is day {day} of "
        f"month {month} or day {month} of month {day} cannot be told."
    )


def _in(kind: _Kind) -> str:
    return f" in {kind.place}" if kind.place else ""


SWAP_WAY_OUT = (
    "Do not open the supplier's file by a double click: import it (Data, From Text/CSV) with the column of dates as text, or as "
    "day-month-year or month-day-year, whichever it is; or ask the supplier for days written as 2014-04-18."
)
