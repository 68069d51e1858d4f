from saferplan.tables.event_subject import SUBJECT, SUBJECT_KEY
from saferplan.tables.schema import Column, Table


def _count(name: str, what: str) -> Column:
    return Column(name, "BIGINT", f"{what[0].upper()}{what[1:]}.")


EVENT_TIMING = Table(
    name="event_timing",
    description="When the events of an extract happened, how well that is known, and when they were reported.",
    columns=(
        *SUBJECT,
        _count("events", "events of the period in this CSP"),
        _count("no_time", "how many have no time of day; in a workbook midnight to the second looks the same"),
        _count("at_midnight", "how many are at midnight to the minute, which is often a default"),
        _count("at_noon", "how many are at noon to the minute, which is often a default"),
        _count("over_a_day", "how many of those with a time happened at some time within more than a day"),
        Column("block_hours", "INTEGER", "Hours of each cell in `event_hour`; null where there are no cells.", nullable=True),
        Column("suppress_below", "INTEGER", "Cells and counts of fewer events give no figure."),
        _count("reported_known", "of how many the day of the report is given"),
        _count("reported_before", "how many were reported before they happened: a data query"),
        _count("same_day", "how many were reported on the day they happened"),
        _count("within_week", "how many were reported within seven days, that day among them"),
        _count("after_month", "how many were reported more than 30 days after"),
        _count("other_month", "how many were reported in another month than they happened in"),
        _count("holidays", "bank holidays of the period that have ordinary days around them"),
        Column("on_holidays", "BIGINT", "Events on these.", nullable=True),
        Column("holidays_expected", "DOUBLE", "What the same weekdays around them lead to expect.", nullable=True),
        Column("holidays_lower", "DOUBLE", "Lower end of the range expected by chance (95%).", nullable=True),
        Column("holidays_upper", "DOUBLE", "Upper end.", nullable=True),
    ),
    sort_key=SUBJECT_KEY,
    caveats=("Days are those of the extract; police.uk and the Home Office count by the day of recording.",),
)  # fmt: skip
