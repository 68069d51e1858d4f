from saferplan.tables.event_subject import SUBJECT, SUBJECT_KEY
from saferplan.tables.schema import Column, Table

NEAR_REPEAT = Table(
    name="near_repeat",
    description="Pairs of events near in place and time, beside what chance makes (Knox), by band of distance and of days.",
    columns=(
        *SUBJECT,
        Column("metres_from", "DOUBLE", "Farther apart than this; 0 for the same place."),
        Column("metres_to", "DOUBLE", "Not farther than this."),
        Column("days_from", "INTEGER", "At least so many days apart."),
        Column("days_to", "INTEGER", "At most so many."),
        Column("observed", "BIGINT", "Pairs."),
        Column("expected", "DOUBLE", "Mean over all dealings of the days to the places."),
        Column("p", "DOUBLE", "Chance of as many pairs or more, by 999 dealings at random."),
        Column(
            "is_more",
            "BOOLEAN",
            "Whether there are more than chance makes, all cells of the table tested together (Holm).",
        ),
    ),
    sort_key=(*SUBJECT_KEY, "metres_to", "days_to"),
    caveats=("A pattern, not a forecast: it says nothing of any one place.",),
)
