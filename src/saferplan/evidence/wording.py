"""Sentences that several facts share: a change in words, a caveat about residents, a year that is not whole."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from saferplan.base.categories import CRIME_TYPES, Feed
from saferplan.base.numerals import listed, whole
from saferplan.base.periods import Period, PeriodType, months_in_words, period_of
from saferplan.evidence.break_wording import break_words, is_broken, moved, signed
from saferplan.evidence.catalogue_of_types import TYPE_INDICATORS
from saferplan.evidence.fact import Evidence, MeasureKey, Refusal, Row, Statement
from saferplan.evidence.methods.multiplicity import benjamini_hochberg
from saferplan.evidence.methods.tests_of_difference import ALPHA
from saferplan.evidence.refused_wording import MEND_REFUSED, refused_caveats, refused_offences

NOT_WHOLE = "No financial year (April to March) has been supplied whole."
LONG_WORDS = 5
SUPPLY_MONTHS = "Put the missing months' files into inbox/ and build again."
SUPPLY_HOME_OFFICE = (
    "Put the Home Office's table of recorded crime by community safety partnership into inbox/ and build again."
)
AFTER_BREAK = "Build again when two whole years after the change in recording are supplied."
SUPPLY_WHOLE_TABLE = (
    "Put the Home Office's whole table, which has a row with 0 where nothing was recorded, into inbox/ and build again."
)


NO_RATE = {
    "no_population": "residents are not known for all of it",
    "no_households": "its households are not known",
    "residents_of_other_years": "its residents are of another year",
    "rows_refused": "rows of the Home Office's table of it were refused",
    "month_not_supplied": "it was not supplied whole",
    "month_partial": "a month of it was supplied only in part",
    "count_under_20": "fewer than 20 crimes were recorded",
    "rows_unplaced": "over 3% of its force's rows lie in no known place",
    "not_in_table": "the Home Office's table has no row of some of it",
}
"""Why an area has no rate to compare, of one area."""


def year_and_change(
    evidence: Evidence, indicator_id: str, what: str, year: Period | None, refusal: Refusal | None = None,
    source: Feed = Feed.STREET,
) -> Statement | Refusal:  # fmt: skip
    """ "14,740 crimes were recorded in Stockton-on-Tees in 2016/17, a rise of 8.8% on the year before (13,548)"."""
    if year is None:
        return refusal or Refusal(NOT_WHOLE, SUPPLY_MONTHS)
    key, row = evidence.year_measure(indicator_id, evidence.area_code, year)
    key_before, before = evidence.year_measure(indicator_id, evidence.area_code, year.year_before())
    if row is not None and row["missing_reason"] == "not_in_table":
        return not_in_table(evidence, year, row, key)
    if row is None or row["count"] is None:
        return Refusal(
            f"{year.label} was not supplied whole for {evidence.area_name}{gone_words(row)}.", SUPPLY_MONTHS, (key,)
        )
    change = evidence.change(indicator_id, year)
    opening = f"{whole(row['count'])} {what} in {evidence.area_name} in {year.label}"
    ending, caveats = change_words(evidence, change, before)
    if len(what.split()) > LONG_WORDS:  # two short sentences read better than a long one
        ending = ending.replace(", ", ": ", 1)
    keys = (key,) if before is None else (key, key_before)
    lost = refused_caveats(evidence, year, year.year_before())
    passed = year_passed_over(evidence, year, source)
    return Statement(f"{opening}{ending}", year.label, keys, (*caveats, *passed, *lost))


def not_in_table(evidence: Evidence, year: Period, row: Row, key: MeasureKey) -> Refusal:
    """What the Home Office's table has no row of, in some quarter and in any area, is not said to have been recorded 0 times."""
    return Refusal(
        f"It is not known for {evidence.area_name} in {year.label}{gone_words(row)}.", SUPPLY_WHOLE_TABLE, (key,)
    )


def year_passed_over(evidence: Evidence, year: Period, source: Feed = Feed.STREET) -> tuple[str, ...]:
    """Why the latest financial year that has ended is not the one given: its months or quarters were not all supplied."""
    if not evidence.months:
        return ()
    if source is Feed.HOME_OFFICE:
        return _quarters_passed_over(evidence, year)
    ended = year_ended(evidence)
    if ended.end <= year.end:
        return ()
    inside = {str(month) for month in ended.months}
    lacking = [
        (sorted(inside.intersection(months.get(evidence.force_name, ()))), how)
        for months, how in _gaps_of(evidence, source)
    ]
    why = "; ".join(_were(months, how) for months, how in lacking if months)
    return (f"{ended.label} is not given: {why or 'not all of its months were supplied'}.",)


