"""Which analyses the sources at hand cannot support, by name."""

from saferplan.base.numerals import listed
from saferplan.evidence.break_wording import lowered
from saferplan.evidence.fact import Evidence, Fact, Freshness, Refusal, Statement


def state(evidence: Evidence) -> Statement | Refusal:
    rows = evidence.rows("analysis")
    if not rows:
        return Refusal("No source was asked what it supports.", "Build again.")
    allowed = {row["analysis_id"] for row in rows if row["is_supported"]}
    refused = {row["title"]: row["way_out"] for row in rows if row["analysis_id"] not in allowed}
    sentence = (
        f"The files of crimes and incidents say no hour, no address and no person, so these are not made: "
        f"{listed([lowered(t) for t in refused])}."
    )
    caveats = tuple(dict.fromkeys(f"{title}: {way_out}" for title, way_out in refused.items()))
    return Statement(sentence, "", (), caveats, ("analysis",))


NOT_SUPPORTED = Fact("not-supported", 950, "Which questions can these files not answer?", state, Freshness.LASTING)
