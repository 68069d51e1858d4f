"""Known answers of the police.uk files: what each planted trap is, where and when, and how many rows it touches."""

from collections.abc import Callable

import numpy as np

from .anchors import ANCHORS
from .crimes import BREAK_MONTH, LIFT, TYPE_NAMES, VIOLENCE
from .mesh import Bools, Ints
from .places import Places
from .police_files import FOLDER, MALFORMED_AT, OLDER_FOLDER, path_of
from .promises import BOROUGHS, EXAMPLETON, FINANCIAL_YEARS, FORCES, LAST_MONTH, MOCKPOOL, MONTHS
from .rows import AGAIN, ASB, FOREIGN, MIXED_FROM, NEW_FROM, OWN, REPEATED, Rows, has_new_code
from .traps import (
    EXAMPLE,
    IDENTICAL_MONTH,
    MALFORMED_MONTH,
    MISSING_MONTH,
    MOCK,
    PARTIAL_MONTH,
    TWO_ISSUES_MONTH,
    Planted,
)
from .truth import Answer, answer

YOUNG_MONTHS = 6
LATEST_YEAR = MONTHS.index("2016-04")


def police_answers(places: Places, planted: Planted) -> dict[str, Answer]:
    """An answer for each trap, in the order in which people are told of them."""
    answers: dict[str, Callable[[Places, Planted], Answer]] = {
        "missing_month": _missing_month,
        "partial_month": _partial_month,
        "mixed_vintages": _mixed_vintages,
        "foreign_rows": _foreign_rows,
        "repeated_rows": _repeated_rows,
        "crime_ids_again": _crime_ids_again,
        "identical_rows": _identical_rows,
        "malformed_rows": _malformed_rows,
        "two_issues": _two_issues,
        "recording_break": _recording_break,
        "anchors": _anchors,
        "outcomes_too_young": _outcomes_too_young,
        "cluster": _rise("cluster"),
        "step": _rise("step"),
    }
    return {name: tell(places, planted) for name, tell in answers.items()}


def _rise(name: str) -> Callable[[Places, Planted], Answer]:
    def tell(places: Places, planted: Planted) -> Answer:
        (rise,) = (each for each in planted.rises if each.name == name)
        codes = sorted(places.lsoas21[place].code for place in rise.lsoas)
        moved = rise.rows_a_month * (len(MONTHS) - rise.first)
        kind = TYPE_NAMES[rise.crime_type]
        what = (
            f"From {MONTHS[rise.first]} on there is more of {kind.lower()} in {', '.join(codes)}: {moved} rows of the borough"
            " were moved there."
        )
        return answer(what, " ".join(codes), MONTHS[rise.first], moved, category=kind)

    return tell


def _count(mask: Bools) -> int:
    return int(np.count_nonzero(mask))


def _missing_month(places: Places, planted: Planted) -> Answer:
    rows = planted.rows
    month, force = MONTHS[MISSING_MONTH], FORCES[MOCK]
    here = rows.month == MISSING_MONTH
    lost = _count(here & (rows.force == MOCK))
    leaked = _count(here & (rows.borough == MOCKPOOL) & (rows.kind == FOREIGN))
    what = (
        f"{force.police} supplied no street file for {month}: {lost:,} rows are missing. The {leaked} rows of the"
        " other force in its area do not make it supplied."
    )
    return answer(what, force.code, month, 1, rows_missing=lost, foreign_rows=leaked)


def _partial_month(places: Places, planted: Planted) -> Answer:
    rows = planted.rows
    month, force = MONTHS[PARTIAL_MONTH], FORCES[MOCK]
    here = (rows.month == PARTIAL_MONTH) & (rows.force == MOCK)
    supplied, happened = _count(here & rows.supplied), _count(here)
    what = f"{force.police} supplied only {supplied:,} of {happened:,} rows for {month}."
    return answer(what, force.code, month, supplied, rows_happened=happened)


