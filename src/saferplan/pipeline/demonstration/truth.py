"""What was simulated: every total a test may hold an edition against, as plain types that live in JSON."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .promises import EXAMPLESHIRE, FINANCIAL_YEARS, MOCKSHIRE, MONTHS, RESIDENT_YEARS

ByCodeAndPeriod = dict[str, dict[str, int]]  # area code → month, year or financial year → number
Answer = dict[str, Any]  # the known answer of a trap; see `answer`

NO_OUTCOME = "No outcome yet"


def answer(what: str, where: str, when: str, how_many: int, **more: Any) -> Answer:
    """`what` is a sentence; `where` a code, or the path of a file; what else a test may ask has a name of its own."""
    return {"what": what, "where": where, "when": when, "how_many": how_many, **more}


@dataclass(frozen=True)
class Truth:
    """Financial years are written "2016/17", months "2016-04", years of residents "2016" (the middle of it).

    Figures of police.uk count each Crime ID once, in the month where it first stands, and neither foreign nor refused
    rows. A month that a force did not supply has no figure; a year with such a month has what was supplied.
    """

    seed: int
    boroughs: dict[str, str]  # CSP code → name, of those on the map; the first is what the demonstration is about
    partnerships: dict[str, str]  # CSP code → name, of all
    forces: dict[str, str]  # CSP code → force code, of all
    residents: ByCodeAndPeriod  # CSP, of all
    households: dict[str, int]  # CSP, of all, census 2011
    recorded_crime: ByCodeAndPeriod  # police.uk, CSP, financial years
    asb: ByCodeAndPeriod
    recorded_crime_by_month: ByCodeAndPeriod  # CSP
    asb_by_month: ByCodeAndPeriod
    ward_recorded_crime: ByCodeAndPeriod  # wards of the first borough, by point, financial years
    lsoa_recorded_crime: dict[str, int]  # LSOA of 2021, all boroughs, 2016/17
    unplaced_recorded_crime: dict[str, int]  # rows without a location, month; in no borough
    unplaced_asb: dict[str, int]
    foreign_recorded_crime: ByCodeAndPeriod  # in this CSP, by the other force, financial years
    foreign_asb: ByCodeAndPeriod
    outcomes: dict[str, dict[str, dict[str, int]]]  # CSP → financial year of the crime → last known outcome → crimes
    searches: ByCodeAndPeriod  # stop and search by Exampleshire, CSP by point ("" without), financial years
    home_office: ByCodeAndPeriod  # recorded crime, CSP, of all, financial years, newest issue
    lsoa_changes: dict[str, int]  # LSOAs of 2011 that are U unchanged, S split, M merged by 2021
    traps: dict[str, Answer]
    file_rows: dict[str, int]  # path below the directory → rows (CSV) or features (GeoJSON)


def write_truth(truth: Truth, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(json.dumps(asdict(truth), indent=1, ensure_ascii=False) + "\n")


def read_truth(path: Path) -> Truth:
    return Truth(**json.loads(path.read_text(encoding="utf-8")))


def truth_lines(truth: Truth) -> list[str]:
    """What was simulated, in plain English: the places, their totals, and a line for each trap."""
    police_rows = sum(
        rows for path, rows in truth.file_rows.items() if path.startswith("police_uk/") and "-street." in path
    )
    unplaced = sum(truth.unplaced_recorded_crime.values()) + sum(truth.unplaced_asb.values())
    changes = truth.lsoa_changes
    return [
        f"{EXAMPLESHIRE.name} and {MOCKSHIRE.name} are imaginary. They were computed from seed {truth.seed}; no figure"
        " is about a real place.",
        f"{len(MONTHS)} months of police rows, {MONTHS[0]} to {MONTHS[-1]}: {police_rows:,} rows, of which {unplaced:,}"
        " have no location and belong to no borough.",
        f"LSOAs of 2011 by 2021: {changes['U']} unchanged, {changes['S']} split, {changes['M']} merged.",
        f"{len(truth.partnerships) - len(truth.boroughs)} further partnerships have totals only, to compare with.",
        *(line for code in truth.boroughs for line in _borough_lines(truth, code)),
        *_ward_lines(truth),
        "Planted traps:",
        *(f"  {trap['what']}" for trap in truth.traps.values()),
    ]


def _borough_lines(truth: Truth, code: str) -> list[str]:
    residents = truth.residents[code][RESIDENT_YEARS[-1]]
    rate = truth.recorded_crime[code][FINANCIAL_YEARS[-1]] / residents * 1_000
    return [
        f"{truth.boroughs[code]} ({code}), {residents:,} residents in mid-{RESIDENT_YEARS[-1]}:",
        f"  recorded crime {_history(truth.recorded_crime[code])}; {rate:.1f} per 1,000 residents",
        f"  anti-social behaviour incidents {_history(truth.asb[code])}",
    ]


def _history(by_year: dict[str, int]) -> str:
    before, now = (by_year[year] for year in FINANCIAL_YEARS[-2:])
    listed = ", ".join(f"{by_year[year]:,} in {year}" for year in FINANCIAL_YEARS)
    return f"{listed} ({(now / before - 1) * 100:+.1f} %)"


def _ward_lines(truth: Truth) -> list[str]:
    latest = {code: by_year[FINANCIAL_YEARS[-1]] for code, by_year in truth.ward_recorded_crime.items()}
    first = next(iter(truth.boroughs.values()))
    return [
        f"The {len(latest)} wards of {first}, by point, had {sum(latest.values()):,} recorded crimes in"
        f" {FINANCIAL_YEARS[-1]}: from {min(latest.values()):,} to {max(latest.values()):,} a ward.",
    ]
