from saferplan.tables.schema import Column, Table

FUNNEL_POINT = Table(
    name="funnel_point",
    description="Areas of one kind against their pooled rate, where at least ten do not overlap. Not a league.",
    columns=(
        Column("indicator_id", "VARCHAR", "The indicator."),
        Column("period", "VARCHAR", "The financial year."),
        Column("place_type", "VARCHAR", "Kind of area."),
        Column("area_code", "VARCHAR", "The area."),
        Column("count", "BIGINT", "Offences."),
        Column("denominator", "BIGINT", "Residents."),
        Column("value", "DOUBLE", "Rate per 1,000."),
        Column("baseline", "DOUBLE", "Pooled rate per 1,000."),
        Column("z", "DOUBLE", "Distance from the pooled rate in standard errors, widened by overdispersion."),
        Column("overdispersion", "DOUBLE", "Standard deviation between areas beyond chance, on the scale of the test."),
        Column("verdict", "VARCHAR", "Where it lies.",
               check="verdict IN ('within', 'above_95', 'above_998', 'below_95', 'below_998')"),
    ),
    sort_key=("indicator_id", "period", "place_type", "area_code"),
)  # fmt: skip
