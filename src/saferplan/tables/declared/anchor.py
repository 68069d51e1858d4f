from saferplan.tables.schema import Column, Table

ANCHOR = Table(
    name="anchor",
    description="Map points that are a prison, hospital, police station, custody suite or large store: much is "
    "recorded at them that "
    "says little of the streets around.",
    columns=(
        Column("area_type", "VARCHAR", "Kind of area."),
        Column("area_code", "VARCHAR", "The area."),
        Column("period", "VARCHAR", "The financial year."),
        Column("anchor_type", "VARCHAR", "What stands there, by the publisher's name of the point."),
        Column("points", "BIGINT", "Map points of that name."),
        Column("crimes", "BIGINT", "Crimes recorded at them."),
        Column("asb_incidents", "BIGINT", "Incidents of anti-social behaviour recorded at them."),
        Column("all_crimes", "BIGINT", "All crimes of the area."),
    ),
    sort_key=("area_type", "area_code", "period", "anchor_type"),
)
