"""Whose report it is: the partnership of an edition, and the rows of its tables that several sections share."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from saferplan.base.periods import MONTH_NAMES, Month
from saferplan.tables.editions import Edition


@dataclass(frozen=True)
class Place:
    """The partnership and its edition. Everything may be absent in an edition made of nothing."""

    edition: Edition
    name: str
    area_name: str
    area_code: str = ""
    force_code: str | None = None
    first_month: Month | None = None
    last_month: Month | None = None
    latest_financial_year: str | None = None
    is_simulated: bool = False
    is_public: bool = False
    """Whether the report may leave the partnership: what may not be published is then left out."""
    today: date | None = None
    """The day the report is made, by which a fact may be stale; None for one that is judged by no day."""
    geographies: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """Boundaries by kind of area, once a map has been drawn of them: several maps are."""

    @property
    def months(self) -> list[Month]:
        if self.first_month is None or self.last_month is None:
            return []
        return [Month.from_index(index) for index in range(self.first_month.index, self.last_month.index + 1)]

    @property
    def period(self) -> str:
        if self.first_month is None or self.last_month is None:
            return ""
        return f"{self.first_month.name} to {self.last_month.name}"

    def year_words(self, financial_year: str) -> str:
        """A financial year as it may be shown: one that the files cover in part says which months it has."""
        start = Month(int(financial_year[:4]), 4)
        covered = [month for month in self.months if start <= month <= start.plus(11)]
        if len(covered) in (0, 12):
            return financial_year
        first, last = (MONTH_NAMES[month.number - 1] for month in (covered[0], covered[-1]))
        return f"{financial_year}, {first} only" if first == last else f"{financial_year}, {first} to {last} only"

    def rows(self, sql: str, *values: object) -> list[dict[str, Any]]:
        return self.edition.rows(sql, list(values))


def place_of(edition: Edition, *, public: bool = False, today: date | None = None) -> Place:
    """The partnership whose edition this is, for a report that may be public, made on a day."""
    found = edition.table("partnership")
    if not found:
        return Place(edition, "Partnership not named", "the partnership", is_public=public, today=today)
    row = found[0]
    named = edition.rows("SELECT name FROM area WHERE area_type = 'csp' AND area_code = ?", [row["area_code"]])
    return Place(
        edition=edition,
        name=row["name"],
        area_name=named[0]["name"] if named else row["name"],
        area_code=row["area_code"],
        force_code=row["force_code"],
        first_month=Month.of(row["first_month"]),
        last_month=Month.of(row["last_month"]),
        latest_financial_year=row["latest_financial_year"],
        is_simulated=row["is_simulated"],
        is_public=public,
        today=today,
    )


def own_areas(place: Place, area_type: str) -> list[dict[str, Any]]:
    """The partnership's areas of a kind with their recorded crime in the latest financial year, by name."""
    return place.rows(
        """
        SELECT area.area_code, area.name, figure.*, population.status AS residents_status,
            figure.area_code IS NOT NULL AS is_counted
        FROM area
        LEFT JOIN (SELECT * FROM measure WHERE indicator_id = 'recorded_crime' AND period_type = 'financial_year'
            AND period = ?) AS figure
            ON figure.area_type = area.area_type AND figure.area_code = area.area_code
        LEFT JOIN population ON population.area_type = area.area_type AND population.area_code = area.area_code
            AND population.year = figure.denominator_year
        WHERE area.area_type = ? AND area.csp_code = ? AND area.role <> 'beyond'
        ORDER BY area.name, area.area_code
        """,
        place.latest_financial_year,
        area_type,
        place.area_code,
    )
