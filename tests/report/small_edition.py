"""A made-up partnership small enough to draw in a test: three boroughs, nine squares, 36 months, one missing."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import shapely
from small_analyses import LEVELS, TYPE_IDS, analysis_rows, count_of, funnel_code
from small_event_analyses import event_analysis_rows
from small_hotspots import hotspot_rows
from small_origins import counting, facts, origins
from small_place import (
    AWKWARD_NAME,
    FAR,
    FIRST,
    FORCE,
    GAP,
    LAST,
    LONG_NAME,
    NEXT,
    OTHER_FORCE,
    OWN,
    PARTIAL,
    YEAR,
    YEAR_BEFORE,
    Rows,
)

from saferplan.base.periods import Month, PeriodType, months_between, period_of
from saferplan.tables.catalogue import all_tables
from saferplan.tables.draft import write_edition
from saferplan.tables.editions import Edition
from saferplan.tables.engine import connect

REASONS = (None, None, None, "visited_place", "count_under_20", "no_population", None, None, None)


def small_edition(
    workspace: Path, *, without: Sequence[str] = (), changes: Mapping[str, object] | None = None
) -> Edition:
    """The edition; `without` names tables left empty, `changes` are put into the row of `partnership`."""
    rows = small_rows()
    rows["partnership"][0].update(changes or {})
    return written({name: each for name, each in rows.items() if name not in without}, workspace)


def written(rows: Rows, workspace: Path) -> Edition:
    workspace.mkdir(parents=True, exist_ok=True)
    engine = connect(threads=1)
    for name, table in all_tables().items():
        engine.create(table)
        engine.insert(table, [[row.get(column) for column in table.column_names] for row in rows.get(name, [])])
    edition = write_edition(engine, workspace, last_month=str(LAST), manifest={"code": "test"})
    engine.close()
    return edition


def small_rows() -> Rows:
    return {
        "partnership": [_partnership()],
        "area": _areas(),
        "population": [_population(code, 90_000 + 7_000 * place) for place, code in enumerate((OWN, NEXT, FAR))],
        "indicator": _indicators(),
        "measure": [*(row for name in LEVELS for row in _months(name)), *_years(), *_small_areas()],
        "change": [_change("recorded_crime", 0.088, "up"), _change("asb", 0.007, "no_clear_change")],
        "comparison": [
            _comparison(NEXT, "not_distinguishable"),
            _comparison(FAR, "lower"),
            _comparison(FORCE, "lower", "force"),
            _comparison(NEXT, "not_distinguishable", "most_similar"),
        ],
        "boundary": _boundaries(),
        "ward_edge": [_ward_edge(place) for place in range(9)],
        **facts(),
        **origins(),
        **counting(),
        **analysis_rows(),
        **event_analysis_rows(),
        **hotspot_rows(list(LEVELS)),
    }


def _partnership() -> dict[str, object]:
    return {
        "area_code": OWN,
        "name": "Safer Exampleton <b>& District</b> Partnership",
        "force_code": FORCE,
        "first_month": FIRST.first_day,
        "last_month": LAST.first_day,
        "latest_financial_year": YEAR,
        "is_simulated": True,
    }


def _lsoa(place: int) -> str:
    return f"E0109900{place}"


def _ward(place: int) -> str:
    return f"E0509900{place}"


def _areas() -> list[dict[str, object]]:
    csps = [(OWN, "Exampleton-on-Tees", "own"), (NEXT, AWKWARD_NAME, "comparator"), (FAR, LONG_NAME, "comparator")]
    rows: list[dict[str, object]] = [
        {"area_type": "csp", "area_code": code, "name": name, "csp_code": code, "role": role}
        | {"force_code": OTHER_FORCE if code == FAR else FORCE}
        for code, name, role in csps
    ]
    rows += [
        {"area_type": "csp", "area_code": funnel_code(place), "name": f"Beyond {place:02d}", "role": "beyond"}
        for place in range(3, 24)
    ]
    for code, name in ((FORCE, "Exampleshire Police"), (OTHER_FORCE, LONG_NAME)):
        rows.append(
            {"area_type": "force", "area_code": code, "name": name, "role": "own" if code == FORCE else "other"}
        )
    for place in range(9):
        shared = {"csp_code": OWN, "force_code": FORCE, "role": "other", "vintage": 2021}
        rows.append({**shared, "area_type": "lsoa", "area_code": _lsoa(place), "name": f"Exampleton 00{place}A"})
        name = f"{LONG_NAME} Ward" if place == 4 else f"Ward {'ZYXWVUTSR'[place]}"
        rows.append({**shared, "area_type": "ward", "area_code": _ward(place), "name": name})
    return rows


def _population(code: str, residents: int) -> dict[str, object]:
    return {
        "area_type": "csp",
        "area_code": code,
        "year": 2016,
        "residents": residents,
        "status": "superseded",
        "file_id": 2,
    }


def _indicators() -> list[dict[str, object]]:
    shared = {"feed": "police_uk_street", "denominator": "per_1000_residents", "polarity": "lower_is_better"}
    types = [_indicator(name, title, "offence", None) for name, title in TYPE_IDS.items()]
    recorded = _indicator("recorded_crime", "Recorded crime", "offence", "Recording practice changed in October 2014.")
    return [{**shared, **row} for row in (recorded, _indicator("asb", "ASB incidents", "asb_incident", None), *types)]


def _indicator(indicator_id: str, title: str, unit: str, caveat: str | None) -> dict[str, object]:
    return {"indicator_id": indicator_id, "title": title, "unit": unit, "definition": f"{title}.", "caveat": caveat}


def _months(indicator_id: str) -> list[dict[str, object]]:
    reasons = {GAP: "month_not_supplied", PARTIAL: "month_partial"}
    return [
        {
            **_measure(indicator_id, "csp", OWN, month),
            "count": count_of(LEVELS[indicator_id], month),
            "missing_reason": reasons.get(month),
        }
        for month in months_between(FIRST, LAST)
    ]


def _measure(
    indicator_id: str, area_type: str, code: str, month: Month, kind: PeriodType = PeriodType.MONTH
) -> dict[str, object]:
    period = period_of(kind, month)
    return {
        "indicator_id": indicator_id,
        "area_type": area_type,
        "area_code": code,
        "period_type": str(kind),
        "period": period.label,
        "period_start": period.start.first_day,
        "period_end": period.end.first_day,
    }


def _years() -> list[dict[str, object]]:
    return [
        {
            **_measure("recorded_crime", "csp", code, LAST, PeriodType.FINANCIAL_YEAR),
            "count": 14_740 + 900 * place,
            "denominator": 90_000 + 7_000 * place,
            "denominator_year": 2016,
            "value": rate,
            "lower": rate - 2,
            "upper": rate + 2,
            "method": "byar",
            "dispersion": 4.0,
            "dispersed_lower": rate - 6,
            "dispersed_upper": rate + 6,
        }
        for place, (code, rate) in enumerate(((OWN, 74.9), (NEXT, 78.2), (FAR, 112.4)))
    ]


def _small_areas() -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for place, reason in enumerate(REASONS):
        rate = None if reason else 20.0 + 13 * place
        rows.append(
            {
                **_measure("recorded_crime", "lsoa", _lsoa(place), LAST, PeriodType.FINANCIAL_YEAR),
                "count": 30 + 20 * place,
                "denominator": 1500,
                "denominator_year": 2016,
                "value": rate,
                "missing_reason": reason,
                "dispersed_lower": rate and rate - 8,
                "dispersed_upper": rate and rate + 8,
            }
        )
        rows.append(
            {**_measure("recorded_crime", "ward", _ward(place), LAST, PeriodType.FINANCIAL_YEAR), "count": 90 * place}
        )
    return rows


def _change(indicator_id: str, value: float, verdict: str) -> dict[str, object]:
    is_crime = indicator_id == "recorded_crime"
    return {
        "indicator_id": indicator_id,
        "area_type": "csp",
        "area_code": OWN,
        "period_type": "financial_year",
        "period": YEAR,
        "period_before": YEAR_BEFORE,
        "years": 1,
        "count": 14_740 if is_crime else 5_140,
        "count_before": 13_860 if is_crime else 5_104,
        "count_without": 9_100 if is_crime else None,
        "count_before_without": 9_050 if is_crime else None,
        "break_ids": "recording-inspection-2014" if is_crime else None,
        "value": value,
        "lower": value - 0.03,
        "upper": value + 0.03,
        "verdict": verdict,
    }


def _comparison(code: str, verdict: str, comparator_type: str = "named") -> dict[str, object]:
    return {
        "indicator_id": "recorded_crime",
        "area_code": OWN,
        "comparator_type": comparator_type,
        "other_value": 81.5,
        "comparator_code": code,
        "period": YEAR,
        "verdict": verdict,
    }


def _boundaries() -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for place in range(9):
        west, south = 0.5 + 0.02 * (place % 3), 54.6 + 0.01 * (place // 3)
        square = shapely.to_wkb(shapely.box(west, south, west + 0.02, south + 0.01))
        for area_type, code in (("lsoa", _lsoa(place)), ("ward", _ward(place))):
            rows.append({"area_type": area_type, "area_code": code, "vintage": 2021, "geometry": square, "file_id": 3})
    return rows


def _ward_edge(place: int) -> dict[str, object]:
    return {"area_code": _ward(place), "period": YEAR, "rows": 90 * place, "near_boundary": 9 * place}
