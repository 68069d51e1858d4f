from saferplan.tables.schema import Column, Table

SIGNAL_MONTH = Table(
    name="signal_month",
    description="Counts of a signal's places and category by month, beside what is usual of them.",
    columns=(
        Column("signal_id", "VARCHAR", "The signal."),
        Column("month", "DATE", "First day of the month."),
        Column("observed", "BIGINT", "How many; null where the month is not known whole, or too few to be given.", nullable=True),
        Column("usual", "DOUBLE", "The places' cases before it began, as the rest of the partnership had more or less of a month; "
               "of the whole, the mean and the season of the months before.", nullable=True),
        Column("lower", "DOUBLE", "95% lower limit of a month that is usual, widened by dispersion.", nullable=True),
        Column("upper", "DOUBLE", "95% upper limit.", nullable=True),
        Column("is_small", "BOOLEAN", "Whether the count, a partner's, is not given: small, or beside a small one."),
        Column("is_in_signal", "BOOLEAN", "Whether the signal speaks of this month."),
    ),
    sort_key=("signal_id", "month"),
)  # fmt: skip
