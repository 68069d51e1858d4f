from saferplan.tables.schema import Column, Table

CHANGE = Table(
    name="change",
    description="A period against an earlier one of the same kind: the change, its interval and a verdict, guarded first.",
    columns=(
        Column("indicator_id", "VARCHAR", "The indicator."),
        Column("area_type", "VARCHAR", "Kind of area."),
        Column("area_code", "VARCHAR", "The area."),
        Column("period_type", "VARCHAR", "Financial year, or twelve rolling months."),
        Column("period", "VARCHAR", "The period."),
        Column("period_before", "VARCHAR", "The earlier period: one, two or five years before."),
        Column("years", "INTEGER", "How many years lie between."),
        Column("count", "BIGINT", "In the period.", nullable=True),
        Column("count_before", "BIGINT", "In the earlier period.", nullable=True),
        Column("value", "DOUBLE", "Relative change; 0.088 is a rise of 8.8%.", nullable=True),
        Column("lower", "DOUBLE", "Lower 95% limit of the relative change, widened by dispersion.", nullable=True),
        Column("upper", "DOUBLE", "Upper 95% limit of the relative change, widened by dispersion.", nullable=True),
        Column("dispersion", "DOUBLE", "Dispersion of the series.", nullable=True),
        Column("p", "DOUBLE", "Two-sided probability of so large a change by chance.", nullable=True),
        Column("p_with_runs", "DOUBLE", "The same if the way months run together is chance and no movement of its "
            "own.", nullable=True),
        Column("hangs_on_runs", "BOOLEAN", "Whether a rise or fall would not stand out if high months ran together by chance.",
               nullable=True),
        Column("verdict", "VARCHAR", "What may be said.",
               check="verdict IN ('up', 'down', 'about_the_same', 'no_clear_change', 'not_enough_history', 'refused')"),
        Column("missing_reason", "VARCHAR", "Why there is no percentage.", nullable=True,
               check="missing_reason IN ('month_not_supplied', 'month_partial', 'base_under_20', 'series_break', "
                     "'outcomes_too_young', 'not_classified', 'rows_not_placed', 'not_in_table', 'rows_refused')"),
        Column("break_ids", "VARCHAR", "Breaks in recording that lie between, joined by spaces; null if none.", nullable=True),
        Column("count_without", "BIGINT", "The same without the groups that a break touches.", nullable=True),
        Column("count_before_without", "BIGINT", "The earlier period without those groups.", nullable=True),
    ),
    sort_key=("indicator_id", "area_type", "area_code", "period", "period_before"),
)  # fmt: skip
