"""What `coverage` draws: for each feed the forces by month, in years of the financial calendar, wrapped to the terminal.

The symbols are told apart without colour and stand in every code page.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from saferplan.base.categories import Feed, types_in_words
from saferplan.base.numerals import listed, percent, plural
from saferplan.base.periods import Month, PeriodType, period_of
from saferplan.base.returns import Standing
from saferplan.cli.listings import day_words
from saferplan.cli.output import Lines, plain_objects
from saferplan.pipeline.coverage import Coverage, FeedCoverage, ForceCoverage

SYMBOLS = {"supplied": "#", "partial": "p", "not_supplied": "."}
LEGEND = (
    "# supplied   p only in part   . not supplied   blank: outside the files' months",
    "Elsewhere: rows in other forces' areas, shown apart, counted nowhere.",
)
MONTH_LETTERS = "AMJJASONDJFM"
LONGEST_NAME = 24
COLUMNS, COLUMN = ("whole", "in part", "missing", "rows", "elsewhere"), 10


def coverage_lines(found: Coverage, width: int) -> Lines:
    """The matrix and what is said below it; lines of the matrix are never longer than `width`."""
    lines = [f"Coverage of edition {found.edition}", "", *LEGEND]
    for feed in found.feeds:
        if feed.ever_supplied:
            lines += ["", *_feed_lines(feed, width)]
    never = [feed.title for feed in found.feeds if not feed.ever_supplied]
    lines += ["", f"Never supplied: {'; '.join(never)}."] if never else []
    lines += ["", *_partial_lines(found)]
    return plain_objects(found), lines + _gap_lines(found) + _return_lines(found)


def _return_lines(found: Coverage) -> list[str]:
    """The returns of each supplier: how many came, and each that is late, missing or nil."""
    lines: list[str] = []
    for supplier, held in groupby(found.returns, key=lambda each: each.supplier):
        rows = list(held)
        came = sum(each.standing in (Standing.RECEIVED, Standing.LATE, Standing.NIL) for each in rows)
        lines += ["", f"{supplier}: {plural(came, 'return')} received."]
        lines += [
            f"  {each.period}: {each.standing.value.replace('_', ' ')}, due {day_words(each.due_on)}"
            + (f", received {each.received}" if each.received else "")
            for each in rows if each.standing is not Standing.RECEIVED
        ]  # fmt: skip
    return lines


def _feed_lines(feed: FeedCoverage, width: int) -> list[str]:
    forces = [force for force in feed.forces if force.ever_supplied]
    never = [force.name for force in feed.forces if not force.ever_supplied]
    lines = [feed.title, *_matrix(forces, width), *_totals(forces, is_quarterly=feed.feed == Feed.HOME_OFFICE)]
    return lines + ([f"Never supplied by {listed(never)}."] if never else [])


def _room(forces: Sequence[ForceCoverage]) -> int:
    """Columns for the names of forces."""
    return min(LONGEST_NAME, max(len(force.name) for force in forces)) + 2


def _matrix(forces: Sequence[ForceCoverage], width: int) -> list[str]:
    """Names at the left, a group of twelve columns a year, as many years side by side as fit."""
    names, room = [force.name[:LONGEST_NAME] for force in forces], _room(forces)
    starts = sorted({_year_start(month) for force in forces for month in force.months})
    side_by_side = max(1, (width - room) // (len(MONTH_LETTERS) + 1))
    lines = []
    for place in range(0, len(starts), side_by_side):
        years = starts[place : place + side_by_side]
        lines.append((" " * room + " ".join(f"{_label(start):<{len(MONTH_LETTERS)}}" for start in years)).rstrip())
        lines.append(" " * room + " ".join(MONTH_LETTERS for _ in years))
        lines += [
            (f"{name:<{room}}" + " ".join(_year(force, start) for start in years)).rstrip()
            for name, force in zip(names, forces, strict=True)
        ]
    return lines


def _year_start(month: date) -> Month:
    return period_of(PeriodType.FINANCIAL_YEAR, Month.of(month)).start


def _label(start: Month) -> str:
    return period_of(PeriodType.FINANCIAL_YEAR, start).label


def _year(force: ForceCoverage, start: Month) -> str:
    months = (force.months.get(start.plus(step).first_day) for step in range(len(MONTH_LETTERS)))
    return "".join(SYMBOLS[status] if status else " " for status in months)


def _totals(forces: Sequence[ForceCoverage], *, is_quarterly: bool) -> Iterable[str]:
    """Months and rows of each force, in columns; quarters of a table that gives no months, nor where its rows lie."""
    room = _room(forces)
    yield " " * room + "".join(f"{heading:>{COLUMN}}" for heading in COLUMNS)
    for force in forces:
        periods = [force.count(status) // (3 if is_quarterly else 1) for status in SYMBOLS]
        numbers = [f"{number:,}" for number in (*periods, force.rows - force.foreign_rows)]
        numbers.append("not known" if is_quarterly else f"{force.foreign_rows:,}")
        yield f"{force.name[:LONGEST_NAME]:<{room}}" + "".join(f"{number:>{COLUMN}}" for number in numbers)
    if is_quarterly:
        yield "Whole, in part and missing are quarters."


def _partial_lines(found: Coverage) -> list[str]:
    rule = (
        f"A month is only in part when its rows fall below the 1% lower limit of its own season and under "
        f"{percent(found.partial_below_share, 0)} of the median month (partial_below_share in saferplan.toml), when more than one "
        "row in fifty was refused, or when it has no row of a type that the force usually has twenty or more of."
    )
    if not found.partial:
        return [f"No month is only in part. {rule}"]
    titles = {feed.feed: feed.title for feed in found.feeds}
    months = [each for each in found.partial if each.feed != Feed.HOME_OFFICE]
    lines = [f"Only in part: {plural(len(months), 'month')}. {rule}"]
    for each in months:
        limit = "not known" if each.lower is None else f"{each.lower:,.0f}"
        median = "not known" if each.median is None else f"{each.median:,.0f}"
        lines.append(f"  {each.name}, {Month.of(each.month).name}, {_lowered(titles[each.feed])}:")
        lines.append(f"    {plural(each.rows, 'row')}; lower limit {limit}, median {median}")
        lines += [f"    no row of {types_in_words(each.types_lacking)}"] if each.types_lacking else []
    return lines + _partial_quarter_lines(found)


def _partial_quarter_lines(found: Coverage) -> list[str]:
    """Quarters of the Home Office's table, each said once and not under each of its months."""
    quarters = [each for each in found.partial if each.feed == Feed.HOME_OFFICE and each.month.month % 3 == 1]
    if not quarters:
        return []
    share = percent(found.partial_below_share, 0)
    rule = (
        "A quarter of the Home Office's table is only in part when a partnership of the force lacks a row that was refused, "
        f"or when its rows or offences are none or under {share} of those of its median quarter."
    )
    named = [
        f"  {each.name}, the quarter from {Month.of(each.month).name}: {plural(each.rows, 'row')}" for each in quarters
    ]
    return [f"Only in part: {plural(len(quarters), 'quarter')}. {rule}", *named]


def _gap_lines(found: Coverage) -> list[str]:
    if not found.gaps:
        return ["", "No known gap of the publishers is about these forces."]
    lines = ["", "Known gaps of the publishers that are about these forces"]
    for gap in found.gaps:
        age = " This is more than 180 days ago: look again whether it still holds." if gap.is_old else ""
        lines.append(f"  {gap.wording}")
        lines.append(f"    Verified on {day_words(gap.verified_on)}.{age}")
    return lines


def _lowered(title: str) -> str:
    return title[:1].lower() + title[1:]
