from saferplan.tables.schema import Column, Table

AREA_ALIAS = Table(
    name="area_alias",
    description="Other spellings of an area's name. Publishers' spellings drift; codes do not.",
    columns=(
        Column("area_type", "VARCHAR", "Kind of area."),
        Column("area_code", "VARCHAR", "The area."),
        Column("alias", "VARCHAR", "A spelling that some publisher uses."),
    ),
    sort_key=("area_type", "area_code", "alias"),
)
