"""Which months were not supplied. A gap is never a zero."""

from saferplan.base.numerals import plural
from saferplan.evidence.fact import Evidence, Fact, Refusal, Statement
from saferplan.evidence.wording import months_in_words


def state(evidence: Evidence) -> Statement | Refusal:
    if not evidence.months:
        return Refusal("No month was supplied.", "Put files from data.police.uk into inbox/ and build again.")
    first, last = evidence.months[0].name, evidence.months[-1].name
    span = first if first == last else f"{first} to {last}"
    gaps = {force: list(months) for force, months in evidence.missing_months.items() if months}
    if not gaps:
        sentence = f"Every month from {span} was supplied ({plural(len(evidence.months), 'month')})."
    else:
        parts = [f"{force}: {months_in_words(months)}" for force, months in sorted(gaps.items())]
        sentence = f"Not every month from {span} was supplied. Missing: {'; '.join(parts)}. A gap is not a zero."
    caveats = ("Whether a file that was supplied is itself complete is not checked in this version.",)
    return Statement(sentence, span, (), caveats, ("coverage",))


MONTHS_MISSING = Fact("months-supplied", 40, "Which months do the figures rest on?", state)