def _mixed_vintages(places: Places, planted: Planted) -> Answer:
    rows = planted.rows.at(planted.rows.supplied & planted.rows.placed)
    changed = {c.old for c in places.changes if c.indicator != "U"}
    between = (rows.month >= MIXED_FROM) & (rows.month < NEW_FROM)
    lsoa = places.lsoa11_of[places.points.cell[rows.point]]
    between &= np.isin(lsoa, sorted(changed))
    new = _count(between & has_new_code(rows.month, rows.coin))
    old = _count(between) - new
    first, last, since = MONTHS[MIXED_FROM], MONTHS[NEW_FROM - 1], MONTHS[NEW_FROM]
    what = (
        f"From {first} to {last} files mix LSOA codes of 2011 and 2021 ({old:,} and {new:,} rows in the {len(changed)}"
        f" LSOAs that changed); from {since} on all are of 2021."
    )
    return answer(what, FOLDER, first, old + new, until=last, old_codes=old, new_codes=new, only_new_from=since)


def _foreign_rows(places: Places, planted: Planted) -> Answer:
    rows = planted.rows.at(planted.rows.kind == FOREIGN)
    by = {
        f"{FORCES[force].code} in {BOROUGHS[borough].csp_code}": [
            _count((rows.force == force) & (rows.borough == borough) & (rows.month // 12 == year))
            for year in range(len(FINANCIAL_YEARS))
        ]
        for force, borough in ((EXAMPLE, MOCKPOOL), (MOCK, EXAMPLETON))
    }
    what = f"{len(rows)} rows lie in the area of the force that did not record them, some 40 a year each way."
    codes = f"{BOROUGHS[MOCKPOOL].csp_code}, {BOROUGHS[EXAMPLETON].csp_code}"
    return answer(what, codes, f"{MONTHS[0]} to {MONTHS[-1]}", len(rows), by_financial_year=by)


def _repeated_rows(places: Places, planted: Planted) -> Answer:
    rows = planted.rows.at(planted.rows.kind == REPEATED)
    what = f"{len(rows)} rows stand a second time, to the letter and with the same Crime ID, in the same file."
    return answer(what, FOLDER, "any month", len(rows), by_csp=_by_csp(rows), files=_files(rows))


def _crime_ids_again(places: Places, planted: Planted) -> Answer:
    rows = planted.rows.at(planted.rows.kind == AGAIN)
    what = f"{len(rows)} Crime IDs stand again in a later month of the same financial year, with another outcome."
    return answer(what, FOLDER, "any month", len(rows), by_csp=_by_csp(rows), files=_files(rows))


def _by_csp(rows: Rows) -> dict[str, int]:
    counts = np.bincount(rows.borough, minlength=len(BOROUGHS)).tolist()
    return dict(zip((p.csp_code for p in BOROUGHS), counts, strict=True))


def _files(rows: Rows) -> list[str]:
    pairs = sorted(zip(rows.month.tolist(), rows.force.tolist(), strict=True))
    return [path_of(FOLDER, force, month, "street") for month, force in pairs]


def _identical_rows(places: Places, planted: Planted) -> Answer:
    rows = planted.rows
    here = (rows.month == IDENTICAL_MONTH) & (rows.point == planted.identical_point) & (rows.crime_type == ASB)
    here &= rows.force == EXAMPLE
    location = f"On or near {places.points.streets[planted.identical_point]}"
    path = path_of(FOLDER, EXAMPLE, IDENTICAL_MONTH, "street")
    what = f"{_count(here)} incidents without a Crime ID are the same to the letter in {path}; all of them count."
    return answer(what, path, MONTHS[IDENTICAL_MONTH], _count(here), location=location)


def _malformed_rows(places: Places, planted: Planted) -> Answer:
    path = path_of(FOLDER, EXAMPLE, MALFORMED_MONTH, "street")
    cut, word = MALFORMED_AT
    what = f"Line {cut:,} of {path} is cut short, and line {word:,} has a word for a longitude."
    return answer(what, path, MONTHS[MALFORMED_MONTH], 2, cut_line=cut, word_line=word, column="Longitude")


def _two_issues(places: Places, planted: Planted) -> Answer:
    rows, older = planted.rows, planted.older
    newest = rows.at((rows.force == EXAMPLE) & (rows.month == TWO_ISSUES_MONTH) & rows.supplied)
    type_of = np.full(int(rows.identity.max()) + 1, -1, dtype=np.int64)
    type_of[newest.identity] = newest.crime_type
    moved = _count(type_of[older.identity] != older.crime_type)
    path = path_of(OLDER_FOLDER, EXAMPLE, TWO_ISSUES_MONTH, "street")
    what = (
        f"{MONTHS[TWO_ISSUES_MONTH]} of {FORCES[EXAMPLE].police} was supplied twice: the older file lacks"
        f" {len(newest) - len(older)} of {len(newest):,} rows, and {moved} stand under another category."
    )
    return answer(
        what, path, MONTHS[TWO_ISSUES_MONTH], len(older), issue=MONTHS[TWO_ISSUES_MONTH], newest_rows=len(newest),
        newest=path_of(FOLDER, EXAMPLE, TWO_ISSUES_MONTH, "street"), newest_issue=MONTHS[-1],
        lacking=len(newest) - len(older), other_category=moved,
        recorded_crime={"older": _in_exampleton(older), "newest": _in_exampleton(newest)},
    )  # fmt: skip


def _in_exampleton(rows: Rows) -> int:
    return _count(rows.crime & rows.placed & (rows.borough == EXAMPLETON) & (rows.kind == OWN))


def _recording_break(places: Places, planted: Planted) -> Answer:
    rows = planted.rows.at(planted.rows.counted & planted.rows.placed)
    violence = (rows.crime_type == VIOLENCE) & (rows.borough == EXAMPLETON)
    half = 6
    before = _count(violence & (rows.month >= BREAK_MONTH - half) & (rows.month < BREAK_MONTH))
    after = _count(violence & (rows.month >= BREAK_MONTH) & (rows.month < BREAK_MONTH + half))
    what = (
        f"From {MONTHS[BREAK_MONTH]} on more violence is recorded for the same violence: {before:,} in the six months"
        f" before and {after:,} in the six after in {BOROUGHS[EXAMPLETON].name}."
    )
    return answer(
        what, "all", MONTHS[BREAK_MONTH], after, effect_until=MONTHS[LAST_MONTH], category=TYPE_NAMES[VIOLENCE], lift=LIFT,
        six_months_before=before, six_months_after=after,
    )  # fmt: skip


def _anchors(places: Places, planted: Planted) -> Answer:
    rows = planted.rows.at(planted.rows.counted & (planted.rows.month >= LATEST_YEAR))
    at = [rows.point == point for point in places.points.anchors]
    names = [f"On or near {anchor.name}" for anchor in ANCHORS]
    crimes = {name: _count(here & rows.crime) for name, here in zip(names, at, strict=True)}
    incidents = {name: _count(here & ~rows.crime) for name, here in zip(names, at, strict=True)}
    listed = ", ".join(f"{crimes[name]:,} {name.casefold()}" for name in names)
    what = f"Four map points of {BOROUGHS[EXAMPLETON].name} are no streets; recorded crime in 2016/17: {listed}."
    code = BOROUGHS[EXAMPLETON].csp_code
    return answer(what, code, FINANCIAL_YEARS[-1], sum(crimes.values()), recorded_crime=crimes, asb=incidents)


def _outcomes_too_young(places: Places, planted: Planted) -> Answer:
    rows = planted.rows.at(planted.rows.counted & planted.rows.placed & planted.rows.crime)
    young = rows.at(rows.month > LAST_MONTH - YOUNG_MONTHS)
    counts, without = _by_csp(young), _by_csp(young.at(_open(planted, young)))
    example = BOROUGHS[EXAMPLETON]
    what = (
        f"{counts[example.csp_code]:,} crimes of 2016/17 in {example.name} are younger than six months at"
        f" {MONTHS[LAST_MONTH]}, and {without[example.csp_code]:,} of them have no outcome yet."
    )
    return answer(
        what, example.csp_code, MONTHS[LAST_MONTH], counts[example.csp_code], by_csp=counts, no_outcome_yet=without
    )


def _open(planted: Planted, rows: Rows) -> Bools:
    outcome: Ints = planted.course.known(rows.identity, np.full(len(rows), LAST_MONTH))[0]
    return outcome < 0
