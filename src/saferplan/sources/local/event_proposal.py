"""A file of events as it was looked at: what a mapping of it could say, and what only a person can."""

from collections import Counter
from dataclasses import dataclass, field

from saferplan.sources.local import event_fitting as fitting
from saferplan.sources.local.crime_references import names_a_crime as names_a_crime_number
from saferplan.sources.local.event_counts import other_than_one
from saferplan.sources.local.event_headings import is_clear, may_be, may_count, moment_of, names_crime
from saferplan.sources.local.event_leaving import Leaving
from saferplan.sources.local.event_mapping import EventColumns
from saferplan.sources.local.event_roles import Column, Roles
from saferplan.sources.local.event_words import LOCAL_EVENT, meaning_of_word

SIGNS = {
    "offence_code", "easting", "longitude", "postcode", "from_time", "to_date", "reported", "place_type", "victim_key",
    "place_key",
}  # fmt: skip
"""Parts that a list of events has and a table of figures has not."""


@dataclass(frozen=True)
class ProposedFlag:
    """A column that says yes or no, its words, and those of which nobody can see what they mean ("" is an empty cell)."""

    column: str
    yes: list[str]
    no: list[str]
    unclear: list[str]


@dataclass
class EventProposal:
    """A mapping of events as far as a file shows it, and what only a person can say."""

    sheet: str
    heading_row: int
    is_first_sheet: bool
    looked_at: int
    rows: int
    """How many rows hold something, of those that were seen."""
    roles: Roles
    flags: dict[str, ProposedFlag]
    personal: dict[str, str]
    """Headings of the columns that a build would refuse the file for, each with what it looks like."""
    words: Counter[tuple[str, str]]
    """Pairs of code and category in the rows looked at."""
    other_sheets: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    """Headings that stand above several columns: none of those can be named."""
    empty: list[str] = field(default_factory=list)
    """Headings of columns in which nothing stands."""
    nameless: list[str] = field(default_factory=list)
    """Letters of the columns without a heading in which something stands."""
    leaving: Leaving = field(default_factory=Leaving)
    """Rows that may be no crime of their own."""
    heading_rows: int = 1
    is_part: bool = False
    """Whether the workbook has more rows than were seen."""
    lines: list[str] = field(default_factory=list)

    def held(self) -> list[tuple[str, Column]]:
        """What each column that has a part is, in the order in which a mapping has them."""
        held = self.roles.columns
        return [(role, held[role]) for role in EventColumns.model_fields if role in held]

    @property
    def columns(self) -> dict[str, str]:
        return {role: column.heading for role, column in self.held()}

    @property
    def counts(self) -> str:
        """police where codes or words are those of crimes; else neither crime nor ASB until a person says so."""
        if "offence_code" in self.columns or names_crime(self.columns.get("category", "")):
            return "police"
        known = [meaning for pair in self.words if (meaning := meaning_of_word(pair[0]) or meaning_of_word(pair[1]))]
        has_crimes = any(each.unit == "offence" for each in known)
        return "police" if has_crimes and 2 * len(known) >= len(self.words) else LOCAL_EVENT

    @property
    def is_sure(self) -> bool:
        """Whether it is a list of events rather than a table of figures, as far as can be told."""
        if "from_date" not in self.columns:
            return False
        days = self.roles.columns["from_date"].values
        has_signs = bool(SIGNS & self.columns.keys() or self.flags or fitting.holds_time(days))
        return (has_signs or self._has_other_signs or self._lists_offences) and not fitting.are_periods(days)

    @property
    def _has_other_signs(self) -> bool:
        """Numbers of crimes, or headings of a pair of coordinates whose values are of another grid."""
        headings = [each.heading for each in self.roles.free]
        has_pair = all(any(may_be(role, each) for each in headings) for role in ("easting", "northing"))
        return has_pair or any(names_a_crime_number(each) for each in headings)

    @property
    def _lists_offences(self) -> bool:
        """Words of what happened beside days, and no numbers of a table of figures; or other numbers beside crimes we know."""
        category = self.roles.columns.get("category")
        if category is None or self.counted:
            return False
        has_numbers = any(fitting.are_numbers(each.values) for each in self.roles.free)
        return not has_numbers or fitting.known_share(category.values) >= 0.5

    @property
    def counted(self) -> str:
        """The heading of a column that seems to say how many each row stands for, as in a table of figures; else nothing."""
        free = (each for each in self.roles.free if fitting.are_numbers(each.values) and may_count(each.heading))
        return next((each.heading for each in free), "")

    @property
    def of_several(self) -> dict[str, str]:
        """Columns that say how many each row stands for, each with a number other than one."""
        found = {each.heading: other_than_one(each.heading, each.values) for each in self.roles.free}
        return {heading: value for heading, value in found.items() if value}

    @property
    def may_be_events(self) -> bool:
        """Whether a person may know it for a list of events, though it cannot be told from a table of figures."""
        has_what = bool({"category", "offence_code"} & self.columns.keys())
        return has_what and not fitting.are_periods(self.roles.columns["from_date"].values)

    @property
    def is_day_clear(self) -> bool:
        """Whether one column alone can be the day it happened."""
        heading = self.columns.get("from_date", "")
        likely = [each for each in self.roles.days if moment_of(each.heading) == "from"]
        return moment_of(heading) == "from" and (is_clear(heading) or len(likely) == 1)
