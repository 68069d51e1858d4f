"""What an office has on a Monday: a force's extract in Excel and a partner's workbook, made of the simulated borough.

They are for practice and for tests: the extract holds the borough's own crimes of three years and its incidents of two,
each recorded in the month that police.uk gives, with what extracts get wrong, in known numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

import numpy as np

from .crimes import TYPE_NAMES
from .extract_times import Times, draw_times
from .mesh import Ints
from .offence_codes import OFFENCE_CODES
from .places import Places
from .promises import EXAMPLETON, MONTHS
from .rows import ASB, OWN, UNPLACED, Rows
from .territory import MIDDLE

EXTRACT, PARTNER = "exampleshire-extract-2017-03.xlsx", "riverside-homes-2016-17.xlsx"
HEADINGS = (
    "Crime number", "HO code", "Offence", "Committed from", "Time from", "Committed to", "Time to", "Recorded", "Easting",
    "Northing", "Ward", "Premises", "DA flag", "Alcohol", "Victim key", "Place key", "Contact number",
)  # fmt: skip
PREAMBLE = ("Exampleshire Police: crimes and incidents, Exampleton-on-Tees", "OFFICIAL-SENSITIVE. Provisional.")
JITTER_M = 40
NEAR_SHARE, NEAR_METRES, NEAR_DAYS = 0.10, 80, 6
"""Of burglaries, so many follow another so near and so soon."""
VICTIM_SHARE, PLACE_SHARE = 0.8, 0.9
VICTIMS = 20_000
UNKNOWN_CODE, LOST_CODES, SWAPPED, DEGREES, TO_COME, ENDS_FIRST = "999Z", 12, 15, 5, 3, 4
ASB_WORDS = ("ASB - Nuisance", "ASB - Personal", "ASB - Environmental")


@dataclass(frozen=True)
class MadeExtract:
    """The rows of an extract as cells, and how many of them are spoilt on purpose, by what is wrong with them."""

    rows: list[list[Any]]
    spoilt: dict[str, int]


def make_extract(places: Places, happened: Rows, rng: np.random.Generator, times: int = 1) -> MadeExtract:
    """The borough's events as an extract has them, in order of recording; `times` over, for benchmarks."""
    own = happened.at(_chosen(happened))
    own = own.at(np.tile(np.arange(len(own)), times))
    own = own.at(rng.permutation(len(own)))
    own = own.at(np.argsort(own.month, kind="stable"))
    when = draw_times(own, rng)
    spot, ward = _spots(places, own, when, rng)
    rows = list(_rows(places, own, when, spot, ward, rng))
    return MadeExtract(rows, _spoil(rows, rng))


def _chosen(rows: Rows) -> Ints:
    is_own = (rows.borough == EXAMPLETON) & (rows.kind == OWN) & (rows.point != UNPLACED)
    return np.flatnonzero(is_own & (rows.crime | (rows.month >= MONTHS.index("2015-04"))))


