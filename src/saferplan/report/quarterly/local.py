"""Partners' own figures in the quarterly report: each beside its target, red, amber, green or grey, in words and shapes.

Green is met; red is not met by more than a twentieth of the target; amber lies between, or is a percentage whose range by
chance holds the target; grey has no target, or no figure (the key of Safer Derbyshire, with chance allowed for).
"""

from typing import Any

from saferplan.base.by_area import KINDS, NOT_SUMMED, ByArea, given_by_area
from saferplan.base.disclosure import SUPPRESSED_STATUSES, suppressed_words
from saferplan.base.numerals import one_decimal, plural, whole
from saferplan.base.periods import Month, PeriodType, period_of
from saferplan.base.returns import Return, Standing, returns_on
from saferplan.report.blocks import Block, Grid, GridColumn, Notice, Number, Section, Text
from saferplan.report.place import Place
from saferplan.report.quarterly.figures import QuarterlyFigures
from saferplan.report.wording import day_named

HEADING = "Partners' own figures"
FEWEST_OF_A_SHARE = 20
NEAR = 0.05
"""Share of a target within which a figure that misses it is amber."""
ENDED = "period_start + to_months(CASE period_type WHEN 'month' THEN 0 WHEN 'quarter' THEN 2 ELSE 11 END) <= ?"
"""Values of periods whose last month is the quarter's last, or before it."""
DUE_WITHIN_MONTHS = 4
"""Months after a quarter's end within which returns of it fall due; later ones are of later quarters."""
RATINGS = {
    "green": "● Green: met", "amber": "◆ Amber: near the target, or not told from it", "red": "▲ Red: not met",
    "grey": "○ Grey: no target, or no figure",
}  # fmt: skip
BETTER = {
    "lower_is_better": "Lower is better",
    "higher_is_better": "Higher is better",
    "neither": "Neither way is better",
}
STATUSES = {
    "suppressed": "withheld by the partner", "below_threshold": "too few to give", "not_applicable": "not applicable",
    "not_supplied": "not supplied", "nil": "nothing to report",
}  # fmt: skip
STANDINGS = {
    Standing.LATE: "Came late", Standing.MISSING: "Missing", Standing.NIL: "Nothing to report", Standing.RECEIVED: "Received",
}  # fmt: skip


def local_section(place: Place, figures: QuarterlyFigures) -> Section:
    """The latest figure of each indicator up to the quarter's end, and what was due of each partner and did not come."""
    indicators = _indicators(place)
    if not indicators:
        text = "No partner's figures are mapped. Put a partner's file into inbox/ and run: saferplan map FILE"
        return Section(
            "local", HEADING, (Notice("local-absent", "No partner's figures were given." if place.is_public else text),)
        )
    lead = Text(
        "local-lead",
        "As the partners sent them, never added to police figures: what a council or landlord counts may be in those too. A mark "
        "in place of a figure is no zero.",
    )
    blocks: list[Block] = [
        lead,
        *_rule(indicators),
        _grid(place, indicators, figures),
        *_by_area(place, indicators, figures),
    ]
    if late := _returns_grid(place, figures):
        blocks.append(late)
    return Section("local", HEADING, tuple(blocks))


def _indicators(place: Place) -> list[dict[str, Any]]:
    """Those that may be shown."""
    return place.rows("SELECT * FROM local_indicator WHERE may_publish OR NOT ? ORDER BY position", place.is_public)


def _rule(indicators: list[dict[str, Any]]) -> list[Text]:
    """From what a count is shown, where anything is suppressed at all."""
    below = sorted({row["suppress_below"] for row in indicators if row["suppress_below"] is not None})
    return [
        Text(
            f"local-under-{each}-withheld",
            f"A count of people or cases under {each} is printed as “fewer than {each}”, and “suppressed” stands for a share that "
            "rests on so few, or for a figure with which a small one could be worked out. It says nothing of the target.",
        )
        for each in below
    ]


