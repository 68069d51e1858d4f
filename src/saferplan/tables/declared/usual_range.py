from saferplan.tables.schema import Column, Table

USUAL_RANGE = Table(
    name="usual_range",
    description="Each month beside what is usual: trend, season and limits widened by dispersion; for the newest "
        "month, limits that "
    "do not know it.",
    columns=(
        Column("indicator_id", "VARCHAR", "The indicator."),
        Column("area_code", "VARCHAR", "The partnership."),
        Column("month", "DATE", "First day of the month."),
        Column("count", "BIGINT", "Offences or incidents; null where not supplied whole.", nullable=True),
        Column("expected", "DOUBLE", "By trend and season."),
        Column("lower_95", "DOUBLE", "95% lower limit."),
        Column("upper_95", "DOUBLE", "95% upper limit."),
        Column("lower_998", "DOUBLE", "99.8% lower limit."),
        Column("upper_998", "DOUBLE", "99.8% upper limit."),
        Column("is_newest", "BOOLEAN", "Whether it is the newest month, judged against those before it."),
        Column("verdict", "VARCHAR", "Where it lies.",
               check="verdict IN ('usual', 'above_95', 'above_998', 'below_95', 'below_998', 'not_supplied')"),
    ),
    sort_key=("indicator_id", "area_code", "month"),
    caveats=("One month in twenty lies outside the 95% limits by chance alone.",),
)  # fmt: skip
