"""Residents and households: by authority for the whole country, by small area for the boroughs on the map.

Figures for LSOAs of 2021 and for wards are made from those of LSOAs of 2011, so all sum to the same borough totals.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .elsewhere import PARTNERSHIPS
from .files import write_csv
from .mesh import Floats, Ints
from .places import Places, whole
from .promises import BOROUGHS, RESIDENT_YEARS

PERSONS_A_HOUSEHOLD = (2.24, 2.40)  # the least and the most of an authority
CENSUS_DATE = 2011
EVENNESS = 0.8  # 1 would give each part of a split LSOA the same residents, 0 those that its cells weigh


@dataclass(frozen=True)
class Residents:
    """Of the latest mid-year by position of LSOA and ward; households by position in PARTNERSHIPS."""

    lsoa21: Ints
    ward: Ints
    households: Ints


def settle(places: Places, rng: np.random.Generator) -> Residents:
    lsoa21 = _of_lsoas21(places)
    persons = rng.uniform(*PERSONS_A_HOUSEHOLD, size=len(PARTNERSHIPS))
    of_2015 = np.array([p.residents[0] for p in PARTNERSHIPS])
    return Residents(lsoa21, _of_wards(places, lsoa21), np.rint(of_2015 / persons).astype(np.int64))


def _of_lsoas21(places: Places) -> Ints:
    """Parts of a split LSOA have like numbers of residents, as the publisher cuts them; a merged one those of both."""
    latest = places.residents[-1]
    weight = _weights(places, places.lsoa21_of, len(places.lsoas21))
    residents = np.zeros(len(places.lsoas21), dtype=np.int64)
    for old in range(len(places.lsoas11)):
        parts = [change.new for change in places.changes if change.old == old]
        shares = EVENNESS / len(parts) + (1 - EVENNESS) * weight[parts] / weight[parts].sum()
        residents[parts] += whole(shares, int(latest[old]))
    return residents


def _of_wards(places: Places, lsoa21: Ints) -> Ints:
    """People live within an LSOA where its cells weigh most; a ward has those of its cells."""
    land = places.lsoa21_of >= 0
    a_weight = lsoa21 / _weights(places, places.lsoa21_of, len(lsoa21))
    people = places.weight_of[land] * a_weight[places.lsoa21_of[land]]
    exact = np.bincount(places.ward_of[land], people, len(places.wards))
    residents = np.zeros(len(places.wards), dtype=np.int64)
    for number, promise in enumerate(BOROUGHS):
        own = np.array([ward.borough == number for ward in places.wards])
        residents[own] = whole(exact[own], promise.residents[-1])
    return residents


def _weights(places: Places, labels: Ints, count: int) -> Floats:
    land = labels >= 0
    weights: Floats = np.bincount(labels[land], places.weight_of[land], count).astype(np.float64)
    return weights


def write_residents(directory: Path, places: Places, residents: Residents) -> dict[str, int]:
    """The year of the residents is in the name of the file only."""
    written: dict[str, int] = {}
    for position, year in enumerate(RESIDENT_YEARS):
        written |= _write_year(directory, places, position, year)
    new, wards = ([(a.code, a.name) for a in areas] for areas in (places.lsoas21, places.wards))
    latest = f"population/population{RESIDENT_YEARS[-1][2:]}"
    return (
        written
        | _write_named(directory, f"{latest}_lsoa21.csv", "LSOA 2021 Code,LSOA 2021 Name,Total", new, residents.lsoa21)
        | _write_named(directory, f"{latest}_ward17.csv", "Ward 2017 Code,Ward 2017 Name,Total", wards, residents.ward)
        | _write_households(directory, residents.households)
    )


def _write_year(directory: Path, places: Places, position: int, year: str) -> dict[str, int]:
    by_lsoa = zip(places.lsoas11, places.residents[position].tolist(), strict=True)
    return write_csv(
        directory,
        f"population/population{year[2:]}_lsoa11.csv",
        "lsoa11_name,lsoa11_code,total_population",
        ((area.name, area.code, total) for area, total in by_lsoa),
    ) | write_csv(
        directory,
        f"population/population{year[2:]}_ltla21.csv",
        "ltla21_code,ltla21_name,total_population",
        ((p.authority_code, p.name, p.residents[position]) for p in PARTNERSHIPS),
    )


def _write_named(
    directory: Path, path: str, header: str, names: list[tuple[str, str]], residents: Ints
) -> dict[str, int]:
    rows = ((*name, total) for name, total in zip(names, residents.tolist(), strict=True))
    return write_csv(directory, path, header, rows)


def _write_households(directory: Path, households: Ints) -> dict[str, int]:
    return write_csv(
        directory,
        f"households/census-{CENSUS_DATE}-households.csv",
        "date,geography,geography code,Number of households",
        (
            (CENSUS_DATE, p.name, p.authority_code, number)
            for p, number in zip(PARTNERSHIPS, households.tolist(), strict=True)
        ),
    )
