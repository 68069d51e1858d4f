from saferplan.tables.declared.area import AREA_TYPES
from saferplan.tables.declared.local_indicator import CADENCES
from saferplan.tables.schema import Column, Table

LOCAL_VALUE = Table(
    name="local_value",
    description="A partner's figure of one indicator, area and period, or why there is none. No mark is ever a zero.",
    columns=(
        Column("indicator_id", "VARCHAR", "The local indicator."),
        Column("area_type", "VARCHAR", "Kind of area.", check=f"area_type IN {AREA_TYPES}"),
        Column("area_code", "VARCHAR", "The area."),
        Column("period_type", "VARCHAR", "Kind of period.", check=f"period_type IN {CADENCES}"),
        Column("period", "VARCHAR", "The period's name, as in 2024/25 Q1."),
        Column("period_start", "DATE", "Its first day."),
        Column("value", "DOUBLE", "The figure, in the indicator's unit; percentages as 0 to 100.", nullable=True),
        Column("numerator", "DOUBLE", "How many did, where it was given.", nullable=True),
        Column("denominator", "DOUBLE", "How many there were, where it was given.", nullable=True),
        Column("lower", "DOUBLE", "Lower 95% limit of a percentage (Wilson); only from numerator and denominator.",
               nullable=True),
        Column("upper", "DOUBLE", "Upper 95% limit of a percentage (Wilson).", nullable=True),
        Column("status", "VARCHAR", "Whether there is a value; `nil` is a return that says there was nothing to report. "
               "`suppressed` and `below_threshold` are the partner's own marks. `small` is suppressed by the partnership's rule, "
               "`secondary` so that a small one cannot be worked out.",
               check="status IN ('given', 'nil', 'suppressed', 'below_threshold', 'not_applicable', 'not_supplied', 'small', "
               "'secondary')"),
        Column("against_target", "VARCHAR", "How it stands to the target; null without a target, a value or a better way. "
               "`no_clear_difference` where the target lies within the limits.", nullable=True,
               check="against_target IN ('met', 'not_met', 'no_clear_difference')"),
        Column("said", "VARCHAR", "What stood in the cell, cut at 200 characters; not where it is suppressed."),
        Column("may_publish", "BOOLEAN", "Whether this value may be shown outside the partnership."),
        Column("file_id", "INTEGER", "The file it stood in."),
        Column("sheet", "VARCHAR", "The sheet; `file` for a CSV file."),
        Column("cell", "VARCHAR", "The cell, as in D7."),
    ),
    sort_key=("indicator_id", "area_type", "area_code", "period_type", "period"),
)  # fmt: skip
