"""Rows of the tables of analyses for the made-up partnership: ranges, seasons, drivers, funnel, coverage, breaks, revisions."""

from datetime import date

from small_place import FIRST, FORCE, GAP, LAST, NEXT, OTHER_FORCE, OWN, PARTIAL, YEAR, YEAR_BEFORE, Rows

from saferplan.base.categories import CRIME_TYPES
from saferplan.base.periods import Month, months_between

TOUCHED = "Violence and sexual offences|Public order"
HIGH_MONTH = Month(2016, 1)
FEEDS = ("police_uk_street", "police_uk_outcomes", "police_uk_stop_and_search", "home_office_csp")
TYPE_IDS = {name.lower().replace(" ", "_"): name for name in CRIME_TYPES}
LEVELS = {"recorded_crime": 1200, "asb": 400} | {name: 40 + 15 * place for place, name in enumerate(TYPE_IDS)}
NETS = (260, 140, 90, 61, 30, 12, 5, 0, -4, -18, -33, -70, -123)


def analysis_rows() -> Rows:
    return {
        "usual_range": [row for name, level in LEVELS.items() for row in _ranges(name, level)],
        "seasonal_index": [row for name in ("recorded_crime", "asb") for row in _seasons(name)],
        "projection": [_projection("recorded_crime", 14_000), _projection("asb", 5_000)],
        "contribution": [*_by_type(), *_by_ward()],
        "funnel_point": [_funnel_point(place) for place in range(24)],
        "funnel_limit": [_funnel_limit(people) for people in range(20_000, 420_000, 20_000)],
        "coverage": [row for force in (FORCE, OTHER_FORCE) for feed in FEEDS for row in _coverage(force, feed)],
        "known_gap": [_gap("court-outcomes", "all", True), _gap("gwent-searches", "Gwent", False)],
        "series_break": [
            _break("recording-inspection-2014", Month(2014, 11), Month(2017, 3), TOUCHED, "A report"),
            _break("stalking-2016", Month(2016, 4), Month(2016, 4), "Stalking and harassment", None),
            _break("old-2002", Month(2002, 4), Month(2002, 4), "", "A standard"),
        ],
        "source_agreement": [_agreement("(all)", 14_740, 14_600), _agreement("Drugs", 300, 340), _agreement("Robbery", 0, 0)],
        "revision": [_revision(place) for place in range(5)],
        "repeated_row": [
            {"file_id": 1, "repetition": "identical_without_identifier", "groups": 1, "rows": 12, "largest": 13, "dropped": 0},
            {"file_id": 1, "repetition": "identical_with_identifier", "groups": 3, "rows": 3, "largest": 2, "dropped": 3},
        ],
        "most_similar_group": [{"area_code": OWN, "member_code": NEXT, "group_issued": date(2016, 1, 1), "file_id": 1}],
    }  # fmt: skip


def count_of(level: int, month: Month) -> int | None:
    """The count of a month at a level; None in the months that were not supplied whole."""
    if month in (GAP, PARTIAL):
        return None
    return level * 2 if month == HIGH_MONTH else level + level * (month.index % 7) // 30


def _ranges(indicator_id: str, level: int) -> list[dict[str, object]]:
    return [_range(indicator_id, level, month) for month in months_between(FIRST, LAST)]


def _range(indicator_id: str, level: int, month: Month) -> dict[str, object]:
    count, expected = count_of(level, month), level * 1.1
    verdict = "not_supplied" if count is None else "above_998" if month == HIGH_MONTH else "usual"
    return {
        "indicator_id": indicator_id, "area_code": OWN, "month": month.first_day, "count": count, "expected": expected,
        "lower_95": expected * 0.85, "upper_95": expected * 1.15, "lower_998": expected * 0.75, "upper_998": expected * 1.25,
        "is_newest": month == LAST, "verdict": verdict,
    }  # fmt: skip


def _seasons(indicator_id: str) -> list[dict[str, object]]:
    return [
        {"indicator_id": indicator_id, "area_code": OWN, "month_number": number, "value": 1 + (number % 6 - 2.5) / 25,
         "lower": 0.96 + (number % 6 - 2.5) / 25, "upper": 1.04 + (number % 6 - 2.5) / 25}
        for number in range(1, 13)
    ]  # fmt: skip


