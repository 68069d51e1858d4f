"""Stop and search by Exampleshire: who, when, where, on what ground and with what outcome, in the publisher's words.

Mockshire publishes none, as some forces do not.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from .crimes import TYPE_NAMES
from .files import write_lines
from .grid import lon_lat
from .places import Places
from .police_files import FOLDER, path_of
from .promises import MONTHS
from .rows import UNPLACED, Rows
from .traps import EXAMPLE

HEADER = (
    "Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range,"
    "Self-defined ethnicity,Officer-defined ethnicity,Legislation,Object of search,Outcome,"
    "Outcome linked to object of search,Removal of more than just outer clothing"
)
A_MONTH = 60
WITHOUT_PLACE, WITHOUT_ETHNICITY = 0.05, 0.16  # the latter beside searches of vehicles, which never have one
VEHICLE = "Vehicle search"
FIVE_MINUTES = timedelta(minutes=5)

Shares = tuple[tuple[str, float], ...]
TYPES: Shares = (("Person search", 0.86), ("Person and Vehicle search", 0.09), (VEHICLE, 0.05))
GENDERS: Shares = (("Male", 0.85), ("Female", 0.15))
AGES: Shares = (("10-17", 0.17), ("18-24", 0.24), ("25-34", 0.28), ("over 34", 0.31))
OFFICER_ETHNICITIES: Shares = (("White", 0.90), ("Asian", 0.06), ("Black", 0.025), ("Other", 0.015))
SELF_ETHNICITIES: dict[str, Shares] = {
    "White": (
        ("White - English/Welsh/Scottish/Northern Irish/British", 0.93),
        ("White - Any other White background", 0.04),
        ("Other ethnic group - Not stated", 0.03),
    ),
    "Asian": (("Asian/Asian British - Pakistani", 0.6), ("Asian/Asian British - Indian", 0.4)),
    "Black": (
        ("Black/African/Caribbean/Black British - African", 0.6),
        ("Black/African/Caribbean/Black British - Caribbean", 0.4),
    ),
    "Other": (("Other ethnic group - Not stated", 1.0),),
    "": (("White - English/Welsh/Scottish/Northern Irish/British", 0.35), ("", 0.65)),
}
DRUGS_ACT, EVIDENCE_ACT, FIREARMS_ACT = (
    "Misuse of Drugs Act 1971 (section 23)",
    "Police and Criminal Evidence Act 1984 (section 1)",
    "Firearms Act 1968 (section 47)",
)
GROUNDS: tuple[tuple[str, str, float], ...] = (  # legislation, object of search, share
    (DRUGS_ACT, "Controlled drugs", 0.63),
    (EVIDENCE_ACT, "Article for use in theft", 0.11),
    (EVIDENCE_ACT, "Offensive weapons", 0.11),
    (EVIDENCE_ACT, "Stolen goods", 0.10),
    (EVIDENCE_ACT, "Articles for use in criminal damage", 0.03),
    (FIREARMS_ACT, "Firearms", 0.02),
)
RESULTS: tuple[tuple[str, str, float], ...] = (  # outcome, linked to the object, share
    ("A no further action disposal", "", 0.74),
    ("Arrest", "True", 0.09),
    ("Arrest", "False", 0.04),
    ("Community resolution", "True", 0.03),
    ("Summons / charged by post", "True", 0.03),
    ("Khat or Cannabis warning", "True", 0.04),
    ("Caution (simple or conditional)", "True", 0.03),
)
CLOTHING: Shares = (("False", 0.95), ("True", 0.05))


@dataclass(frozen=True)
class Search:
    """One stop: the columns of its row, and what tests may ask of it."""

    month: int
    point: int  # UNPLACED if it has no coordinates
    officer_ethnicity: str
    cells: tuple[str, ...]


def draw_searches(places: Places, rows: Rows, rng: np.random.Generator) -> list[Search]:
    """Searches in order of time; they happen where drug offences are recorded."""
    drug_points = rows.point[(rows.crime_type == TYPE_NAMES.index("Drugs")) & (rows.force == EXAMPLE) & rows.placed]
    coordinates = [(f"{lat:.6f}", f"{lon:.6f}") for lon, lat in lon_lat(places.points.places)]
    coordinates.append(("", ""))  # where UNPLACED points to
    searches: list[Search] = []
    for month, count in enumerate(rng.poisson(A_MONTH, size=len(MONTHS)).tolist()):
        points = rng.choice(drug_points, count)
        points[rng.random(count) < WITHOUT_PLACE] = UNPLACED
        for moment, point in zip(_moments(month, count, rng), points.tolist(), strict=True):
            searches.append(_search(month, moment, point, coordinates[point], rng.random(10).tolist()))
    return searches


def _moments(month: int, count: int, rng: np.random.Generator) -> list[str]:
    """Times of day in whole five minutes, as officers write them down."""
    start = datetime.fromisoformat(f"{MONTHS[month]}-01T00:00:00+00:00")
    minutes = (start.replace(month=start.month % 12 + 1, year=start.year + start.month // 12) - start) // FIVE_MINUTES
    return [(start + FIVE_MINUTES * number).isoformat() for number in sorted(rng.integers(0, minutes, count).tolist())]


def _search(month: int, moment: str, point: int, place: tuple[str, str], chances: list[float]) -> Search:
    kind = _chosen(TYPES, chances[0])
    legislation, sought = GROUNDS[_position([share for *_, share in GROUNDS], chances[1])][:2]
    result, linked = RESULTS[_position([share for *_, share in RESULTS], chances[2])][:2]
    officer = "" if kind == VEHICLE or chances[3] < WITHOUT_ETHNICITY else _chosen(OFFICER_ETHNICITIES, chances[4])
    person = ("", "", "", "")
    if kind != VEHICLE:
        self_defined = _chosen(SELF_ETHNICITIES[officer], chances[5])
        person = (_chosen(GENDERS, chances[6]), _chosen(AGES, chances[7]), self_defined, officer)
    clothing = "" if kind == VEHICLE else _chosen(CLOTHING, chances[8])
    cells = (kind, moment, "", "", *place, *person, legislation, sought, result, linked, clothing)
    return Search(month, point, officer, cells)


def _chosen(options: Shares, chance: float) -> str:
    return options[_position([share for _, share in options], chance)][0]


def _position(shares: list[float], chance: float) -> int:
    upto = 0.0
    for position, share in enumerate(shares):
        upto += share
        if chance < upto:
            return position
    return len(shares) - 1


def write_searches(directory: Path, searches: list[Search]) -> dict[str, int]:
    """Values hold no commas, so the lines need no quotes."""
    written: dict[str, int] = {}
    for month in range(len(MONTHS)):
        lines = [",".join(search.cells) + "\r\n" for search in searches if search.month == month]
        written |= write_lines(directory, path_of(FOLDER, EXAMPLE, month, "stop-and-search"), HEADER, lines)
    return written
