"""Which crime comes to light by what police do, as the partnership classifies it, dated: `[[police_generated]]`."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from saferplan.base.categories import CRIME_TYPES, Feed
from saferplan.base.home_office import normal_subgroup
from saferplan.base.offence_codes import HOMICIDE_CODE, SUBGROUP_OF_CODE, normal_code
from saferplan.base.periods import Month

MonthText = Annotated[str, Field(pattern=r"^(19|20)\d{2}-(0[1-9]|1[0-2])$")]


class PoliceGenerated(BaseModel):
    """Crime that comes to light by what police do, from a month on."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    from_month: MonthText = Field(description="First month the classification holds, YYYY-MM.")
    offence_codes: list[str] = Field(default=[], description="Home Office offence codes.")
    categories: list[str] = Field(default=[], description="Crime types of the street files.")

    @field_validator("offence_codes")
    @classmethod
    def _known_codes(cls, codes: list[str]) -> list[str]:
        """As the Home Office's table writes them, each once."""
        for code in codes:
            known = normal_code(code)
            if known is None:
                near = difflib.get_close_matches(code.upper(), list(SUBGROUP_OF_CODE), 3, 0.6)
                hint = f"; near it are {', '.join(near)}" if near else ""
                raise ValueError(f"“{code}” is no offence code of the Home Office's list{hint}")
            if known in HOMICIDE_CODE.split("/"):
                raise ValueError(
                    f"“{code}” has no row of its own in the Home Office's table, where all homicide is one code: "
                    f"write {HOMICIDE_CODE}"
                )
        return list(dict.fromkeys(known for code in codes if (known := normal_code(code))))

    @field_validator("categories")
    @classmethod
    def _types_of_the_street_files(cls, categories: list[str]) -> list[str]:
        for name in categories:
            if name not in CRIME_TYPES:
                subgroup = ": it is a subgroup of the Home Office, to be given by `offence_codes`"
                raise ValueError(
                    f"“{name}” is no crime type of the street files{subgroup if normal_subgroup(name) else ''}; "
                    f"they are {', '.join(CRIME_TYPES)}"
                )
        return categories


@dataclass(frozen=True)
class Classification:
    """Types or offence codes that are police generated from one month on, until the next classification takes its place."""

    names: tuple[str, ...]
    start: Month
    until: Month | None
    """First month of the next one; None of the newest."""

    def holds_in(self, month: Month) -> bool:
        return self.start <= month and (self.until is None or month < self.until)


def classifications(given: Sequence[PoliceGenerated], feed: Feed) -> tuple[Classification, ...]:
    """The entries that name offence codes (for the Home Office's table) or types (for the street files), in order of months."""
    by_code = feed is Feed.HOME_OFFICE
    dated = sorted(
        (Month.parse(each.from_month), tuple(each.offence_codes if by_code else each.categories)) for each in given
    )
    dated = [(start, names) for start, names in dated if names]
    until = [*(start for start, _ in dated[1:]), None]
    return tuple(Classification(names, start, end) for (start, names), end in zip(dated, until, strict=False))
