"""The order of things: draw the places, draw the crimes, write the files, and say what the truth is."""

from collections import Counter
from pathlib import Path

import numpy as np

from .crimes import ASB, UNPLACED, Rows, draw_rows
from .formats import write_boundaries, write_lookups, write_police_files, write_residents
from .mesh import Bools, Ints
from .places import Places, lay_out
from .promises import BOROUGHS, FINANCIAL_YEARS, MONTHS, RESIDENT_YEARS, financial_year_of
from .truth import ByCodeAndPeriod, Truth

PLACES, CRIMES = 1, 2  # each has its own stream of random numbers, so that a change in one leaves the other alone


def simulate(directory: Path, *, seed: int = 2017) -> Truth:
    """Write the simulated force area below `directory`. The same seed gives the same bytes."""
    places = lay_out(_stream(seed, PLACES))
    rows = draw_rows(places, _stream(seed, CRIMES))
    file_rows = (
        write_police_files(directory, places, rows, seed)
        | write_lookups(directory, places)
        | write_boundaries(directory, places)
        | write_residents(directory, places)
    )
    return _truth(places, rows, seed, file_rows)


def _stream(seed: int, topic: int) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64([seed, topic]))


def _truth(places: Places, rows: Rows, seed: int, file_rows: dict[str, int]) -> Truth:
    placed = rows.point != UNPLACED
    asb = rows.crime_type == ASB
    cell = places.points.cell[rows.point]  # nonsense where there is no point; every use below is masked by `placed`
    csps = [p.csp_code for p in BOROUGHS]
    year = np.array([financial_year_of(month) for month in range(len(MONTHS))])[rows.month]
    borough, ward, lsoa = (of[cell] for of in (places.borough_of, places.ward_of, places.lsoa21_of))
    crime, incident = placed & ~asb, placed & asb
    wards = _table([w.code for w in places.wards], ward, FINANCIAL_YEARS, year, crime)
    lsoas = _table([a.code for a in places.lsoas21], lsoa, FINANCIAL_YEARS, year, crime)
    return Truth(
        seed=seed,
        boroughs={p.csp_code: p.name for p in BOROUGHS},
        residents=_residents(places),
        recorded_crime=_table(csps, borough, FINANCIAL_YEARS, year, crime),
        asb=_table(csps, borough, FINANCIAL_YEARS, year, incident),
        recorded_crime_by_month=_table(csps, borough, MONTHS, rows.month, crime),
        asb_by_month=_table(csps, borough, MONTHS, rows.month, incident),
        ward_recorded_crime={w.code: wards[w.code] for w in places.wards if w.borough == 0},
        lsoa_recorded_crime={code: by_year[FINANCIAL_YEARS[-1]] for code, by_year in lsoas.items()},
        unplaced_recorded_crime=_by_month(rows.month[~placed & ~asb]),
        unplaced_asb=_by_month(rows.month[~placed & asb]),
        lsoa_changes=_changes(places),
        file_rows=dict(sorted(file_rows.items())),
    )


def _table(codes: list[str], area: Ints, periods: tuple[str, ...], period: Ints, mask: Bools) -> ByCodeAndPeriod:
    counts = np.zeros((len(codes), len(periods)), dtype=np.int64)
    np.add.at(counts, (area[mask], period[mask]), 1)
    return {code: dict(zip(periods, row, strict=True)) for code, row in zip(codes, counts.tolist(), strict=True)}


def _by_month(months: Ints) -> dict[str, int]:
    return dict(zip(MONTHS, np.bincount(months, minlength=len(MONTHS)).tolist(), strict=True))


def _residents(places: Places) -> ByCodeAndPeriod:
    borough = np.array([area.borough for area in places.lsoas11])
    return {
        promise.csp_code: {
            year: int(residents[borough == number].sum())
            for year, residents in zip(RESIDENT_YEARS, places.residents, strict=True)
        }
        for number, promise in enumerate(BOROUGHS)
    }


def _changes(places: Places) -> dict[str, int]:
    indicator = {change.old: change.indicator for change in places.changes}
    counted = Counter(indicator.values())
    return {letter: counted[letter] for letter in "USM"}
