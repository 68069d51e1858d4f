"""How rows came to their areas, by force and year."""

from saferplan.base.numerals import whole
from saferplan.report.blocks import Grid, GridColumn, Notice, Section, Text
from saferplan.report.place import Place
from saferplan.report.wording import PLACEMENTS, UNITS

HEADING = "How rows were placed"
OPEN_UP_TO = 12
_SQL = """
PIVOT (SELECT reported_by, period, unit, placement, rows FROM placement_summary)
ON placement IN ({placements}) USING sum(rows) GROUP BY reported_by, period, unit
ORDER BY reported_by, period, unit DESC
"""


def placement_section(place: Place) -> Section:
    rows = place.rows(_SQL.format(placements=", ".join(f"'{placement}'" for placement in PLACEMENTS)))
    if not rows:
        return Section(
            "placement", HEADING, (Notice("placement-absent", "This edition does not say how rows were placed."),)
        )
    lead = Text(
        "placement-lead",
        "Rows are counted in the LSOA of 2021 they were published with. Where an LSOA was split, the map point "
        "decides; what cannot be told stays a remainder: it is in no LSOA, and in its borough only if all of the LSOA is.",
    )
    placed = tuple(GridColumn(words, numeric=True) for words in PLACEMENTS.values())
    columns = (GridColumn("Police force", weight=2), GridColumn("Financial year"), GridColumn("What"), *placed)
    cells = tuple(
        (
            row["reported_by"],
            place.year_words(row["period"]),
            UNITS[row["unit"]],
            *(whole(row[placement] or 0) for placement in PLACEMENTS),
        )
        for row in rows
    )
    grid = Grid("placement-table", "Rows by how they were placed", columns, cells, folded=len(cells) > OPEN_UP_TO)
    return Section("placement", HEADING, (lead, grid, *_outside(place)))


def _outside(place: Place) -> list[Text]:
    """Rows that a force recorded outside its own area are counted there by nobody; their number is said."""
    found = place.rows(
        "SELECT reported_by, sum(rows) AS rows FROM placement_summary WHERE place = 'outside_force_area' "
        "GROUP BY reported_by ORDER BY reported_by"
    )
    return [
        Text(
            f"placement-outside-{row['reported_by']}",
            f"{row['reported_by']}: {whole(row['rows'])} of these rows lie outside its own area "
            "and are left out of every borough's count.",
        )
        for row in found
    ]
