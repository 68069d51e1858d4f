"""The figures of the quarterly report, out of an edition."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from saferplan.base.areas import AreaType
from saferplan.base.categories import ASB, Denominator
from saferplan.base.errors import SettingsError
from saferplan.base.periods import Period, PeriodType, period_of, quarter_named
from saferplan.evidence.catalogue_of_types import TYPE_INDICATORS
from saferplan.evidence.findings import comparisons
from saferplan.evidence.measures import measure_columns
from saferplan.evidence.methods.contribution import contributions
from saferplan.evidence.methods.multiplicity import benjamini_hochberg
from saferplan.evidence.methods.tests_of_difference import ALPHA
from saferplan.evidence.series import Residents, SeriesSet
from saferplan.pipeline.asked.street import TYPES, changed, months_of, rows_refused, street_series
from saferplan.report.quarterly.figures import Beside, Line, Part, QuarterlyFigures, Rate, UnusualMonth, WardLine
from saferplan.tables.editions import Edition

Row = Mapping[str, Any]
NAMES = {indicator: name for name, indicator in TYPE_INDICATORS.items()} | {
    "recorded_crime": "Recorded crime", "asb": ASB,
}  # fmt: skip


def quarter_of(edition: Edition, text: str) -> Period:
    """The quarter that was asked for. Raises SettingsError for one that is misspelt, or of which the edition has no month."""
    months = months_of(edition)
    try:
        quarter = quarter_named(text)
    except ValueError as error:
        raise SettingsError(
            f"“{text}” is no quarter.", "Write it as 2025-Q2, which is July to September 2025."
        ) from error
    if not set(quarter.months) & set(months):
        span = f"{months[0].name} to {months[-1].name}" if months else "none"
        raise SettingsError(f"The edition has no month of {quarter.label}: its months are {span}.",
                            "Ask for a quarter of these, or put more months' files into inbox/ and build.")  # fmt: skip
    return quarter


def quarterly_figures(edition: Edition, quarter: Period) -> QuarterlyFigures:
    """Everything the report of a quarter counts and compares."""
    partnership = edition.table("partnership")[0]
    own, force = partnership["area_code"], partnership["force_code"]
    to_date, twelve = (period_of(kind, quarter.end) for kind in (PeriodType.YEAR_TO_DATE, PeriodType.ROLLING_TWELVE))
    periods = [quarter, to_date, twelve]
    csps = [row["area_code"] for row in edition.rows(
        "SELECT area_code FROM area WHERE area_type = 'csp' AND (role IN ('own', 'comparator') OR force_code = ?) ORDER BY 1",
        [force])]  # fmt: skip
    series = street_series(edition, AreaType.CSP, csps)
    measures, changes = changed(edition, series, periods)
    rates = {name: _rates(edition, series, own, force, twelve, name) for name in ("recorded_crime", *TYPES, "asb")}
    lines = [
        Line(name, NAMES[name], *(beside(changes.get((name, own, each.label))) for each in periods), rates[name])  # type: ignore[call-arg,arg-type]
        for name in NAMES
    ]
    of = {line.id: line for line in lines}
    types = _judged_together([of[name] for name in TYPES], changes, own, periods)
    crime = [measures["recorded_crime", own, each.label]["count"] for each in (quarter.year_before(), quarter)]
    by_type = {NAMES[name]: (of[name].quarter.before, of[name].quarter.count) for name in TYPES}
    wards = _wards(edition, quarter, twelve)
    superseded = edition.rows(
        "SELECT year FROM population WHERE area_type = 'csp' AND area_code = ? AND status = 'superseded'", [own])  # fmt: skip
    year = _residents_year(edition, own, twelve)
    unusual, judged = _unusual(edition, own, quarter)
    return QuarterlyFigures(
        quarter, to_date, twelve, of["recorded_crime"], tuple(types), of["asb"], _parts(by_type, *crime),
        _parts({ward.name: (ward.quarter.before, ward.quarter.count) for ward in wards}, *crime),
        tuple(wards), unusual, judged, year, year in {row["year"] for row in superseded},
        rows_refused(edition, force, twelve.year_before().start, quarter.end),
    )  # fmt: skip


def beside(change: Row | None) -> Beside:
    if change is None:
        return Beside(None, None, None, "refused", "month_not_supplied")
    return Beside(
        change["count"], change["count_before"], change["value"], change["verdict"], change["missing_reason"],
        tuple((change["break_ids"] or "").split()), change["hangs_on_runs"],
    )  # fmt: skip


def _judged_together(
    lines: Sequence[Line], changes: Mapping[Any, Row], own: str, periods: Sequence[Period]
) -> list[Line]:
    """The types with what may be said of each among all of them (Benjamini and Hochberg), period by period."""
    for field, period in zip(("quarter", "year_to_date", "twelve"), periods, strict=True):
        rows = {line.id: changes.get((line.id, own, period.label)) for line in lines}
        verdicts = settled(rows)
        lines = [replace(line, **{field: replace(getattr(line, field), verdict=verdicts[line.id])}) for line in lines]
    return list(lines)


def settled(changes: Mapping[str, Row | None]) -> dict[str, str]:
    """Verdicts of a family of changes: what is up or down only while nobody looks at the others says so."""
    tested = {key: row["p"] for key, row in changes.items() if row is not None and row["p"] is not None}
    adjusted = dict(zip(tested, benjamini_hochberg(list(tested.values())), strict=True))
    found = {key: "refused" if row is None else row["verdict"] for key, row in changes.items()}
    return {
        key: f"{verdict}_alone" if verdict in ("up", "down") and adjusted.get(key, 0) > ALPHA else verdict
        for key, verdict in found.items()
    }


def _rates(
    edition: Edition, series: SeriesSet, own: str, force: str, twelve: Period, indicator: str
) -> tuple[Rate, ...]:
    """The partnership's rate over twelve months, its named comparators' and that of the rest of its force."""
    rows = {row["area_code"]: row for row in edition.rows(
        """SELECT measure.*, area.name, area.role, area.force_code FROM measure JOIN area USING (area_type, area_code)
        WHERE indicator_id = ? AND area_type = 'csp' AND period = ?""", [indicator, twelve.label])}  # fmt: skip
    if own not in rows:
        return ()
    others = [
        ("named", row) for row in sorted(rows.values(), key=lambda row: row["name"]) if row["role"] == "comparator"
    ]
    members = [row for code, row in rows.items() if row["force_code"] == force and code != own]
    rest = _rest_of_force(series, indicator, rows[own], members, force, twelve)
    judged = comparisons(rows[own], [*others, *([("force", rest)] if rest else [])])
    verdicts = {row["comparator_code"]: row["verdict"] for row in judged}
    found = [_rate(rows[own], "own", None), *(_rate(row, "named", verdicts[row["area_code"]]) for _, row in others)]
    return (*found, _rate({**rest, "name": "Rest of the force"}, "force", verdicts[force])) if rest else tuple(found)


def _rate(row: Row, kind: str, verdict: str | None) -> Rate:
    limits = row["dispersed_lower"], row["dispersed_upper"]
    return Rate(row["name"], kind, row["value"], *limits, verdict, row["missing_reason"])


def _rest_of_force(
    series: SeriesSet, indicator: str, own: Row, members: Sequence[Row], force: str, twelve: Period
) -> dict[str, Any] | None:
    """The force's other CSPs together, measured as one; None where one of them has no rate, or residents of another year."""
    years = {row["denominator_year"] for row in (own, *members)}
    if not members or len(years) != 1 or any(row["value"] is None for row in (own, *members)):
        return None
    codes = {row["area_code"] for row in members}
    rows = np.flatnonzero((series.indicators == indicator) & np.isin(series.area_codes, sorted(codes)))
    together = replace(
        series.taken(rows[:1]), counts=series.counts[rows].sum(axis=0)[None, :],
        standing=series.standing[rows].max(axis=0)[None, :],
        area_types=np.array(["force"], dtype=object), area_codes=np.array([force], dtype=object),
    )  # fmt: skip
    residents = np.array([[float(sum(row["denominator"] for row in members))]])
    people = Residents({("force", force): 0}, (int(own["denominator_year"]),), residents)
    (columns,) = measure_columns(together, Denominator.RESIDENTS, people, [twelve])
    values = {name: column[0] for name, column in columns.items()}
    return {name: None if isinstance(value, float) and np.isnan(value) else value for name, value in values.items()}