def _gaps_of(evidence: Evidence, source: Feed) -> tuple[tuple[Mapping[str, Sequence[str]], str], ...]:
    """Months by force that a monthly feed lacks, and how."""
    missing, partial = evidence.missing_months, evidence.partial_months
    if source is Feed.SEARCHES:
        missing, partial = (
            evidence.feed_gaps.get(f"Stops and searches {how}", {}) for how in ("missing", "only in part")
        )
    return (missing, "not supplied"), (partial, "supplied only in part")


def _quarters_passed_over(evidence: Evidence, year: Period) -> tuple[str, ...]:
    """The same of the Home Office's table; a year is over when its last quarter is given or the street files reach its end."""
    later = period_of(PeriodType.FINANCIAL_YEAR, year.end.plus(12))
    _, row = evidence.year_measure("recorded_offences", evidence.area_code, later)
    gone = (row["missing_months"] or "").split() if row else []
    if later.end > year_ended(evidence).end and (row is None or str(later.end) in gone):
        return ()
    is_partial = row is not None and row["missing_reason"] == "month_partial"
    if not is_partial and (refused := refused_offences(evidence)):
        return (f"{later.label} is not given: not all of it could be counted, and {refused}.",)
    if row is None or not gone:
        return (f"{later.label} is not given: the Home Office's table of it was not supplied.",)
    how = "supplied only in part" if is_partial else "not supplied"
    return (f"{later.label} is not given: {_were(gone, how)} by the Home Office.",)


def year_ended(evidence: Evidence) -> Period:
    """The latest financial year that is over by the newest month of the street files."""
    last = period_of(PeriodType.FINANCIAL_YEAR, evidence.months[-1])
    return last if last.end == evidence.months[-1] else last.year_before()


def _were(months: Sequence[str], how: str) -> str:
    return f"{months_in_words(months)} {'was' if len(months) == 1 else 'were'} {how}"


def type_change(evidence: Evidence, indicator_id: str, what: str) -> Statement | Refusal:
    """The same of one type of the street files: a move that only stands out while nobody looks at the others says so."""
    found = year_and_change(evidence, indicator_id, what, evidence.latest_year)
    if isinstance(found, Refusal) or evidence.latest_year is None:
        return found
    change = evidence.change(indicator_id, evidence.latest_year)
    adjusted = types_tested_together(evidence, evidence.latest_year)
    if change and change["verdict"] in ("up", "down") and adjusted.get(indicator_id, 0) > ALPHA:
        note = (
            f"{_reach(change)}: by itself more than chance, but tested together with the other types "
            f"({len(adjusted)} in all) it is not."
        )
        alone = verdict_words(change)
        return replace(found, caveats=tuple(note if text == alone else text for text in found.caveats))
    return found


def types_tested_together(evidence: Evidence, year: Period) -> dict[str, float]:
    """P of each type's change, adjusted for their number (Benjamini and Hochberg); types that cannot be tested left out."""
    return _adjusted({name: row["p"] for name, row in _type_changes(evidence, year).items()})


def types_tested_with_runs(evidence: Evidence, year: Period) -> dict[str, float]:
    """The same if the way months run together is chance too, where that is known."""
    changes = _type_changes(evidence, year)
    return _adjusted({
        name: row["p"] if row["p_with_runs"] is None else row["p_with_runs"] for name, row in changes.items()
    })  # fmt: skip


def _type_changes(evidence: Evidence, year: Period) -> dict[str, Row]:
    changes = {name: evidence.change(name, year) for name in (TYPE_INDICATORS[each] for each in CRIME_TYPES)}
    return {name: row for name, row in changes.items() if row and row["p"] is not None}


def _adjusted(tested: dict[str, float]) -> dict[str, float]:
    return dict(zip(tested, benjamini_hochberg(list(tested.values())), strict=True))


def no_home_office(evidence: Evidence) -> Refusal:
    """Why there is no year of the Home Office's table: nothing of it is said not to be supplied where rows of it were refused."""
    if refused := refused_offences(evidence):
        return Refusal(
            f"No whole year of the Home Office's recorded crime by partnership could be counted: {refused}.",
            MEND_REFUSED,
        )
    return Refusal("No whole year of the Home Office's recorded crime by partnership was supplied.", SUPPLY_HOME_OFFICE)


