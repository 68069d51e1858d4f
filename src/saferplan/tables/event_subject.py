"""The columns that say what a row of an analysis of events is about: whose extract, which events, which months."""

from saferplan.tables.schema import Column

SUBJECT = (
    Column("mapping", "VARCHAR", "The mapping of the extract."),
    Column("supplier", "VARCHAR", "Who sends it."),
    Column("area_code", "VARCHAR", "The CSP."),
    Column("unit", "VARCHAR", "What is counted.", check="unit IN ('offence', 'asb_incident', 'local_event')"),
    Column("category", "VARCHAR", "`(all)`, or a type of it."),
    Column("period", "VARCHAR", "The months, in words."),
    Column("first_month", "DATE", "The first of them."),
    Column("last_month", "DATE", "The last."),
)
SUBJECT_KEY = ("mapping", "area_code", "unit", "category")
