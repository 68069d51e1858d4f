from saferplan.tables.schema import Column, Table

COMPARISON = Table(
    name="comparison",
    description="The partnership's rate against each comparator's, tested together (Holm) with limits widened by dispersion.",
    columns=(
        Column("indicator_id", "VARCHAR", "The indicator."),
        Column("area_code", "VARCHAR", "The partnership."),
        Column("comparator_code", "VARCHAR", "The other CSP."),
        Column("period", "VARCHAR", "The financial year."),
        Column("ratio", "DOUBLE", "The partnership's rate over the comparator's.", nullable=True),
        Column("lower", "DOUBLE", "Lower 95% limit of the ratio, widened by dispersion.", nullable=True),
        Column("upper", "DOUBLE", "Upper 95% limit of the ratio, widened by dispersion.", nullable=True),
        Column("p", "DOUBLE", "Two-sided probability of so large a difference by chance.", nullable=True),
        Column("p_adjusted", "DOUBLE", "The same, adjusted for the number of comparators (Holm 1979).", nullable=True),
        Column("verdict", "VARCHAR", "What may be said.",
               check="verdict IN ('lower', 'higher', 'not_distinguishable', 'not_enough_history', 'refused')"),
        Column("missing_reason", "VARCHAR", "Why it could not be compared.", nullable=True),
    ),
    sort_key=("indicator_id", "area_code", "comparator_code", "period"),
)  # fmt: skip
