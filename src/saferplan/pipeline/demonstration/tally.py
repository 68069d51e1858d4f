"""Counting what was simulated, from the arrays and not from the files: the columns of `Truth` that hold totals."""

from collections import Counter
from typing import Any

import numpy as np

from .elsewhere import PARTNERSHIPS
from .home_office import RecordedCrime
from .mesh import Bools, Ints
from .outcomes import NONE_YET, OUTCOMES
from .places import Places
from .promises import (
    BOROUGHS,
    EXAMPLETON,
    FINANCIAL_YEARS,
    LAST_MONTH,
    MOCKPOOL,
    MONTHS,
    RESIDENT_YEARS,
    financial_year_of,
)
from .residents import Residents
from .rows import FOREIGN, UNPLACED, Rows
from .searches import Search
from .traps import MISSING_MONTH, Planted
from .truth import NO_OUTCOME, ByCodeAndPeriod

_CSPS = [promise.csp_code for promise in BOROUGHS]
_YEAR_OF = np.array([financial_year_of(month) for month in range(len(MONTHS))])


def tally(
    places: Places, planted: Planted, recorded: RecordedCrime, residents: Residents, searches: list[Search]
) -> dict[str, Any]:
    """The fields of `Truth` by name, but for seed, files and traps."""
    rows = planted.rows
    codes = [p.csp_code for p in PARTNERSHIPS]
    return {
        "boroughs": {p.csp_code: p.name for p in BOROUGHS},
        "partnerships": {p.csp_code: p.name for p in PARTNERSHIPS},
        "forces": {p.csp_code: p.force.code for p in PARTNERSHIPS},
        "residents": {p.csp_code: dict(zip(RESIDENT_YEARS, p.residents, strict=True)) for p in PARTNERSHIPS},
        "households": dict(zip(codes, residents.households.tolist(), strict=True)),
        "home_office": dict(zip(codes, map(_yearly, recorded.by_year.tolist()), strict=True)),
        "lsoa_changes": _changes(places),
        "searches": _searches(places, searches),
        "outcomes": _outcomes(planted),
        **_street(places, rows.at(rows.counted)),
        **_foreign(rows.at(rows.supplied & (rows.kind == FOREIGN))),
    }


def _street(places: Places, rows: Rows) -> dict[str, Any]:
    cell = places.points.cell[rows.point]  # nonsense where there is no point; every use below is masked by `placed`
    borough, ward, lsoa = (of[cell] for of in (places.borough_of, places.ward_of, places.lsoa21_of))
    crime, incident, year = rows.placed & rows.crime, rows.placed & ~rows.crime, _YEAR_OF[rows.month]
    wards = _table([w.code for w in places.wards], ward, FINANCIAL_YEARS, year, crime)
    lsoas = _table([a.code for a in places.lsoas21], lsoa, FINANCIAL_YEARS, year, crime)
    return {
        "recorded_crime": _table(_CSPS, borough, FINANCIAL_YEARS, year, crime),
        "asb": _table(_CSPS, borough, FINANCIAL_YEARS, year, incident),
        "recorded_crime_by_month": _supplied(_table(_CSPS, borough, MONTHS, rows.month, crime)),
        "asb_by_month": _supplied(_table(_CSPS, borough, MONTHS, rows.month, incident)),
        "ward_recorded_crime": {w.code: wards[w.code] for w in places.wards if w.borough == EXAMPLETON},
        "lsoa_recorded_crime": {code: by_year[FINANCIAL_YEARS[-1]] for code, by_year in lsoas.items()},
        "unplaced_recorded_crime": _by_month(rows.month[~rows.placed & rows.crime]),
        "unplaced_asb": _by_month(rows.month[~rows.placed & ~rows.crime]),
    }


def _table(codes: list[str], area: Ints, periods: tuple[str, ...], period: Ints, mask: Bools) -> ByCodeAndPeriod:
    counts = np.zeros((len(codes), len(periods)), dtype=np.int64)
    np.add.at(counts, (area[mask], period[mask]), 1)
    return {code: dict(zip(periods, row, strict=True)) for code, row in zip(codes, counts.tolist(), strict=True)}


def _supplied(by_month: ByCodeAndPeriod) -> ByCodeAndPeriod:
    """A month that was not supplied has no figure, not the figure zero."""
    del by_month[_CSPS[MOCKPOOL]][MONTHS[MISSING_MONTH]]
    return by_month


def _foreign(rows: Rows) -> dict[str, Any]:
    year = _YEAR_OF[rows.month]
    return {
        "foreign_recorded_crime": _table(_CSPS, rows.borough, FINANCIAL_YEARS, year, rows.crime),
        "foreign_asb": _table(_CSPS, rows.borough, FINANCIAL_YEARS, year, ~rows.crime),
    }


def _yearly(counts: list[int]) -> dict[str, int]:
    return dict(zip(FINANCIAL_YEARS, counts, strict=True))


def _by_month(months: Ints) -> dict[str, int]:
    return dict(zip(MONTHS, np.bincount(months, minlength=len(MONTHS)).tolist(), strict=True))


def _changes(places: Places) -> dict[str, int]:
    indicator = {change.old: change.indicator for change in places.changes}
    counted = Counter(indicator.values())
    return {letter: counted[letter] for letter in "USM"}


def _outcomes(planted: Planted) -> dict[str, dict[str, dict[str, int]]]:
    rows = planted.rows.at(planted.rows.counted & planted.rows.placed & planted.rows.crime)
    outcome, _ = planted.course.known(rows.identity, np.full(len(rows), LAST_MONTH))
    names = [*OUTCOMES, NO_OUTCOME]  # NONE_YET points to the last
    counts = np.zeros((len(BOROUGHS), len(FINANCIAL_YEARS), len(names)), dtype=np.int64)
    np.add.at(counts, (rows.borough, _YEAR_OF[rows.month], np.where(outcome == NONE_YET, len(OUTCOMES), outcome)), 1)
    return {
        code: {year: dict(zip(names, row, strict=True)) for year, row in zip(FINANCIAL_YEARS, by_year, strict=True)}
        for code, by_year in zip(_CSPS, counts.tolist(), strict=True)
    }


def _searches(places: Places, searches: list[Search]) -> ByCodeAndPeriod:
    """By CSP of the coordinates; the code "" holds those without."""
    found: ByCodeAndPeriod = {code: dict.fromkeys(FINANCIAL_YEARS, 0) for code in (*_CSPS, "")}
    for search in searches:
        point = search.point
        code = "" if point == UNPLACED else _CSPS[places.borough_of[places.points.cell[point]]]
        found[code][FINANCIAL_YEARS[financial_year_of(search.month)]] += 1
    return found
