"""Whether the newest month is unusual for any type, and that nothing is, when nothing is."""

from math import ceil, floor

from saferplan.base.numerals import listed, plural, whole
from saferplan.evidence.catalogue_of_types import TYPE_INDICATORS
from saferplan.evidence.fact import Evidence, Fact, Freshness, MeasureKey, Refusal, Row, Statement
from saferplan.evidence.wording import breaks_within, lowered

UNUSUAL = {"above_998": "above", "below_998": "below"}


def state(evidence: Evidence) -> Statement | Refusal:
    names = {indicator: name for name, indicator in TYPE_INDICATORS.items()}
    newest = [
        row
        for row in evidence.rows("usual_range", is_newest=True)
        if row["indicator_id"] in names and row["count"] is not None
    ]
    if not newest:
        return Refusal("There is not enough history to say what is usual (24 months are needed, the newest month among them).",
                       "Put more months' files from data.police.uk into inbox/ and build again.")  # fmt: skip
    month = newest[0]["month"]
    found = sorted((row for row in newest if row["verdict"] in UNUSUAL), key=lambda row: str(row["indicator_id"]))
    keys = tuple(
        MeasureKey(row["indicator_id"], "csp", evidence.area_code, "month", f"{month:%Y-%m}")
        for row in (found or newest)
    )
    caveats = (
        "Judged by trend and season of the months before, at 99.8%: about one month in thirty-six would show something by chance "
        f"over {plural(len(newest), 'series', 'series')}.",
        _beyond_95(newest, names),
        *breaks_within(evidence),
    )
    if not found:
        sentence = (
            f"Nothing unusual: in {month:%B %Y} each of the {len(newest)} types of crime and disorder in "
            f"{evidence.area_name} lay within "
            "the wide range usual for it."
        )
        return Statement(sentence, f"{month:%Y-%m}", keys, caveats, ("usual_range",))
    parts = listed([_part(row, names[row["indicator_id"]]) for row in found])
    return Statement(f"In {month:%B %Y} {evidence.area_name} saw figures outside the wide range usual for them: "
        f"{parts}.", f"{month:%Y-%m}", keys,
                     caveats, ("usual_range",))  # fmt: skip


def _beyond_95(newest: list[Row], names: dict[str, str]) -> str:
    """Which lie outside the narrower range, and how many would by chance: said, so that nothing looks hidden."""
    found = [lowered(names[row["indicator_id"]]) for row in newest if row["verdict"] != "usual"]
    chance = f"chance alone puts about {len(newest) * 0.05:.1f} of {len(newest)} there"
    if not found:
        return f"None lies outside the narrower range that holds 95 months in a hundred; {chance}."
    return f"Outside the narrower range that holds 95 months in a hundred: {listed(sorted(found))}; {chance}."


def _part(row: Row, name: str) -> str:
    usual = f"{whole(max(0, ceil(row['lower_998'])))} to {whole(floor(row['upper_998']))}"  # whole numbers inside the limits
    return f"{lowered(name)}, {whole(row['count'])}, {UNUSUAL[row['verdict']]} the usual {usual}"


UNUSUAL_MONTHS = Fact("unusual-months", 700, "Is anything unusual in the newest month?", state, Freshness.MONTHLY)
