"""Periods as partners write them: "Apr-24", "Q1 24/25", "2024/25", a date, the serial number of a day.

The mapping says how often a supplier reports, and that settles what would else be ambiguous: "2011-12" is a month for
one who reports by month and a year for one who reports by year. Dates are read with the day first; one that can only
be American is refused, and so are its neighbours in the column, for nobody can tell which of them are.
"""

import re
from datetime import date, datetime, timedelta

from saferplan.base.periods import MONTH_NAMES, Month, Period, PeriodType, period_of
from saferplan.sources.local.cells import Cell, Fault, NotReadableError, words
from saferplan.sources.local.quarter_words import without_months

CADENCES = (PeriodType.MONTH, PeriodType.QUARTER, PeriodType.FINANCIAL_YEAR)
EXAMPLES = {
    PeriodType.MONTH: "Apr-24 or 2024-04",
    PeriodType.QUARTER: "Q1 2024/25",
    PeriodType.FINANCIAL_YEAR: "2024/25",
}
_NAMES = "|".join(name[:3].lower() for name in MONTH_NAMES)
_MONTH = rf"((?:{_NAMES})[a-z]*)\.?"
_YEAR = r"(\d{4}|\d{2})"
_YEARS = r"(\d{4}|\d{2})\s*[/-]\s*(\d{4}|\d{2})"
SERIAL_FROM, SERIAL_TO = 20_000, 80_000
_DAY_ZERO_1900, _DAY_ZERO_1904 = date(1899, 12, 30), date(1904, 1, 1)
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})")


def read_period(cell: Cell, cadence: PeriodType, *, from_1904: bool = False) -> Period:
    """The period a cell names, of this cadence. Raises NotReadableError."""
    try:
        return _read(cell, cadence, from_1904)
    except NotReadableError:
        raise
    except ValueError as error:  # a year that no month of ours can have
        raise _not_a_period(cell, cadence) from error


_MARKED = re.compile(r"\s*(?:[*†‡]+|\((?:p|r|e|provisional|revised|estimated?)\)|\[[a-z]\]|\bprovisional|\brevised)$")
"""What says of a period that its figure is provisional or has a note."""


def _read(cell: Cell, cadence: PeriodType, from_1904: bool) -> Period:
    if isinstance(cell, Fault | bool):
        raise _not_a_period(cell, cadence)
    if isinstance(cell, date):  # a datetime is one
        return _holding(cell, cadence)
    if isinstance(cell, int | float):
        return _holding(_of_serial(float(cell), cadence, from_1904), cadence)
    text = without_months(_MARKED.sub("", words(cell).casefold()).strip(" :"))
    for pattern, read in _FORMS:
        if found := pattern.fullmatch(text):
            period = read(found, cadence)
            if period is not None:
                return _checked(period, cadence, words(cell))
    raise _not_a_period(cell, cadence)


def kind_of_period(cell: Cell, from_1904: bool = False) -> PeriodType | None:
    """The kind of period a heading or label is: by its own words; a date may be of any kind and counts as a month."""
    for cadence in CADENCES:
        try:
            read_period(cell, cadence, from_1904=from_1904)
        except NotReadableError:
            continue
        return cadence
    return None


def is_american(cell: Cell) -> bool:
    """Whether a date can only be one with the month first."""
    found = _SLASHED.fullmatch(words(cell)) if isinstance(cell, str) else None
    return bool(found) and int(found[1]) <= 12 < int(found[2]) if found else False


def is_slashed(cell: Cell) -> bool:
    """Whether a cell is a date in text, of which day and month can be mistaken."""
    return isinstance(cell, str) and _SLASHED.fullmatch(words(cell)) is not None


AMERICAN = NotReadableError(
    "It is an American date, with the month before the day.",
    "Write the day first, or the month by name, in every row: the others of the column may be American too.",
)


def _not_a_period(cell: Cell, cadence: PeriodType) -> NotReadableError:
    return NotReadableError(f"“{words(cell)}” is no period that can be read.", f"Write it as {EXAMPLES[cadence]}.")


def _holding(day: date, cadence: PeriodType) -> Period:
    """The period of which a day is the beginning or the end; a month is told by any of its days.

    A spreadsheet keeps "Jun-24" as 1 June, which ends a quarter no less than 30 June does. A year that ends on 31 December is
    no financial year: such a day is refused. Raises NotReadableError.
    """
    period = period_of(cadence, Month(day.year, day.month))
    last = period.end.first_day
    edges = (period.start.first_day, last, period.end.plus(1).first_day - timedelta(days=1))
    if cadence is not PeriodType.MONTH and date(day.year, day.month, day.day) not in edges:
        shown = cadence.value.replace("_", " ")
        raise NotReadableError(
            f"{day:%d/%m/%Y} neither begins nor ends a {shown} ({period.words}).",
            f"Write it as {EXAMPLES[cadence]}, or correct `cadence` in the mapping.",
        )
    return period


