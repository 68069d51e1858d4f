"""Counts in the engine as arrays of series by months: what the methods of evidence are given."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from saferplan.base.areas import AreaType
from saferplan.base.categories import Feed
from saferplan.base.outcomes import MATURE_AFTER_MONTHS
from saferplan.base.periods import Month, months_between
from saferplan.evidence.indicator import Indicator
from saferplan.evidence.series import Residents, SeriesSet, Standing, Unplaced
from saferplan.pipeline.settings import Settings
from saferplan.pipeline.visited import visited_codes
from saferplan.tables.engine import Engine

Array = np.ndarray[Any, Any]
QUARTER_MONTHS = 3
_STATUS = {"supplied": Standing.WHOLE, "partial": Standing.PARTIAL, "not_supplied": Standing.NOT_SUPPLIED}
_INDEX = "year({0}) * 12 + month({0}) - 1"


def months_of(engine: Engine) -> tuple[Month, ...]:
    """The months of the monthly feeds, from the first supplied to the last."""
    return tuple(Month.of(month) for (month,) in engine.tuples(
        "SELECT DISTINCT month FROM coverage WHERE feed = 'police_uk_street' ORDER BY month"))  # fmt: skip


def quarters_of(engine: Engine) -> tuple[Month, ...]:
    """First months of all quarters from the first of which the Home Office's tables have rows to the last; none without them."""
    first, last = engine.tuples("""SELECT min(quarter), max(quarter) FROM (
      SELECT quarter FROM home_office_count UNION SELECT quarter FROM home_office_refused)""")[0]
    if first is None:
        return ()
    return tuple(months_between(Month.of(first), Month.of(last)))[::QUARTER_MONTHS]


def force_standing(engine: Engine, feed: Feed, months: Sequence[Month]) -> dict[str, Array]:
    """For each force and month of a feed whether it was supplied whole."""
    place = {month: column for column, month in enumerate(months)}
    found: dict[str, Array] = {}
    for force, month, status in engine.tuples(
        "SELECT force_code, month, status FROM coverage WHERE feed = ?", [feed.value]
    ):
        row = found.setdefault(force, np.full(len(months), Standing.NOT_SUPPLIED, np.int8))
        if Month.of(month) in place:
            row[place[Month.of(month)]] = _STATUS[status]
    return found


def followed_standing(
    street: dict[str, Array], outcomes: dict[str, Array], last: Month, months: Sequence[Month]
) -> dict[str, Array]:
    """Whether the crimes of each month could be followed for six months; a month too near the last is too young."""
    found = {}
    for force, known in street.items():
        later = outcomes.get(force, np.full(len(months), Standing.NOT_SUPPLIED, np.int8))
        row = known.copy()
        for place, month in enumerate(months):
            if month.plus(MATURE_AFTER_MONTHS) > last:
                row[place] = Standing.TOO_YOUNG
            elif row[place] == Standing.WHOLE:
                row[place] = _worst_of(later[place : place + MATURE_AFTER_MONTHS + 1])
        found[force] = row
    return found


def _worst_of(standing: Array) -> int:
    bad = standing[standing != Standing.WHOLE]
    return int(bad.min()) if len(bad) else int(Standing.WHOLE)


def street_series(
    engine: Engine, settings: Settings, indicators: Sequence[Indicator], area_types: Iterable[AreaType], feed: Feed
) -> SeriesSet | None:
    """Every indicator of a monthly feed in every area of some kinds, a row each; None where there is nothing."""
    months = months_of(engine)
    kinds = ", ".join(f"'{kind}'" for kind in area_types)
    areas = engine.tuples(f"""SELECT area_type, area_code, force_code FROM area
      WHERE area_type IN ({kinds}) AND role <> 'beyond' ORDER BY area_type, area_code""")  # fmt: skip
    if not indicators or not areas or not months:
        return None
    standing = supplied = force_standing(engine, feed, months)
    last = _last_month(engine, feed)
    if feed is Feed.OUTCOMES:
        standing = (
            followed_standing(force_standing(engine, Feed.STREET, months), supplied, last, months) if last else {}
        )
    none = np.full(len(months), Standing.NOT_SUPPLIED, np.int8)
    rows = np.array([standing.get(force, none) for _, _, force in areas])
    series = _filled(engine, settings, indicators, [(kind, code) for kind, code, _ in areas], months, rows)
    series = _with_classifications(series, settings, indicators, feed)
    if "lsoa" in kinds:
        _mark_unplaced(engine, series)
    if feed is Feed.STREET:  # searches often have no map point: the fact says how many
        forces = [force if kind != AreaType.FORCE else "" for kind, _, force in areas]
        series = replace(series, unplaced=_unplaced(engine, feed, months, forces * len(indicators)))
    if feed is not Feed.OUTCOMES or last is None:
        return series
    files = np.array([supplied.get(force, none) for _, _, force in areas])
    files[:, [month > last for month in months]] = Standing.TOO_YOUNG
    return _with_crimes(engine, replace(series, followed=np.tile(files, (len(indicators), 1))))


