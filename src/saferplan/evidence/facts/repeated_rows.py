"""Rows that repeat others: what was dropped, and what was kept and why."""

from saferplan.base.numerals import plural, whole
from saferplan.evidence.fact import Evidence, Fact, Freshness, Refusal, Statement

_WORDS = {
    "identical_with_identifier": (
        "{} the same crime's row again to the letter and {} dropped",
        ("repeats", "is"),
        ("repeat", "are"),
    ),
    "identifier_with_other_words": (
        "{} a crime's identifier again with other words and {} kept",
        ("bears", "is"),
        ("bear", "are"),
    ),
    "identical_without_identifier": (
        "{} another to the letter without an identifier and {} kept",
        ("repeats", "is"),
        ("repeat", "are"),
    ),
}


def state(evidence: Evidence) -> Statement | Refusal:
    rows = evidence.rows("repeated_row")
    if not rows:
        return Statement("No row of the street files repeats another.", "", (), _offences(evidence), ("repeated_row",))
    parts = []
    for repetition, (words, one, many) in _WORDS.items():
        number = sum(row["rows"] for row in rows if row["repetition"] == repetition)
        if number:
            parts.append(f"{plural(number, 'row')} {words.format(*(one if number == 1 else many))}")
    largest = max(row["largest"] for row in rows)
    caveats = (
        "Only a row that repeats a crime's row with its identifier is dropped: it is one crime written twice. Without "
        "an identifier two "
        "incidents at one map point in one month look alike, so both are kept.",
        f"Most rows alike: {whole(largest)}.",
        *_offences(evidence),
    )
    return Statement(f"In the street files {'; '.join(parts)}.", "", (), caveats, ("repeated_row",))


def _offences(evidence: Evidence) -> tuple[str, ...]:
    """What was dropped of the Home Office's tables, whose rows are numbers of offences and are not listed one by one."""
    if not evidence.repeated_offences:
        return ()
    does, was = ("repeats", "was") if evidence.repeated_offences == 1 else ("repeat", "were")
    return (
        f"In the Home Office's tables {plural(evidence.repeated_offences, 'row')} {does} the place, quarter, code and number "
        f"of an earlier row of the file, however each is spelled, and {was} dropped.",
    )


REPEATED_ROWS = Fact("repeated-rows", 930, "Which rows stand more than once?", state, Freshness.LASTING)