def _grid(place: Place, indicators: list[dict[str, Any]], figures: QuarterlyFigures) -> Grid:
    columns = (
        GridColumn("What", weight=4), GridColumn("Who sent it", weight=2), GridColumn("For", weight=2),
        GridColumn("Figure", numeric=True), GridColumn("A year before", numeric=True), GridColumn("Target", numeric=True),
        GridColumn("Which way is better", weight=2), GridColumn("Against the target", weight=3),
    )  # fmt: skip
    return Grid(
        "local-table", "The latest figure of each", columns, tuple(_row(place, each, figures) for each in indicators)
    )


def _row(place: Place, indicator: dict[str, Any], figures: QuarterlyFigures) -> tuple[str, ...]:
    values = _values(place, indicator, figures)
    latest = _latest(values)
    before = next((row for row in values if latest and _is_year_before(row, latest)), None)
    period, figure = (latest["period"], _figure(latest, indicator)) if latest else ("–", STATUSES["not_supplied"])
    if not (latest and _has_figure(latest)) and (by_area := _given_by_area(place, indicator, figures)):
        period, figure = by_area.period, by_area.words
    return (
        indicator["title"], indicator["supplier"], period, figure, _figure(before, indicator) if before else "–",
        _target(indicator), BETTER[indicator["polarity"]], RATINGS[rating(latest, indicator) if latest else "grey"],
    )  # fmt: skip


def _given_by_area(place: Place, indicator: dict[str, Any], figures: QuarterlyFigures) -> ByArea | None:
    """What was sent of an indicator by ward or other area only, up to the quarter's end."""
    rows = place.rows(
        f"SELECT * FROM local_value WHERE indicator_id = ? AND {ENDED}",
        indicator["indicator_id"], figures.quarter.end.first_day,
    )  # fmt: skip
    return given_by_area(rows, indicator, may_publish=True if place.is_public else None)


def _by_area(place: Place, indicators: list[dict[str, Any]], figures: QuarterlyFigures) -> list[Text]:
    """Which indicators are given by area only, for how many, and that they are not summed."""
    found = [(each, by_area) for each in indicators if (by_area := _given_by_area(place, each, figures))]
    if not found:
        return []
    parts = [
        f"{each['title']}, {by_area.period}: {by_area.words}, for {_counted(place, each, by_area)}"
        for each, by_area in found
    ]
    return [Text("local-by-area-only", f"{'; '.join(parts)}. {NOT_SUMMED}")]


def _counted(place: Place, indicator: dict[str, Any], by_area: ByArea) -> str:
    """ "2 of 27 wards"; "2 wards" where it is not told how many there are in the indicator's own area."""
    if (indicator["area_type"], by_area.kind) != ("csp", KINDS["ward"]):
        return by_area.counted
    rows = place.rows("SELECT area_code FROM area WHERE area_type = 'ward' AND csp_code = ?", indicator["area_code"])
    codes = {row["area_code"] for row in rows}
    return f"{whole(len(by_area.codes))} of {plural(len(codes), 'ward')}" if by_area.codes <= codes else by_area.counted


def _values(place: Place, indicator: dict[str, Any], figures: QuarterlyFigures) -> list[dict[str, Any]]:
    """What was sent of an indicator in its own area up to the quarter's end, in the order of its periods."""
    return place.rows(
        f"SELECT * FROM local_value WHERE indicator_id = ? AND area_type = ? AND area_code = ? AND {ENDED} "
        "ORDER BY period_start",
        indicator["indicator_id"], indicator["area_type"], indicator["area_code"], figures.quarter.end.first_day,
    )  # fmt: skip


def missed_targets(place: Place, figures: QuarterlyFigures) -> list[str]:
    """A sentence for each indicator that is red."""
    found = []
    for indicator in _indicators(place):
        latest = _latest(_values(place, indicator, figures))
        if latest and rating(latest, indicator) == "red":
            figure = _figure(latest, indicator)
            found.append(
                f"{indicator['title']}, {latest['period']}: {figure}, against a target of {_target(indicator)}: not met."
            )
    return found


