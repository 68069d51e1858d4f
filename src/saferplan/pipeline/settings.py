"""`saferplan.toml`: who the partnership is. Every key is documented here; the commented file is made from these words."""

import difflib
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from saferplan.base.areas import CODE_PATTERNS, AreaType
from saferplan.base.categories import CRIME_TYPES, Feed
from saferplan.base.errors import SettingsError
from saferplan.base.home_office import normal_subgroup
from saferplan.base.periods import Month
from saferplan.evidence.registers.series_breaks import SERIES_BREAKS
from saferplan.pipeline.custom_area import CustomArea, refuse_repeated, with_files_read
from saferplan.pipeline.police_generated import Classification, MonthText, PoliceGenerated, classifications

FILE_NAME = "saferplan.toml"
CSP_CODE = CODE_PATTERNS[AreaType.CSP]
CspCode = Annotated[str, Field(pattern=CSP_CODE)]


class LocalBreak(BaseModel):
    """A change in recording that the partnership knows of and no publisher lists."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str = Field(pattern=r"^[a-z][a-z0-9-]{0,40}$", description="Short name: violence-2014.")
    from_month: MonthText = Field(description="First month of the new practice, YYYY-MM.")
    effect_until: MonthText | None = Field(
        default=None, description="Last month in which it was still working its way in."
    )
    groups: list[str] = Field(
        default=[], description="Crime types or Home Office subgroups it touches; all without it."
    )
    effect: str = Field(
        default="up",
        pattern="^(up|down|mix|missing|not_comparable)$",
        description="up, down, mix, missing or not_comparable.",
    )
    behaviour: str = Field(
        default="annotate",
        pattern="^(annotate|split|refuse)$",
        description="What is done with a change of a touched group across it: annotate, split or refuse.",
    )
    wording: str = Field(min_length=1, description="A sentence for the public.")
    citation: str = Field(default="", description="Where it is described; without one it is suspected.")

    @model_validator(mode="after")
    def _in_order(self) -> "LocalBreak":
        if self.effect_until and self.effect_until <= self.from_month:
            raise ValueError(
                f"the effect of “{self.id}” ends in {self.effect_until} and must end after {self.from_month}, its first month"
            )
        if self.id in {each.id for each in SERIES_BREAKS}:
            raise ValueError(f"“{self.id}” is a break of the register: give yours another id")
        return self


class Contact(BaseModel):
    """Whom a resident may call, printed on ward sheets below the national numbers."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str = Field(min_length=1, max_length=60, description="Who answers: Council community safety team.")
    how: str = Field(min_length=1, max_length=80, description="The number or address: 01642 000000.")


