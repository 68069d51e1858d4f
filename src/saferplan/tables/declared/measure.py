from saferplan.tables.schema import Column, Table

PERIOD_TYPES = "('month', 'quarter', 'financial_year', 'calendar_year', 'rolling_twelve_months')"

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
        Column("count", "BIGINT", "What is counted; null where a month was not supplied whole.", nullable=True),
        Column("denominator", "BIGINT", "Residents, households or crimes, as the indicator says.", nullable=True),
        Column("denominator_year", "INTEGER", "Year of the residents or households.", nullable=True),
        Column("value", "DOUBLE", "Rate per 1,000, percentage or severity, as the indicator says.", nullable=True),
        Column("lower", "DOUBLE", "Lower 95% limit if counts varied as Poisson.", nullable=True),
        Column("upper", "DOUBLE", "Upper 95% limit if counts varied as Poisson.", nullable=True),
        Column("method", "VARCHAR", "How the limits were made: `byar` from a count of 10, `exact` below; `wilson` for "
            "shares; `none` for severity.", nullable=True),
        Column("dispersion", "DOUBLE", "How many times more than Poisson the series varies; null under 24 months, and "
            "in small areas where no rate is given.", nullable=True),
        Column("freedom", "DOUBLE", "Degrees of freedom the dispersion was estimated with: months (or quarters) less "
            "4.", nullable=True),
        Column("run_correlation", "DOUBLE", "How far months run together: correlation of a month with the next, trend "
            "and season taken "
               "out; null for quarters, shares and small areas.", nullable=True),
        Column("dispersed_lower", "DOUBLE", "Lower 95% limit widened by the dispersion; the one to use.", nullable=True),
        Column("dispersed_upper", "DOUBLE", "Upper 95% limit widened by the dispersion; the one to use.", nullable=True),
        Column("missing_reason", "VARCHAR", "Why the count or the rate is missing.", nullable=True,
               check="missing_reason IN ('month_not_supplied', 'month_partial', 'count_under_20', 'no_population', "
                   "'no_households', 'rows_unplaced', "
                     "'visited_place', 'rows_not_placed', 'outcomes_too_young', 'under_95_weighted', 'not_classified', "
                     "'base_under_20', 'not_in_table', 'rows_refused')"),
        Column("missing_months", "VARCHAR", "The months that were not supplied, or only in part, or refused or without a row of "
            "it, joined by spaces.", nullable=True),
    ),
    sort_key=("indicator_id", "area_type", "area_code", "period_type", "period"),
    caveats=("Rates are for whole years only; a month has a count and no rate.",),
)  # fmt: skip
