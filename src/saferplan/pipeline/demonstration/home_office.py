"""Recorded crime by partnership, quarter and offence code, as the Home Office publishes it, in two issues.

For the boroughs on the map the table is what happened: the police.uk rows as they would be had every force supplied
every file. In one borough and year it holds more than police.uk does, which a comparison of the two must find.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .crimes import CRIME_SEASON, CRIME_TYPES, TYPE_NAMES, draw_months, draw_tilt, lift_of_total, type_mix
from .elsewhere import ELSEWHERE, PARTNERSHIPS
from .files import write_csv
from .mesh import Floats, Ints
from .offence_codes import OFFENCE_CODES, UNWEIGHTED, UNWEIGHTED_SHARES
from .promises import BOROUGHS, EXAMPLETON, FICTLEY, FINANCIAL_YEARS, MONTHS
from .rows import ASB, OWN, Rows

HEADER = (
    "Financial Year,Financial Quarter,Force Name,CSP Name,Offence Description,Offence Group,Offence Subgroup,"
    "Offence Code,Offence Count"
)
NEWEST_PATH, OLDER_PATH = "home_office/prc-csp-1415-1617.csv", "home_office/issue-2016-10/prc-csp-1415-1516.csv"
OLDER_ISSUE, NEWEST_ISSUE = "2016-10", "2017-07"  # when they were published; nothing in the files says so
ISSUED = {OLDER_PATH: OLDER_ISSUE, NEWEST_PATH: NEWEST_ISSUE}  # what a workspace's settings must say
QUARTERS = len(MONTHS) // 3
OLDER_QUARTERS = 8
REVISED_QUARTER = 7  # the last of 2015/16, in Exampleton
REVISED_CODES = ("105A", "49", "58C", "8N", "9A")
DISAGREEING_YEAR = FINANCIAL_YEARS.index("2015/16")  # in Fictley and Pretence
POLICE_UK_SHARE = 0.92


@dataclass(frozen=True)
class RecordedCrime:
    """Counts by position in PARTNERSHIPS, quarter and position in OFFENCE_CODES, as of both issues."""

    newest: Ints
    older: Ints

    @property
    def by_year(self) -> Ints:
        years: Ints = self.newest.sum(axis=2).reshape(len(PARTNERSHIPS), len(FINANCIAL_YEARS), 4).sum(axis=2)
        return years


def draw_recorded_crime(rows: Rows, rng: np.random.Generator) -> RecordedCrime:
    by_type = np.concatenate([_of_boroughs(rows, rng), _of_others(rng)])
    newest = _by_code(by_type, rng)
    older = newest[:, :OLDER_QUARTERS].copy()
    for code in REVISED_CODES:
        cell = older[EXAMPLETON, REVISED_QUARTER]
        position = [each.code for each in OFFENCE_CODES].index(code)
        cell[position] -= rng.integers(2, 10)
    return RecordedCrime(newest, older)


def _of_boroughs(rows: Rows, rng: np.random.Generator) -> Ints:
    """Boroughs × quarters × crime types, whether or not the rows were supplied to police.uk."""
    happened = (rows.kind == OWN) & rows.placed & rows.crime
    counts = np.zeros((len(BOROUGHS), QUARTERS, len(CRIME_TYPES)), dtype=np.int64)
    np.add.at(counts, (rows.borough[happened], rows.month[happened] // 3, rows.crime_type[happened]), 1)
    quarters = slice(4 * DISAGREEING_YEAR, 4 * DISAGREEING_YEAR + 4)
    told = counts[FICTLEY, quarters]
    untold = round(told.sum() / POLICE_UK_SHARE) - int(told.sum())
    told += rng.multinomial(untold, told.ravel() / told.sum()).reshape(told.shape)
    return counts


def _of_others(rng: np.random.Generator) -> Ints:
    counts = np.zeros((len(ELSEWHERE), QUARTERS, len(CRIME_TYPES)), dtype=np.int64)
    for number, partnership in enumerate(ELSEWHERE):
        tilt = draw_tilt(rng)
        by_month = draw_months(partnership.recorded_crime, CRIME_SEASON, lift_of_total(), rng)
        for month, total in enumerate(by_month.tolist()):
            counts[number, month // 3] += rng.multinomial(total, type_mix(month, tilt))
    return counts


def _by_code(by_type: Ints, rng: np.random.Generator) -> Ints:
    """Share the counts of each type among its codes."""
    counts = np.zeros((*by_type.shape[:2], len(OFFENCE_CODES)), dtype=np.int64)
    for crime_type, name in enumerate(TYPE_NAMES):
        if crime_type != ASB:
            own = [i for i, code in enumerate(OFFENCE_CODES) if code.category == name]
            shares = np.array([OFFENCE_CODES[i].share for i in own])
            shares = np.broadcast_to(shares / shares.sum(), (*by_type.shape[:2], len(own))).copy()
            _make_room(shares, [OFFENCE_CODES[i].code for i in own], by_type, crime_type)
            counts[:, :, own] = rng.multinomial(by_type[:, :, crime_type], shares)
    return counts


def _make_room(shares: Floats, codes: list[str], by_type: Ints, crime_type: int) -> None:
    """Give the code without a weight its share of all offences of each partnership and year, in place."""
    if UNWEIGHTED not in codes:
        return
    for year, of_all in enumerate(UNWEIGHTED_SHARES):
        quarters = slice(4 * year, 4 * year + 4)
        total, own = by_type[:, quarters].sum(axis=(1, 2)), by_type[:, quarters, crime_type].sum(axis=1)
        part = (of_all * total / own)[:, None]
        shares[:, quarters] *= (1 - part)[:, :, None]
        shares[:, quarters, codes.index(UNWEIGHTED)] = part


def write_recorded_crime(directory: Path, recorded: RecordedCrime) -> dict[str, int]:
    """Both issues, with a row for every code, none or many, as the publisher's table has."""
    return _write_issue(directory, NEWEST_PATH, recorded.newest) | _write_issue(directory, OLDER_PATH, recorded.older)


def _write_issue(directory: Path, path: str, counts: Ints) -> dict[str, int]:
    def when_and_where(quarter: int, i: int) -> tuple[str, int, str, str]:
        return FINANCIAL_YEARS[quarter // 4], quarter % 4 + 1, PARTNERSHIPS[i].force.name, PARTNERSHIPS[i].name

    order = sorted(range(len(PARTNERSHIPS)), key=lambda i: (PARTNERSHIPS[i].force.name, PARTNERSHIPS[i].name))
    rows = (
        (*when_and_where(quarter, i), code.description, code.group, code.subgroup, code.code, count)
        for quarter in range(counts.shape[1])
        for i in order
        for code, count in zip(OFFENCE_CODES, counts[i, quarter].tolist(), strict=True)
    )
    return write_csv(directory, path, HEADER, rows)


def write_weights(directory: Path) -> dict[str, int]:
    """Severity weights: rows of the publisher's table, with numbers that are not the publisher's."""
    return write_csv(
        directory,
        "weights/severity-weights-2016.csv",
        "Policeuk_Cat,Offence_Group,Offence_Subgroup,Offence_Description,Offence_code,Weight",
        (
            (_title(code.category), code.group, code.subgroup, code.description, code.code, code.weight)
            for code in OFFENCE_CODES
            if code.weight is not None
        ),
    )


def _title(category: str) -> str:
    """The capitals of the table of weights: "Violence and Sexual Offences", but "Other crime"."""
    small = ("and", "from", "of", "the")
    if category == "Other crime":
        return category
    return " ".join(word if word in small else word.capitalize() for word in category.split())
