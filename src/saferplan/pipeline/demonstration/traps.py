"""Traps in the police.uk files: what a careless count would get wrong. `known_answers` says what each of them is.

Each is a pure step from rows to rows. What is planted is in addition to the promised totals, except that a force which
supplies no file, or a part of one, supplies less than happened.
"""

from dataclasses import dataclass

import numpy as np

from .crimes import TYPE_NAMES
from .mesh import Bools, Ints
from .outcomes import Course
from .places import Places, whole
from .promises import (
    EXAMPLESHIRE,
    EXAMPLETON,
    FICTLEY,
    FINANCIAL_YEARS,
    FORCES,
    MOCKPOOL,
    MOCKSHIRE,
    MONTHS,
    SAMPLEBOROUGH,
)
from .rises import Rise
from .rows import AGAIN, ASB, FOREIGN, OWN, REPEATED, Rows

EXAMPLE, MOCK = FORCES.index(EXAMPLESHIRE), FORCES.index(MOCKSHIRE)
MISSING_MONTH, PARTIAL_MONTH = MONTHS.index("2014-11"), MONTHS.index("2015-08")  # of Mockshire
PARTIAL_SHARE = 0.30
FOREIGN_A_YEAR = 40
IDENTICAL_MONTH, IDENTICAL_ROWS = MONTHS.index("2015-11"), 13
MALFORMED_MONTH = MONTHS.index("2014-06")  # of Exampleshire
TWO_ISSUES_MONTH = MONTHS.index("2016-12")  # of Exampleshire
OLDER_LACKS_SHARE, OLDER_CATEGORY_ROWS = 0.03, 15
REPEATED_ROWS = {EXAMPLETON: 15, SAMPLEBOROUGH: 6, MOCKPOOL: 4}
AGAIN_ROWS = {SAMPLEBOROUGH: 5, FICTLEY: 5}  # none in Exampleton: whether they count twice is a rule of the reader


@dataclass(frozen=True)
class Planted:
    """The rows before and after planting. `happened` holds each identity once, supplied or not."""

    happened: Rows
    course: Course
    rows: Rows  # of the street files, in order
    older: Rows  # of the month that was supplied twice, as it was first
    identical_point: int
    rises: tuple[Rise, ...]


def with_foreign_rows(rows: Rows, rng: np.random.Generator) -> Rows:
    """Each force records some things in the other's area; they are like what happens there anyway."""
    others = [_foreign(rows, MOCK, EXAMPLETON, rng), _foreign(rows, EXAMPLE, MOCKPOOL, rng)]
    grown = rows.with_others(others)
    return grown.but(identity=np.append(rows.identity, np.arange(len(rows), len(grown))))


def _foreign(rows: Rows, force: int, borough: int, rng: np.random.Generator) -> Rows:
    chosen: list[Ints] = []
    for year in range(len(FINANCIAL_YEARS)):
        months = [m for m in range(12 * year, 12 * year + 12) if not (force == MOCK and _is_gap(m))]
        for month, count in zip(months, whole(np.ones(len(months)), FOREIGN_A_YEAR).tolist(), strict=True):
            here = np.flatnonzero((rows.borough == borough) & (rows.month == month) & rows.placed)
            chosen.append(rng.choice(here, count, replace=False))
    return rows.at(np.concatenate(chosen)).but(force=force, kind=FOREIGN)


def _is_gap(month: int) -> bool:
    return month in (MISSING_MONTH, PARTIAL_MONTH)


def with_identical_rows(places: Places, rows: Rows, rng: np.random.Generator) -> tuple[Rows, int]:
    """Move thirteen incidents of one month to a map point that had none in it. Gives the point as well."""
    own = np.flatnonzero(
        (rows.borough == EXAMPLETON) & (rows.force == EXAMPLE) & (rows.month == IDENTICAL_MONTH) & (rows.crime_type == ASB)
        & rows.placed
    )  # fmt: skip
    points = np.flatnonzero(places.borough_of[places.points.cell] == EXAMPLETON)
    spot = int(rng.choice(np.setdiff1d(points, rows.point[own])))
    point = rows.point.copy()
    point[rng.choice(own, IDENTICAL_ROWS, replace=False)] = spot
    return rows.but(point=point), spot


def with_gaps(rows: Rows, rng: np.random.Generator) -> Rows:
    """Mockshire supplies no file of one month, and less than a third of another."""
    mock = rows.force == MOCK
    partial = np.flatnonzero(mock & (rows.month == PARTIAL_MONTH))
    supplied = ~(mock & (rows.month == MISSING_MONTH))
    supplied[rng.permutation(partial)[round(PARTIAL_SHARE * len(partial)) :]] = False
    return rows.but(supplied=supplied)


def with_repeats(rows: Rows, course: Course, rng: np.random.Generator) -> Rows:
    """Crime IDs that stand twice: to the letter in one file, or again in a later month with another outcome."""
    able = (rows.kind == OWN) & rows.crime & rows.placed & rows.supplied
    repeated = _pick(rows, able & ~np.isin(rows.month, (PARTIAL_MONTH, TWO_ISSUES_MONTH)), REPEATED_ROWS, rng)
    settled = course.known(rows.identity, rows.known_in)[0] >= 0
    early = (rows.month % 12 < 9) & (rows.month != TWO_ISSUES_MONTH)  # two months on is the same financial year
    again = _pick(rows, able & settled & early, AGAIN_ROWS, rng)
    known_in = rows.known_in.copy()
    known_in[again] = rows.month[again] - 1  # nothing was known of them when they first stood
    later = rows.month[again] + rng.integers(1, 3, size=len(again))
    return rows.but(known_in=known_in).with_others(
        [rows.at(repeated).but(kind=REPEATED), rows.at(again).but(kind=AGAIN, month=later)]
    )


def _pick(rows: Rows, able: Bools, wanted: dict[int, int], rng: np.random.Generator) -> Ints:
    chosen = [
        rng.choice(np.flatnonzero(able & (rows.borough == borough)), count, replace=False)
        for borough, count in wanted.items()
    ]
    return np.concatenate(chosen)


def older_issue(rows: Rows, rng: np.random.Generator) -> Rows:
    """A file as it was first published: some rows had not come yet, some stood under another category."""
    newest = rows.at((rows.force == EXAMPLE) & (rows.month == TWO_ISSUES_MONTH) & rows.supplied)
    lacking = round(OLDER_LACKS_SHARE * len(newest))
    kept = newest.at(np.sort(rng.permutation(len(newest))[lacking:])).but(known_in=TWO_ISSUES_MONTH)
    moved = rng.choice(
        np.flatnonzero(kept.crime & kept.placed & (kept.kind == OWN)), OLDER_CATEGORY_ROWS, replace=False
    )
    crime_type = kept.crime_type.copy()
    crime_type[moved] = crime_type[moved] % (len(TYPE_NAMES) - 1) + 1  # the next type, and ASB is none
    return kept.but(crime_type=crime_type)


def malformed_lines(line: str) -> list[str]:
    """A line cut short, and a line with a word for a longitude, made from a sound one."""
    columns = line.split(",")
    cut = ",".join(columns[:5])[:-4] + "\r\n"
    return [cut, ",".join([*columns[:4], "unknown", *columns[5:]])]
