from saferplan.tables.declared.area import AREA_TYPES
from saferplan.tables.schema import Column, Table

CADENCES = "('month', 'quarter', 'financial_year')"
DISCLOSURES = "('open', 'partner')"

LOCAL_INDICATOR = Table(
    name="local_indicator",
    description="Figures that partners send, as the mappings define them. None is ever added to a figure of the police.",
    columns=(
        Column("indicator_id", "VARCHAR", "Short name, as in the mapping."),
        Column("position", "INTEGER", "Its place among the local indicators: by mapping, then as the mapping lists them."),
        Column("mapping", "VARCHAR", "The mapping that defines it: a file of this name in mappings/."),
        Column("source_id", "VARCHAR", "The mapping as a source, which says on what terms the figures are given."),
        Column("supplier", "VARCHAR", "Who sends it."),
        Column("title", "VARCHAR", "Title to show."),
        Column("unit", "VARCHAR", "What it counts; never a unit of police figures."),
        Column("polarity", "VARCHAR", "Which way is better, as a person said.",
               check="polarity IN ('lower_is_better', 'higher_is_better', 'neither')"),
        Column("area_type", "VARCHAR", "Kind of the area it is of where a file names none.", check=f"area_type IN {AREA_TYPES}"),
        Column("area_code", "VARCHAR", "That area."),
        Column("target", "DOUBLE", "What it should reach.", nullable=True),
        Column("cadence", "VARCHAR", "The kind of its periods.", check=f"cadence IN {CADENCES}"),
        Column("due_days", "INTEGER", "Days after the end of a period by which its return is due."),
        Column("sentence", "VARCHAR", "How its fact is worded, with {value} and {period}.", nullable=True),
        Column("disclosure", "VARCHAR", "How far it may travel.", check=f"disclosure IN {DISCLOSURES}"),
        Column("marking", "VARCHAR", "Protective marking."),
        Column("may_publish", "BOOLEAN", "Whether it may be shown outside the partnership."),
        Column("total_id", "VARCHAR", "The local indicator of which it is a part, where the mapping says so.", nullable=True),
        Column("suppress_below", "INTEGER", "Under what its counts are suppressed; null where it counts no people or cases.",
               nullable=True),
    ),
    sort_key=("indicator_id",),
    caveats=("Anti-social behaviour that a council or landlord counts may be in the police's figures too: they are not added.",),
)  # fmt: skip
