"""The simulated borough keeps what it promises. Everything is recomputed from the files it wrote."""

import csv
import hashlib
import json
import re
from collections import Counter, defaultdict
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import shapely

from saferplan.pipeline.demonstration import Truth, read_truth, simulate, truth_lines, write_truth

EXAMPLETON, MOCKPOOL, SAMPLEBOROUGH, FICTLEY = "E22099001", "E22099002", "E22099003", "E22099004"
ASB = "Anti-social behaviour"
YEARS = ("2014/15", "2015/16", "2016/17")
CRIME_TYPES = {
    ASB, "Bicycle theft", "Burglary", "Criminal damage and arson", "Drugs", "Other crime", "Other theft",
    "Possession of weapons", "Public order", "Robbery", "Shoplifting", "Theft from the person", "Vehicle crime",
    "Violence and sexual offences",
}  # fmt: skip


class Written:
    """The files of one simulation, read with nothing of ours.

    `everything` has all rows of the street files that can be read, `rows` those that count: each Crime ID once, where it
    first stands, and none recorded by the other force.
    """

    def __init__(self, directory: Path, truth: Truth) -> None:
        self.directory, self.truth = directory, truth
        self.street_files = sorted(directory.glob("police_uk/*/*-street.csv"))
        self.changes = self.table(directory / "lookups/LSOA11_LSOA21_LAD22_lookup.csv")
        authorities = self.table(directory / "lookups/LAD24_CSP24_PFA24_lookup.csv")
        authority_csp = {row["LAD24CD"]: row["CSP24CD"] for row in authorities}
        self.police_of_csp = {row["CSP24CD"]: f"{row['PFA24NM']} Police" for row in authorities}
        self.csp_of_authority = authority_csp
        self.csp_of_lsoa11 = {row["LSOA11CD"]: authority_csp[row["LAD22CD"]] for row in self.changes}
        self.csp_of_lsoa = {row["LSOA21CD"]: authority_csp[row["LAD22CD"]] for row in self.changes} | self.csp_of_lsoa11
        lines = [{**row, "file": path.name} for path in self.street_files for row in self.table(path)]
        self.refused = [row for row in lines if not _is_sound(row)]
        self.everything = [row for row in lines if _is_sound(row)]
        self.foreign = [row for row in self.everything if self.is_foreign(row)]
        self.rows = self.counted()
        self.lsoas = self.boundaries("lsoa21_exampleshire", "LSOA21CD")
        self.wards = self.boundaries("ward24_exampleshire", "WD24CD")
        points = sorted({(row["Longitude"], row["Latitude"]) for row in self.placed()})
        self.lsoa_of = self.area_of(points, self.lsoas)
        self.ward_of = self.area_of(points, self.wards)

    def is_foreign(self, row: dict[str, str]) -> bool:
        csp = self.csp_of_lsoa.get(row["LSOA code"])
        return csp is not None and self.police_of_csp[csp] != row["Reported by"]

    def counted(self) -> list[dict[str, str]]:
        seen, rows = set(), []
        for row in self.everything:
            if not self.is_foreign(row) and (not row["Crime ID"] or row["Crime ID"] not in seen):
                seen.add(row["Crime ID"])
                rows.append(row)
        return rows

    def csp_of(self, row: dict[str, str]) -> str:
        return self.csp_of_lsoa.get(row["LSOA code"], "")

    @staticmethod
    def table(path: Path) -> list[dict[str, str]]:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def numbers(self, path: str, code: str, number: str) -> dict[str, int]:
        return {row[code]: int(row[number]) for row in self.table(self.directory / path)}

    def boundaries(self, name: str, key: str) -> dict[str, shapely.Polygon]:
        features = json.loads((self.directory / f"boundaries/{name}.geojson").read_text(encoding="utf-8"))["features"]
        return {f["properties"][key]: shapely.from_geojson(json.dumps(f["geometry"])) for f in features}

    def ward_authorities(self) -> dict[str, str]:
        text = (self.directory / "boundaries/ward24_exampleshire.geojson").read_text(encoding="utf-8")
        return {f["properties"]["WD24CD"]: f["properties"]["LAD24CD"] for f in json.loads(text)["features"]}

    def placed(self) -> list[dict[str, str]]:
        return [row for row in self.rows if row["Longitude"]]

    @staticmethod
    def area_of(points: list[tuple[str, str]], areas: dict[str, shapely.Polygon]) -> dict[tuple[str, str], list[str]]:
        codes, tree = list(areas), shapely.STRtree(list(areas.values()))
        found: dict[tuple[str, str], list[str]] = {point: [] for point in points}
        for point, area in tree.query(shapely.points(np.array(points, dtype=float)), "intersects").T.tolist():
            found[points[point]].append(codes[area])
        return found


def _is_sound(row: dict[str, str]) -> bool:
    return row["Context"] is not None and (not row["Longitude"] or row["Longitude"][0].isdigit())


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    directory = tmp_path_factory.mktemp("simulated")
    return Written(directory, simulate(directory))


def financial_year(month: str) -> str:
    year = int(month[:4]) - (month[5:] < "04")
    return f"{year}/{(year + 1) % 100:02d}"


