from saferplan.tables.event_subject import SUBJECT, SUBJECT_KEY
from saferplan.tables.schema import Column, Table

EVENT_HOUR = Table(
    name="event_hour",
    description="Day by hour: events with a time of day, those of a range spread over the hours that it covers (aoristic).",
    columns=(
        *SUBJECT,
        Column("weekday", "INTEGER", "1 is Monday.", check="weekday BETWEEN 1 AND 7"),
        Column("from_hour", "INTEGER", "The first hour of the cell.", check="from_hour BETWEEN 0 AND 23"),
        Column("hours", "INTEGER", "How many hours it has."),
        Column("weight", "DOUBLE", "Events; null in a cell under the minimum, and in the least of the others where it would "
               "tell the only such cell.", nullable=True),
    ),
    sort_key=(*SUBJECT_KEY, "weekday", "from_hour"),
)  # fmt: skip
