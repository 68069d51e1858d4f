"""Breaks in recording that fall into the edition's months or that touch a change, and the changes they touch."""

from typing import Any

from saferplan.base.categories import Denominator
from saferplan.base.numerals import percent, whole
from saferplan.report.blocks import Block, Grid, GridColumn, Notice, Section, Text
from saferplan.report.place import Place
from saferplan.report.recording import Break, all_breaks, groups_named
from saferplan.report.wording import missing

HEADING = "Changes in recording"
EFFECTS = {
    "up": "more is recorded", "down": "less is recorded", "mix": "moves between types", "missing": "figures are missing",
    "not_comparable": "not comparable",
}  # fmt: skip
DONE = {
    "annotate": "Said beside the figure", "split": "Compared on either side only", "refuse": "No change across it is quoted",
}  # fmt: skip


def breaks_section(place: Place) -> Section:
    touched = place.rows(_CHANGES_SQL, place.area_code)
    changes = [row for row in touched if row["is_newest_year"]]
    touching = {name for row in touched for name in row["break_ids"].split()}
    shown = [each for each in all_breaks(place) if each.id in touching or _falls_in(each, place)]
    if not shown:
        return Section(
            "breaks", HEADING, (Notice("breaks-absent", "No known change in recording falls into these months."),)
        )
    lead = Text(
        "breaks-lead",
        "When the way crime is recorded changes, a count may rise or fall without any change in crime. These changes fall into the "
        "months of this edition or into a comparison of it. One without a citation is suspected only.",
    )
    return Section("breaks", HEADING, (lead, _register(shown), *_touched(changes)))


def _falls_in(each: Break, place: Place) -> bool:
    return bool(
        place.first_month and place.last_month and each.first <= place.last_month and each.last >= place.first_month
    )


def _register(shown: list[Break]) -> Grid:
    columns = (
        GridColumn("When", weight=2), GridColumn("What changed", weight=4), GridColumn("What it touches", weight=2),
        GridColumn("Effect", weight=2), GridColumn("Source", weight=3), GridColumn("What is done", weight=2),
    )  # fmt: skip
    rows = tuple(
        (
            each.when, each.wording, groups_named(each), EFFECTS[each.row["effect"]],
            each.row["citation"] or "Suspected: no citation", DONE[each.row["behaviour"]],
        )
        for each in shown
    )  # fmt: skip
    return Grid("breaks-table", "Changes in recording, in the order of their months", columns, rows)


_CHANGES_SQL = """
SELECT change.*, period_type = 'financial_year' AND years = 1 AND period = max(period)
        FILTER (period_type = 'financial_year' AND years = 1 AND count IS NOT NULL AND count_before IS NOT NULL)
        OVER (PARTITION BY change.indicator_id) AS is_newest_year, indicator.denominator,
    coalesce(indicator.title, change.indicator_id) AS title
FROM change LEFT JOIN indicator ON indicator.indicator_id = change.indicator_id
WHERE area_type = 'csp' AND area_code = ? AND break_ids IS NOT NULL AND break_ids <> ''
ORDER BY title, period, years, change.indicator_id, period_before
"""


def _touched(changes: list[dict[str, Any]]) -> list[Block]:
    """The newest year's changes that a break touches, beside the same change without the touched types."""
    if not changes:
        return []
    columns = (
        GridColumn("What", weight=3), GridColumn("Periods", weight=3), GridColumn("Counts", numeric=True, weight=2),
        GridColumn("Change", numeric=True, weight=2), GridColumn("Without the types touched", numeric=True, weight=2),
    )  # fmt: skip
    rows = tuple(
        (row["title"], f"{row['period']} against {row['period_before']}", _pair(row["count"], row["count_before"]), _change(row),
         _pair(row["count_without"], row["count_before_without"]))
        for row in changes
    )  # fmt: skip
    return [
        Grid(
            "breaks-changes-table",
            "Changes of the newest year that lie across one of these",
            columns,
            rows,
            folded=len(rows) > 6,
        )
    ]


def _pair(count: int | None, before: int | None) -> str:
    return "not available" if count is None or before is None else f"{whole(count)} against {whole(before)}"


def _change(row: dict[str, Any]) -> str:
    if row["value"] is None:
        return f"not quoted: {missing(row['missing_reason'])}" if row["missing_reason"] else "not quoted"
    of = " of the share" if row["denominator"] == Denominator.CRIMES else ""
    return f"{'+' if row['value'] > 0 else '−' if row['value'] < 0 else ''}{percent(row['value'])}{of}"