def home_office_change(evidence: Evidence, indicator_id: str, what: str) -> Statement | Refusal:
    """The same of an indicator of the Home Office's table."""
    found = year_and_change(
        evidence, indicator_id, what, evidence.home_office_year, no_home_office(evidence), Feed.HOME_OFFICE
    )
    if isinstance(found, Refusal) or evidence.home_office_year is None:
        return found
    lost = refused_caveats(evidence, evidence.home_office_year, evidence.home_office_year.year_before())
    kept = tuple(text for text in found.caveats if text not in lost)  # rows refused in street files are not among these
    return Statement(found.sentence, found.period, found.measures, ("Counted by the Home Office.", *kept))


def change_words(
    evidence: Evidence, change: Row | None, before: Row | None, on: str = "the year before"
) -> tuple[str, tuple[str, ...]]:
    """The ending of a sentence that gives a change, and what must be said of it."""
    if change is None or before is None or before["count"] is None:
        was_given = before is not None and before["missing_reason"] in ("not_in_table", "rows_refused")
        why = "is not known" if was_given else "was not supplied whole"
        return ".", (f"No change is given: {on} {why}{gone_words(before)}.",)
    if is_broken(change):
        return ".", (
            f"No change on {on} is given, for how it is recorded changed between.",
            *break_words(evidence, change),
        )
    if change["value"] is None:
        return f"; {whole(before['count'])} {on}.", ("No percentage is given on a base under 20.",)
    words = f", {moved(change['value'])} on {on} ({whole(before['count'])})."
    return words, (verdict_words(change, on), *break_words(evidence, change))


def gone_words(row: Row | None) -> str:
    """Which months are missing, or that some hold only a part."""
    months = row["missing_months"].split() if row and row["missing_months"] else []
    if not months or row is None:
        return ""
    named = months_in_words(months)
    if row["missing_reason"] == "rows_refused":
        return f" (not all of {named} could be counted, for rows of the Home Office's table were refused)"
    if row["missing_reason"] == "not_in_table":
        return f" (for {named} the Home Office's table supplied has no row of some of what is counted, for any area)"
    how = "supplied only in part" if row["missing_reason"] == "month_partial" else "not supplied"
    return f" ({named} {how})"


def verdict_words(change: Row, on: str = "the year before") -> str:
    """What may be said of a change, with its range."""
    if change["verdict"] == "not_enough_history":
        return "There is not enough history to judge whether this is more than chance (24 months are needed)."
    if change["hangs_on_runs"]:
        move = "rise" if change["verdict"] == "up" else "fall"
        return f"{_reach(change)}: more of a {move} than months give that vary one by one. {RUNS.format(move)}"
    return {
        "up": f"{_reach(change)}: the rise is more than such figures move by themselves.",
        "down": f"{_reach(change)}: the fall is more than such figures move by themselves.",
        "about_the_same": f"{_reach(change)}: about the same as {on}.",
        "no_clear_change": f"{_reach(change)}: no clear change.",
    }[change["verdict"]]


RUNS = "But high months here tend to follow high ones. If that is chance too, so may the {} be."
RUNS_OF_TYPES = "High months of {} tend to follow high ones. If that is chance too, so may the {} be."


def _reach(change: Row) -> str:
    if change["lower"] is None:
        return "With none recorded no range can be given for the change"
    return f"With the range expected by chance the change lies between {signed(change['lower'])} and {signed(change['upper'])}"


def population_caveats(evidence: Evidence, rows: list[Row]) -> tuple[str, ...]:
    """What must be said of the residents a rate was divided by."""
    years = sorted({int(row["denominator_year"]) for row in rows if row["denominator_year"]})
    caveats = []
    for year in years:
        codes = [row["area_code"] for row in rows if row["denominator_year"] == year]
        replaced = any(evidence.populations.get((code, year)) == "superseded" for code in codes)
        tail = ", an estimate the publisher has since replaced" if replaced else ""
        caveats.append(f"Rates are per 1,000 residents of mid-{year}{tail}.")
    return tuple(caveats)


def other_forces(evidence: Evidence, codes: Iterable[str]) -> tuple[str, ...]:
    """That other forces record some of these partnerships, naming none."""
    own = evidence.forces.get(evidence.area_code)
    return (SOME_OF_OTHER_FORCES,) if any(evidence.forces.get(code, own) != own for code in codes) else ()


SOME_OF_OTHER_FORCES = "Some of it is recorded by other forces, whose practice may differ."


def left_out_words(reasons: Iterable[str | None]) -> str:
    """How many areas are left out for each reason, naming none: "1 (it was not supplied whole) and 2 (…)"."""
    found = Counter(NO_RATE.get(reason or "", "a figure of it is missing") for reason in reasons)
    return listed([f"{number} ({why})" for why, number in sorted(found.items(), key=lambda each: (-each[1], each[0]))])


def rate(row: Any) -> str:
    """A rate per 1,000 as it is written."""
    return f"{row['value']:.1f}"
