from saferplan.tables.schema import Column, Table

SEARCH_ETHNICITY = Table(
    name="search_ethnicity",
    description="Stops and searches by the published fields of ethnicity, with those that say nothing.",
    columns=(
        Column("area_type", "VARCHAR", "Kind of area."),
        Column("area_code", "VARCHAR", "The area."),
        Column("period", "VARCHAR", "The financial year."),
        Column("field", "VARCHAR", "Who said it.", check="field IN ('self_defined', 'officer_defined')"),
        Column("ethnicity", "VARCHAR", "As published, its broad group; `not stated` where nothing is published."),
        Column("searches", "BIGINT", "Stops and searches."),
    ),
    sort_key=("area_type", "area_code", "period", "field", "ethnicity"),
    caveats=("No rate by ethnicity is made: residents by ethnicity are no source of this edition.",),
)
