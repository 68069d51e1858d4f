from saferplan.tables.schema import Column, Table

PERIOD_TYPES = "('month', 'financial_year', 'calendar_year', 'rolling_twelve_months')"

MEASURE = Table(
    name="measure",
    description="A computed figure: one indicator, one area, one period. Where it cannot be had, `missing_reason` says why.",
    columns=(
        Column("indicator_id", "VARCHAR", "The indicator."),
        Column("area_type", "VARCHAR", "Kind of area."),
        Column("area_code", "VARCHAR", "The area."),
        Column("period_type", "VARCHAR", "Kind of period.", check=f"period_type IN {PERIOD_TYPES}"),
        Column("period", "VARCHAR", "The period's name, as in 2024/25."),
        Column("period_start", "DATE", "First day of its first month."),
        Column("period_end", "DATE", "First day of its last month."),
        Column("count", "BIGINT", "Offences or incidents; null where a month was not supplied.", nullable=True),
        Column("denominator", "BIGINT", "Residents.", nullable=True),
        Column("denominator_year", "INTEGER", "Mid-year of the residents.", nullable=True),
        Column("value", "DOUBLE", "Rate per 1,000 residents over the period.", nullable=True),
        Column("lower", "DOUBLE", "Lower 95% limit if counts varied as Poisson.", nullable=True),
        Column("upper", "DOUBLE", "Upper 95% limit if counts varied as Poisson.", nullable=True),
        Column("method", "VARCHAR", "How the limits were made: `byar` from a count of 10, `exact` below.", nullable=True),
        Column("dispersion", "DOUBLE", "How many times more than Poisson the series varies; null under 24 months.", nullable=True),
        Column("dispersed_lower", "DOUBLE", "Lower 95% limit widened by the dispersion; the one to use.", nullable=True),
        Column("dispersed_upper", "DOUBLE", "Upper 95% limit widened by the dispersion; the one to use.", nullable=True),
        Column("missing_reason", "VARCHAR", "Why the count or the rate is missing.", nullable=True,
               check="missing_reason IN ('month_not_supplied', 'count_under_20', 'no_population', 'visited_place', "
                     "'rows_not_placed')"),
        Column("missing_months", "VARCHAR", "The months that were not supplied, joined by spaces.", nullable=True),
    ),
    sort_key=("indicator_id", "area_type", "area_code", "period_type", "period"),
    caveats=("Rates are for whole years only; a month has a count and no rate.",),
)  # fmt: skip
