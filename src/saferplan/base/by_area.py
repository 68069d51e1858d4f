"""A partner's figures that are given by ward, or for other areas, and not for the area their indicator is of.

They are named as such and never summed: a person may be in two wards or in none, and an average of wards is none of all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from saferplan.base.numerals import plural

Row = Mapping[str, Any]
KINDS = {
    "ward": ("ward", "wards"), "lsoa": ("LSOA", "LSOAs"), "csp": ("partnership", "partnerships"), "force": ("force", "forces"),
    "authority": ("authority", "authorities"), "custom": ("own area", "own areas"),
}  # fmt: skip
"""Kinds of areas that figures come by, one and several; of others and of several kinds “area” is said."""
NO_FIGURE = ("not_supplied", "not_applicable")
"""Marks of an area that gave nothing. One that is suppressed, or nil, has been given."""
NOT_SUMMED = (
    "They are not added up: one person may be in two areas or in none, and those that gave no figure, or a suppressed one, "
    "would be missing."
)


@dataclass(frozen=True)
class ByArea:
    """The newest period for which an indicator is given by area only, and for how many areas."""

    kind: tuple[str, str]
    period_type: str
    period: str
    period_start: date
    codes: frozenset[str]

    @property
    def words(self) -> str:
        """ "given by ward only"."""
        return f"given by {self.kind[0]} only"

    @property
    def counted(self) -> str:
        """ "2 wards"."""
        return plural(len(self.codes), *self.kind)


def given_by_area(values: Iterable[Row], indicator: Row, *, may_publish: bool | None = None) -> ByArea | None:
    """What is given of an indicator by area; None where its own area has a figure, or is kept back, for a period as new.

    With `may_publish` only areas whose figures may be shown so are named; a figure of the own area counts in any case.
    """
    rows = [row for row in values if row["status"] not in NO_FIGURE]
    others = [row for row in rows if not _is_own(row, indicator) and may_publish in (None, row["may_publish"])]
    if not others:
        return None
    newest = max(others, key=lambda row: (row["period_start"], row["period_type"]))
    own = [row for row in rows if _is_own(row, indicator)]
    if any(row["period_type"] != newest["period_type"] or row["period_start"] >= newest["period_start"] for row in own):
        return None
    keys = ("period_type", "period", "period_start")
    given = [row for row in others if all(row[key] == newest[key] for key in keys)]
    kinds = {row["area_type"] for row in given}
    kind = KINDS.get(kinds.pop(), ("area", "areas")) if len(kinds) == 1 else ("area", "areas")
    codes = frozenset(row["area_code"] for row in given)
    return ByArea(kind, newest["period_type"], newest["period"], newest["period_start"], codes)


def _is_own(row: Row, indicator: Row) -> bool:
    return bool(row["area_type"] == indicator["area_type"] and row["area_code"] == indicator["area_code"])
