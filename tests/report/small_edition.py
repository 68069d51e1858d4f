"""A made-up partnership small enough to draw in a test: three boroughs, nine squares, 36 months, one missing."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import shapely

from saferplan.base.periods import Month, PeriodType, months_between, period_of
from saferplan.tables.catalogue import all_tables
from saferplan.tables.editions import Edition, write_edition
from saferplan.tables.engine import connect

FIRST, LAST, GAP = Month(2014, 4), Month(2017, 3), Month(2015, 5)
YEAR = "2016/17"
OWN, NEXT, FAR, FORCE = "E22099001", "E22099002", "E22099003", "E23099001"
LONG_NAME = "Upper Exampleton-on-Tees, Longwater St. Mary and Outer Exampleshire"
AWKWARD_NAME = "Bread <b>& Butter</b>"
REASONS = (None, None, None, "visited_place", "count_under_20", "no_population", None, None, None)

Rows = dict[str, list[dict[str, object]]]


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
        "measure": [*_months("recorded_crime", 1200), *_months("asb", 400), *_years(), *_small_areas()],
        "change": [_change("recorded_crime", 0.088, "up"), _change("asb", 0.007, "no_clear_change")],
        "comparison": [_comparison(NEXT, "not_distinguishable"), _comparison(FAR, "lower")],
        "boundary": _boundaries(),
        "ward_edge": [_ward_edge(place) for place in range(9)],
        **_facts(),
        **_origins(),
        **_counting(),
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
        {"area_type": "csp", "area_code": code, "name": name, "csp_code": code, "force_code": FORCE, "role": role}
        for code, name, role in csps
    ]
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
    return [
        {
            "indicator_id": "recorded_crime",
            "title": "Recorded crime",
            "unit": "offence",
            "polarity": "lower_is_better",
            "definition": "Crimes recorded.",
            "caveat": "Recording practice changed in October 2014.",
        },
        {
            "indicator_id": "asb",
            "title": "ASB incidents",
            "unit": "asb_incident",
            "polarity": "lower_is_better",
            "definition": "Incidents reported.",
            "caveat": None,
        },
    ]


def _months(indicator_id: str, level: int) -> list[dict[str, object]]:
    return [
        {
            **_measure(indicator_id, "csp", OWN, month),
            "count": None if month == GAP else level + 37 * (month.index % 7),
            "missing_reason": "month_not_supplied" if month == GAP else None,
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
    return {
        "indicator_id": indicator_id,
        "area_type": "csp",
        "area_code": OWN,
        "period": YEAR,
        "period_before": "2015/16",
        "value": value,
        "lower": value - 0.03,
        "upper": value + 0.03,
        "verdict": verdict,
    }


def _comparison(code: str, verdict: str) -> dict[str, object]:
    return {
        "indicator_id": "recorded_crime",
        "area_code": OWN,
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


def _facts() -> Rows:
    shared = {"period": YEAR, "disclosure": "open", "marking": "OFFICIAL"}
    return {
        "fact": [
            {
                **shared,
                "position": 1,
                "fact_id": "recorded_crime_change",
                "title": "Has recorded crime risen?",
                "status": "stated",
                "sentence": "14,740 crimes were recorded in 2016/17, a rise of 8.8% <script>alert(1)</script>.",
            },
            {
                **shared,
                "position": 2,
                "fact_id": "asb_change",
                "title": "Has ASB risen?",
                "status": "refused",
                "sentence": "May 2015 was not supplied, so 2015/16 has no whole count.",
                "way_out": "Put 2015-05 into inbox/ & build again.",
            },
        ],
        "fact_caveat": [
            {
                "fact_id": "recorded_crime_change",
                "position": 1,
                "text": "Recording practice is part of this & not all.",
            },
        ],
    }


def _origins() -> Rows:
    licence = {
        "publisher": "A publisher",
        "licence": "Open Government Licence v3.0",
        "cadence": "monthly",
        "disclosure": "open",
        "marking": "OFFICIAL",
        "may_publish": True,
    }
    files = [
        ("crime.csv", "police_uk_street", "loaded", 3),
        ("people.csv", "population", "loaded", 0),
        ("notes.txt", None, "not_recognised", 0),
    ]
    return {
        "source": [
            {
                **licence,
                "source_id": "police_uk_street",
                "title": "Street-level crime",
                "attribution": "Contains crime figures.",
                "address": "a.example/crime",
            },
            {
                **licence,
                "source_id": "population",
                "title": "Residents",
                "attribution": "Contains residents.",
                "address": "a.example/people",
            },
        ],
        "input_file": [
            {
                "file_id": number,
                "path": path,
                "source_id": source,
                "sha256": "0" * 64,
                "bytes": 10,
                "issue": "2017-05" if source else None,
                "status": status,
                "rows_in": 100 if source else 0,
                "kept": 100 - refused if source else 0,
                "refused": refused,
                "duplicates": 0,
                "superseded": 0,
                "note": None if source else "No source knows these headings.",
            }
            for number, (path, source, status, refused) in enumerate(files, start=1)
        ],
        "refusal": [
            {
                "file_id": 1,
                "line": line,
                "column_name": "Longitude",
                "value": "54.1",
                "reason": "Longitude is not between -9 and 3.",
                "way_out": "Check that it is not swapped with latitude.",
            }
            for line in (4, 5, 6)
        ],
        "coverage": [
            {
                "force_code": FORCE,
                "month": date(month.year, month.number, 1),
                "feed": "police_uk_street",
                "status": "not_supplied" if month == GAP else "supplied",
                "rows": 0 if month == GAP else 1600,
            }
            for month in months_between(FIRST, LAST)
        ],
    }


def _counting() -> Rows:
    rules = zip(("lsoa_code", "lsoa_name", "boundary"), (14_740, 14_702, 14_755), strict=True)
    shared = {"reported_by": "Exampleshire Police", "period": YEAR}
    return {
        "counting_rule": [
            {"indicator_id": "recorded_crime", "area_code": OWN, "period": YEAR, "rule": rule, "count": count}
            for rule, count in rules
        ],
        "placement_summary": [
            {**shared, "unit": "offence", "placement": "published", "place": "force_area", "rows": 50_000},
            {**shared, "unit": "offence", "placement": "no_location", "place": "unplaced", "rows": 120},
            {**shared, "unit": "asb_incident", "placement": "published", "place": "force_area", "rows": 9_000},
        ],
    }