def _latest(values: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The newest that has a figure, shown or suppressed, else the newest mark."""
    given = [row for row in values if _has_figure(row)] or values
    return given[-1] if given else None


def _has_figure(row: dict[str, Any]) -> bool:
    return row["value"] is not None or row["status"] in SUPPRESSED_STATUSES


def _is_year_before(row: dict[str, Any], latest: dict[str, Any]) -> bool:
    period = period_of(PeriodType(latest["period_type"]), Month.of(latest["period_start"]))
    return bool(row["period_type"] == latest["period_type"] and row["period"] == period.year_before().label)


def rating(value: dict[str, Any], indicator: dict[str, Any]) -> str:
    """Red, amber, green or grey."""
    target, against = indicator["target"], value["against_target"]
    if value["value"] is None or target is None or against is None or _is_of_few(value):
        return "grey"
    if against == "met":
        return "green"
    if against == "no_clear_difference":
        return "amber"
    return "amber" if target and abs(value["value"] - target) <= NEAR * abs(target) else "red"


def _is_of_few(row: dict[str, Any]) -> bool:
    """Whether it is a share of fewer than twenty: no percentage is given of so few."""
    return row["denominator"] is not None and row["denominator"] < FEWEST_OF_A_SHARE


def _figure(row: dict[str, Any], indicator: dict[str, Any]) -> str:
    if row["status"] in SUPPRESSED_STATUSES:
        return suppressed_words(row["status"], indicator["suppress_below"], is_count=indicator["unit"] != "percent")
    if row["value"] is None:
        return STATUSES.get(row["status"], "no figure")
    if indicator["unit"] == "percent" and _is_of_few(row):
        did = row["numerator"] if row["numerator"] is not None else row["value"] * row["denominator"] / 100
        return f"{whole(round(did))} of {whole(row['denominator'])}"
    return _number(row["value"], indicator["unit"])


def _target(indicator: dict[str, Any]) -> str:
    return "none" if indicator["target"] is None else _number(indicator["target"], indicator["unit"])


def _number(value: float, unit: str) -> str:
    """As it is written; a percentage keeps its sign in words and is a plain number in a workbook."""
    words = whole(value) if float(value).is_integer() else one_decimal(value)
    shown = {"percent": f"{words}%", "pounds": f"£{words}"}.get(unit, words)
    return Number(shown, value, "count" if float(value).is_integer() else "rate") if shown == words else shown


def _returns_grid(place: Place, figures: QuarterlyFigures) -> Grid | None:
    """Returns up to the quarter's end that came late, came empty or did not come, as on the day the report is made."""
    if place.today is None:
        return None
    rows = place.rows("SELECT * FROM local_return ORDER BY mapping, period_start")
    last_due = figures.quarter.end.plus(DUE_WITHIN_MONTHS).first_day
    found = [
        each for each in returns_on(rows, place.today)
        if each.standing in (Standing.LATE, Standing.MISSING, Standing.NIL) and each.due_on < last_due
    ]  # fmt: skip
    if not found:
        return None
    columns = tuple(GridColumn(name, weight=2) for name in ("Who sends it", "For", "Due", "What came"))
    refused = _refused(place)
    cells = tuple((each.supplier, each.period, day_named(each.due_on), _came(each, refused)) for each in found)
    return Grid("local-returns-table", f"{plural(len(cells), 'return')} late, empty or missing", columns, cells)


def _refused(place: Place) -> dict[str, str]:
    """By mapping a file of its supplier that was refused as a whole: of which period it was, nobody can tell."""
    rows = place.rows(
        "SELECT mapping, min(path) AS path FROM input_file JOIN (SELECT DISTINCT mapping, source_id FROM local_indicator) "
        "USING (source_id) WHERE status = 'refused' GROUP BY mapping"
    )
    return {row["mapping"]: row["path"].rpartition("/")[2] for row in rows}


def _came(each: Return, refused: dict[str, str]) -> str:
    if each.standing is Standing.MISSING and each.mapping in refused:
        return f"Missing, or in a file that was refused: {refused[each.mapping]}"
    return STANDINGS[each.standing]
