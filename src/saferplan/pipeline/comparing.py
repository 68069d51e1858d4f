"""The partnership's rate against named neighbours, its most similar group, and the rest of what holds it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from saferplan.base.categories import Denominator, Feed
from saferplan.base.periods import Period
from saferplan.evidence.findings import comparisons
from saferplan.evidence.indicator import Indicator
from saferplan.evidence.measures import measure_columns
from saferplan.evidence.series import Residents, SeriesSet
from saferplan.pipeline.counting import counted_indicators
from saferplan.pipeline.measuring import Scope, insert_rows
from saferplan.pipeline.series import residents_of
from saferplan.pipeline.settings import Settings
from saferplan.tables.engine import Engine

_NOTHING: dict[str, Any] = {"count": None, "denominator": None, "value": None, "missing_reason": "month_not_supplied"}
"""What is known of a member of the group of which nothing was supplied: it is refused by name and not passed over."""


def compare_areas(engine: Engine, settings: Settings, scope: Scope, wide: Mapping[Feed, SeriesSet]) -> None:
    """Fill `comparison`."""
    people, households = residents_of(engine), residents_of(engine, "household", "households")
    group = [code for (code,) in engine.tuples(
        "SELECT member_code FROM most_similar_group WHERE area_code = ? ORDER BY 1", [settings.area])]  # fmt: skip
    measured = _measured_in_years(engine, [settings.area, *settings.comparators, *group])
    holding, found = _holding(engine, scope.area), []
    for feed, series in wide.items():
        for indicator in counted_indicators(settings):
            year = scope.year_of(indicator)
            if (
                indicator.feed is not feed
                or year is None
                or indicator.denominator in (Denominator.CRIMES, Denominator.SEVERITY)
            ):
                continue
            rows = measured.get((indicator.id, year.label), {})
            own = rows.get(settings.area)
            if own is None:
                continue
            others = [("named", rows[code]) for code in sorted(settings.comparators) if code in rows]
            others += [("most_similar", rows.get(code) or own | _NOTHING | {"area_code": code}) for code in group]
            below = households if indicator.denominator is Denominator.HOUSEHOLDS else people
            others += _rests(scope, holding, series, indicator, year, below)
            found += comparisons(own, others)
    insert_rows(engine, "comparison", found)


def _measured_in_years(engine: Engine, areas: list[str]) -> dict[tuple[str, str], dict[str, dict[str, Any]]]:
    """Measures of some CSPs by indicator and financial year, and then by area."""
    found: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    for row in engine.rows(
        "SELECT * FROM measure WHERE period_type = 'financial_year' AND area_type = 'csp' AND list_contains(?, area_code)",
        [areas],
    ):
        found.setdefault((row["indicator_id"], row["period"]), {})[row["area_code"]] = row
    return found


def _holding(engine: Engine, own: str) -> dict[tuple[str, str], list[str]]:
    """The areas that hold the partnership, and the other CSPs of each that is a force."""
    others: dict[str, list[str]] = {}
    for force, code in engine.tuples(
        "SELECT force_code, area_code FROM area WHERE area_type = 'csp' AND area_code <> ? ORDER BY ALL", [own]
    ):
        others.setdefault(force, []).append(code)
    holding = engine.tuples(
        """
      SELECT 'force', force_code FROM area WHERE area_type = 'csp' AND area_code = $1
      UNION ALL SELECT 'region', region_code FROM area WHERE area_type = 'csp' AND area_code = $1 AND region_code IS NOT NULL
      UNION ALL SELECT 'country', CASE left($1, 1) WHEN 'E' THEN 'E92000001' ELSE 'W92000004' END""",
        [own],
    )
    return {(kind, code): others.get(code, []) for kind, code in holding}


def _rests(
    scope: Scope, holding: Mapping[tuple[str, str], list[str]], series: SeriesSet, indicator: Indicator, year: Period,
    people: Residents,
) -> list[tuple[str, dict[str, Any]]]:  # fmt: skip
    """The areas that hold the partnership, without it, measured like any other."""
    place = {
        key: row for row, key in enumerate(zip(series.indicators, series.area_types, series.area_codes, strict=True))
    }
    own_row, found = place.get((indicator.id, "csp", scope.area)), []
    for (kind, code), others in holding.items():
        row = place.get((indicator.id, kind, code))
        people_there = _rest_residents(people, kind, code, scope.area)
        if row is None or own_row is None:
            continue
        if people_there is None:
            households = indicator.denominator is Denominator.HOUSEHOLDS
            found.append(
                (
                    kind,
                    _NOTHING
                    | {"area_code": code, "missing_reason": "no_households" if households else "no_population"},
                )
            )
            continue
        counts = series.counts[row] - series.counts[own_row]
        if kind == "force" and indicator.feed is not Feed.HOME_OFFICE:
            members = [place.get((indicator.id, "csp", other)) for other in others]
            if None in members:
                continue
            counts = series.counts[[row for row in members if row is not None]].sum(
                axis=0
            )  # the force's own count has rows that lie in none of them
        standing = np.maximum(series.standing[row], series.standing[own_row])
        rest = replace(series.taken(np.array([row])), counts=counts[None, :], standing=standing[None, :])
        found.append((kind, _rest_measure(rest, indicator, year, people_there)))
    return found


def _rest_residents(people: Residents, kind: str, code: str, own: str) -> Residents | None:
    """Residents of an area without the partnership; None where either's are not known, or nobody is left."""
    whole, part = people.places.get((kind, code)), people.places.get(("csp", own))
    if whole is None or part is None:
        return None
    number = people.number[whole] - people.number[part]
    return Residents({(kind, code): 0}, people.years, number[None, :]) if np.nanmax(number, initial=0) > 0 else None


def _rest_measure(rest: SeriesSet, indicator: Indicator, year: Period, people: Residents) -> dict[str, Any]:
    (columns,) = measure_columns(rest, indicator.denominator, people, [year])
    values = {name: column[0] for name, column in columns.items()}
    return {name: None if isinstance(value, float) and np.isnan(value) else value for name, value in values.items()}
