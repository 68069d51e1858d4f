from saferplan.tables.schema import Column, Table

SEVERITY_COVERAGE = Table(
    name="severity_coverage",
    description="How much of an area's recorded crime has a severity weight, and which codes have none.",
    columns=(
        Column("area_type", "VARCHAR", "Kind of area."),
        Column("area_code", "VARCHAR", "The area."),
        Column("period", "VARCHAR", "The financial year."),
        Column("offences", "BIGINT", "Offences without fraud."),
        Column("weighted", "BIGINT", "Of these, with a weight."),
        Column("severity", "DOUBLE", "Sum of count times weight over the weighted offences."),
        Column("unweighted_codes", "VARCHAR", "Codes without a weight, most offences first, with their offences."),
    ),
    sort_key=("area_type", "area_code", "period"),
)
