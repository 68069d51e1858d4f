"""Words for the codes and numbers of the tables, in plain English."""

from datetime import date
from typing import Any

from saferplan.base.numerals import listed, one_decimal, percent, plural, whole
from saferplan.base.periods import Month

MISSING = {
    "month_not_supplied": "a month was not supplied",
    "count_under_20": "fewer than 20 recorded crimes: no rate is given",
    "no_population": "residents not known",
    "rows_not_placed": "not known: some of its crimes could not be placed",
    "visited_place": "a place people visit: counted, but no rate by residents",
    "base_under_20": "fewer than 20 to compare with",
    "month_partial": "a month was supplied only in part",
    "no_households": "households not known",
    "outcomes_too_young": "too soon to say what followed",
    "under_95_weighted": "under 95% of offences have a weight",
    "not_classified": "no classification of the partnership holds for all of it",
    "not_in_table": "the Home Office's table supplied has no row of it",
    "rows_refused": "rows of the Home Office's table were refused",
    "series_break": "recording changed between the two",
}
NOT_COUNTED = "no figure in this edition"

RULES = {
    "lsoa_code": "By LSOA code (the rule used)",
    "lsoa_name": "By LSOA name as published",
    "boundary": "By map point in current wards",
}
PLACEMENTS = {
    "published": "By published LSOA code",
    "merged": "By merged LSOA code",
    "by_point": "By map point",
    "remainder": "Remainder",
    "no_location": "No location published",
}
UNITS = {"offence": "Recorded crime", "asb_incident": "ASB incidents"}
FILE_STATES = {
    "loaded": "loaded",
    "refused": "refused",
    "duplicate": "set aside as copies",
    "superseded": "superseded by a newer issue",
    "not_recognised": "not recognised",
}
FEEDS = {
    "police_uk_street": "police.uk, crime and ASB",
    "police_uk_outcomes": "police.uk, outcomes",
    "police_uk_stop_and_search": "police.uk, stop and search",
    "home_office_csp": "Home Office, recorded crime by CSP",
}
HEADLINES = {"recorded_offences": "Home Office figures", "recorded_crime": "police.uk figures"}
"""Indicators of all recorded crime and whose figures they are, the headline first."""
IF_ONE_BY_ONE = " if months vary one by one; but high months tend to follow high ones, and that may be chance too"
"""What a rise or fall hangs on that would not stand out if high months followed high ones by chance, as facts say."""
CHANGES = {
    "up": "up {size}, more than chance would explain",
    "down": "down {size}, more than chance would explain",
    "about_the_same": "about the same ({signed})",
    "no_clear_change": "no clear change ({signed})",
    "not_enough_history": "{signed}, with not enough history to tell a change from chance",
    "refused": "no change is quoted",
}


def missing(reason: str | None) -> str:
    """Why a figure is missing."""
    return MISSING.get(reason, reason.replace("_", " ")) if reason else NOT_COUNTED


def shown(number: float | None, *, decimals: int = 0) -> str:
    if number is None:
        return "not available"
    return one_decimal(number) if decimals else whole(number)


def limits(row: dict[str, Any]) -> str:
    """The range expected by chance of a row of `measure`."""
    if row.get("dispersed_lower") is None or row.get("dispersed_upper") is None:
        return "not available" if row.get("value") is None else "not available: under 24 months"
    return f"{one_decimal(row['dispersed_lower'])} to {one_decimal(row['dispersed_upper'])}"


def rate_and_limits(row: dict[str, Any]) -> tuple[str, str]:
    """The rate of a row of `measure` and its range; where there is no rate, the reason takes the range's place."""
    if row["value"] is None:
        return "no rate", missing(row["missing_reason"])
    return one_decimal(row["value"]), limits(row)


def residents_heading(rows: list[dict[str, Any]]) -> str:
    """ "Residents", with the mid-year and standing of the estimates where they are the same in every row."""
    standing = _standings(rows)
    return f"Residents ({standing.pop()})" if len(standing) == 1 else "Residents"


def residents(row: dict[str, Any], rows: list[dict[str, Any]]) -> str:
    """Residents; with the mid-year and standing of the estimate where the rows of the table differ in it."""
    if row["denominator"] is None:
        return "not known"
    return whole(row["denominator"]) + (f" ({_standing(row)})" if len(_standings(rows)) > 1 else "")


def _standings(rows: list[dict[str, Any]]) -> set[str]:
    return {_standing(row) for row in rows if row["denominator"] is not None}


def _standing(row: dict[str, Any]) -> str:
    year = f"mid-{row['denominator_year']}" if row["denominator_year"] else "year not known"
    return year + (", superseded" if row["residents_status"] == "superseded" else "")


def verdict(code: str | None, own: str) -> str:
    """What may be said of the partnership's rate against another's."""
    return {
        "lower": f"{own} is lower, by more than chance would explain",
        "higher": f"{own} is higher, by more than chance would explain",
        "not_distinguishable": "Cannot be told apart",
        "not_enough_history": "Not enough history to tell",
        "refused": "Comparison refused",
    }.get(code or "", "Not compared")


def change_wording(row: dict[str, Any] | None) -> str:
    """A row of `change` as a short sentence; empty where there is none."""
    if row is None:
        return ""
    years, share = f"{row['period']} against {row['period_before']}", row["value"]
    if share is None:
        reason = f" ({missing(row['missing_reason'])})" if row["missing_reason"] else ""
        return f"{years}: no change is quoted{reason}."
    sign = "+" if share > 0 else "−" if share < 0 else ""
    said = CHANGES[row["verdict"]].format(size=percent(share), signed=sign + percent(share))
    return f"{years}: {said}{IF_ONE_BY_ONE if row['hangs_on_runs'] else ''}."


def day_named(day: date) -> str:
    """A day as people read it: "30 June 2026"."""
    return f"{day.day} {Month.of(day).name}"


def months_named(months: list[Month], most: int = 6) -> str:
    """Months as people read them; beyond a few, the rest are counted."""
    names = [month.name for month in months]
    if len(names) > most:
        names = [*names[:most], plural(len(months) - most, "other month")]
    return listed(names)
