"""What a mapping of local indicators says: which files, where the table stands, and what each of its figures is.

The suppliers' words stand beside ours. Whether up is good, and whether a figure may be shown outside the partnership,
are fields that a person fills in: neither is ever guessed from a name.
"""

import fnmatch
import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from saferplan.base.categories import POLICE_UNITS
from saferplan.base.disclosure import Disclosure, Handling
from saferplan.base.periods import PeriodType
from saferplan.sources.contract import Form, Source, Terms
from saferplan.sources.local.cells import same

Cadence = Literal["month", "quarter", "financial_year"]
Across = Literal["indicator", "area", "year", "period"]
PeriodIn = Literal["title", "sheet", "file"]
LocalPolarity = Literal["lower_is_better", "higher_is_better", "neither"]
PERCENT = "percent"
POUNDS = "pounds"
NAME_PATTERN = r"^[a-z][a-z0-9_]{0,50}$"
PARTNER_MARKING = "OFFICIAL-SENSITIVE"
BETWEEN = ": "
"""Between a category and an indicator that name a figure together."""
Heading = Annotated[str, Field(min_length=1)]


class MappedColumns(BaseModel):
    """The supplier's own headings of the columns; leave out what the file has not."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    indicator: str = Field(default="", description="Heading of the column that says what is counted.")
    category: str = Field(
        default="", description="Heading of a column of categories, said before the indicator: “Noise: New cases”."
    )
    area: str = Field(default="", description="Heading of the column of wards or other areas.")
    period: str = Field(default="", description="Heading of the column of months, quarters or years.")
    year: str = Field(
        default="", description="Heading of the column of years, where the periods are written without one."
    )
    period_end: str = Field(
        default="", description="Heading of the column of last days, where `period` is that of first days: From and To."
    )
    value: str = Field(default="", description="Heading of the column of values (long sheets).")
    numerator: str = Field(default="", description="Heading of the column of how many did (long sheets).")
    denominator: str = Field(default="", description="Heading of the column of how many there were (long sheets).")
    status: str = Field(default="", description="Heading of the column that says final, suppressed and the like.")
    may_publish: str = Field(default="", description="Heading of the column that says yes or no of each value.")

    def named(self) -> dict[str, str]:
        """What each named column is, with its heading."""
        return {role: heading for role, heading in self.model_dump().items() if heading}


class MappedIndicator(BaseModel):
    """One figure that a supplier gives, period by period."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str = Field(pattern=NAME_PATTERN, description="Short name: safe_at_home_helped.")
    title: str = Field(min_length=1, description="Title to show.")
    called: list[Heading] = Field(
        default=[], description="What the supplier calls it in the file, if not by its title."
    )
    unit: str = Field(min_length=1, description="What it counts: people, percent, pounds, local_asb_report.")
    polarity: LocalPolarity = Field(description="lower_is_better, higher_is_better or neither.")
    area: str = Field(default="", description="Area it is of where no column says so; the partnership without it.")
    target: float | None = Field(default=None, description="What it should reach.")
    cadence: Cadence | None = Field(default=None, description="month, quarter or financial_year, if not the mapping's.")
    due_days: int | None = Field(default=None, ge=0, description="Days after its end, if not the mapping's.")
    disclosure: Literal["open", "partner"] | None = Field(default=None, description="How far it may travel.")
    marking: str = Field(default="", description="Protective marking, if not the mapping's.")
    may_publish: bool | None = Field(default=None, description="Whether it may be shown outside, if not the mapping's.")
    minimum: float | None = Field(default=0, description="A value below it is refused.")
    maximum: float | None = Field(default=None, description="A value above it is refused; 100 for percentages.")
    fractions: bool | None = Field(default=None, description="True if percentages are written as shares: 0.12 is 12%.")
    sentence: str = Field(default="", description="How its fact is worded, with {value} and {period}.")
    parts: list[str] = Field(default=[], description="Ids of indicators of this mapping that come to it: women, men.")
    suppress: bool = Field(
        default=True, description="False for what counts no people or cases, such as cameras, days or visits."
    )

    @model_validator(mode="after")
    def _whole(self) -> "MappedIndicator":
        if self.unit.casefold().strip() in POLICE_UNITS:
            raise ValueError(
                f"the unit of “{self.id}” is “{self.unit}”, in which police figures are counted: a local count is of its own "
                "unit, such as local_asb_report, and is never added to theirs"
            )
        if self.sentence and not ("{value}" in self.sentence and "{period}" in self.sentence):
            raise ValueError(f"the sentence of “{self.id}” needs both {{value}} and {{period}}")
        if self.may_publish and self.disclosure == "partner":
            raise ValueError(f"“{self.id}” may be published and is of disclosure “partner”: it cannot be both")
        return self

    def is_called(self, label: object) -> bool:
        """Whether the supplier's words name it."""
        return any(same(str(label), each) for each in (*self.called, self.title, self.id))


