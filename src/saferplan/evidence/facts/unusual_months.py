"""Whether the newest month is unusual for any type, and that nothing is, when nothing is."""

from math import ceil, floor

from saferplan.base.numerals import listed, plural, whole
from saferplan.base.periods import Month
from saferplan.evidence.break_wording import breaks_within, lowered
from saferplan.evidence.catalogue_of_types import TYPE_INDICATORS
from saferplan.evidence.fact import Evidence, Fact, Freshness, MeasureKey, Refusal, Row, Statement
from saferplan.evidence.refused_wording import source_refused_caveats

UNUSUAL = {"above_998": "above", "below_998": "below"}
TOTAL = "recorded_crime"


def state(evidence: Evidence) -> Statement | Refusal:
    names = {indicator: name for name, indicator in TYPE_INDICATORS.items()}
    known = [row for row in evidence.rows("usual_range", is_newest=True) if row["count"] is not None]
    newest = [row for row in known if row["indicator_id"] in names]
    total = next((row for row in known if row["indicator_id"] == TOTAL), None)
    if not newest:
        return Refusal("There is not enough history to say what is usual (24 months are needed, the newest month among them).",
                       "Put more months' files from data.police.uk into inbox/ and build again.")  # fmt: skip
    month = newest[0]["month"]
    found = sorted((row for row in newest if row["verdict"] in UNUSUAL), key=lambda row: str(row["indicator_id"]))
    shown = [*(found or newest), *([total] if total else [])]
    keys = tuple(MeasureKey(row["indicator_id"], "csp", evidence.area_code, "month", f"{month:%Y-%m}") for row in shown)
    caveats = (
        "Judged by trend and season of the months before, at 99.8%: about one month in thirty-six would show something by chance "
        f"over {plural(len(newest), 'series', 'series')}.",
        *([_total_range(total)] if total else []),
        _beyond_95(newest, names),
        *breaks_within(evidence),
        *source_refused_caveats(evidence, "police_uk_street", "street files"),
    )
    sentence = f"{_types(evidence, newest, found, total)}{_total(evidence, total) if total else ''}"
    return Statement(sentence, f"{month:%Y-%m}", keys, caveats, ("usual_range",))


def _types(evidence: Evidence, newest: list[Row], found: list[Row], total: Row | None) -> str:
    """The types outside the wide range usual for them; that nothing is unusual only where the total is not either."""
    month, names = newest[0]["month"], {indicator: name for name, indicator in TYPE_INDICATORS.items()}
    if found:
        parts = listed([_part(evidence, row, names[row["indicator_id"]]) for row in found])
        return f"In {month:%B %Y} {evidence.area_name} saw figures outside the wide range usual for them: {parts}."
    opening = "Nothing unusual: in" if total is None or total["verdict"] == "usual" else "In"
    return (
        f"{opening} {month:%B %Y} each of the {len(newest)} types of crime and disorder in {evidence.area_name} lay within the "
        "wide range usual for it."
    )


def _total(evidence: Evidence, total: Row) -> str:
    """Where recorded crime as a whole lies."""
    side = str(total["verdict"]).split("_")[0]
    where = {
        "usual": "lay within its usual range",
        "above_95": "lay above its narrower range and within the wide one",
        "below_95": "lay below its narrower range and within the wide one",
    }.get(total["verdict"], f"lay {side} its wide range{_again(evidence, total)}")
    return f" Recorded crime as a whole, {whole(total['count'])}, {where}."


def _total_range(total: Row) -> str:
    narrow, wide = (_whole_range(total, limits) for limits in ("95", "998"))
    return f"The narrower range of recorded crime as a whole is {narrow}, the wide one {wide}."


def _again(evidence: Evidence, row: Row) -> str:
    """Whether the month before lay outside the wide range on the same side."""
    month = Month.of(row["month"]).plus(-1).first_day
    before = evidence.rows("usual_range", indicator_id=row["indicator_id"], month=month, verdict=row["verdict"])
    return ", for the second month running" if before else ""


def _beyond_95(newest: list[Row], names: dict[str, str]) -> str:
    """Which lie outside the narrower range, and how many would by chance: said, so that nothing looks hidden."""
    found = [f"{lowered(names[row['indicator_id']])} ({row['verdict'].split('_')[0]})"
             for row in newest if row["verdict"] != "usual"]  # fmt: skip
    chance = f"chance alone puts about {len(newest) * 0.05:.1f} of {len(newest)} there"
    if not found:
        return f"None lies outside the narrower range that holds 95 months in a hundred; {chance}."
    return f"Outside the narrower range that holds 95 months in a hundred: {listed(sorted(found))}; {chance}."


def _part(evidence: Evidence, row: Row, name: str) -> str:
    usual = _whole_range(row, "998")
    return f"{lowered(name)}, {whole(row['count'])}, {UNUSUAL[row['verdict']]} the usual {usual}{_again(evidence, row)}"


def _whole_range(row: Row, limits: str) -> str:
    """The whole numbers inside two limits."""
    lower, upper = row[f"lower_{limits}"], row[f"upper_{limits}"]
    return f"{whole(max(0, ceil(lower)))} to {whole(floor(upper))}"


UNUSUAL_MONTHS = Fact("unusual-months", 700, "Is anything unusual in the newest month?", state, Freshness.MONTHLY)
