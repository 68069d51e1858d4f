"""Which months were not supplied, or only in part. A gap is never a zero."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from saferplan.base.categories import types_in_words
from saferplan.base.numerals import plural
from saferplan.base.periods import months_in_words
from saferplan.evidence.fact import Evidence, Fact, Freshness, Refusal, Statement


def state(evidence: Evidence) -> Statement | Refusal:
    if not evidence.months:
        return Refusal("No month was supplied.", "Put files from data.police.uk into inbox/ and build again.")
    first, last = evidence.months[0].name, evidence.months[-1].name
    span = first if first == last else f"{first} to {last}"
    gaps = _words(evidence.missing_months)
    parts = _words(evidence.partial_months)
    if not gaps and not parts:
        opening = f"Every month of the street files from {span} was supplied ({plural(len(evidence.months), 'month')})."
    else:
        missing = f" Missing: {'; '.join(gaps)}." if gaps else ""
        partial = f" Only in part: {'; '.join(parts)}." if parts else ""
        opening = f"Not every month of the street files from {span} was supplied whole.{missing}{partial}"
    others = [f" {name}: {'; '.join(said)}." for name, months in evidence.feed_gaps.items() if (said := _words(months))]
    sentence = f"{opening}{''.join(others)}{' A gap is not a zero.' if gaps or parts or others else ''}"
    caveats = (
        "A month is taken for partial when its rows fall below the 1% limit of the force's own season and under a share of the "
        "median month (under 24 months none can be), when more than one row in fifty was refused, or when a type has no row.",
        *_lacking(evidence.types_lacking),
    )
    return Statement(sentence, span, (), caveats, ("coverage",))


def _lacking(found: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    """Types of which files have not one row: which, whose and when."""
    for (force, types), rows in groupby(sorted(found), key=lambda row: row[:2]):
        when = months_in_words([month for *_, month in rows])
        yield (
            f"{force}'s files of {when} have no row of {types_in_words(types)}. That is no zero: look among the refused rows "
            "whether they are misnamed, or ask the force for the file anew."
        )


def _words(months_of: Mapping[str, Sequence[str]]) -> list[str]:
    return [f"{force}: {months_in_words(months)}" for force, months in sorted(months_of.items()) if months]


MONTHS_MISSING = Fact("months-supplied", 900, "Which months do the figures rest on?", state, Freshness.LASTING)
