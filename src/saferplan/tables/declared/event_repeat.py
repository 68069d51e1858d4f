from saferplan.tables.event_subject import SUBJECT, SUBJECT_KEY
from saferplan.tables.schema import Column, Table


def _followed(months: int) -> tuple[Column, Column]:
    return (
        Column(
            f"judged_{months}",
            "BIGINT",
            f"Occasions in the newest run of covered months whose next {months} months are all in it.",
        ),
        Column(
            f"followed_{months}",
            "BIGINT",
            f"Those that the same key had another in these {months} months; null where few.",
            nullable=True,
        ),
    )


EVENT_REPEAT = Table(
    name="event_repeat",
    description="Repeat victims and repeat places, by keyed hashes. What happens to one key on one day is one occasion.",
    columns=(
        *SUBJECT,
        Column("key_type", "VARCHAR", "Whose key it is.", check="key_type IN ('victim', 'place')"),
        Column("events", "BIGINT", "Events of the period in this CSP."),
        Column(
            "without_key",
            "BIGINT",
            "How many of them have no key: they are in no figure that follows. Null where few keys have more than one occasion.",
            nullable=True,
        ),
        Column("keys", "BIGINT", "Distinct keys."),
        Column("occasions", "BIGINT", "Their occasions; null where few keys have more than one.", nullable=True),
        Column("repeated_keys", "BIGINT", "Keys with more than one occasion; null where there are few.", nullable=True),
        Column("occasions_of_repeated", "BIGINT", "The occasions of these; null likewise.", nullable=True),
        Column("suppress_below", "INTEGER", "Figures of fewer are not given."),
        *(column for months in (3, 6, 12) for column in _followed(months)),
    ),
    sort_key=(*SUBJECT_KEY, "key_type"),
    caveats=("A key is of one supplier: nobody is followed from one supplier's file to another's.",),
)  # fmt: skip
