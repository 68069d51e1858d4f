"""Which column of a file of events is what: its heading says what it may be, its values must bear that out.

A column that looks personal is given no part, except that a postcode is read by its outward part; keyed hashes are no
names. Where two columns could be one thing the clearer heading is taken, then the one on the left.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from saferplan.sources.local import event_fitting as fitting
from saferplan.sources.local.event_headings import (
    COLUMNS,
    FLAGS,
    is_clear,
    key_of,
    may_be,
    moment_of,
    says_day,
    says_time,
)
from saferplan.sources.local.personal import looks_personal

Fits = Callable[[Sequence[str]], bool]


@dataclass(frozen=True)
class Column:
    """A column as it was looked at: its heading, what stands in it, and whether some of its cells are empty."""

    heading: str
    values: Sequence[str]
    has_blanks: bool = False

    def looks(self, role: str = "") -> str:
        return looks_personal(self.heading, self.values, role=role)


@dataclass
class Roles:
    """The columns that have a part, the flags, and those that have none yet."""

    free: list[Column]
    columns: dict[str, Column] = field(default_factory=dict)
    flags: dict[str, Column] = field(default_factory=dict)
    days: list[Column] = field(default_factory=list)
    """All columns of days, of which one tells when it happened."""

    def take(self, role: str, column: Column | None, into: dict[str, Column] | None = None) -> None:
        if column is not None:
            (self.columns if into is None else into)[role] = column
            self.free.remove(column)


def roles_of(columns: Sequence[Column]) -> Roles:
    """What each column seems to be, the surest kinds first."""
    found = Roles([each for each in columns if each.values])
    _take_keys(found)
    _take_days(found)
    _take_times(found)
    _take_points(found)
    found.take("offence_code", _first(found, "offence_code", fitting.are_codes))
    for name in FLAGS:
        found.take(name, _first(found, name, lambda values: fitting.flag_words(values) is not None), found.flags)
    found.take("place_type", _first(found, "place_type"))
    found.take("ward", _coded(found, "ward") or _first(found, "ward"))
    found.take("postcode", _first(found, "postcode", fitting.are_outward))
    found.take("category", _category(found))
    return found


def _candidates(found: Roles, role: str, fits: Fits) -> Iterator[Column]:
    words = role in COLUMNS or role in FLAGS
    for each in found.free:
        if (not words or may_be(role, each.heading)) and fits(each.values) and not each.looks(role):
            yield each


def _first(found: Roles, role: str, fits: Fits = bool) -> Column | None:
    return next(_candidates(found, role, fits), None)


def _take_keys(found: Roles) -> None:
    for each in list(found.free):
        role = key_of(each.heading)
        if role and role not in found.columns and fitting.are_keyed_hashes(each.values):
            found.take(role, each)


def _take_days(found: Roles) -> None:
    found.days = [
        each for each in found.free
        if fitting.are_days(each.values, said_so=says_day(each.heading)) and not each.looks("from_date")
    ]  # fmt: skip
    by_moment: dict[str, list[Column]] = {}
    for each in sorted(found.days, key=lambda column: not is_clear(column.heading)):
        by_moment.setdefault(moment_of(each.heading), []).append(each)
    if "from" not in by_moment:  # the day of the report is better than none, and is said
        by_moment["from"] = by_moment.pop("reported", [])
    for moment, role in (("from", "from_date"), ("to", "to_date"), ("reported", "reported")):
        found.take(role, next(iter(by_moment.get(moment, [])), None))


def _take_times(found: Roles) -> None:
    times = [each for each in found.free if says_time(each.heading) and fitting.are_clocks(each.values)]
    begins = "reported" if _is_reported(found) else "from"
    for moment, role, day in ((begins, "from_time", "from_date"), ("to", "to_time", "to_date")):
        fitted = [each for each in times if moment_of(each.heading) == moment and not each.looks(role)]
        if day in found.columns:
            found.take(role, next(iter(fitted), None))


def _is_reported(found: Roles) -> bool:
    return "from_date" in found.columns and moment_of(found.columns["from_date"].heading) == "reported"


def _take_points(found: Roles) -> None:
    """The pair of the grid where there is one, else the pair of degrees: by the values, whatever the headings say."""
    for limits in (fitting.GRID, fitting.DEGREES):
        pair = {}
        for words, (role, (low, high)) in zip(("easting", "northing"), limits.items(), strict=True):
            fitted = (each for each in found.free if may_be(words, each.heading))
            pair[role] = next((each for each in fitted if fitting.are_within(each.values, low, high)), None)
        if all(pair.values()):
            for role, column in pair.items():
                found.take(role, column)
            return


def _coded(found: Roles, role: str) -> Column | None:
    """A column of codes, which says more than one of names."""
    return _first(found, role, lambda values: fitting.mostly(values, lambda each: each[:3] in ("E05", "W05")))


def _category(found: Roles) -> Column | None:
    """Of the columns that could be the category, the one whose words we know best."""
    fitted = list(_candidates(found, "category", _repeats))
    return max(fitted, key=lambda each: fitting.known_share(each.values), default=None)


def _repeats(values: Sequence[str]) -> bool:
    """A category stands in many rows; what is another in each row is a number or a text."""
    return len(set(values)) <= max(12, len(values) // 2)