def _last_month(engine: Engine, feed: Feed) -> Month | None:
    last = engine.value("SELECT max(month) FROM coverage WHERE feed = ? AND status <> 'not_supplied'", [feed.value])
    return Month.of(last) if last else None


def home_office_series(engine: Engine, settings: Settings, indicators: Sequence[Indicator]) -> SeriesSet | None:
    """Every indicator of the Home Office's tables in every area they reach, by quarter."""
    quarters = quarters_of(engine)
    areas = engine.tuples("""SELECT DISTINCT area_type, area_code FROM area JOIN (
        SELECT area_type, area_code FROM home_office_supplied UNION SELECT area_type, area_code FROM home_office_refused)
      USING (area_type, area_code) ORDER BY ALL""")  # fmt: skip
    if not indicators or not areas or not quarters:
        return None
    place = {area: row for row, area in enumerate(areas)}
    rows = np.full((len(areas), len(quarters)), Standing.NOT_SUPPLIED, np.int8)
    for kind, code, quarter, standing in engine.tuples(f"""
      SELECT area_type, area_code, quarter, {Standing.WHOLE:d} FROM home_office_supplied UNION ALL SELECT area_type, area_code,
        quarter, CASE WHEN is_refused THEN {Standing.ROWS_REFUSED:d} ELSE {Standing.PARTIAL:d} END FROM home_office_partial"""):
        if (kind, code) in place:
            rows[place[kind, code], quarters.index(Month.of(quarter))] = standing
    series = _filled(engine, settings, indicators, areas, quarters, rows, QUARTER_MONTHS)
    _mark_absent(engine, series)
    return _with_classifications(series, settings, indicators, Feed.HOME_OFFICE)


def _filled(
    engine: Engine, settings: Settings, indicators: Sequence[Indicator], areas: list[tuple[str, str]],
    months: tuple[Month, ...], standing: Array, step: int = 1,
) -> SeriesSet:  # fmt: skip
    """Series of the indicators in the areas, a row each, zero where a month has no rows."""
    names = [each.id for each in indicators]
    visited = visited_codes(engine, settings)
    kinds = np.array([kind for kind, _ in areas], dtype=object)
    codes = np.array([code for _, code in areas], dtype=object)
    return SeriesSet(
        indicators=np.repeat(np.array(names, dtype=object), len(areas)),
        area_types=np.tile(kinds, len(names)), area_codes=np.tile(codes, len(names)), months=months,
        counts=_counts(engine, names, kinds, codes, months, step), standing=np.tile(standing, (len(names), 1)),
        visited=np.tile(np.array([code in visited for code in codes]), len(names)), step_months=step,
    )  # fmt: skip


def _counts(
    engine: Engine, names: list[str], kinds: Array, codes: Array, months: tuple[Month, ...], step: int
) -> Array:
    """The counts of `monthly_count` as series by months, indicator by indicator."""
    engine.con.register("named", {"indicator_id": np.array(names, dtype=object), "place": np.arange(len(names))})
    engine.con.register("sited", {"area_type": kinds, "area_code": codes, "place": np.arange(len(kinds))})
    found = engine.con.execute(f"""
      SELECT named.place * {len(kinds)} + sited.place AS row, ({_INDEX.format("month")} - {months[0].index}) // {step} AS bin, count
      FROM monthly_count JOIN named USING (indicator_id) JOIN sited USING (area_type, area_code)""").fetchnumpy()
    engine.con.unregister("named")
    engine.con.unregister("sited")
    counts = np.zeros((len(names) * len(kinds), len(months)), dtype=np.int32)
    inside = (found["bin"] >= 0) & (found["bin"] < len(months))
    counts[found["row"][inside], found["bin"][inside]] = found["count"][inside]
    return counts