@cache
def _hashes(directory: Path) -> dict[str, str]:
    files = (path for path in directory.rglob("*") if path.is_file())
    return {path.relative_to(directory).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_same_seed_same_bytes_and_same_truth(written: Written, tmp_path: Path) -> None:
    assert simulate(tmp_path) == written.truth
    assert _hashes(tmp_path) == _hashes(written.directory)
    police_uk, others = (36 + 35 + 1) + 2 * 36 + 36, 2 + 1 + 4 + 1 + 2 + 6 + 1 + 1
    assert len(_hashes(tmp_path)) == police_uk + others


def test_another_seed_makes_another_place_with_the_same_promises(written: Written, tmp_path: Path) -> None:
    other = simulate(tmp_path, seed=7)
    gaps = {MOCKPOOL}  # what a force supplied of a month is drawn
    for code in set(other.boroughs) - gaps:
        assert other.recorded_crime[code] == written.truth.recorded_crime[code]
        assert other.asb[code] == written.truth.asb[code]
    assert other.residents == written.truth.residents
    assert other.home_office == written.truth.home_office
    assert other.ward_recorded_crime != written.truth.ward_recorded_crime
    assert not set(_hashes(tmp_path).values()) & set(_hashes(written.directory).values()) - _without_chance(tmp_path)


def _without_chance(directory: Path) -> set[str]:
    """Files that say only what is promised."""
    names = (
        "LAD24_CSP24_PFA24_lookup.csv", "LAD24_RGN24_lookup.csv", "population15_ltla21.csv", "population16_ltla21.csv",
        "most-similar-group.csv", "severity-weights-2016.csv",
    )  # fmt: skip
    return {found for path, found in _hashes(directory).items() if path.endswith(names)}


def test_police_files_have_the_publishers_form(written: Written) -> None:
    assert len(written.street_files) == 36 + 35
    first = written.street_files[0]
    assert first.relative_to(written.directory).as_posix() == "police_uk/2014-04/2014-04-exampleshire-street.csv"
    for path in written.street_files:
        content = path.read_bytes()
        assert content.startswith(b"Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA")
        assert content.count(b"\n") == content.count(b"\r\n")
        assert content.endswith(b",\r\n")
    named = {"exampleshire": "Exampleshire Police", "mockshire": "Mockshire Police"}
    for row in written.everything:
        assert row["file"] == f"{row['Month']}-{row['Reported by'].split()[0].casefold()}-street.csv"
        assert row["Falls within"] == row["Reported by"] == named[row["file"][8:].split("-")[0]]
    assert {row["Crime type"] for row in written.rows} == CRIME_TYPES
    assert {row["Context"] for row in written.rows} == {""}


def test_crimes_have_an_id_and_asb_has_neither_id_nor_outcome(written: Written) -> None:
    asb = [row for row in written.everything if row["Crime type"] == ASB]
    ids = {row["Crime ID"] for row in written.everything if row["Crime type"] != ASB}
    assert {(row["Crime ID"], row["Last outcome category"]) for row in asb} == {("", "")}
    assert all(row["Last outcome category"] for row in written.everything if row["Crime type"] != ASB)
    assert all(re.fullmatch(r"[0-9a-f]{64}", number) for number in ids)


def test_rows_of_a_month_are_not_sorted_by_area(written: Written) -> None:
    first_month = [row["LSOA code"] for row in written.table(written.street_files[0])]
    repeats = sum(a == b for a, b in pairwise(first_month))
    assert repeats < len(first_month) / 20


def test_promised_totals(written: Written) -> None:
    crime: Counter[tuple[str, str]] = Counter()
    asb: Counter[tuple[str, str]] = Counter()
    for row in written.placed():
        counter = asb if row["Crime type"] == ASB else crime
        counter[written.csp_of(row), financial_year(row["Month"])] += 1
    assert [crime[EXAMPLETON, year] for year in YEARS] == [12_903, 13_548, 14_740]
    assert [asb[EXAMPLETON, year] for year in YEARS] == [10_262, 10_081, 10_140]
    assert {
        (code, year): n for code, years in written.truth.recorded_crime.items() for year, n in years.items()
    } == crime
    assert {(code, year): n for code, years in written.truth.asb.items() for year, n in years.items()} == asb


def test_lowest_rate_with_one_neighbour_close_above(written: Written) -> None:
    residents = {
        row["ltla21_name"]: int(row["total_population"])
        for row in written.table(written.directory / "population/population16_ltla21.csv")
    }
    truth = written.truth
    assert {name: truth.residents[code]["2016"] for code, name in truth.partnerships.items()} == residents
    rates = {code: truth.recorded_crime[code]["2016/17"] / residents[name] for code, name in truth.boroughs.items()}
    assert 1.02 < rates[FICTLEY] / rates[EXAMPLETON] < 1.04
    assert min(rates[MOCKPOOL], rates[SAMPLEBOROUGH]) > 1.25 * rates[EXAMPLETON]


def test_monthly_truth_is_what_the_files_say(written: Written) -> None:
    crime: Counter[tuple[str, str]] = Counter()
    asb: Counter[tuple[str, str]] = Counter()
    for row in written.rows:
        counter = asb if row["Crime type"] == ASB else crime
        counter[written.csp_of(row), row["Month"]] += 1
    truth = written.truth
    for found, by_csp, unplaced in (
        (crime, truth.recorded_crime_by_month, truth.unplaced_recorded_crime),
        (asb, truth.asb_by_month, truth.unplaced_asb),
    ):
        told = {(code, month): n for code, months in by_csp.items() for month, n in months.items()}
        told |= {("", month): n for month, n in unplaced.items()}
        assert {key: n for key, n in told.items() if n} == found


@pytest.mark.parametrize("csp", [EXAMPLETON, MOCKPOOL, SAMPLEBOROUGH, FICTLEY])
def test_months_vary_more_than_chance_alone(written: Written, csp: str) -> None:
    by_month = written.truth.recorded_crime_by_month[csp]
    whole = {month: n for month, n in by_month.items() if (csp, month) != (MOCKPOOL, "2015-08")}
    counts = np.array(list(whole.values()), dtype=float)
    time = np.array([list(written.truth.recorded_crime_by_month[EXAMPLETON]).index(month) for month in whole])
    season = 2 * np.pi * time / 12
    plain = np.column_stack([np.ones(len(time)), time, np.cos(season), np.sin(season)])
    fitted = plain @ np.linalg.lstsq(plain, counts, rcond=None)[0]
    dispersion = ((counts - fitted) ** 2 / fitted).sum() / (len(time) - 4)
    assert 4 < dispersion < 8


def test_rows_without_location_are_blank_and_in_addition(written: Written) -> None:
    blank = [row for row in written.everything if not row["Longitude"]]
    assert {(row["Latitude"], row["LSOA code"], row["LSOA name"], row["Location"]) for row in blank} == {
        ("", "", "", "No Location")
    }
    assert len(blank) / len(written.rows) == pytest.approx(0.003, abs=0.0002)


def test_categories_are_plausible(written: Written) -> None:
    found = Counter(row["Crime type"] for row in written.rows if row["Crime type"] != ASB)
    assert found.most_common(1)[0][0] == "Violence and sexual offences"
    shops = Counter(row["LSOA code"] for row in written.placed() if row["Crime type"] == "Shoplifting")
    burglaries = Counter(row["LSOA code"] for row in written.placed() if row["Crime type"] == "Burglary")
    assert _share_of_top(shops, 10) > 2 * _share_of_top(burglaries, 10)


def _share_of_top(counts: Counter[str], areas: int) -> float:
    return sum(n for _, n in counts.most_common(areas)) / sum(counts.values())


def test_numbers_of_areas(written: Written) -> None:
    lsoas = Counter(written.csp_of_lsoa11.values())
    assert [lsoas[csp] for csp in (EXAMPLETON, MOCKPOOL, SAMPLEBOROUGH, FICTLEY)] == [120, 57, 86, 83]
    lookup = written.table(written.directory / "lookups/LSOA21_WD24_LAD24_lookup.csv")
    assert {row["LSOA21CD"] for row in lookup} == set(written.lsoas) == {row["LSOA21CD"] for row in written.changes}
    assert {row["WD24CD"] for row in lookup} <= set(written.wards)
    assert len(written.truth.ward_recorded_crime) == 27
    assert len(written.wards) == 27 + 11 + 20 + 18


def test_changes_between_the_vintages(written: Written) -> None:
    children, parents = defaultdict(set), defaultdict(set)
    for row in written.changes:
        children[row["LSOA11CD"]].add(row["LSOA21CD"])
        parents[row["LSOA21CD"]].add(row["LSOA11CD"])
    for row in written.changes:
        old, new = row["LSOA11CD"], row["LSOA21CD"]
        kind = "S" if len(children[old]) > 1 else "M" if len(parents[new]) > 1 else "U"
        assert row["CHGIND"] == kind
        assert (old == new) == (row["LSOA11NM"] == row["LSOA21NM"]) == (kind == "U")
    told = Counter({row["LSOA11CD"]: row["CHGIND"] for row in written.changes}.values())
    assert told == written.truth.lsoa_changes
    of_exampleton = {row["LSOA11CD"]: row["CHGIND"] for row in written.changes if row["LAD22CD"] == "E06099001"}
    assert Counter(of_exampleton.values()) == {"U": 113, "S": 3, "M": 4}


def test_residents_add_up_and_are_lsoa_sized(written: Written) -> None:
    map_residents = {code: written.truth.residents[code] for code in written.truth.boroughs}
    for year in ("2015", "2016"):
        sums: Counter[str] = Counter()
        for row in written.table(written.directory / f"population/population{year[2:]}_lsoa11.csv"):
            sums[written.csp_of_lsoa11[row["lsoa11_code"]]] += int(row["total_population"])
            assert 1_200 <= int(row["total_population"]) <= 2_200
        assert sums == {code: years[year] for code, years in map_residents.items()}


def test_residents_of_new_lsoas_and_of_wards_are_those_of_old_lsoas(written: Written) -> None:
    old = written.numbers("population/population16_lsoa11.csv", "lsoa11_code", "total_population")
    new = written.numbers("population/population16_lsoa21.csv", "LSOA 2021 Code", "Total")
    wards = written.numbers("population/population16_ward17.csv", "Ward 2017 Code", "Total")
    kept = [row["LSOA11CD"] for row in written.changes if row["CHGIND"] == "U"]
    assert {code: new[code] for code in kept} == {code: old[code] for code in kept}
    sums: dict[str, Counter[str]] = {"lsoa": Counter(), "ward": Counter()}
    for code, residents in new.items():
        sums["lsoa"][written.csp_of_lsoa[code]] += residents
    authority_of = written.ward_authorities()
    for code, residents in wards.items():
        sums["ward"][written.csp_of_authority[authority_of[code]]] += residents
    assert sums["lsoa"] == sums["ward"] == {c: written.truth.residents[c]["2016"] for c in written.truth.boroughs}
    assert set(new) == set(written.lsoas)
    assert set(wards) == set(written.wards)
    assert 300 < min(new.values()) < max(new.values()) < 4_500


def test_a_ward_has_the_residents_of_the_lsoas_within_it_and_not_more_than_of_those_it_meets(written: Written) -> None:
    lsoas = written.numbers("population/population16_lsoa21.csv", "LSOA 2021 Code", "Total")
    wards = written.numbers("population/population16_ward17.csv", "Ward 2017 Code", "Total")
    tree, codes = shapely.STRtree(list(written.lsoas.values())), list(written.lsoas)
    for code, ward in written.wards.items():
        within = sum(lsoas[codes[i]] for i in tree.query(ward, "contains"))
        meeting = sum(lsoas[codes[i]] for i in tree.query(ward, "intersects"))
        assert within - 1 <= wards[code] <= meeting + 1


@pytest.mark.parametrize("kind", ["lsoas", "wards"])
def test_areas_tile_the_land(written: Written, kind: str) -> None:
    areas = list(getattr(written, kind).values())
    assert all(isinstance(area, shapely.Polygon) and area.is_valid for area in areas)
    assert shapely.coverage_is_valid(areas)
    union = shapely.coverage_union_all(areas)
    assert isinstance(union, shapely.Polygon)
    assert not union.interiors
    assert union.area == pytest.approx(sum(area.area for area in areas), rel=1e-12)


def test_lsoas_and_wards_cover_the_same_boroughs(written: Written) -> None:
    for csp_number in range(1, 5):
        authority = f"E0609900{csp_number}"
        outlines = []
        for name in ("lsoa21_exampleshire", "ward24_exampleshire"):
            text = (written.directory / f"boundaries/{name}.geojson").read_text(encoding="utf-8")
            own = [
                shapely.from_geojson(json.dumps(feature["geometry"]))
                for feature in json.loads(text)["features"]
                if authority in feature["properties"].values()
            ]
            outlines.append(shapely.coverage_union_all(own))
        assert outlines[0].equals(outlines[1])
        assert isinstance(outlines[0], shapely.Polygon)


def test_wards_do_not_nest(written: Written) -> None:
    wards = list(written.wards.values())
    tree = shapely.STRtree(wards)
    whole = sum(len(tree.query(lsoa, "within")) for lsoa in written.lsoas.values())
    assert whole < 0.8 * len(written.lsoas)


def test_map_points_lie_in_the_lsoa_that_is_published(written: Written) -> None:
    new_of = defaultdict(set)
    for row in written.changes:
        new_of[row["LSOA11CD"]].add(row["LSOA21CD"])
    for row in written.placed():
        (lsoa,) = written.lsoa_of[row["Longitude"], row["Latitude"]]
        assert lsoa == row["LSOA code"] or lsoa in new_of[row["LSOA code"]]
    per_lsoa = Counter(codes[0] for codes in written.lsoa_of.values())
    assert set(per_lsoa) == set(written.lsoas)
    assert 10 <= min(per_lsoa.values()) <= max(per_lsoa.values()) <= 30  # a point may have had no crime


def test_map_points_keep_their_distance_from_boundaries(written: Written) -> None:
    metre = 1 / 64_300  # of longitude, in degrees; a metre of latitude is fewer, so this errs towards failing
    for areas, found in ((written.lsoas, written.lsoa_of), (written.wards, written.ward_of)):
        edges = {code: area.boundary for code, area in areas.items()}
        for (lon, lat), (code,) in found.items():
            assert edges[code].distance(shapely.Point(float(lon), float(lat))) > 2 * metre


def test_ward_and_lsoa_truth_by_point(written: Written) -> None:
    wards: Counter[tuple[str, str]] = Counter()
    lsoas: Counter[str] = Counter()
    for row in written.placed():
        if row["Crime type"] != ASB:
            point, year = (row["Longitude"], row["Latitude"]), financial_year(row["Month"])
            wards[written.ward_of[point][0], year] += 1
            lsoas[written.lsoa_of[point][0]] += year == "2016/17"
    assert lsoas == written.truth.lsoa_recorded_crime
    for code, years in written.truth.ward_recorded_crime.items():
        assert years == {year: wards[code, year] for year in YEARS}
    assert sum(years["2016/17"] for years in written.truth.ward_recorded_crime.values()) == 14_740


def test_every_file_and_its_rows_are_told(written: Written) -> None:
    assert set(written.truth.file_rows) == set(_hashes(written.directory))
    for path, rows in written.truth.file_rows.items():
        if path.endswith(".csv"):
            assert len(written.table(written.directory / path)) == rows > 0


def test_truth_survives_the_way_through_json(written: Written, tmp_path: Path) -> None:
    write_truth(written.truth, tmp_path / "truth.json")
    assert read_truth(tmp_path / "truth.json") == written.truth


def test_truth_in_plain_english(written: Written) -> None:
    text = "\n".join(truth_lines(written.truth))
    assert "imaginary" in text
    assert "14,740 in 2016/17 (+8.8 %); 75.5 per 1,000 residents" in text
    assert "10,081 in 2015/16, 10,140 in 2016/17 (+0.6 %)" in text
    assert all(trap["what"] in text for trap in written.truth.traps.values())


def crimes(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [row for row in rows if row["Crime type"] != ASB]


def months_between(earlier: str, later: str) -> int:
    return 12 * (int(later[:4]) - int(earlier[:4])) + int(later[5:7]) - int(earlier[5:7])


def test_trap_a_month_one_force_did_not_supply(written: Written) -> None:
    trap = written.truth.traps["missing_month"]
    assert (trap["where"], trap["when"]) == ("E23099002", "2014-11")
    assert not (written.directory / "police_uk/2014-11/2014-11-mockshire-street.csv").exists()
    leaked = [row for row in written.foreign if row["Month"] == "2014-11" and written.csp_of(row) == MOCKPOOL]
    assert len(leaked) == trap["foreign_rows"] > 0
    assert "2014-11" not in written.truth.recorded_crime_by_month[MOCKPOOL]


def test_trap_a_partial_month(written: Written) -> None:
    trap = written.truth.traps["partial_month"]
    rows = Counter(row["Month"] for row in written.everything if row["Reported by"] == "Mockshire Police")
    assert trap["when"] == "2015-08"
    assert trap["how_many"] == rows["2015-08"] == pytest.approx(0.3 * trap["rows_happened"], abs=1)
    assert rows["2015-08"] < 0.4 * sorted(rows.values())[len(rows) // 2]


def test_trap_vintages_are_mixed_within_a_file(written: Written) -> None:
    trap = written.truth.traps["mixed_vintages"]
    changed = {c for row in written.changes if row["CHGIND"] != "U" for c in (row["LSOA11CD"], row["LSOA21CD"])}
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in written.everything:
        if row["LSOA code"] in changed:
            found[row["Month"]]["old" if row["LSOA code"] in written.csp_of_lsoa11 else "new"] += 1
    for month, kinds in found.items():
        assert set(kinds) == ({"old"} if month < "2016-07" else {"new"} if month >= "2016-10" else {"old", "new"})
    between = [found[month] for month in ("2016-07", "2016-08", "2016-09")]
    assert sum(kinds["old"] for kinds in between) == trap["old_codes"]
    assert sum(kinds["new"] for kinds in between) == trap["new_codes"]


def test_trap_foreign_rows_are_told_and_in_addition(written: Written) -> None:
    found = Counter((row["Reported by"], written.csp_of(row), financial_year(row["Month"])) for row in written.foreign)
    expected = {("Exampleshire Police", MOCKPOOL), ("Mockshire Police", EXAMPLETON)}
    assert found == {(*pair, year): 40 for pair in expected for year in YEARS}
    assert len(written.foreign) == written.truth.traps["foreign_rows"]["how_many"]
    by_csp = Counter((written.csp_of(row), financial_year(row["Month"])) for row in crimes(written.foreign))
    told = written.truth.foreign_recorded_crime
    assert {(code, year): n for code, years in told.items() for year, n in years.items() if n} == by_csp


def test_trap_crime_ids_that_stand_twice(written: Written) -> None:
    by_id = defaultdict(list)
    for row in crimes(written.everything):
        by_id[row["Crime ID"]].append(row)
    twice = [rows for rows in by_id.values() if len(rows) > 1]
    letter = [rows for rows in twice if rows[0] == rows[1]]
    again = [rows for rows in twice if rows[0] != rows[1]]
    assert len(letter) == written.truth.traps["repeated_rows"]["how_many"] == 25
    assert len(again) == written.truth.traps["crime_ids_again"]["how_many"] == 10
    assert len(twice) == len(letter) + len(again)
    for first, later in again:
        assert first["Month"] < later["Month"]
        assert financial_year(first["Month"]) == financial_year(later["Month"])
        assert first["Last outcome category"] != later["Last outcome category"]
        assert (first["Location"], first["Crime type"]) == (later["Location"], later["Crime type"])
        assert written.csp_of(first) != EXAMPLETON


def test_trap_identical_rows_and_malformed_ones(written: Written) -> None:
    trap = written.truth.traps["identical_rows"]
    lines = (written.directory / trap["where"]).read_text(encoding="utf-8").splitlines()
    ((line, most),) = Counter(line for line in lines if line.startswith(",")).most_common(1)
    assert most == trap["how_many"] == 13
    assert trap["location"] in line
    assert ASB in line
    trap = written.truth.traps["malformed_rows"]
    lines = (written.directory / trap["where"]).read_text(encoding="utf-8").splitlines()
    assert trap["where"] == "police_uk/2014-06/2014-06-exampleshire-street.csv"
    assert lines[trap["cut_line"] - 1].count(",") == 4
    assert lines[trap["word_line"] - 1].split(",")[4] == "unknown"
    assert len(written.refused) == trap["how_many"] == 2


def test_trap_two_issues_of_one_month(written: Written) -> None:
    trap = written.truth.traps["two_issues"]
    assert trap["where"] == "police_uk_2016-12/2016-12/2016-12-exampleshire-street.csv"
    older, newest = (written.table(written.directory / trap[key]) for key in ("where", "newest"))
    assert (len(older), len(newest)) == (trap["how_many"], trap["newest_rows"])
    assert len(older) / len(newest) == pytest.approx(0.97, abs=0.002)
    type_of = {row["Crime ID"]: row["Crime type"] for row in newest}
    moved = [row for row in crimes(older) if type_of[row["Crime ID"]] != row["Crime type"]]
    assert len(moved) == trap["other_category"] == 15
    for name, rows in (("older", older), ("newest", newest)):
        own = [row for row in crimes(rows) if written.csp_of(row) == EXAMPLETON]
        assert len(own) == trap["recorded_crime"][name]
    waiting = Counter(row["Last outcome category"] for row in crimes(older))["Under investigation"]
    assert waiting > 2 * Counter(row["Last outcome category"] for row in crimes(newest))["Under investigation"]


def test_trap_violence_steps_up_in_october_2014_at_the_expense_of_nothing(written: Written) -> None:
    violence, other = Counter(), Counter()
    for row in crimes(written.placed()):
        if written.csp_of(row) != MOCKPOOL:
            counter = violence if row["Crime type"].startswith("Violence") else other
            counter[written.csp_of(row) == EXAMPLETON, row["Month"]] += 1
    before, after = [f"2014-{month:02d}" for month in range(4, 10)], ["2014-10", "2014-11", "2014-12"]
    after += ["2015-01", "2015-02", "2015-03"]
    sums = [
        [sum(c[who, m] for who in (True, False) for m in half) for half in (before, after)] for c in (violence, other)
    ]
    assert 1.15 < sums[0][1] / sums[0][0] < 1.35
    assert 0.9 < sums[1][1] / sums[1][0] < 1.05
    trap = written.truth.traps["recording_break"]
    assert (trap["when"], trap["effect_until"]) == ("2014-10", "2017-03")
    assert trap["six_months_before"] == sum(violence[True, month] for month in before)
    assert trap["six_months_after"] == sum(violence[True, month] for month in after)


def test_trap_anchors(written: Written) -> None:
    trap = written.truth.traps["anchors"]
    latest = [row for row in written.rows if financial_year(row["Month"]) == "2016/17"]
    names = [f"On or near {name}" for name in ("Prison", "Police Station", "Hospital", "Supermarket")]
    for told, rows in (("recorded_crime", crimes(latest)), ("asb", [r for r in latest if r["Crime type"] == ASB])):
        found = Counter(row["Location"] for row in rows)
        assert trap[told] == {name: found[name] for name in names}
    assert min(trap["recorded_crime"].values()) > 80
    for name in names:
        places = {(row["Longitude"], written.csp_of(row)) for row in written.everything if row["Location"] == name}
        assert [csp for _, csp in places] == [EXAMPLETON]


class OutcomeFiles:
    def __init__(self, written: Written) -> None:
        self.files = sorted(written.directory.glob("police_uk/*/*-outcomes.csv"))
        self.rows = [{**row, "file": path.name} for path in self.files for row in written.table(path)]
        self.by_id: dict[str, list[dict[str, str]]] = defaultdict(list)
        for row in self.rows:
            self.by_id[row["Crime ID"]].append(row)


@pytest.fixture(scope="module")
def outcomes(written: Written) -> OutcomeFiles:
    return OutcomeFiles(written)


def test_outcomes_files_have_the_publishers_form(written: Written, outcomes: OutcomeFiles) -> None:
    assert len(outcomes.files) == 72
    for path in outcomes.files:
        assert path.read_bytes().startswith(
            b"Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Outcome type\r\n"
        )
    for row in outcomes.rows:
        assert row["file"] == f"{row['Month']}-{row['Reported by'].split()[0].casefold()}-outcomes.csv"
    assert {row["Outcome type"] for row in outcomes.rows} == {
        "Investigation complete; no suspect identified", "Unable to prosecute suspect", "Suspect charged",
        "Local resolution", "Offender given a caution", "Status update unavailable",
    }  # fmt: skip
    first_lags = Counter[int]()
    for row in crimes(written.rows):
        found = outcomes.by_id.get(row["Crime ID"], [])
        lags = [months_between(row["Month"], each["Month"]) for each in found]
        assert all(0 <= lag <= 18 for lag in lags)
        if row["Month"] <= "2015-09" and lags:
            first_lags[lags[0]] += 1
    assert sum(n for lag, n in first_lags.items() if lag < 6) > 0.8 * first_lags.total()
    assert first_lags[18] > 0


def test_a_few_crimes_have_two_outcomes(outcomes: OutcomeFiles) -> None:
    twice = [rows for rows in outcomes.by_id.values() if len(rows) > 1]
    assert 0 < len(twice) < 0.01 * len(outcomes.by_id)
    assert {tuple(row["Outcome type"] for row in rows) for rows in twice} == {("Local resolution", "Suspect charged")}


def test_last_outcome_category_agrees_with_the_outcomes(written: Written, outcomes: OutcomeFiles) -> None:
    again = [n for n, m in Counter(r["Crime ID"] for r in crimes(written.everything)).items() if m > 1]
    for row in crimes(written.rows):
        found = outcomes.by_id.get(row["Crime ID"])
        if row["Crime ID"] in again:
            continue  # what was known when they first stood
        if not found:
            assert row["Last outcome category"] == "Under investigation"
        elif found[-1]["Outcome type"] == "Suspect charged":
            old = months_between(found[-1]["Month"], "2017-03") >= 3
            assert row["Last outcome category"] == ("Court result unavailable" if old else "Awaiting court outcome")
        else:
            assert row["Last outcome category"] == found[-1]["Outcome type"]


def test_outcomes_and_those_too_young_are_told(written: Written, outcomes: OutcomeFiles) -> None:
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    young = {True: Counter[str](), False: Counter[str]()}
    for row in crimes(written.placed()):
        rows = outcomes.by_id.get(row["Crime ID"])
        csp = written.csp_of(row)
        found[csp, financial_year(row["Month"])][rows[-1]["Outcome type"] if rows else "No outcome yet"] += 1
        if row["Month"] > "2016-09":
            young[bool(rows)][csp] += 1
    for csp, years in written.truth.outcomes.items():
        for year, kinds in years.items():
            assert {kind: n for kind, n in kinds.items() if n} == found[csp, year]
    trap = written.truth.traps["outcomes_too_young"]
    assert trap["by_csp"] == young[True] + young[False]
    assert trap["no_outcome_yet"] == young[False]
    assert trap["how_many"] == trap["by_csp"][EXAMPLETON]
    assert young[False][EXAMPLETON] > 0.3 * trap["how_many"]


def test_stop_and_search(written: Written) -> None:
    files = sorted(written.directory.glob("police_uk/*/*-stop-and-search.csv"))
    rows = [{**row, "file": path.name} for path in files for row in written.table(path)]
    assert len(files) == 36
    assert {path.name[8:] for path in files} == {"exampleshire-stop-and-search.csv"}
    assert (
        files[0]
        .read_bytes()
        .startswith(
            b"Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range,"
            b"Self-defined ethnicity,Officer-defined ethnicity,Legislation,Object of search,Outcome,"
            b"Outcome linked to object of search,Removal of more than just outer clothing\r\n"
        )
    )
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:00\+00:00", row["Date"]) for row in rows)
    assert all(row["Date"][:7] == row["file"][:7] for row in rows)
    assert [row["Date"] for row in rows] == sorted(row["Date"] for row in rows)
    assert 50 < len(rows) / 36 < 70
    without = Counter(key for row in rows for key in ("Officer-defined ethnicity", "Latitude") if not row[key])
    assert without["Officer-defined ethnicity"] / len(rows) == pytest.approx(0.20, abs=0.03)
    assert without["Latitude"] / len(rows) == pytest.approx(0.05, abs=0.02)
    found: Counter[tuple[str, str]] = Counter()
    for row in rows:
        lsoa = written.lsoa_of[row["Longitude"], row["Latitude"]][0] if row["Latitude"] else ""
        found[written.csp_of_lsoa.get(lsoa, ""), financial_year(row["Date"][:7])] += 1
    told = {(code, year): n for code, years in written.truth.searches.items() for year, n in years.items()}
    assert {key: n for key, n in told.items() if n} == found


PRC = "home_office/prc-csp-1415-1617.csv"


@pytest.fixture(scope="module")
def home_office(written: Written) -> list[dict[str, str]]:
    return written.table(written.directory / PRC)


def test_home_office_totals_are_the_promised_ones(written: Written, home_office: list[dict[str, str]]) -> None:
    assert list(home_office[0]) == [
        "Financial Year", "Financial Quarter", "Force Name", "CSP Name", "Offence Description", "Offence Group",
        "Offence Subgroup", "Offence Code", "Offence Count",
    ]  # fmt: skip
    code_of = {name: code for code, name in written.truth.partnerships.items()}
    found: Counter[tuple[str, str]] = Counter()
    for row in home_office:
        assert f"{row['Force Name']} Police" == written.police_of_csp[code_of[row["CSP Name"]]]
        found[code_of[row["CSP Name"]], row["Financial Year"]] += int(row["Offence Count"])
    assert found == {(code, y): n for code, years in written.truth.home_office.items() for y, n in years.items()}
    assert [found[EXAMPLETON, year] for year in YEARS] == [12_903, 13_548, 14_740]
    assert len(home_office) == 16 * 12 * len({row["Offence Code"] for row in home_office})
    assert {row["Financial Quarter"] for row in home_office} == {"1", "2", "3", "4"}


def test_two_sources_agree_by_category_and_quarter_where_no_trap_lies(
    written: Written, home_office: list[dict[str, str]]
) -> None:
    weights = written.table(written.directory / "weights/severity-weights-2016.csv")
    category_of = {row["Offence_code"]: row["Policeuk_Cat"].casefold() for row in weights}
    category_of["8R"] = "violence and sexual offences"
    published: Counter[tuple[str, str, str, str]] = Counter()
    for row in home_office:
        key = (row["CSP Name"], row["Financial Year"], row["Financial Quarter"], category_of[row["Offence Code"]])
        published[key] += int(row["Offence Count"])
    counted: Counter[tuple[str, str, str, str]] = Counter()
    for row in crimes(written.placed()):
        name = written.truth.boroughs[written.csp_of(row)]
        quarter = str((int(row["Month"][5:]) - 4) % 12 // 3 + 1)
        counted[name, financial_year(row["Month"]), quarter, row["Crime type"].casefold()] += 1
    gaps = {("Mockpool", "2014/15", "3"), ("Mockpool", "2015/16", "2")}
    for key, number in published.items():
        disagree = key[:2] == ("Fictley and Pretence", "2015/16")
        if key[0] in written.truth.boroughs.values() and key[:3] not in gaps and not disagree:
            assert number == counted[key]
    trap = written.truth.traps["two_sources_disagree"]
    assert (trap["where"], trap["when"]) == (FICTLEY, "2015/16")
    assert trap["police_uk"] / trap["home_office"] == pytest.approx(0.92, abs=0.001)
    assert trap["home_office"] == written.truth.home_office[FICTLEY]["2015/16"]
    assert trap["police_uk"] == written.truth.recorded_crime[FICTLEY]["2015/16"]


def test_an_older_issue_differs_in_a_few_cells_of_one_quarter(
    written: Written, home_office: list[dict[str, str]]
) -> None:
    trap = written.truth.traps["revised_quarter"]
    older = written.table(written.directory / "home_office/issue-2016-10/prc-csp-1415-1516.csv")
    newest = [row for row in home_office if row["Financial Year"] < "2016/17"]
    assert len(older) == len(newest)
    differ = [(a, b) for a, b in zip(older, newest, strict=True) if a != b]
    assert trap["issue"] < trap["newest_issue"]
    found = [(a["Offence Code"], int(a["Offence Count"]), int(b["Offence Count"])) for a, b in differ]
    assert found == [(cell["offence_code"], cell["older"], cell["newest"]) for cell in trap["cells"]]
    assert {(a["CSP Name"], a["Financial Year"], a["Financial Quarter"]) for a, _ in differ} == {
        ("Exampleton-on-Tees", "2015/16", "4")
    }
    assert 3 <= len(differ) == trap["how_many"] <= 10


def test_one_offence_code_has_no_weight(written: Written, home_office: list[dict[str, str]]) -> None:
    trap = written.truth.traps["unweighted_offence"]
    weights = {r["Offence_code"]: r for r in written.table(written.directory / "weights/severity-weights-2016.csv")}
    codes = {row["Offence Code"] for row in home_office}
    assert codes - set(weights) == {trap["offence_code"]}
    assert 55 < len(codes) < 75
    for row in home_office:
        if row["Offence Code"] in weights:
            weighted = weights[row["Offence Code"]]
            assert (weighted["Offence_Group"], weighted["Offence_Subgroup"]) == (
                row["Offence Group"], row["Offence Subgroup"],
            )  # fmt: skip
    found = Counter(dict.fromkeys(YEARS, 0))
    for row in home_office:
        if (row["CSP Name"], row["Offence Code"]) == ("Exampleton-on-Tees", trap["offence_code"]):
            found[row["Financial Year"]] += int(row["Offence Count"])
    assert found == trap["by_financial_year"]
    assert found["2015/16"] / 13_548 == pytest.approx(0.06, abs=0.005)
    assert 0.03 < found["2016/17"] / 14_740 < 0.049


def test_a_country_of_sixteen_partnerships_with_one_outlier(written: Written) -> None:
    truth = written.truth
    regions = written.table(written.directory / "lookups/LAD24_RGN24_lookup.csv")
    assert list(regions[0]) == ["LAD24CD", "LAD24NM", "RGN24CD", "RGN24NM"]
    assert Counter(row["RGN24NM"] for row in regions) == {"Northern Simulation": 8, "Southern Simulation": 8}
    assert set(written.csp_of_authority.values()) == set(truth.partnerships) == set(truth.home_office)
    assert Counter(truth.forces.values()) == {
        "E23099001": 3, "E23099002": 1, "E23099003": 4, "E23099004": 4, "E23099005": 4,
    }  # fmt: skip
    rates = {code: 1_000 * truth.home_office[code]["2016/17"] / truth.residents[code]["2016"] for code in truth.forces}
    outlier = truth.traps["outlier"]
    others = sorted(rate for code, rate in rates.items() if code != outlier["where"])
    assert rates[outlier["where"]] == pytest.approx(outlier["rate_per_1000"], abs=0.001)
    assert rates[outlier["where"]] > 1.4 * others[-1]
    assert others[0] < rates[EXAMPLETON] < others[-1] < 140
    households = written.table(written.directory / "households/census-2011-households.csv")
    assert list(households[0]) == ["date", "geography", "geography code", "Number of households"]
    for row in households:
        code = written.csp_of_authority[row["geography code"]]
        assert row["date"] == "2011"
        assert int(row["Number of households"]) == truth.households[code]
        assert 2 < truth.residents[code]["2015"] / truth.households[code] < 2.6


def test_most_similar_group_and_deprivation(written: Written) -> None:
    group = written.table(written.directory / "comparators/most-similar-group.csv")
    assert list(group[0]) == ["area_code", "member_code", "member_name", "group_issued"]
    assert {(row["area_code"], row["group_issued"]) for row in group} == {(EXAMPLETON, "2016-09")}
    assert len(group) == 5
    assert all(written.truth.partnerships[row["member_code"]] == row["member_name"] for row in group)
    deprived = written.table(written.directory / "deprivation/imd2019_lsoa11.csv")
    assert list(deprived[0]) == ["lsoa11_code", "IMD_decile", "IMD_rank"]
    assert {row["lsoa11_code"] for row in deprived} == set(written.csp_of_lsoa11)
    ranks = [int(row["IMD_rank"]) for row in deprived]
    assert len(set(ranks)) == len(ranks)
    assert all(int(row["IMD_decile"]) == -(-10 * int(row["IMD_rank"]) // 32_844) for row in deprived)
    rank_of = dict(zip((row["lsoa11_code"] for row in deprived), ranks, strict=True))
    shops = Counter(row["LSOA code"] for row in written.placed() if row["Crime type"] == "Shoplifting")
    centres = [rank_of[code] for code, _ in shops.most_common(20) if code in rank_of]
    assert np.mean(centres) < 0.7 * np.mean(ranks)