def _spots(places: Places, own: Rows, when: Times, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Where each happened, a few steps from its map point, and its ward; some burglaries move next to an earlier one."""
    spot = places.points.places[own.point] + MIDDLE + rng.uniform(-JITTER_M, JITTER_M, (len(own), 2))
    ward = places.ward_of[places.points.cell[own.point]].copy()
    burglaries = np.flatnonzero(own.crime_type == TYPE_NAMES.index("Burglary"))
    burglaries = burglaries[np.argsort(when.day[burglaries], kind="stable")]
    for place in np.flatnonzero(rng.random(len(burglaries)) < NEAR_SHARE).tolist():
        after = burglaries[place]
        before = burglaries[max(0, place - int(rng.integers(1, 4)))]
        if 0 <= when.day[after] - when.day[before] <= NEAR_DAYS and after != before:
            spot[after] = spot[before] + rng.uniform(-NEAR_METRES / 2, NEAR_METRES / 2, 2)
            ward[after] = ward[before]
    return np.round(spot).astype(np.int64), ward


def _rows(
    places: Places, own: Rows, when: Times, spot: Ints, ward: Ints, rng: np.random.Generator
) -> Iterator[list[Any]]:
    codes = _codes(own, rng)
    victim = np.where(
        rng.random(len(own)) < VICTIM_SHARE, (VICTIMS * rng.beta(0.7, 2.0, len(own))).astype(np.int64), -1
    )
    has_place = rng.random(len(own)) < PLACE_SHARE
    door = rng.integers(0, 12, len(own))
    coins = rng.random((len(own), 3))
    for n in range(len(own)):
        is_crime = own.crime_type[n] != ASB
        code, offence, premises = codes[n]
        is_abuse = is_crime and TYPE_NAMES[own.crime_type[n]] == "Violence and sexual offences" and coins[n, 0] < 0.35
        yield [
            f"EX/{int(own.identity[n]):07d}/{int(own.month[n]):02d}", code, offence, *when.cells(n), *map(int, spot[n]),
            places.wards[ward[n]].name if coins[n, 1] < 0.97 else "", premises, "Y" if is_abuse else "N" if is_crime else "",
            "Yes" if coins[n, 2] < 0.2 else "No" if coins[n, 2] < 0.95 else "Not known",
            _key("victim", int(victim[n])) if is_crime and victim[n] >= 0 else "",
            _key("place", int(own.point[n]) * 12 + int(door[n])) if has_place[n] else "",
            f"01632 960{int(own.identity[n]) % 1000:03d}",
        ]  # fmt: skip


def _codes(own: Rows, rng: np.random.Generator) -> list[tuple[str, str, str]]:
    """Offence code, its words and the kind of place, of each event."""
    found: list[tuple[str, str, str]] = [("", "", "")] * len(own)
    for number, name in enumerate(TYPE_NAMES):
        places = np.flatnonzero(own.crime_type == number)
        if number == ASB:
            for place, word in zip(places, rng.choice(ASB_WORDS, len(places)).tolist(), strict=True):
                found[place] = ("", word, "Street")
            continue
        listed = [each for each in OFFENCE_CODES if each.category == name]
        share = np.array([each.share for each in listed])
        for place, pick in zip(
            places, rng.choice(len(listed), len(places), p=share / share.sum()).tolist(), strict=True
        ):
            found[place] = (listed[pick].code.split("/")[0], listed[pick].description, _PREMISES.get(name, "Street"))
    return found


_PREMISES = {"Burglary": "Dwelling", "Shoplifting": "Shop", "Violence and sexual offences": "Street or dwelling"}


def _key(kind: str, number: int) -> str:
    """What a supplier's keyed hash looks like."""
    return sha256(f"simulated {kind} {number}".encode()).hexdigest()


def _spoil(rows: list[list[Any]], rng: np.random.Generator) -> dict[str, int]:
    """What extracts get wrong, each in rows of its own; gives how many of each."""
    place = {heading: at for at, heading in enumerate(HEADINGS)}
    crimes = [row for row in rows if row[place["HO code"]]]
    chosen = iter(rng.permutation(len(crimes)).tolist())
    for _ in range(LOST_CODES):
        crimes[next(chosen)][place["HO code"]] = UNKNOWN_CODE
    for _ in range(SWAPPED):
        row = crimes[next(chosen)]
        row[place["Easting"]], row[place["Northing"]] = row[place["Northing"]], row[place["Easting"]]
    for _ in range(DEGREES):
        row = crimes[next(chosen)]
        row[place["Easting"]], row[place["Northing"]] = 0.573, 54.701
    for _ in range(TO_COME):
        crimes[next(chosen)][place["Committed from"]] = date(2071, 1, 6)
    for _ in range(ENDS_FIRST):
        row = crimes[next(chosen)]
        row[place["Committed to"]] = _as_day(row[place["Committed from"]]) - timedelta(days=40)
    return {"code": LOST_CODES, "swapped": SWAPPED, "degrees": DEGREES, "to_come": TO_COME, "ends_first": ENDS_FIRST}


def _as_day(said: Any) -> date:
    return datetime.strptime(said, "%d/%m/%Y").date() if isinstance(said, str) else said