def _projection(indicator_id: str, level: int) -> dict[str, object]:
    return {
        "indicator_id": indicator_id, "area_code": OWN, "period": "2017/18", "months_known": 8, "known": level // 2,
        "value": level, "lower_80": level * 0.96, "upper_80": level * 1.04, "lower_95": level * 0.93, "upper_95": level * 1.07,
        "naive": level * 1.01,
    }  # fmt: skip


def _contribution(part_type: str, part: str, net: int) -> dict[str, object]:
    return {
        "indicator_id": "recorded_crime", "area_code": OWN, "period": YEAR, "period_before": YEAR_BEFORE, "part_type": part_type,
        "part": part, "count_before": 800, "count": 800 + net, "net": net, "share": 0.1,
    }  # fmt: skip


def _by_type() -> list[dict[str, object]]:
    return [_contribution("category", part, net) for part, net in zip(CRIME_TYPES, NETS, strict=True)]


def _by_ward() -> list[dict[str, object]]:
    wards = [_contribution("ward", f"E0509900{place}", 80 - 25 * place) for place in range(9)]
    return [*wards, _contribution("ward", "(elsewhere)", 530)]


def funnel_code(place: int) -> str:
    return f"E220990{place + 1:02d}"


def _funnel_point(place: int) -> dict[str, object]:
    residents, rate = 30_000 + 15_000 * place, 80.0 + 14 * ((place * 7) % 11 - 5) / (1 + place / 6)
    return {
        "indicator_id": "recorded_offences", "period": YEAR, "place_type": "csp", "area_code": funnel_code(place),
        "count": round(residents * rate / 1000), "denominator": residents, "value": rate, "baseline": 80.0,
        "z": (rate - 80) / 20, "overdispersion": 0.2, "verdict": "above_95" if rate > 120 else "within",
    }  # fmt: skip


def _funnel_limit(residents: int) -> dict[str, object]:
    half = 20 + 3_000 / residents**0.5
    return {
        "indicator_id": "recorded_offences", "period": YEAR, "place_type": "csp", "denominator": residents,
        "lower_95": 80 - half, "upper_95": 80 + half, "lower_998": 80 - 1.6 * half, "upper_998": 80 + 1.6 * half,
    }  # fmt: skip


def _coverage(force: str, feed: str) -> list[dict[str, object]]:
    return [covered(force, feed, month) for month in months_between(FIRST, LAST)]


def covered(force: str, feed: str, month: Month) -> dict[str, object]:
    is_street = feed == "police_uk_street" and force == FORCE
    status = "supplied"
    if is_street and month in (GAP, PARTIAL):
        status = "partial" if month == PARTIAL else "not_supplied"
    if feed == "police_uk_stop_and_search":
        status = "not_supplied" if force == OTHER_FORCE or month < Month(2015, 1) else "supplied"
    rows = {"supplied": 1600, "partial": 500, "not_supplied": 0}[status]
    return {
        "force_code": force, "month": month.first_day, "feed": feed, "status": status, "rows": rows,
        "foreign_rows": rows // 400, "lower": 1300.0, "median": 1600.0, "types_lacking": None,
    }  # fmt: skip


def _gap(gap_id: str, force_name: str, applies: bool) -> dict[str, object]:
    return {
        "gap_id": gap_id, "feed": "police_uk_outcomes", "force_name": force_name, "from_month": date(2019, 6, 1),
        "wording": "Court outcomes are not published.", "verified_on": date(2026, 10, 1), "applies": applies,
    }  # fmt: skip


def _break(break_id: str, first: Month, until: Month, groups: str, citation: str | None) -> dict[str, object]:
    return {
        "break_id": break_id, "from_month": first.first_day, "effect_until": until.first_day, "groups": groups, "effect": "up",
        "behaviour": "annotate", "status": "cited" if citation else "suspected", "citation": citation,
        "wording": "Forces recorded more of the crime reported to them after an inspection.", "is_local": False,
    }  # fmt: skip


def _agreement(category: str, home_office: int, police_uk: int) -> dict[str, object]:
    ratio = police_uk / home_office if home_office else None
    return {
        "area_code": OWN, "period": YEAR, "category": category, "home_office": home_office, "police_uk": police_uk,
        "ratio": ratio, "is_query": bool(ratio and not 0.95 <= ratio <= 1.05),
    }  # fmt: skip


def _revision(place: int) -> dict[str, object]:
    return {
        "feed": "police_uk_street", "month": date(2016, 12, 1), "place": f"E0109900{place}", "category": "Drugs",
        "issue_before": "2017-02", "issue": "2017-05", "count_before": place, "count": place + 1,
    }  # fmt: skip
