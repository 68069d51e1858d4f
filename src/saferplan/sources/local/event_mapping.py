"""What a mapping of events says: which files, and under which headings the supplier gives each thing about an event.

An event is a row: a crime, an incident, an attendance. Its rows never leave the partnership; that is not for a mapping to change.
"""

import fnmatch
import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from saferplan.base.categories import ASB, CRIME_TYPES
from saferplan.base.disclosure import Disclosure
from saferplan.base.home_office import normal_subgroup
from saferplan.base.offence_codes import normal_code
from saferplan.base.validity import Support
from saferplan.sources.contract import Form, Source, Terms
from saferplan.sources.local.mapping import PARTNER_MARKING

Heading = Annotated[str, Field(min_length=1)]
FLAGS = ("domestic_abuse", "hate", "knife", "alcohol", "repeat")
KEYS = ("victim_key", "place_key")
STATUS = "status"
"""What the column is called by which rows are left out."""
Counts = Literal["police", "asb_incident", "local_event"]


class EventColumns(BaseModel):
    """The supplier's own headings; leave out what the file has not."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    offence_code: str = Field(default="", description="Heading of the Home Office's offence code.")
    category: str = Field(default="", description="Heading of the supplier's own category.")
    from_date: str = Field(min_length=1, description="Heading of the day it happened or began, with or without a time.")
    from_time: str = Field(default="", description="Heading of the time, where it stands in a column of its own.")
    to_date: str = Field(default="", description="Heading of the latest day it can have happened.")
    to_time: str = Field(default="", description="Heading of the time of that.")
    reported: str = Field(default="", description="Heading of the day it was reported or recorded.")
    easting: str = Field(default="", description="Heading of the easting (British National Grid).")
    northing: str = Field(default="", description="Heading of the northing (British National Grid).")
    longitude: str = Field(default="", description="Heading of the longitude (WGS84).")
    latitude: str = Field(default="", description="Heading of the latitude (WGS84).")
    ward: str = Field(default="", description="Heading of the ward, by name or code, where there is no point.")
    postcode: str = Field(default="", description="Heading of the postcode: only its outward part is ever kept.")
    place_type: str = Field(default="", description="Heading of the kind of place.")
    crime_reference: str = Field(
        default="",
        description="Heading of the number of the crime: rows that repeat one count once. It is hashed in memory and never kept.",
    )
    victim_key: str = Field(default="", description="Heading of the keyed hash of the victim (saferplan hash).")
    place_key: str = Field(default="", description="Heading of the keyed hash of the place (saferplan hash).")

    def named(self) -> dict[str, str]:
        return {role: heading for role, heading in self.model_dump().items() if heading}


class EventFlag(BaseModel):
    """A column that says yes or no of each event."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    column: Heading = Field(description="Heading of the column.")
    yes: list[str] = Field(default=["Y", "Yes", "1", "True"], description="Words that mean yes.")
    no: list[str] = Field(
        default=["N", "No", "0", "False"], description='Words that mean no; add "" if an empty cell means no.'
    )


class EventFlags(BaseModel):
    """What is flagged; leave out what the file has not."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    domestic_abuse: EventFlag | None = Field(default=None, description="Domestic abuse.")
    hate: EventFlag | None = Field(default=None, description="Hate crime.")
    knife: EventFlag | None = Field(default=None, description="A knife was used or seen.")
    alcohol: EventFlag | None = Field(default=None, description="Alcohol played a part.")
    repeat: EventFlag | None = Field(default=None, description="A repeat victim, as the supplier says.")

    def named(self) -> dict[str, EventFlag]:
        return {name: flag for name in FLAGS if (flag := getattr(self, name))}


class EventLeaveOut(BaseModel):
    """Rows that are left out, and counted as left out, by what stands in one column."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    column: Heading = Field(description="Heading of the column, such as the status of a crime.")
    values: list[Heading] = Field(
        min_length=1, description='What it says of rows to leave out: ["No crime", "Transferred"].'
    )


