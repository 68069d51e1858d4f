from saferplan.tables.schema import Column, Table

COMPARISON = Table(
    name="comparison",
    description="The partnership's rate against other areas', each family tested together (Holm), limits widened by dispersion. "
    "An area that holds the partnership is compared without it: the partnership against the rest.",
    columns=(
        Column("indicator_id", "VARCHAR", "The indicator."),
        Column("area_code", "VARCHAR", "The partnership."),
        Column("comparator_type", "VARCHAR", "What the other is to the partnership.",
               check="comparator_type IN ('named', 'most_similar', 'force', 'region', 'country')"),
        Column("comparator_code", "VARCHAR", "The other area."),
        Column("period", "VARCHAR", "The financial year."),
        Column("other_count", "BIGINT", "The other's count; the rest's where it holds the partnership.", nullable=True),
        Column("other_denominator", "BIGINT", "Whom the other's count is divided by.", nullable=True),
        Column("other_value", "DOUBLE", "The other's rate; the rest's where it holds the partnership.", nullable=True),
        Column("ratio", "DOUBLE", "The partnership's rate over the other's.", nullable=True),
        Column("lower", "DOUBLE", "Lower 95% limit of the ratio, widened by dispersion.", nullable=True),
        Column("upper", "DOUBLE", "Upper 95% limit of the ratio, widened by dispersion.", nullable=True),
        Column("p", "DOUBLE", "Two-sided probability of so large a difference by chance.", nullable=True),
        Column("p_adjusted", "DOUBLE", "The same, adjusted for the number in the family (Holm 1979).", nullable=True),
        Column("p_lowest", "DOUBLE", "Probability that the partnership's true rate is the lowest of the family.", nullable=True),
        Column("rank_lower", "INTEGER", "Lower 95% limit of its rank in the family; 1 is the lowest rate.", nullable=True),
        Column("rank_upper", "INTEGER", "Upper 95% limit of its rank.", nullable=True),
        Column("verdict", "VARCHAR", "What may be said.",
               check="verdict IN ('lower', 'higher', 'not_distinguishable', 'not_enough_history', 'refused')"),
        Column("missing_reason", "VARCHAR", "Why it could not be compared.", nullable=True),
    ),
    sort_key=("indicator_id", "area_code", "comparator_type", "comparator_code", "period"),
)  # fmt: skip
