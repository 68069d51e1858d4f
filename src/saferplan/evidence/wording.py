"""Sentences that several facts share: a change in words, a caveat about residents, a year that is not whole."""

from typing import Any

from saferplan.base.numerals import listed, percent, plural, whole
from saferplan.base.periods import Month, Period
from saferplan.evidence.fact import Evidence, Refusal, Row, Statement

NOT_WHOLE = "No financial year (April to March) has been supplied whole."
SUPPLY_MONTHS = "Put the missing months' files into inbox/ and build again."
NO_BREAKS_YET = (
    "Changes in how crime is recorded are not checked in this version: a rise or fall may partly be one of recording."
)


def year_and_change(evidence: Evidence, indicator_id: str, what: str) -> Statement | Refusal:
    """ "14,740 crimes were recorded in Stockton-on-Tees in 2016/17, a rise of 8.8% on the year before (13,548)"."""
    year = evidence.latest_year
    if year is None:
        return Refusal(NOT_WHOLE, SUPPLY_MONTHS)
    key, row = evidence.year_measure(indicator_id, evidence.area_code, year)
    key_before, before = evidence.year_measure(indicator_id, evidence.area_code, year.year_before())
    if row is None or row["count"] is None:
        return Refusal(f"{year.label} was not supplied whole for {evidence.area_name}.", SUPPLY_MONTHS, (key,))
    change = evidence.changes.get((indicator_id, evidence.area_code, year.label))
    opening = f"{whole(row['count'])} {what} in {evidence.area_name} in {year.label}"
    ending, caveats = _change_words(change, before)
    keys = (key,) if before is None else (key, key_before)
    lost = refused_caveats(evidence, year, year.year_before())
    return Statement(f"{opening}{ending}", year.label, keys, (*caveats, *lost, NO_BREAKS_YET))


def refused_caveats(evidence: Evidence, *years: Period) -> tuple[str, ...]:
    """Rows refused in street files of these years: they are in no figure, so the figures may be short of them."""
    refused = sum(evidence.refused_by_year.get(year.label, 0) for year in years)
    if not refused:
        return ()
    return (f"{plural(refused, 'row')} (crimes and incidents) in the files of {listed([y.label for y in years])} were refused; "
            "figures may be short of them.",)  # fmt: skip


def _change_words(change: Row | None, before: Row | None) -> tuple[str, tuple[str, ...]]:
    if change is None or before is None or before["count"] is None:
        months = before["missing_months"].split() if before and before["missing_months"] else []
        gone = f" ({months_in_words(months)} not supplied)" if months else ""
        return ".", (f"No change is given: the year before was not supplied whole{gone}.",)
    if change["value"] is None:
        return f"; {whole(before['count'])} the year before.", ("No percentage is given on a base under 20.",)
    return f", {moved(change['value'])} on the year before ({whole(before['count'])}).", (_verdict_words(change),)


def moved(value: float) -> str:
    """ "a rise of 8.8%", "a fall of less than 0.1%", "the same number as"."""
    if value == 0:
        return "no change"
    return f"{'a rise' if value > 0 else 'a fall'} of {percent(value)}"


def _verdict_words(change: Row) -> str:
    if change["verdict"] == "not_enough_history":
        return "There is not enough history to judge whether this is more than chance (24 months are needed)."
    reach = f"With the range expected by chance the change lies between {signed(change['lower'])} and {signed(change['upper'])}"
    return {
        "up": f"{reach}: the rise is more than such figures move by themselves.",
        "down": f"{reach}: the fall is more than such figures move by themselves.",
        "about_the_same": f"{reach}: about the same as the year before.",
        "no_clear_change": f"{reach}: no clear change.",
    }[change["verdict"]]


def signed(value: float) -> str:
    """ "+8.8%" or "−2.1%", with a true minus."""
    return f"{'+' if value >= 0 else '−'}{abs(value) * 100:.1f}%"


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


def months_in_words(months: list[str]) -> str:
    """ "January 2023", or "January 2023 to March 2023" for a run, or a list of both."""
    runs: list[list[Month]] = []
    for month in sorted(Month.parse(text) for text in months):
        if runs and runs[-1][-1].plus(1) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return ", ".join(run[0].name if len(run) == 1 else f"{run[0].name} to {run[-1].name}" for run in runs)


def rate(row: Any) -> str:
    return f"{row['value']:.1f}"
