"""Editions that try the charts: as it should be, nothing, one point, extremes, long names, many forces."""

from collections.abc import Callable
from pathlib import Path

from small_analyses import covered
from small_edition import small_rows, written
from small_place import LAST, LONG_NAME, OWN, PARTIAL, Rows

from saferplan.base.periods import Month, months_between
from saferplan.tables.editions import Edition

SIXTY = "Kingston-upon-Longwater, Upper Exampleton and Outer Borderham"[:60]
FORCES = 5
COUNTED = ("count", "count_before", "rows", "foreign_rows", "known", "near_boundary")
VALUED = (
    "value", "lower", "upper", "dispersed_lower", "dispersed_upper", "expected", "lower_95", "upper_95", "lower_998",
    "upper_998", "naive", "lower_80", "upper_80", "other_value",
)  # fmt: skip
LEVELLED = (
    "measure",
    "usual_range",
    "contribution",
    "funnel_point",
    "funnel_limit",
    "projection",
    "ward_edge",
    "coverage",
)


def typical() -> Rows:
    return small_rows()


def empty() -> Rows:
    return {}


def one_point() -> Rows:
    """One month, one part, one area of each kind."""
    rows = small_rows()
    rows["partnership"][0]["first_month"] = LAST.first_day
    months = {"measure": "period_start", "usual_range": "month", "coverage": "month"}
    for table, column in months.items():
        yearly = [row for row in rows[table] if row.get("period_type") == "financial_year"]
        rows[table] = yearly + [row for row in rows[table] if row[column] == LAST.first_day and row not in yearly]
    rows["contribution"] = [rows["contribution"][0], rows["contribution"][-1]]
    rows["area"] = [row for row in rows["area"] if row["area_code"] in (OWN, "E01099000", "E05099000", "E23099001")]
    rows["boundary"] = [row for row in rows["boundary"] if row["area_code"] in ("E01099000", "E05099000")]
    return rows | {"funnel_point": []}


def level(number: int) -> Callable[[], Rows]:
    """Every count and rate at one level."""

    def rows() -> Rows:
        made = small_rows()
        for row in (row for table in LEVELLED for row in made[table]):
            row.update({name: number for name in COUNTED if row.get(name) is not None})
            row.update({name: float(number) for name in VALUED if row.get(name) is not None})
        for place, row in enumerate(made["contribution"]):
            row["net"] = number * (1, -1)[place % 2]
        made["change"][0].update({"count": number, "count_before": 2 * number})
        return made

    return rows


def long_names() -> Rows:
    rows = small_rows()
    for place, row in enumerate(rows["area"]):
        row["name"] = f"{SIXTY[:57]} {place:02d}"
    return rows


def many_forces() -> Rows:
    """Five forces and sixty months, with every state in every row."""
    rows = small_rows()
    codes = [f"E230990{place:02d}" for place in range(1, FORCES + 1)]
    for place, code in enumerate(codes):
        if place > 1:
            force = {"area_type": "force", "area_code": code, "name": f"{LONG_NAME} {place}", "role": "other"}
            rows["area"] += [force, {**rows["area"][1], "area_code": f"E220991{place:02d}", "force_code": code}]
    feeds = ("police_uk_street", "police_uk_outcomes", "police_uk_stop_and_search", "home_office_csp")
    months = list(months_between(Month(2012, 4), LAST))
    rows["coverage"] = [
        {**covered(code, feed, month), "status": ("supplied", "supplied", "partial", "not_supplied")[month.index // 3 % 4]}
        for code in codes for feed in feeds for month in months
    ]  # fmt: skip
    return rows


def all_outside() -> Rows:
    """Every month outside its range, and nothing but breaks."""
    rows = small_rows()
    for row in rows["usual_range"]:
        if row["count"] is not None:
            row["verdict"] = "above_998" if row["month"].month % 2 else "below_998"  # type: ignore[attr-defined]
    first = rows["series_break"][0]
    rows["series_break"] = [
        {
            **first,
            "break_id": f"break-{month}",
            "from_month": month.first_day,
            "effect_until": LAST.first_day,
            "groups": "",
        }
        for month in months_between(PARTIAL.plus(-8), PARTIAL)
    ]
    return rows


SCENARIOS: dict[str, Callable[[], Rows]] = {
    "typical": typical, "empty": empty, "one point": one_point, "zero": level(0), "one": level(1),
    "ten million": level(10_000_000), "long names": long_names, "many forces": many_forces, "all outside": all_outside,
}  # fmt: skip


def scenario(name: str, folder: Path) -> Edition:
    return written(SCENARIOS[name](), folder)


ABSENT = {
    "one point": {"funnel"},
    "empty": {
        "usual-range", "types", "season", "drivers", "ward-drivers", "neighbours", "funnel", "lsoa-map", "ward-map", "coverage",
        "day-hour", "near-repeat", "hotspots",
    },
}  # fmt: skip
"""Charts that have nothing to draw in a scenario, and say so."""