class EventMapping(BaseModel):
    """A saved mapping of a supplier's events."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: Literal["events"] = Field(description="What the files hold: events, a row each.")
    supplier: str = Field(min_length=1, description="Who sends the files.")
    title: str = Field(default="", description="What the files are called; the supplier's name without it.")
    files: list[Heading] = Field(min_length=1, description="Names of the files, with * for what changes.")
    sheet: str = Field(default="", description="The sheet to read; the first that has the headings without it.")
    heading_row: int | None = Field(default=None, ge=1, description="Row of the headings; searched for without it.")
    heading_rows: int = Field(
        default=1,
        ge=1,
        le=2,
        description="How many rows the headings stand in; of two each heading is both, as in “Committed from Date”.",
    )
    counts: Counts = Field(
        default="police",
        description="police (crimes, and ASB by category), asb_incident, or local_event for what is neither.",
    )
    exact_points: bool = Field(
        default=False,
        description="true where the supplier has said that each point is the place itself (an address), not a point that "
        "stands for several; without it no near repeats are looked for.",
    )
    cadence: str = Field(default="month", description="How often it comes, in a word.")
    disclosure: Literal["partner"] = Field(default="partner", description="partner: rows of events are never open.")
    marking: str = Field(default=PARTNER_MARKING, description="Protective marking.")
    may_publish: Literal[False] = Field(
        default=False, description="false: no row and no provisional figure is published."
    )
    ignore_columns: list[Heading] = Field(
        default=[], description="Headings of columns that are never read, not even to see what they hold."
    )
    columns: EventColumns = Field(description="The supplier's headings.")
    flags: EventFlags = Field(default=EventFlags(), description="Columns that say yes or no.")
    leave_out: EventLeaveOut | None = Field(default=None, description="Rows that are left out by their status.")
    categories: dict[str, str] = Field(
        default={}, description="The supplier's words, each with a police.uk type, a Home Office subgroup or a code."
    )
    place_types: list[Heading] = Field(
        default=[],
        description="Kinds of place in the supplier's words that are kept although we do not know all their words.",
    )

    @model_validator(mode="after")
    def _consistent(self) -> "EventMapping":
        if too_wide := [each for each in self.files if not re.sub(r"\.[^.]*$", "", each).strip("*?. ")]:
            raise ValueError(f"files “{too_wide[0]}” would take any file: put the supplier's name in it")
        named = self.columns.named()
        for one, other in (("easting", "northing"), ("longitude", "latitude")):
            if (one in named) != (other in named):
                raise ValueError(f"columns.{one} and columns.{other} come together")
        if "easting" in named and "longitude" in named:
            raise ValueError("columns gives both a grid reference and a longitude: one is enough")
        if self.exact_points and not named.keys() & {"easting", "longitude"}:
            raise ValueError("exact_points speaks of points, and columns gives none")
        if self.counts == "police" and not named.keys() & {"offence_code", "category"}:
            raise ValueError("columns.offence_code or columns.category must say what each event is")
        self._check_words(named)
        return self

    def _check_words(self, named: dict[str, str]) -> None:
        used = [*named.values(), *(flag.column for flag in self.flags.named().values())]
        if self.leave_out:
            used.append(self.leave_out.column)
        if twice := [each for each in used if [u.casefold() for u in used].count(each.casefold()) > 1]:
            raise ValueError(f"the heading “{twice[0]}” is named twice")
        if ignored := [each for each in self.ignore_columns if each.casefold() in {u.casefold() for u in used}]:
            raise ValueError(f"“{ignored[0]}” is both read and ignored")
        if self.counts == "police":
            for word, meant in self.categories.items():
                if not (meant == ASB or meant in CRIME_TYPES or normal_subgroup(meant) or normal_code(meant)):
                    raise ValueError(
                        f"categories: “{word}” is given as “{meant}”, which is no type of police.uk, subgroup or code"
                    )

    def headings(self) -> dict[str, str]:
        """What each column that is read is, with its heading; flags by their own names."""
        status = {STATUS: self.leave_out.column} if self.leave_out else {}
        return {**self.columns.named(), **{name: flag.column for name, flag in self.flags.named().items()}, **status}


_SUPPORTS = {
    "offence_code": Support.OFFENCE_CODE, "from_date": Support.DAY, "from_time": Support.TIME_OF_DAY,
    "easting": Support.MAP_POINT, "longitude": Support.MAP_POINT, "victim_key": Support.VICTIM,
    "place_key": Support.PLACE_KEY,
}  # fmt: skip


def _supports(mapping: EventMapping) -> tuple[Support, ...]:
    """What the columns tell, if they hold what they say; a point is exact only by the supplier's word."""
    told = dict.fromkeys(_SUPPORTS[role] for role in mapping.columns.named() if role in _SUPPORTS)
    return tuple(Support.EXACT_PLACE if each is Support.MAP_POINT and mapping.exact_points else each for each in told)


def event_source_of(name: str, mapping: EventMapping) -> Source:
    """A mapping of events as a source: a partner's, and closed."""
    return Source(
        id=f"local_{name.replace('-', '_')}",
        title=mapping.title or mapping.supplier,
        terms=Terms(
            publisher=mapping.supplier,
            licence="Not published: for use within the partnership",
            attribution=f"Supplied by {mapping.supplier}.",
            disclosure=Disclosure.PARTNER,
            marking=mapping.marking,
            may_publish=False,
        ),
        cadence=f"every {mapping.cadence.replace('_', ' ')}",
        address=f"mappings/{name}.toml",
        form=Form.CSV,
        columns=(),
        fits="|".join(fnmatch.translate(each.casefold()) for each in mapping.files),
        table="local_event",
        sheets=(mapping.sheet,) if mapping.sheet else (),
        supports=_supports(mapping),
        tried_on="Read by a mapping of the partnership's own.",
    )
