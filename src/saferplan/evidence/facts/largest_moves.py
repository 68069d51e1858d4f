"""The largest rise and the largest fall among the thirteen types of crime, tested together as one family."""

from collections.abc import Sequence

from saferplan.base.categories import CRIME_TYPES
from saferplan.base.numerals import listed, whole
from saferplan.base.periods import Period
from saferplan.evidence.break_wording import break_words, is_broken, lowered, moved
from saferplan.evidence.catalogue_of_types import TYPE_INDICATORS
from saferplan.evidence.fact import Evidence, Fact, MeasureKey, Refusal, Row, Statement
from saferplan.evidence.methods.tests_of_difference import ALPHA
from saferplan.evidence.refused_wording import refused_caveats
from saferplan.evidence.wording import (
    AFTER_BREAK,
    NOT_WHOLE,
    RUNS_OF_TYPES,
    SUPPLY_MONTHS,
    types_tested_together,
    types_tested_with_runs,
    year_passed_over,
)

FAMILY = (
    "All {} types were tested together (Benjamini and Hochberg): of claims made so one in twenty may be chance, not one in "
    "twenty types."
)


def largest_rise(evidence: Evidence) -> Statement | Refusal:
    return _largest(evidence, 1)


def largest_fall(evidence: Evidence) -> Statement | Refusal:
    return _largest(evidence, -1)


def _largest(evidence: Evidence, sign: int) -> Statement | Refusal:
    year = evidence.latest_year
    if year is None:
        return Refusal(NOT_WHOLE, SUPPLY_MONTHS)
    changes = {name: row for name in CRIME_TYPES if (row := evidence.change(TYPE_INDICATORS[name], year))}
    adjusted = types_tested_together(evidence, year)
    tested = {name: row for name, row in changes.items() if row["indicator_id"] in adjusted}
    if not tested:
        return _none_tested(year, list(changes.values()))
    moves = [name for name, row in tested.items() if adjusted[row["indicator_id"]] <= ALPHA and row["value"] * sign > 0]
    keys = tuple(_key(evidence, row, name) for row in tested.values() for name in ("period", "period_before"))
    lost = refused_caveats(evidence, year, year.year_before())
    caveats = (FAMILY.format(len(tested)), *_left_out(changes, tested), *year_passed_over(evidence, year), *lost)
    word = "rise" if sign > 0 else "fall"
    if not moves:
        sentence = (
            f"No type of crime {'rose' if sign > 0 else 'fell'} in {year.label} by more than such figures move "
            f"by themselves."
        )
        return Statement(sentence, year.label, keys, caveats)
    name = max(moves, key=lambda each: (abs(_net(tested[each])), each))
    said = (
        *caveats,
        *_hanging_on_runs(evidence, year, moves, word),
        _classified(evidence, name),
        *_broken_between(evidence, [tested[each] for each in (name, *sorted(set(moves) - {name}))]),
    )
    return Statement(_sentence(evidence, name, tested[name], word, moves), year.label, keys, said)


def _hanging_on_runs(evidence: Evidence, year: Period, moves: list[str], word: str) -> tuple[str, ...]:
    """Types that stand out only if their months do not run together by chance: by the same family, tested with runs."""
    with_runs = types_tested_with_runs(evidence, year)
    doubtful = [lowered(name) for name in sorted(moves) if with_runs[TYPE_INDICATORS[name]] > ALPHA]
    return (RUNS_OF_TYPES.format(listed(doubtful), word),) if doubtful else ()


def _broken_between(evidence: Evidence, named: Sequence[Row]) -> tuple[str, ...]:
    """What must be said of breaks in the recording of any type that is named, each once."""
    return tuple(dict.fromkeys(words for row in named for words in break_words(evidence, row)))


def _none_tested(year: Period, changes: list[Row]) -> Refusal:
    """Why no type can be tested: the first of these reasons that holds for any."""
    reasons = {row["missing_reason"] for row in changes}
    why, way_out = "fewer than 20 crimes of each were recorded the year before", SUPPLY_MONTHS
    if not changes or reasons & {"month_not_supplied", "month_partial"}:
        why = "both years were not supplied whole"
    elif any(row["verdict"] == "not_enough_history" for row in changes):
        why = "there is not enough history to judge by"
    elif "series_break" in reasons:
        why, way_out = "how they are recorded changed between the two years", AFTER_BREAK
    return Refusal(f"No type of crime can be tested for {year.label}: {why}.", way_out)


def _classified(evidence: Evidence, name: str) -> str:
    """Whether the type rises with what police do: a rise of it may be more police work and not more crime."""
    if not evidence.classified:
        return "Whether it comes to light by what police do is not classified, so a move may be one of police work."
    if any(each.startswith(lowered(name)) for each in evidence.classified):
        return f"{name} comes to light by what police do: a move may be one of police work and not of crime."
    return f"{name} is not among what this partnership classes as coming to light by what police do."


def _sentence(evidence: Evidence, name: str, row: Row, word: str, moves: list[str]) -> str:
    opening = (
        f"Of the {word}s that are more than chance, the largest in {evidence.area_name} in {row['period']} was in {lowered(name)}: "
        f"{whole(abs(_net(row)))} {'more' if _net(row) > 0 else 'fewer'}, {moved(row['value'])} (from {whole(row['count_before'])} "
        f"to {whole(row['count'])})."
    )
    others = [lowered(each) for each in sorted(moves) if each != name]
    if not others:
        return f"{opening} There is no other."
    return f"{opening} The others: {listed(others)}."


def _net(row: Row) -> int:
    return int(row["count"] - row["count_before"])


def _key(evidence: Evidence, row: Row, period: str) -> MeasureKey:
    return MeasureKey(row["indicator_id"], "csp", evidence.area_code, "financial_year", row[period])


def _left_out(changes: dict[str, Row], tested: dict[str, Row]) -> tuple[str, ...]:
    gone = {name: row for name, row in changes.items() if name not in tested}
    broken = [lowered(name) for name, row in gone.items() if is_broken(row)]
    others = [lowered(name) for name, row in gone.items() if not is_broken(row)]
    said = [f"Not tested, for how it is recorded changed between: {listed(broken)}."] if broken else []
    return (*said, *([f"Not tested, for there are too few or too few months: {listed(others)}."] if others else []))


LARGEST_RISE = Fact("largest-rise", 240, "Which type of crime rose most?", largest_rise)
LARGEST_FALL = Fact("largest-fall", 250, "Which type of crime fell most?", largest_fall)
