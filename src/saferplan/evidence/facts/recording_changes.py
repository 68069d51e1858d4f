"""Which breaks in recording touch the figures of this edition."""

from saferplan.base.numerals import listed, plural
from saferplan.evidence.fact import Evidence, Fact, Freshness, Refusal, Row, Statement


def state(evidence: Evidence) -> Statement | Refusal:
    if not evidence.months:
        return Refusal("No month was supplied.", "Put files from data.police.uk into inbox/ and build again.")
    first, last = evidence.months[0].first_day, evidence.months[-1].first_day
    span = f"{evidence.months[0].name} to {evidence.months[-1].name}"
    found = [row for row in evidence.breaks.values() if row["effect_until"] >= first and row["from_month"] <= last]
    found = sorted(
        (row for row in found if row["force_code"] in (None, evidence.force_code)),
        key=lambda row: (row["from_month"], row["break_id"]),
    )
    if not found:
        return Statement(f"No break in recording is on record between {span}.", span, (), (), ("series_break",))
    parts = [_span(row) for row in found]
    sentence = (
        f"{plural(len(found), 'change')} in how crime is recorded or published "
        f"{'touches' if len(found) == 1 else 'touch'} {span}: {listed(parts)}."
    )
    caveats = tuple(
        f"{_span(row)[0].upper()}{_span(row)[1:]}: {row['wording']} "
        f"{'Source: ' + row['citation'] + '.' if row['citation'] else 'Suspected: no source is on record.'}"
        for row in found
    )
    return Statement(sentence, span, (), caveats, ("series_break",))


def _span(row: Row) -> str:
    since, until = (f"{row[name]:%B %Y}" for name in ("from_month", "effect_until"))
    return since if since == until else f"from {since} to {until}"


RECORDING_CHANGES = Fact(
    "recording-changes", 800, "Has recording changed within these months?", state, Freshness.LASTING
)
