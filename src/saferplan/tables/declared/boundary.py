from saferplan.tables.schema import Column, Table

BOUNDARY = Table(
    name="boundary",
    description="Boundaries as supplied, in longitude and latitude (WGS 84).",
    columns=(
        Column("area_type", "VARCHAR", "Kind of area."),
        Column("area_code", "VARCHAR", "The area."),
        Column("vintage", "INTEGER", "Year of the boundary."),
        Column("geometry", "BLOB", "Polygon or multipolygon as well-known binary; degrees, longitude first."),
        Column("file_id", "INTEGER", "The file it came from; 0 for a custom area drawn in saferplan.toml."),
    ),
    sort_key=("area_type", "area_code"),
)
