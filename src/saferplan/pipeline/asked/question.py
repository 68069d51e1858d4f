"""`ask`: how much of what was recorded where and when, out of an edition, with what cannot be said."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from saferplan.base.areas import AreaType, normal_name
from saferplan.base.categories import ASB, CRIME_TYPES, Feed
from saferplan.base.errors import SettingsError
from saferplan.base.numerals import percent
from saferplan.base.periods import Month, Period, span_of
from saferplan.pipeline.asked.map_points import map_point_caveats, map_points, rows_of
from saferplan.pipeline.asked.naming import area_named
from saferplan.pipeline.asked.quarterly import NAMES, beside, settled
from saferplan.pipeline.asked.reach import reach_caveats
from saferplan.pipeline.asked.street import (
    ASKED,
    TYPES,
    breaks_of,
    changed,
    months_of,
    rows_refused,
    street_series,
)
from saferplan.pipeline.asked.ward import monthly, ranges_of
from saferplan.pipeline.validity import asked as analyses
from saferplan.report.answer import MapPoint
from saferplan.report.charts.monthly_series import MonthlySeries
from saferplan.report.quarterly.figures import Beside
from saferplan.tables.editions import Edition

ALL_CRIME = "recorded-crime"


@dataclass(frozen=True)
class Answer:
    """What was asked, as it was understood, and what came of it."""

    area_name: str
    area_type: AreaType
    area_code: str
    span: Period
    lines: tuple[tuple[str, Beside], ...]
    """What was asked for by name, beside the same months a year before; all crime, its types and incidents if nothing was."""
    series: MonthlySeries
    """The first of them by month over all the edition, with the range usual for it."""
    caveats: tuple[str, ...]
    refused: tuple[str, ...]
    points: tuple[MapPoint, ...]
    """Of an area that is a list of streets and points: what it is made of."""


def answer(edition: Edition, *, area: str, first: str, last: str, category: str | None) -> Answer:
    """Raises SettingsError for an area, a month or a category that the edition does not know, with the near ones."""
    found = area_named(edition, area)
    span = _span(edition, first, last)
    chosen = _chosen(category)
    kind, code = AreaType(found["area_type"]), found["area_code"]
    series = street_series(edition, kind, [code])
    _, changes = changed(edition, series, [span])
    rows = {name: changes.get((name, code, span.label)) for name in ASKED}
    together = settled({name: rows[name] for name in TYPES})
    lines = tuple((NAMES[name], _line(name, rows, together, alone=len(chosen) == 1)) for name in chosen)
    shown = monthly(series, ranges_of(series, chosen[:1]), chosen[0], code, f"{NAMES[chosen[0]]} each month")
    listed = rows_of(edition, code) if kind is AreaType.CUSTOM else []
    caveats = (*_caveats(edition, found, span, chosen), *reach_caveats(edition, found), *map_point_caveats(listed))
    return Answer(found["name"], kind, code, span, lines, shown, caveats, _refused(found, lines), map_points(listed))


def _line(name: str, rows: dict[str, Any], together: dict[str, str], *, alone: bool) -> Beside:
    """A type beside the others is judged among them; one that was asked for by name is judged by itself."""
    found = beside(rows[name])
    return found if alone or name not in together else replace(found, verdict=together[name])


def _span(edition: Edition, first: str, last: str) -> Period:
    months = months_of(edition)
    try:
        span = span_of(Month.parse(first), Month.parse(last))
    except ValueError as error:
        raise SettingsError(
            f"These are no months from one to another: {error}.", "Write them as --from 2024-04 --to 2025-03."
        ) from error
    if span.end < months[0] or span.start > months[-1]:
        raise SettingsError(
            f"The edition has months from {months[0].name} to {months[-1].name}.", "Ask for months of these."
        )
    return span


def _chosen(category: str | None) -> tuple[str, ...]:
    if category is None:
        return ASKED
    wanted = normal_name(category.replace("-", " ").replace("_", " "))
    names = {normal_name(name): indicator for indicator, name in NAMES.items()} | {
        "asb": "asb", "all crime": "recorded_crime", "crime": "recorded_crime",
    }  # fmt: skip
    if wanted not in names:
        raise SettingsError(
            f"There is no category “{category}”.", f"The categories are: {', '.join([*CRIME_TYPES, ASB])}."
        )
    return (names[wanted],)


def _caveats(edition: Edition, area: dict[str, Any], span: Period, chosen: Sequence[str]) -> tuple[str, ...]:
    found = [
        "Counted from police.uk: crimes recorded by the force of the area, placed by published map point or LSOA code."
    ]
    gaps = edition.rows(
        "SELECT month, status FROM coverage WHERE feed = ? AND force_code = ? AND status <> 'supplied' AND month BETWEEN ? AND ? "
        "ORDER BY month",
        [Feed.STREET.value, area["force_code"], span.year_before().start.first_day, span.end.first_day],
    )  # fmt: skip
    found += [_gap_words(row) for row in gaps]
    found += rows_refused(edition, area["force_code"], span.year_before().start, span.end)
    found += [
        f"Recording changed, from {each.from_month.name}: {each.wording}"
        for each in breaks_of(edition)
        if each.lies_between(span.year_before(), span) and _touches(each.groups, chosen)
        and each.force_code in (None, area["force_code"]) and (not each.feeds or Feed.STREET in each.feeds)
    ]  # fmt: skip
    if "asb" in chosen and len(chosen) > 1:
        found.append("Incidents of anti-social behaviour are no crimes and are not among them.")
    if AreaType(area["area_type"]) is AreaType.WARD:
        found.append(_BY_ITSELF)
        found += [
            f"{percent(row['near_boundary'] / row['rows'], 0)} of the ward's crime lies within 100 metres of its boundary."
            for row in edition.rows(
                "SELECT * FROM ward_edge WHERE area_code = ? AND rows > 0 ORDER BY period DESC LIMIT 1",
                [area["area_code"]],
            )
        ]
    return tuple(found)


_BY_ITSELF = (
    "The ward is judged by itself here. Ward sheets and the quarterly report judge all wards together, where chance moves some, "
    "and may call the same change one that chance would make."
)


def _gap_words(row: dict[str, Any]) -> str:
    how = "supplied only in part" if row["status"] == "partial" else "not supplied"
    return f"{Month.of(row['month']).name} was {how}. A gap is no zero."


def _touches(groups: Sequence[str], chosen: Sequence[str]) -> bool:
    return not groups or "recorded_crime" in chosen or bool({NAMES[name] for name in chosen} & set(groups))


def _refused(area: dict[str, Any], lines: Sequence[tuple[str, Beside]]) -> tuple[str, ...]:
    """What somebody may want to know next, and why it is not said."""
    found = []
    if any(line.share is None and line.missing_reason == "base_under_20" for _, line in lines):
        found.append("No percentage on fewer than 20.")
    if any(line.missing_reason == "series_break" for _, line in lines):
        found.append("No change of what a break in recording forbids to compare.")
    if area["area_type"] not in ("csp", "force"):
        found.append(
            "No rate: the residents of such a place are not used here, and one that people visit has none that means anything."
        )
    street = [row for row in analyses() if row["source_id"] == Feed.STREET.value]
    not_made = [f"{row['title'][:1].lower()}{row['title'][1:]}" for row in street if not row["is_supported"]]
    if not_made:
        found.append(
            f"Not possible on police.uk's files, of which this is made: {', '.join(not_made)}. See saferplan analyses."
        )
    return tuple(found)
