from saferplan.tables.event_subject import SUBJECT, SUBJECT_KEY
from saferplan.tables.schema import Column, Table

NEAR_REPEAT_TYPE = Table(
    name="near_repeat_type",
    description="The types whose near repeats were looked for, of how many events, and why no answer was given.",
    columns=(
        *SUBJECT,
        Column("events", "BIGINT", "Events with an exact place and day: they were paired."),
        Column(
            "left_out", "BIGINT", "Those without an exact place, or that may have happened within more than seven days."
        ),
        Column("missing_reason", "VARCHAR", "Why there are no rows in `near_repeat`.", nullable=True),
    ),
    sort_key=SUBJECT_KEY,
)
