"""Writers of the street and outcomes files of police.uk, as the publisher's archive lays them out."""

import hashlib
from itertools import pairwise
from pathlib import Path

import numpy as np

from .changes import Area
from .crimes import TYPE_NAMES
from .files import write_lines
from .grid import lon_lat
from .mesh import Ints
from .outcomes import OUTCOMES, categories, events
from .places import Places
from .promises import EXAMPLESHIRE, FORCES, MONTHS
from .rows import UNPLACED, Rows, has_new_code
from .traps import EXAMPLE, MALFORMED_MONTH, TWO_ISSUES_MONTH, Planted, malformed_lines

_HEAD = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name"
STREET_HEADER = f"{_HEAD},Crime type,Last outcome category,Context"
OUTCOMES_HEADER = f"{_HEAD},Outcome type"
FOLDER, OLDER_FOLDER = "police_uk", f"police_uk_{MONTHS[TWO_ISSUES_MONTH]}"  # one a download
MALFORMED_AT = (1_000, 2_000)  # lines of the file, the heading being the first

MONTHS_A_YEAR = 12


class PoliceFiles:
    """What all files share: a Crime ID for each identity, and the five columns of each map point by vintage."""

    def __init__(self, places: Places, planted: Planted, seed: int) -> None:
        self.planted = planted
        crimes = np.zeros(len(planted.happened), dtype=np.bool_)
        crimes[planted.happened.identity] = planted.happened.crime
        self.ids = [_crime_id(seed, number) if crime else "" for number, crime in enumerate(crimes.tolist())]
        old = _spots(places, places.lsoa11_of, places.lsoas11)
        self.spots = (old, _spots(places, places.lsoa21_of, places.lsoas21))

    def write_street_files(self, directory: Path) -> dict[str, int]:
        """A force and month of which no row is supplied gets no file."""
        rows = self.planted.rows.at(self.planted.rows.supplied)
        lines = self._street_lines(rows)
        written: dict[str, int] = {}
        for (force, month), start, end in _runs(rows.force, rows.month):
            own = lines[start:end]
            if (force, month) == (EXAMPLE, MALFORMED_MONTH):
                own = _with_malformed(own)
            written |= write_lines(directory, path_of(FOLDER, force, month, "street"), STREET_HEADER, own)
        return written

    def write_older_issue(self, directory: Path) -> dict[str, int]:
        path = path_of(OLDER_FOLDER, EXAMPLE, TWO_ISSUES_MONTH, "street")
        return write_lines(directory, path, STREET_HEADER, self._street_lines(self.planted.older))

    def write_outcomes_files(self, directory: Path) -> dict[str, int]:
        """An outcome follows whether or not the crime's street row was supplied."""
        happened = self.planted.happened
        position, outcome, month = events(happened, self.planted.course)
        order = np.lexsort((position, month, happened.force[position]))
        rows, outcome, month = happened.at(position[order]), outcome[order], month[order]
        tails = [f"{OUTCOMES[which]}\r\n" for which in outcome.tolist()]
        lines = self._lines(rows, month, tails)
        earlier = self._earlier_lines(rows, month, tails)
        written: dict[str, int] = {}
        for (force, of_month), start, end in _runs(rows.force, month):
            path = path_of(FOLDER, force, of_month, "outcomes")
            written |= write_lines(
                directory, path, OUTCOMES_HEADER, lines[start:end] + earlier.get((force, of_month), [])
            )
        return written

    def _earlier_lines(self, rows: Rows, month: Ints, tails: list[str]) -> dict[tuple[int, int], list[str]]:
        """Outcomes of crimes older than any street file, as the first months of a real feed have: those of the first
        year's crimes that came in a later year, a year early and under Crime IDs of their own."""
        chosen = np.flatnonzero((rows.month < MONTHS_A_YEAR) & (month >= MONTHS_A_YEAR))
        shifted = month[chosen] - MONTHS_A_YEAR
        lines = self._lines(rows.at(chosen), shifted, [tails[place] for place in chosen.tolist()])
        found: dict[tuple[int, int], list[str]] = {}
        for place, force, of_month, line in zip(
            chosen, rows.force[chosen].tolist(), shifted.tolist(), lines, strict=True
        ):
            own = _crime_id(-1, int(place))
            found.setdefault((force, of_month), []).append(own + line[len(own) :])
        return found

    def _street_lines(self, rows: Rows) -> list[str]:
        outcomes = categories(rows, self.planted.course)
        tails = [f"{TYPE_NAMES[t]},{c},\r\n" for t, c in zip(rows.crime_type.tolist(), outcomes, strict=True)]
        return self._lines(rows, rows.month, tails)

    def _lines(self, rows: Rows, month: Ints, tails: list[str]) -> list[str]:
        heads = [[f",{m},{force.police},{force.police}," for m in MONTHS] for force in FORCES]
        columns = (rows.identity, rows.force, month, has_new_code(month, rows.coin).astype(np.int64), rows.point)
        return [
            f"{self.ids[identity]}{heads[force][of_month]}{self.spots[new][point]},{tail}"
            for identity, force, of_month, new, point, tail in zip(*(c.tolist() for c in columns), tails, strict=True)
        ]


def path_of(folder: str, force: int, month: int, feed: str) -> str:
    return f"{folder}/{MONTHS[month]}/{MONTHS[month]}-{FORCES[force].slug}-{feed}.csv"


def _runs(force: Ints, month: Ints) -> list[tuple[tuple[int, int], int, int]]:
    """The stretches of rows of one force and month: which, from where, up to where."""
    key = force * len(MONTHS) + month
    bounds = [0, *(np.flatnonzero(np.diff(key)) + 1).tolist(), len(key)]
    return [(divmod(int(key[start]), len(MONTHS)), start, end) for start, end in pairwise(bounds)]


def _with_malformed(lines: list[str]) -> list[str]:
    lines = list(lines)
    sound = next(line for line in lines if line[0] != "," and ",No Location," not in line)
    identity = _crime_id(0, -1)
    for at, line in zip(MALFORMED_AT, malformed_lines(identity + sound[len(identity) :]), strict=True):
        lines.insert(at - 2, line)
    return lines


def _spots(places: Places, area_of: Ints, areas: list[Area]) -> list[str]:
    """The five columns of each map point, and last, where UNPLACED points to, those of a row without location."""
    points = places.points
    spots = []
    for (lon, lat), street, number in zip(
        lon_lat(points.places), points.streets, area_of[points.cell].tolist(), strict=True
    ):
        spots.append(f"{lon:.6f},{lat:.6f},On or near {street},{areas[number].code},{areas[number].name}")
    spots.append(",,No Location,,")
    if spots[UNPLACED] != spots[-1]:
        raise ValueError("UNPLACED must point to the last spot")
    return spots


def _crime_id(seed: int, number: int) -> str:
    return hashlib.sha256(f"{EXAMPLESHIRE.name} {seed} {number}".encode()).hexdigest()
