from saferplan.tables.declared.offence import EVENT_COLUMNS, PLACED_COLUMNS, SNAPPED
from saferplan.tables.schema import Table

ASB_INCIDENT = Table(
    name="asb_incident",
    description="Incidents of anti-social behaviour reported to the police, a row each. They are incidents, not crimes.",
    columns=(*EVENT_COLUMNS, *PLACED_COLUMNS),
    sort_key=("file_id", "line"),
    caveats=(SNAPPED, "No identifier is published, so repeated reports of one incident cannot be told apart."),
)
