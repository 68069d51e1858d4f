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
    """The files of one simulation, read with nothing of ours."""

    def __init__(self, directory: Path, truth: Truth) -> None:
        self.directory, self.truth = directory, truth
        self.street_files = sorted(directory.glob("police_uk/*/*.csv"))
        self.rows = [row for path in self.street_files for row in self.table(path)]
        self.changes = self.table(directory / "lookups/LSOA11_LSOA21_LAD22_lookup.csv")
        authority_csp = {
            row["LAD24CD"]: row["CSP24CD"] for row in self.table(directory / "lookups/LAD24_CSP24_PFA24_lookup.csv")
        }
        self.csp_of_lsoa11 = {row["LSOA11CD"]: authority_csp[row["LAD22CD"]] for row in self.changes}
        self.lsoas = self.boundaries("lsoa21_exampleshire", "LSOA21CD")
        self.wards = self.boundaries("ward24_exampleshire", "WD24CD")
        points = sorted({(row["Longitude"], row["Latitude"]) for row in self.placed()})
        self.lsoa_of = self.area_of(points, self.lsoas)
        self.ward_of = self.area_of(points, self.wards)

    @staticmethod
    def table(path: Path) -> list[dict[str, str]]:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def boundaries(self, name: str, key: str) -> dict[str, shapely.Polygon]:
        features = json.loads((self.directory / f"boundaries/{name}.geojson").read_text(encoding="utf-8"))["features"]
        return {f["properties"][key]: shapely.from_geojson(json.dumps(f["geometry"])) for f in features}

    def placed(self) -> list[dict[str, str]]:
        return [row for row in self.rows if row["Longitude"]]

    @staticmethod
    def area_of(points: list[tuple[str, str]], areas: dict[str, shapely.Polygon]) -> dict[tuple[str, str], list[str]]:
        codes, tree = list(areas), shapely.STRtree(list(areas.values()))
        found: dict[tuple[str, str], list[str]] = {point: [] for point in points}
        for point, area in tree.query(shapely.points(np.array(points, dtype=float)), "intersects").T.tolist():
            found[points[point]].append(codes[area])
        return found


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
    assert len(_hashes(tmp_path)) == 36 + 3 + 2 + 4


def test_another_seed_makes_another_place_with_the_same_promises(written: Written, tmp_path: Path) -> None:
    other = simulate(tmp_path, seed=7)
    assert other.recorded_crime == written.truth.recorded_crime
    assert other.asb == written.truth.asb
    assert other.residents == written.truth.residents
    assert other.ward_recorded_crime != written.truth.ward_recorded_crime
    assert not set(_hashes(tmp_path).values()) & set(_hashes(written.directory).values()) - _without_chance(tmp_path)


def _without_chance(directory: Path) -> set[str]:
    """Files that say only what is promised."""
    names = "LAD24_CSP24_PFA24_lookup.csv", "population15_ltla21.csv", "population16_ltla21.csv"
    return {found for path, found in _hashes(directory).items() if path.endswith(names)}


def test_police_files_have_the_publishers_form(written: Written) -> None:
    assert len(written.street_files) == 36
    first = written.street_files[0]
    assert first.relative_to(written.directory).as_posix() == "police_uk/2014-04/2014-04-exampleshire-street.csv"
    for path in written.street_files:
        content = path.read_bytes()
        assert content.startswith(b"Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA")
        assert content.count(b"\n") == content.count(b"\r\n")
        assert content.endswith(b",\r\n")
    assert {row["Month"] for row in written.rows} == {path.name[:7] for path in written.street_files}
    assert {row["Crime type"] for row in written.rows} == CRIME_TYPES
    assert {row["Reported by"] for row in written.rows} == {"Exampleshire Police"}
    assert {row["Context"] for row in written.rows} == {""}


def test_crime_ids_are_unique_and_asb_has_neither_id_nor_outcome(written: Written) -> None:
    asb = [row for row in written.rows if row["Crime type"] == ASB]
    ids = [row["Crime ID"] for row in written.rows if row["Crime type"] != ASB]
    assert {(row["Crime ID"], row["Last outcome category"]) for row in asb} == {("", "")}
    assert all(row["Last outcome category"] for row in written.rows if row["Crime type"] != ASB)
    assert len(set(ids)) == len(ids)
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
        counter[written.csp_of_lsoa11[row["LSOA code"]], financial_year(row["Month"])] += 1
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
    assert {name: truth.residents[code]["2016"] for code, name in truth.boroughs.items()} == residents
    rates = {code: truth.recorded_crime[code]["2016/17"] / residents[name] for code, name in truth.boroughs.items()}
    assert 1.02 < rates[FICTLEY] / rates[EXAMPLETON] < 1.04
    assert min(rates[MOCKPOOL], rates[SAMPLEBOROUGH]) > 1.25 * rates[EXAMPLETON]


def test_monthly_truth_is_what_the_files_say(written: Written) -> None:
    crime: Counter[tuple[str, str]] = Counter()
    asb: Counter[tuple[str, str]] = Counter()
    for row in written.rows:
        counter = asb if row["Crime type"] == ASB else crime
        counter[written.csp_of_lsoa11.get(row["LSOA code"], ""), row["Month"]] += 1
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
    counts = np.array(list(written.truth.recorded_crime_by_month[csp].values()), dtype=float)
    time = np.arange(36)
    season = 2 * np.pi * time / 12
    plain = np.column_stack([np.ones(36), time, np.cos(season), np.sin(season)])
    fitted = plain @ np.linalg.lstsq(plain, counts, rcond=None)[0]
    dispersion = ((counts - fitted) ** 2 / fitted).sum() / (36 - 4)
    assert 4 < dispersion < 8


def test_rows_without_location_are_blank_and_in_addition(written: Written) -> None:
    blank = [row for row in written.rows if not row["Longitude"]]
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
    for year in ("2015", "2016"):
        sums: Counter[str] = Counter()
        for row in written.table(written.directory / f"population/population{year[2:]}_lsoa11.csv"):
            sums[written.csp_of_lsoa11[row["lsoa11_code"]]] += int(row["total_population"])
            assert 1_200 <= int(row["total_population"]) <= 2_200
        assert sums == {code: years[year] for code, years in written.truth.residents.items()}


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
        assert lsoa in new_of[row["LSOA code"]]
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
            assert len(written.table(written.directory / path)) == rows


def test_truth_survives_the_way_through_json(written: Written, tmp_path: Path) -> None:
    write_truth(written.truth, tmp_path / "truth.json")
    assert read_truth(tmp_path / "truth.json") == written.truth


def test_truth_in_plain_english(written: Written) -> None:
    text = "\n".join(truth_lines(written.truth))
    assert "imaginary" in text
    assert "14,740 in 2016/17 (+8.8 %); 75.5 per 1,000 residents" in text
    assert "10,081 in 2015/16, 10,140 in 2016/17 (+0.6 %)" in text
