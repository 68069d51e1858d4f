"""Series of the street files out of an edition, measured over any periods and compared with the year before.

The methods and their guards are those of a build (`evidence.measures`, `evidence.findings`); only the periods differ.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from saferplan.base.areas import AreaType
from saferplan.base.categories import Denominator, Feed
from saferplan.base.periods import Month, Period
from saferplan.evidence.catalogue import indicators_by_id
from saferplan.evidence.catalogue_of_types import TYPE_INDICATORS
from saferplan.evidence.counting import REFUSED_BETWEEN_SQL
from saferplan.evidence.findings import changes
from saferplan.evidence.indicator import Indicator
from saferplan.evidence.measures import measure_columns
from saferplan.evidence.refused_wording import refused_words
from saferplan.evidence.series import Residents, SeriesSet, Standing
from saferplan.evidence.series_break import Behaviour, SeriesBreak
from saferplan.tables.editions import Edition

TOTALS = ("recorded_crime", "asb")
TYPES = tuple(indicator for indicator in TYPE_INDICATORS.values() if indicator != "asb")
ASKED = (TOTALS[0], *TYPES, TOTALS[1])
"""Indicators of the street files by type, in the order of reports: all crime, its thirteen types, incidents."""
_STANDING = {"supplied": Standing.WHOLE, "partial": Standing.PARTIAL, "not_supplied": Standing.NOT_SUPPLIED}
NOBODY = Residents({}, (), np.zeros((0, 0)))
"""No residents: counts are measured, and no rates."""
Key = tuple[str, str, str]
"""An indicator, an area's code and a period's name."""


def months_of(edition: Edition) -> tuple[Month, ...]:
    """The months of the street files, from the first that was supplied to the last."""
    rows = edition.rows("SELECT DISTINCT month FROM coverage WHERE feed = ? ORDER BY 1", [Feed.STREET.value])
    return tuple(Month.of(row["month"]) for row in rows)


def street_series(edition: Edition, area_type: AreaType, codes: Sequence[str]) -> SeriesSet:
    """Each of ASKED in each area of a kind, a row each."""
    months = months_of(edition)
    place = {month: column for column, month in enumerate(months)}
    row_of = {(name, code): row for row, (name, code) in enumerate((n, c) for n in ASKED for c in codes)}
    counts = np.zeros((len(row_of), len(months)), dtype=np.int64)
    for row in edition.rows(
        "SELECT indicator_id, area_code, month, count FROM monthly_count WHERE area_type = ?", [area_type.value]
    ):
        if (key := (row["indicator_id"], row["area_code"])) in row_of and Month.of(row["month"]) in place:
            counts[row_of[key], place[Month.of(row["month"])]] = row["count"]
    standing = np.array([_standing(edition, area_type, code, months) for code in codes])
    return SeriesSet(
        indicators=np.repeat(np.array(ASKED, dtype=object), len(codes)),
        area_types=np.full(len(row_of), area_type.value, dtype=object),
        area_codes=np.tile(np.array(codes, dtype=object), len(ASKED)),
        months=months, counts=counts, standing=np.tile(standing, (len(ASKED), 1)),
        visited=np.zeros(len(row_of), dtype=bool),
    )  # fmt: skip


def _standing(edition: Edition, area_type: AreaType, code: str, months: Sequence[Month]) -> np.ndarray[Any, Any]:
    """Whether each month was supplied whole by the force of an area."""
    found = {
        Month.of(row["month"]): _STANDING[row["status"]]
        for row in edition.rows(
            """SELECT month, status FROM coverage WHERE feed = ? AND force_code =
            (SELECT any_value(force_code) FROM area WHERE area_type = ? AND area_code = ?)""",
            [Feed.STREET.value, area_type.value, code],
        )
    }
    return np.array([found.get(month, Standing.NOT_SUPPLIED) for month in months], dtype=np.int8)


def measured(series: SeriesSet, periods: Sequence[Period]) -> list[dict[str, Any]]:
    """Rows as those of `measure`, of counts alone, for each series and period."""
    rows: list[dict[str, Any]] = []
    for period, block in zip(periods, measure_columns(series, Denominator.RESIDENTS, NOBODY, periods), strict=True):
        dated = {"period_start": period.start.first_day, "period_end": period.end.first_day}
        for values in zip(*block.values(), strict=True):
            rows.append({name: _plain(value) for name, value in zip(block, values, strict=True)} | dated)
    for row in rows:
        row["count"] = None if row["count"] is None else int(row["count"])
    return rows


def _plain(value: Any) -> Any:
    """A value of an array as Python has it; a nan is nothing."""
    if isinstance(value, float | np.floating):
        return None if np.isnan(value) else float(value)
    return value


def changed(
    edition: Edition, series: SeriesSet, periods: Sequence[Period]
) -> tuple[dict[Key, dict[str, Any]], dict[Key, dict[str, Any]]]:
    """The measures of the periods and of the same a year before, and the changes between them, by key."""
    both = list(dict.fromkeys([*periods, *(period.year_before() for period in periods)]))
    rows = measured(series, both)
    forces = {row["area_code"]: row["force_code"] for row in edition.rows("SELECT area_code, force_code FROM area")}
    by_key = {(row["indicator_id"], row["area_code"], row["period"]): row for row in rows}
    found = changes(rows, periods, indicators_by_id(), breaks_of(edition), forces, partial(_without, by_key))
    return (
        by_key,
        {(row["indicator_id"], row["area_code"], row["period"]): row for row in found if row["years"] == 1},
    )


def _without(
    measures: Mapping[Key, Mapping[str, Any]], indicator: Indicator, row: Mapping[str, Any], parts: set[str]
) -> int | None:
    """All crime of an area and period without some of its types; None for a type, and where one is not known."""
    kept = [name for name in indicator.categories if name not in parts]
    if indicator.id != TOTALS[0] or not kept:
        return None
    counts = [measures[TYPE_INDICATORS[name], row["area_code"], row["period"]]["count"] for name in kept]
    return None if None in counts else sum(counts)


def rows_refused(edition: Edition, force: str, first: Month, last: Month) -> tuple[str, ...]:
    """What must be said of rows refused in a force's street files of some months: nothing if there are none."""
    (found,) = edition.rows(REFUSED_BETWEEN_SQL, [force, first.first_day, last.first_day])
    where = f"(crimes and incidents) in the files from {first.name} to {last.name}"
    return (refused_words(found["rows"], where),) if found["rows"] else ()


def _until(row: Mapping[str, Any]) -> Month | None:
    """The last month of a break's working in; one that came at once has none, and is kept with its first month."""
    return None if row["effect_until"] == row["from_month"] else Month.of(row["effect_until"])


def breaks_of(edition: Edition) -> list[SeriesBreak]:
    """The breaks that the edition knows of."""
    return [
        SeriesBreak(
            id=row["break_id"], from_month=Month.of(row["from_month"]), wording=row["wording"], effect=row["effect"],
            behaviour=Behaviour(row["behaviour"]), effect_until=_until(row),
            groups=tuple(filter(None, (row["groups"] or "").split("|"))),
            feeds=(Feed(row["feed"]),) if row["feed"] else (), force_code=row["force_code"],
            citation=row["citation"] or "", is_local=row["is_local"],
        )
        for row in edition.rows("SELECT * FROM series_break ORDER BY break_id")
    ]  # fmt: skip
