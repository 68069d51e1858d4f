from saferplan.tables.schema import Column, Table

SEVERITY_WEIGHT = Table(
    name="severity_weight",
    description="Weights of the Crime Severity Score. A code that the list gives two different weights has none here.",
    columns=(
        Column("offence_code", "VARCHAR", "The Home Office's code."),
        Column("weight", "DOUBLE", "Days.", check="weight >= 0"),
        Column("file_id", "INTEGER", "The file it came from."),
    ),
    sort_key=("offence_code",),
)
