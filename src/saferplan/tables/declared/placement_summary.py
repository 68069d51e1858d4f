from saferplan.tables.schema import Column, Table

PLACEMENT_SUMMARY = Table(
    name="placement_summary",
    description="How rows were placed, by force and financial year: what was carried by code, by point, and what is left.",
    columns=(
        Column("unit", "VARCHAR", "Offences or incidents.", check="unit IN ('offence', 'asb_incident')"),
        Column("reported_by", "VARCHAR", "The force that recorded them, as published."),
        Column("period", "VARCHAR", "The financial year."),
        Column("placement", "VARCHAR", "How they came to an LSOA of 2021."),
        Column("place", "VARCHAR", "Where that puts them.",
               check="place IN ('force_area', 'outside_force_area', 'unplaced')"),
        Column("rows", "BIGINT", "Rows."),
    ),
    sort_key=("unit", "reported_by", "period", "placement", "place"),
)  # fmt: skip
