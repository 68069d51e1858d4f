"""What Excel draws of a sheet by itself: charts beside a table, and shades in its cells."""

from typing import Any

from saferplan.report.blocks import Grid
from saferplan.report.documents.live_numbers import live_number

FIRST_ROW = 4
"""The sheet's row, from 0, of the first row of a table."""
LEAST_ROWS = 5
"""Rows from which a table gets a chart."""
_COLOURS = ("#12436d", "#28a197", "#801650", "#f46a25", "#3d3d3d")


def add_picture(book: Any, sheet: Any, grid: Grid) -> None:
    """Bars of changes or of the newest month, lines of months, or shades of cells; nothing where none of these fits."""
    headings = [column.heading for column in grid.columns]
    if grid.id == "day-hour-table":
        _shades(sheet, grid)
    elif grid.id == "near-repeat-table":
        _marks(book, sheet, grid, headings.index("What may be said"))
    elif len(grid.rows) < LEAST_ROWS:
        return
    elif headings[0] == "Month":
        _lines(book, sheet, grid)
    elif bars := [place for place, heading in enumerate(headings) if heading in ("Change", "Newest month")]:
        _bars(book, sheet, grid, bars[0])


def _figures(grid: Grid, place: int, rows: list[int]) -> int:
    """In how many rows a column of numbers has a figure."""
    is_live = grid.columns[place].numeric
    return sum(is_live and live_number(grid.rows[row][place], numeric=True) is not None for row in rows)


def _bars(book: Any, sheet: Any, grid: Grid, place: int) -> None:
    """Bars of one column, without the row of the total."""
    rows = [line for line, row in enumerate(grid.rows) if row[0] != grid.marked_row]
    if len(rows) < LEAST_ROWS or _figures(grid, place, rows) < len(rows):
        return
    first, last = FIRST_ROW + rows[0], FIRST_ROW + rows[-1]
    chart, heading = book.add_chart({"type": "bar"}), grid.columns[place].heading
    chart.add_series({
        "name": heading, "categories": [sheet.name, first, 0, last, 0], "values": [sheet.name, first, place, last, place],
        "fill": {"color": _COLOURS[0]}, "invert_if_negative": True, "invert_if_negative_color": "#73a5d1", "gap": 40,
    })  # fmt: skip
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "label_position": "low"})
    _insert(sheet, grid, chart, 60 + 24 * len(rows), f"the column “{heading}” of each row, as in the table.")


def _lines(book: Any, sheet: Any, grid: Grid) -> None:
    """A line for each column of counts by month."""
    months = list(range(len(grid.rows)))  # a gap is no figure, and the chart leaves it open
    places = [place for place in range(1, len(grid.columns)) if 2 * _figures(grid, place, months) > len(months)]
    if not places:
        return
    chart, last = book.add_chart({"type": "line"}), FIRST_ROW + len(grid.rows) - 1
    for number, place in enumerate(places):
        chart.add_series({
            "name": [sheet.name, FIRST_ROW - 1, place], "categories": [sheet.name, FIRST_ROW, 0, last, 0],
            "values": [sheet.name, FIRST_ROW, place, last, place],
            "line": {"color": _COLOURS[number % len(_COLOURS)], "width": 2},
        })  # fmt: skip
    chart.show_blanks_as("gap")
    chart.set_y_axis({"min": 0, "num_format": "#,##0"})
    chart.set_x_axis({"interval_unit": 6, "num_font": {"rotation": -45, "size": 8}})
    chart.set_legend({"position": "bottom"})
    _insert(sheet, grid, chart, 300, "a line for each column of counts, as in the table.")


def _insert(sheet: Any, grid: Grid, chart: Any, height: int, described: str) -> None:
    chart.set_title({"name": grid.caption, "name_font": {"size": 11}})
    chart.set_size({"width": 640, "height": height})
    sheet.insert_chart(FIRST_ROW + len(grid.rows) + 2, 0, chart, {"description": f"{grid.caption}: {described}"})


def _shades(sheet: Any, grid: Grid) -> None:
    """The darker the more, over all hours and days together."""
    look = {"type": "3_color_scale", "min_color": "#ffffff", "mid_color": "#9bbcd9", "max_color": "#5694ca"}
    sheet.conditional_format(FIRST_ROW, 1, FIRST_ROW + len(grid.rows) - 1, len(grid.columns) - 1, look)


def _marks(book: Any, sheet: Any, grid: Grid, place: int) -> None:
    """The cells with more pairs than chance makes, set apart."""
    look = book.add_format({"bold": True, "bg_color": "#c6dbef"})
    rule = {"type": "cell", "criteria": "==", "value": '"more than chance"', "format": look}
    sheet.conditional_format(FIRST_ROW, place, FIRST_ROW + len(grid.rows) - 1, place, rule)