class IndicatorMapping(BaseModel):
    """A saved mapping of a supplier's local indicators."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: Literal["indicators"] = Field(description="What the files hold: indicators.")
    supplier: str = Field(min_length=1, description="Who sends the files.")
    title: str = Field(default="", description="What the files are called; the supplier's name without it.")
    files: list[Heading] = Field(min_length=1, description="Names of the files, with * for what changes.")
    sheets: list[str] = Field(default=[], description="Sheets to read; every sheet that is not hidden without it.")
    heading_row: int | None = Field(default=None, ge=1, description="Row of the headings; searched for without it.")
    heading_rows: int = Field(default=1, ge=1, le=2, description="How many rows the headings stand in.")
    layout: Literal["long", "wide"] = Field(description="long: a row for each value. wide: values side by side.")
    across: list[Across] = Field(default=[], description="Wide: what the headings of the values say, row by row.")
    ignore: list[str] = Field(default=[], description="Wide: headings of columns that hold no values.")
    ignore_columns: list[Heading] = Field(
        default=[], description="Headings of columns that are never read, not even to see what they hold."
    )
    period_in: PeriodIn | None = Field(
        default=None,
        description="Where the one period of all figures stands that no column says: title (above the headings), sheet or file "
        "(its name).",
    )
    only: dict[str, str] = Field(
        default={}, description="Columns by which the figures are split, each with the one value whose rows are read."
    )
    fill_down: list[Across | Literal["category"]] = Field(
        default=[], description="Columns in which an empty cell means the one above."
    )
    cadence: Cadence = Field(description="How often: month, quarter or financial_year.")
    due_days: int = Field(default=30, ge=0, description="Days after the end of a period by which its return is due.")
    first_period: str = Field(
        default="", description="First period a return is due for; the first received without it."
    )
    disclosure: Literal["open", "partner"] | None = Field(default=None, description="open or partner.")
    marking: str = Field(default="", description="Protective marking.")
    may_publish: bool = Field(default=False, description="Whether figures may be shown outside the partnership.")
    columns: MappedColumns = Field(default=MappedColumns(), description="The supplier's headings.")
    areas: dict[str, str] = Field(default={}, description="The supplier's names of areas, each with its code.")
    indicator: list[MappedIndicator] = Field(min_length=1, description="The figures; one [[indicator]] each.")

    @model_validator(mode="after")
    def _consistent(self) -> "IndicatorMapping":
        ids = [each.id for each in self.indicator]
        if twice := sorted({each for each in ids if ids.count(each) > 1}):
            raise ValueError(f"two indicators have the id “{twice[0]}”")
        parts = [part for each in self.indicator for part in each.parts]
        if lacking := [part for part in parts if part not in ids or parts.count(part) > 1]:
            raise ValueError(
                f"“{lacking[0]}” is named as a part: it has to be another indicator, and of one total only"
            )
        if nested := [each.id for each in self.indicator if each.parts and each.id in parts]:
            raise ValueError(f"“{nested[0]}” is a total and a part: list the parts of its parts instead")
        if too_wide := [each for each in self.files if not re.sub(r"\.[^.]*$", "", each).strip("*?. ")]:
            raise ValueError(f"files “{too_wide[0]}” would take any file: put the supplier's name in it")
        if self.may_publish and self.disclosure == "partner":
            raise ValueError("it may be published and is of disclosure “partner”: it cannot be both")
        named = self.columns.named()
        if "year" in (*self.across, *named) and (
            "period" not in (*self.across, *named) or self.cadence == "financial_year"
        ):
            raise ValueError(
                "a year stands by itself only where a period says which quarter or month of it: cadence and period"
            )
        if "period_end" in named and ("period" not in named or "year" in named):
            raise ValueError("columns.period_end is the last day of a period of which columns.period is the first")
        if self.period_in and "period" in (*self.across, *named):
            raise ValueError(
                "period_in is for files in which no column or heading says the period: leave out one of the two"
            )
        if read := [
            each for each in self.ignore_columns if any(same(each, one) for one in (*named.values(), *self.only))
        ]:
            raise ValueError(f"“{read[0]}” is both read and ignored")
        if "category" in named and "indicator" not in (*self.across, *named):
            raise ValueError(
                "columns.category stands before an indicator: say where it is, in across or columns.indicator"
            )
        if self.layout == "long":
            self._check_long(named)
        else:
            self._check_wide(named)
        return self

    def _check_long(self, named: dict[str, str]) -> None:
        if self.across:
            raise ValueError("across is for wide sheets: a long one has a column for each thing")
        if "period" not in named and not self.period_in:
            raise ValueError("a long sheet needs columns.period, the heading of its periods, or period_in")
        if "value" not in named and not {"numerator", "denominator"} <= named.keys():
            raise ValueError("a long sheet needs columns.value, or columns.numerator and columns.denominator")
        if "indicator" not in named and len(self.indicator) > 1:
            raise ValueError("it has several indicators: columns.indicator must name the column that tells them apart")

    def _check_wide(self, named: dict[str, str]) -> None:
        if not self.across:
            raise ValueError('a wide sheet needs across, as in across = ["period"]')
        if len(self.across) > self.heading_rows or len(set(self.across)) < len(self.across):
            raise ValueError("across names one thing for each row of headings, each once")
        if both := sorted(set(self.across) & named.keys()):
            raise ValueError(f"columns.{both[0]} and across both say where the {both[0]} stands")
        if values := sorted(named.keys() - {"indicator", "category", "area", "year", "period", "period_end"}):
            raise ValueError(f"columns.{values[0]} is for long sheets")
        if "period" not in (*self.across, *named) and not self.period_in:
            raise ValueError("nothing says where the periods stand: across or columns.period")
        if "indicator" not in (*self.across, *named) and len(self.indicator) > 1:
            raise ValueError(
                "it has several indicators, and nothing says where they stand: across or columns.indicator"
            )
        if not named and self.heading_row is None:
            raise ValueError("no column is named by its heading: say the number of the heading's row in heading_row")

    @property
    def known_labels(self) -> frozenset[str]:
        """Labels to which a person gave a meaning, in small letters."""
        called = [name for each in self.indicator for name in each.called]
        if self.columns.category:
            called += [part for name in called for part in name.split(BETWEEN)]
        return frozenset(each.casefold() for each in (*called, *self.areas))

    def find_indicator(self, label: object) -> MappedIndicator | None:
        return next((each for each in self.indicator if each.is_called(label)), None)

    def cadence_of(self, indicator: MappedIndicator) -> PeriodType:
        return PeriodType(indicator.cadence or self.cadence)

    def due_days_of(self, indicator: MappedIndicator) -> int:
        return self.due_days if indicator.due_days is None else indicator.due_days

    def total_of(self, indicator: MappedIndicator) -> str | None:
        """The indicator of which one is a part."""
        return next((each.id for each in self.indicator if indicator.id in each.parts), None)

    def handling_of(self, indicator: MappedIndicator) -> Handling:
        """How an indicator may be used: its own words first, then the mapping's; a partner's and closed without any."""
        may_publish = self.may_publish if indicator.may_publish is None else indicator.may_publish
        stated = indicator.disclosure or (None if indicator.may_publish is not None else self.disclosure)
        disclosure = Disclosure(stated or ("open" if may_publish else "partner"))
        marking = indicator.marking or self.marking or ("OFFICIAL" if may_publish else PARTNER_MARKING)
        return Handling(disclosure, marking, may_publish)


def source_of(name: str, mapping: IndicatorMapping) -> Source:
    """A mapping as a source: whose figures they are and on what terms, the strictest of its indicators'."""
    handlings = [mapping.handling_of(each) for each in mapping.indicator]
    may_publish = all(each.may_publish for each in handlings)
    strict = next((each for each in handlings if not each.may_publish), handlings[0])
    return Source(
        id=f"local_{name.replace('-', '_')}",
        title=mapping.title or mapping.supplier,
        terms=Terms(
            publisher=mapping.supplier,
            licence="Given to be published" if may_publish else "Not published: for use within the partnership",
            attribution=f"Supplied by {mapping.supplier}.",
            disclosure=strict.disclosure,
            marking=max((each.marking for each in handlings), key=len),
            may_publish=may_publish,
        ),
        cadence=f"every {mapping.cadence.replace('_', ' ')}",
        address=f"mappings/{name}.toml",
        form=Form.CSV,
        columns=(),
        fits="|".join(fnmatch.translate(each.casefold()) for each in mapping.files),
        table="local_value",
        sheets=tuple(mapping.sheets),
        tried_on="Read by a mapping of the partnership's own.",
    )
