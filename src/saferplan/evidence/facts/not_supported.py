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
    if not refused:
        return Statement("Every analysis can be made of one file or another.", "", (), (), ("analysis",))
    has_extract = any(row["source_id"].startswith("local_") for row in rows)
    opening = (
        "No file at hand tells enough"
        if has_extract
        else "The files of crimes and incidents say no hour, no address and no person"
    )
    sentence = f"{opening}, so these are not made: {listed([lowered(t) for t in refused])}."
    caveats = tuple(dict.fromkeys(f"{title}: {way_out}" for title, way_out in refused.items()))
    return Statement(sentence, "", (), caveats, ("analysis",))


NOT_SUPPORTED = Fact("not-supported", 950, "Which questions can these files not answer?", state, Freshness.LASTING)