def _with_classifications(
    series: SeriesSet, settings: Settings, indicators: Sequence[Indicator], feed: Feed
) -> SeriesSet:
    """Which classification of the partnership's each bin of the series of demand is counted by.

    Bins before the first, and quarters in which another begins, are not classified: no zero.
    """
    starts = [each.start.index for each in settings.classifications(feed)]
    rows = np.flatnonzero(np.isin(series.indicators, [each.id for each in indicators if each.demand]))
    if not starts or not len(rows):
        return series
    first = np.array([month.index for month in series.months])
    number = np.searchsorted(starts, first, side="right")
    ended = np.searchsorted(starts, first + series.step_months - 1, side="right")
    unsettled = np.zeros(series.counts.shape, bool)
    unsettled[rows] = (number == 0) | (number != ended)
    standing = np.where(unsettled & (series.standing == Standing.WHOLE), Standing.NOT_CLASSIFIED, series.standing)
    held = np.zeros(series.counts.shape, np.int16)
    held[rows] = number
    return replace(series, standing=standing, classification=held)


def _mark_absent(engine: Engine, series: SeriesSet) -> None:
    """Quarters of which the table that an area's counts are from has no row of what the indicator counts are no zero."""
    absent = engine.tuples("""SELECT indicator_id, supplied.area_type, area_code, supplied.quarter FROM indicator_absent AS absent
      JOIN home_office_supplied AS supplied ON made_of = absent.area_type AND supplied.quarter = absent.quarter""")  # fmt: skip
    if not absent:
        return
    place = {key: row for row, key in enumerate(
        zip(series.indicators, series.area_types, series.area_codes, strict=True))}  # fmt: skip
    for *key, quarter in absent:
        row, column = place.get(tuple(key)), series.months.index(Month.of(quarter))
        if row is not None and series.standing[row, column] == Standing.WHOLE:
            series.standing[row, column] = Standing.NOT_IN_TABLE


def _mark_unplaced(engine: Engine, series: SeriesSet) -> None:
    """Months of an LSOA to which rows that could not be placed may belong."""
    unsettled = engine.tuples(f"SELECT lsoa21_code, {_INDEX.format('month')} FROM unsettled")
    if not unsettled:
        return
    rows_of: dict[str, list[int]] = {}
    for place in np.flatnonzero(series.area_types == "lsoa").tolist():
        rows_of.setdefault(series.area_codes[place], []).append(place)
    for code, index in unsettled:
        column = index - series.months[0].index
        for row in rows_of.get(code, []):
            if series.standing[row, column] == Standing.WHOLE:
                series.standing[row, column] = Standing.NOT_PLACED


def _unplaced(engine: Engine, feed: Feed, months: tuple[Month, ...], forces: list[str]) -> Unplaced | None:
    """Rows of each force's files that lie nowhere, beside all of them; None where every row lies somewhere."""
    found = engine.tuples("SELECT force_code, month, rows, unplaced FROM rows_supplied WHERE feed = ?", [feed.value])
    if not any(lost for *_, lost in found):
        return None
    names = sorted({force for force, *_ in found})
    rows, unplaced = np.zeros((2, len(names), len(months)), dtype=np.int64)
    place = {month: column for column, month in enumerate(months)}
    for force, month, supplied, lost in found:
        at = names.index(force), place[Month.of(month)]
        rows[at], unplaced[at] = supplied, lost
    known = {name: row for row, name in enumerate(names)}
    return Unplaced(np.array([known.get(force, -1) for force in forces]), rows, unplaced)


def _with_crimes(engine: Engine, series: SeriesSet) -> SeriesSet:
    """The crimes that each share is of, month by month."""
    place = {key: row for row, key in enumerate(
        zip(series.indicators, series.area_types, series.area_codes, strict=True))}  # fmt: skip
    crimes = np.zeros(series.counts.shape, dtype=np.int64)
    for *key, index, number in engine.tuples(
        f"SELECT indicator_id, area_type, area_code, {_INDEX.format('month')}, crimes FROM outcome_count"
    ):
        if tuple(key) in place:
            crimes[place[tuple(key)], index - series.months[0].index] = number
    return replace(series, crimes=crimes)


def residents_of(engine: Engine, table: str = "population", column: str = "residents") -> Residents:
    """Residents, or households, of every area by year."""
    rows = engine.tuples(f"SELECT area_type, area_code, year, {column} FROM {table} ORDER BY ALL")
    years = sorted({year for _, _, year, _ in rows})
    places = {key: place for place, key in enumerate(sorted({(kind, code) for kind, code, _, _ in rows}))}
    number = np.full((len(places), len(years)), np.nan)
    for kind, code, year, people in rows:
        number[places[kind, code], years.index(year)] = people
    return Residents(places, tuple(years), number)
