"""What the running financial year may come to, as a small table under the charts by month."""

from collections.abc import Mapping
from typing import Any

from saferplan.base.numerals import plural, whole
from saferplan.report.blocks import Grid, GridColumn
from saferplan.report.place import Place

OPEN_UP_TO = 3


def projection_grid(place: Place, titles: Mapping[str, str], identifier: str) -> list[Grid]:
    """A table of the projections of these indicators; none where the edition has none."""
    rows = place.rows(
        "SELECT * FROM projection WHERE area_code = ? AND list_contains(?, indicator_id) ORDER BY period, indicator_id",
        place.area_code, list(titles),
    )  # fmt: skip
    if not rows:
        return []
    by_indicator = {row["indicator_id"]: row for row in rows}
    year, months = rows[-1]["period"], rows[-1]["months_known"]
    columns = (
        GridColumn("What", weight=2), GridColumn("So far", numeric=True), GridColumn("Projected", numeric=True),
        GridColumn("Range expected by chance (95%)", numeric=True, weight=2),
        GridColumn("Last year's figures for the months to come", numeric=True, weight=2),
    )  # fmt: skip
    cells = tuple(_cells(title, by_indicator[name]) for name, title in titles.items() if name in by_indicator)
    caption = f"What {year} may come to, from {plural(months, 'month')} of it, if things go on as they have"
    return [Grid(identifier, caption, columns, cells, folded=len(cells) > OPEN_UP_TO)]


def _cells(title: str, row: dict[str, Any]) -> tuple[str, ...]:
    limits = f"{whole(max(0, row['lower_95']))} to {whole(row['upper_95'])}"
    return (title, whole(row["known"]), whole(row["value"]), limits, whole(row["naive"]))
