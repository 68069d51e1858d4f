from saferplan.tables.schema import Column, Table

WARD_EDGE = Table(
    name="ward_edge",
    description="The share of a ward's recorded crime at map points within 100 metres of its boundary, where snapping may put it "
    "in the wrong ward.",
    columns=(
        Column("area_code", "VARCHAR", "The ward."),
        Column("period", "VARCHAR", "The financial year."),
        Column("rows", "BIGINT", "Recorded crimes in the ward."),
        Column(
            "near_boundary", "BIGINT", "Of these, within 100 metres of the boundary.", check="near_boundary <= rows"
        ),
    ),
    sort_key=("area_code", "period"),
)
