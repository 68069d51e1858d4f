"""The summary for the board: what is exceptional, or that nothing is; then how much, and what to bear in mind."""

from saferplan.base.numerals import listed, one_decimal, plural, whole
from saferplan.base.periods import Month
from saferplan.report.blocks import Block, Heading, Listing, Notice, Section, Text
from saferplan.report.place import Place
from saferplan.report.quarterly.figures import Beside, Line, QuarterlyFigures, Rate
from saferplan.report.quarterly.local import missed_targets
from saferplan.report.quarterly.words import moved_words, verdict_sentence
from saferplan.report.recording import all_breaks
from saferplan.report.wording import IF_ONE_BY_ONE, missing

HEADING = "Summary for the board"


def summary_section(place: Place, figures: QuarterlyFigures) -> Section:
    caveats = tuple(_caveats(place, figures))
    blocks: list[Block] = [
        Heading("summary-exceptions", "What stands out"), *_exceptions(place, figures),
        Heading("summary-volume", "How much"), *_volumes(place, figures),
        Heading("summary-others", "Beside other areas"), Text("summary-rates", _beside_words(place, figures)),
        Heading("summary-caveats", "To bear in mind"), Listing("summary-not-said", "What the figures cannot say:", caveats),
    ]  # fmt: skip
    return Section("summary", HEADING, tuple(blocks))


def _exceptions(place: Place, figures: QuarterlyFigures) -> list[Block]:
    """Moves beyond chance, the quarter's before the year's, and months outside the wide range; or that nothing is unusual."""
    found = [text for line in (figures.crime, *figures.types, figures.asb) if (text := _exception(line, figures))]
    for month in figures.unusual:
        side = "above" if month.count > month.upper else "below"
        found.append(
            f"{month.title} in {Month.of(month.month).name}: {whole(month.count)}, {side} the wide range usual for it "
            f"({whole(max(0, month.lower))} to {whole(month.upper)})."
        )
    missed = missed_targets(place, figures)
    targets = (
        [Listing("summary-targets-missed", "Targets of partners that were not met:", tuple(missed))] if missed else []
    )
    if found:
        return [Listing("summary-beyond-chance", "More than chance would make:", tuple(found)), *targets]
    return [Notice("summary-beyond-chance", _quiet(figures)), *targets]


def _quiet(figures: QuarterlyFigures) -> str:
    """That nothing is unusual, of what could be compared; and what could not."""
    lines = (figures.crime, *figures.types, figures.asb)
    unknown = [line for line in lines if not (_is_compared(line.quarter) or _is_compared(line.twelve))]
    judged = (
        f" {plural(figures.months_judged, 'monthly figure')} lay within the wide range usual for each."
        if figures.months_judged
        else ""
    )
    if len(unknown) == len(lines):
        why = missing(lines[0].quarter.missing_reason) if lines[0].quarter.missing_reason else "not enough history"
        return f"Whether anything rose or fell cannot be said: no type of crime could be compared and judged ({why}).{judged}"
    but = f" {plural(len(unknown), 'line')} of the table could not be compared and judged." if unknown else ""
    return f"Nothing unusual: no type of crime rose or fell by more than chance would make.{but}{judged}"


def _is_compared(beside: Beside) -> bool:
    """Whether it was compared and could be judged."""
    return beside.share is not None and beside.verdict != "not_enough_history"


def _exception(line: Line, figures: QuarterlyFigures) -> str:
    quarter, twelve = line.quarter.verdict in ("up", "down"), line.twelve.verdict in ("up", "down")
    if quarter:
        moved = moved_words(line.quarter, figures.quarter.year_before().words)
        return f"{line.title} in the quarter: {moved}{_runs(line.quarter)}."
    if twelve:
        moved = moved_words(line.twelve, "the twelve before")
        return f"{line.title} over twelve months: {moved}{_runs(line.twelve)}. The quarter alone shows no clear change."
    return ""


def _runs(beside: Beside) -> str:
    return f", which stands out{IF_ONE_BY_ONE}" if beside.is_doubtful else ""


def _volumes(place: Place, figures: QuarterlyFigures) -> list[Block]:
    before = figures.quarter.year_before().words
    return [
        Text(
            "summary-crime-quarter",
            f"Recorded crime in {place.area_name}, {figures.quarter.words}: {moved_words(figures.crime.quarter, before)}. "
            f"{verdict_sentence(figures.crime.quarter)}".strip()
        ),
        Text(
            "summary-crime-twelve-months",
            f"Over the twelve months to {figures.twelve.end.name}: {moved_words(figures.crime.twelve, 'the twelve before')}. "
            f"{verdict_sentence(figures.crime.twelve)}".strip()
        ),
        Text(
            "summary-asb-quarter",
            f"Incidents of anti-social behaviour reported to the police, which are no crimes: "
            f"{moved_words(figures.asb.quarter, before)}. {verdict_sentence(figures.asb.quarter)}".strip()
        ),
    ]  # fmt: skip


def _beside_words(place: Place, figures: QuarterlyFigures) -> str:
    rates = {kind: [rate for rate in figures.crime.rates if rate.kind == kind] for kind in ("own", "named", "force")}
    if not rates["own"] or rates["own"][0].value is None:
        return "No rate of the twelve months can be given, so none is compared."
    own = rates["own"][0]
    assert own.value is not None
    opening = (
        f"{place.area_name} had {one_decimal(own.value)} recorded crimes per 1,000 residents in the twelve months."
    )
    said = [_told(kind, rates["named"] + rates["force"]) for kind in ("lower", "higher", "not_distinguishable")]
    return " ".join([opening, *filter(None, said)])


def _told(verdict: str, rates: list[Rate]) -> str:
    names = [
        f"{'the rest of the force' if rate.kind == 'force' else rate.name} ({one_decimal(rate.value)})"
        for rate in rates if rate.verdict == verdict and rate.value is not None
    ]  # fmt: skip
    if not names:
        return ""
    words = {
        "lower": "It is lower than",
        "higher": "It is higher than",
        "not_distinguishable": "It cannot be told apart from",
    }
    return f"{words[verdict]} {listed(names)}."


def _caveats(place: Place, figures: QuarterlyFigures) -> list[str]:
    found = [
        "Police figures say what was recorded, not all that happened; a rise may be one of reporting or of police work."
    ]
    missing = place.rows(
        "SELECT month, status FROM coverage WHERE feed = 'police_uk_street' AND force_code = ? AND status <> 'supplied' "
        "AND month BETWEEN ? AND ? ORDER BY month",
        place.force_code, figures.twelve.year_before().start.first_day, figures.quarter.end.first_day,
    )  # fmt: skip
    if missing:
        found.append(
            f"Not supplied whole: {listed([Month.of(row['month']).name for row in missing])}. A gap is no zero."
        )
    first, last = figures.twelve.year_before().start, figures.quarter.end
    found += figures.refused
    breaks = [each for each in all_breaks(place) if each.first <= last and each.last >= first]
    found += [f"Recording changed, {each.when}: {each.wording}" for each in breaks]
    if place.last_month and place.last_month < figures.quarter.end:
        found.append(f"The quarter is not over in these figures: the last month is {place.last_month.name}.")
    return found