_MONTHS = re.compile(r"^month end\w*|\bmonths?\b(?!.*\b(?:to|end\w*)\b)")
_QUARTERS = re.compile(r"\bq(?:tr|uarter)s?\b|\bquarterly\b|\bq ?end\w*|^q$")
_YEARS_SAID = re.compile(r"\byears?\b|\bf\.?y\.?\b|\b(?:twelve|12) months\b|\bannual\b")


def cadence_said(heading: str) -> PeriodType | None:
    """How often figures come by what their periods are called: "Quarter ending", "Year ending", "Financial year".

    >>> [str(cadence_said(each)) for each in ("Month", "Quarter ending", "Year to", "12 months to", "Month and year", "Date")]
    ['month', 'quarter', 'financial_year', 'financial_year', 'month', 'None']
    """
    said = heading.casefold().strip()
    forms = ((PeriodType.MONTH, _MONTHS), (PeriodType.QUARTER, _QUARTERS), (PeriodType.FINANCIAL_YEAR, _YEARS_SAID))
    return next((cadence for cadence, form in forms if form.search(said)), None)


def says_end(heading: str) -> bool:
    return re.search(r"\b(?:end\w*|to)\b", heading.casefold()) is not None


def is_day(cell: Cell) -> bool:
    """Whether a cell is a date, which may stand for a month, a quarter or a year."""
    if isinstance(cell, str):
        return bool(_SLASHED.fullmatch(words(cell)) or re.fullmatch(r"\d{4}-\d{2}-\d{2}(?:[T ].*)?", words(cell)))
    return isinstance(cell, date) or (isinstance(cell, int | float) and SERIAL_FROM <= cell <= SERIAL_TO)


def _of_serial(number: float, cadence: PeriodType, from_1904: bool) -> date:
    if not SERIAL_FROM <= number <= SERIAL_TO:
        raise NotReadableError(
            f"{number:g} is no period: a year alone does not say where it starts."
            if 1900 <= number <= 2200
            else f"{number:g} is no period and no date.",
            f"Write it as {EXAMPLES[cadence]}.",
        )
    return (_DAY_ZERO_1904 if from_1904 else _DAY_ZERO_1900) + timedelta(days=int(number))


def _checked(period: Period, cadence: PeriodType, said: str) -> Period:
    if period.period_type is cadence:
        return period
    shown = {kind: kind.value.replace("_", " ") for kind in (period.period_type, cadence)}
    raise NotReadableError(
        f"“{said}” is a {shown[period.period_type]}, and the mapping says that each figure is of a {shown[cadence]}.",
        "Correct the period, or `cadence` in the mapping.",
    )


def _full_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _month_number(name: str) -> int:
    """Raises ValueError for a word that only starts like a month."""
    number = [each[:3].lower() for each in MONTH_NAMES].index(name[:3]) + 1
    if name != "sept" and not MONTH_NAMES[number - 1].lower().startswith(name):
        raise ValueError(f"no month: {name}")
    return number


def _named_month(found: re.Match[str], cadence: PeriodType) -> Period:
    return period_of(PeriodType.MONTH, Month(_full_year(found[2]), _month_number(found[1])))


def _year_then_month(found: re.Match[str], cadence: PeriodType) -> Period:
    return period_of(PeriodType.MONTH, Month(_full_year(found[1]), _month_number(found[2])))


def _month_of_year(found: re.Match[str], cadence: PeriodType) -> Period:
    """ "04/2024"."""
    return period_of(PeriodType.MONTH, Month(int(found[2]), int(found[1])))


def _month_in_year(found: re.Match[str], first: str, last: str, name: str) -> Period | None:
    year = _financial_year(first, last)
    number = _month_number(name)
    return year and period_of(PeriodType.MONTH, Month(year.start.year + (number < 4), number))


def _financial_year(first: str, last: str) -> Period | None:
    start = _full_year(first)
    if _full_year(last) % 100 != (start + 1) % 100:
        return None
    return period_of(PeriodType.FINANCIAL_YEAR, Month(start, 4))