def _residents_year(edition: Edition, own: str, twelve: Period) -> int | None:
    rows = edition.rows(
        "SELECT denominator_year FROM measure WHERE indicator_id = 'recorded_crime' AND area_type = 'csp' AND area_code = ? "
        "AND period = ?", [own, twelve.label])  # fmt: skip
    return rows[0]["denominator_year"] if rows else None


def _parts(
    counts: Mapping[str, tuple[int | None, int | None]], before: int | None, after: int | None
) -> tuple[Part, ...]:
    """The parts of the net change; wards that do not make up the whole are joined by what lies in none of them."""
    known = {name: (early, late) for name, (early, late) in counts.items() if early is not None and late is not None}
    if before is None or after is None or len(known) < len(counts) or not known:
        return ()
    left = before - sum(early for early, _ in known.values()), after - sum(late for _, late in known.values())
    if any(left):
        known["Elsewhere in the area"] = left
    names = list(known)
    found = contributions(names, [known[name][0] for name in names], [known[name][1] for name in names], before, after)
    return tuple(Part(part.name, part.before, part.after) for part in found.parts)


def _wards(edition: Edition, quarter: Period, twelve: Period) -> list[WardLine]:
    rows = edition.rows(
        "SELECT area_code, name FROM area WHERE area_type = 'ward' AND role = 'own' ORDER BY name, area_code"
    )
    if not rows:
        return []
    codes = [row["area_code"] for row in rows]
    _, changes = changed(edition, street_series(edition, AreaType.WARD, codes), [quarter, twelve])

    def family(indicator: str, period: Period) -> dict[str, Beside]:
        found = {code: changes.get((indicator, code, period.label)) for code in codes}
        return {code: replace(beside(found[code]), verdict=verdict) for code, verdict in settled(found).items()}

    columns = [family("recorded_crime", quarter), family("recorded_crime", twelve), family("asb", twelve)]
    return [WardLine(row["area_code"], row["name"], *(column[row["area_code"]] for column in columns)) for row in rows]


def _unusual(edition: Edition, own: str, quarter: Period) -> tuple[tuple[UnusualMonth, ...], int]:
    rows: Iterable[Row] = edition.rows(
        "SELECT * FROM usual_range WHERE area_code = ? AND month BETWEEN ? AND ? AND count IS NOT NULL "
        "AND indicator_id <> 'recorded_crime' ORDER BY month, indicator_id",
        [own, quarter.start.first_day, quarter.end.first_day],
    )
    judged = [row for row in rows if row["indicator_id"] in NAMES]
    found = [row for row in judged if row["verdict"] in ("above_998", "below_998")]
    return tuple(
        UnusualMonth(NAMES[row["indicator_id"]], row["month"], row["count"], row["lower_998"], row["upper_998"])
        for row in found
    ), len(judged)
