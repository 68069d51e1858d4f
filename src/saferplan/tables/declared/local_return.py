from saferplan.tables.declared.local_indicator import CADENCES
from saferplan.tables.schema import Column, Table

LOCAL_RETURN = Table(
    name="local_return",
    description="What each supplier was to send for each period, when it was due, and whether it came.",
    columns=(
        Column("mapping", "VARCHAR", "The mapping of the supplier's files."),
        Column("period_type", "VARCHAR", "Kind of period.", check=f"period_type IN {CADENCES}"),
        Column("period", "VARCHAR", "The period."),
        Column("period_start", "DATE", "Its first day."),
        Column("supplier", "VARCHAR", "Who sends it."),
        Column("due_days", "INTEGER", "Days after the end of a period by which a return is due."),
        Column("due_on", "DATE", "The day by which it was due."),
        Column("state", "VARCHAR", "`nil` where it came and said that there was nothing to report; `expected` where none came: "
               "whether that is missing depends on the day of reading.", check="state IN ('received', 'nil', 'expected')"),
        Column("received", "VARCHAR", "The day or month it came, where the file's path says so.", nullable=True),
        Column("is_late", "BOOLEAN", "Whether it came after it was due; null where that cannot be told.", nullable=True),
        Column("values_given", "INTEGER", "Values it gave."),
        Column("file_id", "INTEGER", "The first file it came in.", nullable=True),
    ),
    sort_key=("mapping", "period_type", "period"),
    caveats=("No day of reading goes into an edition: periods after its last are added when it is read.",),
)  # fmt: skip