def _two_numbers(found: re.Match[str], cadence: PeriodType) -> Period | None:
    """ "2024-25" is a year, "2024-04" a month; "2011-12" is what the supplier reports by."""
    year = _financial_year(found[1], found[2])
    is_month = len(found[1]) == 4 and len(found[2]) == 2 and "-" in found[0] and 1 <= int(found[2]) <= 12
    month = period_of(PeriodType.MONTH, Month(int(found[1]), int(found[2]))) if is_month else None
    return month if month and (year is None or cadence is PeriodType.MONTH) else year


def _quarter(number: str, first: str, last: str) -> Period | None:
    year = _financial_year(first, last)
    return year and period_of(PeriodType.QUARTER, year.start.plus(3 * int(number) - 1))


def _months_of_a_quarter(found: re.Match[str], cadence: PeriodType) -> Period | None:
    end = Month(_full_year(found[3]), _month_number(found[2]))
    quarter = period_of(PeriodType.QUARTER, end)
    is_quarter = quarter.end == end and quarter.start.number == _month_number(found[1])
    return quarter if is_quarter else None


def _slashed_date(found: re.Match[str], cadence: PeriodType) -> Period | None:
    day, month, year = int(found[1]), int(found[2]), _full_year(found[3])
    if month > 12 >= day:
        raise AMERICAN
    return _day(year, month, day, cadence)


def _iso_date(found: re.Match[str], cadence: PeriodType) -> Period | None:
    return _day(int(found[1]), int(found[2]), int(found[3]), cadence)


def _day(year: int, month: int, day: int, cadence: PeriodType) -> Period | None:
    try:
        known = datetime(year, month, day)
    except ValueError:
        return None
    return _holding(known, cadence)


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _months_in_words(found: re.Match[str], cadence: PeriodType) -> Period | None:
    """ "Apr-23 to Mar-24": the quarter or financial year that begins and ends so, and nothing else."""
    first = Month(_full_year(found[2]), _month_number(found[1]))
    last = Month(_full_year(found[4]), _month_number(found[3]))
    return next(
        (each for kind in CADENCES if (each := period_of(kind, last)).start == first and each.end == last), None
    )


def _year_to(found: re.Match[str], cadence: PeriodType) -> Period | None:
    """ "Year ending March 2024": a financial year, and no other twelve months."""
    year = period_of(PeriodType.FINANCIAL_YEAR, last := Month(_full_year(found[2]), _month_number(found[1])))
    return year if year.end == last else None


_YEAR_TO = r"(?:y\.?e\.?|(?:year|12 months|twelve months) (?:ending|ended|to|end))"
_Q = r"(?:q|qtr|quarter)\s*([1-4])"
_FORMS = (
    (_form(rf"{_MONTH}[\s/'’,-]*{_YEAR}"), _named_month),
    (_form(rf"(\d{{4}})[\s/-]*{_MONTH}"), _year_then_month),
    (_form(rf"{_YEARS}\s+{_MONTH}"), lambda found, _: _month_in_year(found, found[1], found[2], found[3])),
    (_form(rf"{_MONTH}\s+{_YEARS}"), lambda found, _: _month_in_year(found, found[2], found[3], found[1])),
    (_form(rf"(?:fy\s*)?{_YEARS}"), _two_numbers),
    (_form(rf"{_Q}[\s,:-]*(?:fy\s*)?{_YEARS}"), lambda found, _: _quarter(found[1], found[2], found[3])),
    (_form(rf"(?:fy\s*)?{_YEARS}[\s,:-]*{_Q}"), lambda found, _: _quarter(found[3], found[1], found[2])),
    (_form(rf"{_MONTH}\s*(?:-|–|to)\s*{_MONTH}\s+{_YEAR}"), _months_of_a_quarter),
    (_form(rf"{_MONTH}[\s/'’-]*{_YEAR}\s*(?:-|–|to)\s*{_MONTH}[\s/'’-]*{_YEAR}"), _months_in_words),
    (
        _form(
            rf"(?:y\.?e\.?|(?:year|12 months|twelve months) (?:ending|ended|to|end))\s*(?:31(?:st)? )?{_MONTH}[\s/'’-]*{_YEAR}"
        ),
        _year_to,
    ),
    (_form(r"(0?[1-9]|1[0-2])/((?:19|20)\d{2})"), _month_of_year),
    (_SLASHED, _slashed_date),
    (_form(r"(\d{4})-(\d{2})-(\d{2})(?:[t ]00:00(?::00)?)?"), _iso_date),
)