class Settings(BaseModel):
    """Who this partnership is and whom it is compared with."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    area: CspCode = Field(description="Code of the community safety partnership (E22… in England, W14… in Wales).")
    comparators: list[CspCode] = Field(default=[], description="Codes of the CSPs to compare with, in any order.")
    visited_areas: list[str] = Field(
        default=[],
        description="LSOAs or wards, by code or name, that people come to from elsewhere (town centres): counts, no rate per "
        "resident.",
    )
    partial_below_share: float = Field(
        default=0.6,
        gt=0,
        lt=1,
        description="A month is partial if its rows are under this share of the median (and below the limit of its own season); "
        "a quarter of the Home Office's table if an area's rows or offences are under this share of its median quarter.",
    )
    suppress_below: int = Field(
        default=5,
        ge=3,
        le=20,
        description="Counts of people and cases that partners send are suppressed below this number.",
    )
    suppress_zero: bool = Field(default=False, description="True if nought is suppressed too.")
    round_to: Literal[0, 5, 10] = Field(
        default=0, description="Partners' counts are rounded to the nearest 5 or 10; 0 for no rounding."
    )
    signals: bool = Field(
        default=False,
        description="True if every build looks for signals; the first one of a month takes a minute or two.",
    )
    false_signals_a_quarter: float = Field(
        default=1.0,
        ge=0.1,
        le=12,
        description="How many false signals may begin in a quarter, all detectors together, where nothing has changed.",
    )
    simulated: bool = Field(default=False, description="True if the place is made up; every page then says so.")
    aliases: dict[str, str] = Field(default={}, description="Other spellings of an area's name, each with its code.")
    issued: dict[str, str] = Field(
        default={}, description="Month (YYYY-MM) in which a file below inbox/ was published, where it cannot be told."
    )
    custom_area: list[CustomArea] = Field(default=[], description="Areas of your own; one [[custom_area]] each.")
    series_break: list[LocalBreak] = Field(
        default=[], description="Changes in recording you know of; one [[series_break]] each."
    )
    police_generated: list[PoliceGenerated] = Field(
        default=[], description="Which crime comes to light by what police do; none is classified without it."
    )

    contact: list[Contact] = Field(
        default=[],
        max_length=8,
        description="Whom to call, for the ward sheets; one [[contact]] each, beside the national numbers.",
    )

    @field_validator("issued")
    @classmethod
    def _months(cls, issued: dict[str, str]) -> dict[str, str]:
        for month in issued.values():
            Month.parse(month)
        return issued

    @model_validator(mode="after")
    def _distinct(self) -> "Settings":
        if self.area in self.comparators:
            raise ValueError(f"{self.area} is the partnership itself and cannot be its comparator")
        refuse_repeated(self.custom_area)
        months = [each.from_month for each in self.police_generated]
        if again := sorted({each for each in months if months.count(each) > 1}):
            raise ValueError(f"two [[police_generated]] hold from {again[0]}: put their types and codes into one")
        ids = [each.id for each in self.series_break]
        if twice := sorted({each for each in ids if ids.count(each) > 1}):
            raise ValueError(f"two series breaks have the id “{twice[0]}”")
        named = {name for each in self.series_break for name in each.groups}
        if unknown := sorted(name for name in named if name not in CRIME_TYPES and normal_subgroup(name) != name):
            raise ValueError(f"“{unknown[0]}” is no crime type and no Home Office subgroup")
        if len(set(self.comparators)) < len(self.comparators):
            raise ValueError("a comparator is named twice")
        return self

    def classifications(self, feed: Feed) -> tuple[Classification, ...]:
        """What the partnership classed as police generated, each for its months, by the parts of a feed."""
        return classifications(self.police_generated, feed)

    def is_police_generated(self, category: str, month: Month) -> bool | None:
        """By the classification of types in force in a month; None without one, and of incidents, which are no offences."""
        in_force = [each for each in self.classifications(Feed.STREET) if each.holds_in(month)]
        return category in in_force[0].names if in_force and category in CRIME_TYPES else None


def read_settings(path: Path) -> Settings:
    """Read and check saferplan.toml. Raises SettingsError that names the key, and for an unknown key the near one."""
    try:
        words = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path.name} is not readable TOML: {error}.", "Correct the line it names.") from error
    try:
        return Settings(**with_files_read(words, path.parent))
    except ValidationError as error:
        raise SettingsError(*_explain(error, path.name)) from error


PARTS: dict[str, type[BaseModel]] = {
    "custom_area": CustomArea, "series_break": LocalBreak, "police_generated": PoliceGenerated,
    "contact": Contact,
}  # fmt: skip


def _pattern_words(key: str) -> str:
    if key.startswith(("area", "comparators")):
        return _CODE_WORDS
    if key.endswith(("month", "until")):
        return "a month written YYYY-MM"
    return {"effect": _EFFECTS, "behaviour": _BEHAVIOURS}.get(key.rpartition(".")[2], _NAME_WORDS)


_EFFECTS = "up, down, mix, missing or not_comparable"
_BEHAVIOURS = "annotate, split or refuse"
_CODE_WORDS = "the code of a CSP, E22 or W14 and six digits"
_NAME_WORDS = "small letters, digits and hyphens, a letter first"


def _explain(error: ValidationError, file_name: str) -> tuple[str, str]:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        model = PARTS.get(str(first["loc"][0]), Settings)
        near = difflib.get_close_matches(str(first["loc"][-1]), list(model.model_fields), 1, 0.5)
        hint = f"Did you mean “{near[0]}”?" if near else f"The keys are: {', '.join(model.model_fields)}."
        return f"{file_name}: there is no key “{key}”.", hint
    message = re.sub(r"^Value error, ", "", first["msg"])
    if first["type"] == "string_pattern_mismatch":
        message = "it should be " + _pattern_words(key)
    shown = f" (it is {first['input']!r})" if isinstance(first["input"], str | int | float) else ""
    return f"{file_name}: {key or 'the settings'}{shown}: {message}.", "Correct it and run the command again."


def settings_text(area: str, comparators: list[str], *, simulated: bool = False) -> str:
    """A commented saferplan.toml, every key with its description."""
    given: dict[str, Any] = {"area": area, "comparators": comparators}
    if simulated:
        given["simulated"] = True
    lines = ["# Settings of this workspace. Lines that start with # are examples; take the # away to use them.", ""]
    for name, field in Settings.model_fields.items():
        lines += [f"# {field.description}", _setting_line(name, given), ""]
    for part, model in PARTS.items():
        lines += [f"# Keys of each [[{part}]]:"]
        lines += [f"#   {name}: {field.description}" for name, field in model.model_fields.items()]
    return "\n".join(lines) + "\n"


_EXAMPLES = {
    "signals": "signals = true",
    "false_signals_a_quarter": "false_signals_a_quarter = 1",
    "partial_below_share": "partial_below_share = 0.6",
    "series_break": '[[series_break]]\n# id = "violence-2014"\n# from_month = "2014-10"\n# effect_until = "2017-03"\n'
    '# groups = ["Violence and sexual offences"]\n# wording = "The force recorded more of the violence reported to it."',
    "police_generated": '[[police_generated]]\n# from_month = "2014-04"\n# categories = ["Drugs", "Possession of weapons"]\n'
    '# offence_codes = ["92A", "92D", "92E"]',
    "contact": '[[contact]]\n# name = "Council community safety team"\n# how = "01642 000000"',
    "visited_areas": 'visited_areas = ["E01033476"]',
    "simulated": "simulated = false",
    "suppress_below": "suppress_below = 5",
    "suppress_zero": "suppress_zero = false",
    "round_to": "round_to = 0",
    "aliases": '[aliases]\n# "Stockton" = "E22000030"',
    "issued": '[issued]\n# "2025-12/2025-12-cleveland-street.csv" = "2026-01"',
    "custom_area": '[[custom_area]]\n# code = "town-centre"\n# name = "Town centre"\n# kind = "town centre"\n'
    '# lsoas = ["E01033476"]\n# visited = true\n'
    '# [[custom_area]]\n# code = "yarm-high-street"\n# name = "Yarm High Street"\n# kind = "street"\n'
    '# streets = ["High Street"]\n# within = ["Yarm"]',
}


def _setting_line(name: str, given: dict[str, Any]) -> str:
    if name not in given:
        return f"# {_EXAMPLES[name]}"
    value = given[name]
    if isinstance(value, bool):
        return f"{name} = {str(value).lower()}"
    if isinstance(value, list):
        return f"{name} = [{', '.join(f'{each!r}'.replace(chr(39), chr(34)) for each in value)}]"
    return f'{name} = "{value}"'
