"""Areas: custom ones, overlaps, vintages, CSPs of several authorities, gaps, other forces' rows, boundary formats."""

import re

import pytest
from tests.support import small

from saferplan.base.errors import InputError, SettingsError

LSOA_1, LSOA_2, MERGED = "E01099001", "E01099002", "E01099903"


@pytest.fixture
def workspace(tmp_path):
    return small.small_workspace(tmp_path / "w", small.MONTHS, rows=60)


def with_settings(workspace, text):
    path = workspace.path / "saferplan.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n" + text, encoding="utf-8")
    from saferplan.pipeline.workspace import open_workspace

    return open_workspace(workspace.path)


def custom(code, **keys):
    lines = [f'code = "{code}"', f'name = "{code.title()}"', *(f"{name} = {value}" for name, value in keys.items())]
    return "[[custom_area]]\n" + "\n".join(lines).replace("'", '"') + "\n"


def counts(edition, area, indicator="recorded_crime", period="2016/17"):
    (row,) = edition.rows(
        "SELECT * FROM measure WHERE area_code = ? AND indicator_id = ? AND period = ?", [area, indicator, period]
    )
    return row


WHOLE_OF_1_AND_2 = [[0.6, 54.7], [0.64, 54.7], [0.64, 54.72], [0.6, 54.72]]


def test_a_list_of_lsoas_and_a_polygon_count_the_same_ground_alike(workspace):
    text = custom("listed", lsoas=[LSOA_1, LSOA_2]) + custom("drawn", kind="'other'", polygon=WHOLE_OF_1_AND_2)
    edition = small.build_small(with_settings(workspace, text)).edition
    listed, drawn = counts(edition, "listed"), counts(edition, "drawn")
    both = sum(counts(edition, code)["count"] for code in (LSOA_1, LSOA_2))
    assert listed["count"] == drawn["count"] == both > 0
    assert listed["denominator"] == 3_000
    assert drawn["missing_reason"] == "no_population"
    month = edition.rows("SELECT count(*) AS n FROM measure WHERE area_code = 'listed' AND period_type = 'month'")
    assert month[0]["n"] == 15 * 36


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (custom("a", lsoas=[LSOA_1]) + custom("b", lsoas=[LSOA_1]), "both of kind “custom” and overlap"),
        (custom("a", lsoas=[LSOA_1]) + custom("b", polygon=WHOLE_OF_1_AND_2), "overlap"),
        (custom("a", lsoas=["E01099003"]), "E01099901, E01099902 instead"),
        (custom("a", lsoas=["E01099777"]), "no LSOA of 2021 here"),
        (custom("a", polygon=[[0.6, 54.7], [0.64, 54.72], [0.64, 54.7], [0.6, 54.72]]), "is not valid"),
        (custom("a"), "give one of lsoas or polygon, boundary_file, or streets and points"),
        (custom("a", lsoas=[LSOA_1]) + custom("a", kind="'x'", lsoas=[LSOA_2]), "share a code"),
    ],
)
def test_areas_that_cannot_be_are_refused_by_name(workspace, text, reason):
    with pytest.raises(SettingsError, match=re.escape(reason)):
        small.build_small(with_settings(workspace, text))


def test_areas_of_other_kinds_may_overlap(workspace):
    text = custom("a", lsoas=[LSOA_1]) + custom("b", kind="'beat'", lsoas=[LSOA_1])
    edition = small.build_small(with_settings(workspace, text)).edition
    assert counts(edition, "a")["count"] == counts(edition, "b")["count"]


@pytest.mark.parametrize("given", [LSOA_1, "smallham 001A"])
def test_a_place_that_people_visit_has_counts_and_no_rate(workspace, given):
    text = f'visited_areas = ["{given}"]'
    path = workspace.path / "saferplan.toml"
    path.write_text(text + "\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    edition = small.build_small(with_settings(workspace, "")).edition
    row = counts(edition, LSOA_1)
    assert row["missing_reason"] == "visited_place"
    assert row["count"] >= 20
    assert row["value"] is None
    assert counts(edition, LSOA_2)["value"] is not None


def test_split_lsoas_go_by_point_and_have_no_residents_merged_ones_by_code_and_have_both(workspace):
    edition = small.build_small(workspace).edition
    assert {
        row["placement"]
        for row in edition.rows("SELECT DISTINCT placement FROM offence WHERE lsoa21_code LIKE '%9901'")
    } == {"by_point"}
    assert counts(edition, "E01099901")["denominator"] is None
    assert counts(edition, MERGED)["denominator"] == 3_000
    (wrong,) = edition.rows(
        "SELECT count(*) AS n FROM offence WHERE (lsoa21_code = 'E01099901') <> (longitude BETWEEN 0.64 AND 0.66) AND longitude > 0"
    )
    assert wrong["n"] == 0


def test_a_month_that_was_not_supplied_is_a_gap_and_never_a_zero(workspace):
    next((workspace.inbox / "police").rglob("*2016-07*street.csv")).unlink()
    edition = small.build_small(workspace).edition
    for period in ("2016-07", "2016/17", "2016"):
        row = counts(edition, small.AREA, period=period)
        assert (row["count"], row["missing_reason"], row["missing_months"]) == (None, "month_not_supplied", "2016-07")
    assert counts(edition, small.AREA, period="2015/16")["count"] > 0
    facts = {row["fact_id"]: row for row in edition.table("fact")}
    assert "in 2015/16" in facts["recorded-crime"]["sentence"]
    assert "Missing: Smallshire: July 2016. A gap is not a zero." in facts["months-supplied"]["sentence"]


def test_rows_of_another_force_are_shown_apart_and_never_counted(workspace):
    before = counts(small.build_small(workspace).edition, small.AREA)["count"]
    rows = [row for row in small.street_rows("2016-07", 60) if row[0]]
    for row in rows:
        row[0], row[2], row[3] = row[0][::-1], "British Transport Police", "British Transport Police"
    name = small.street_name("2016-07").replace("smallshire", "btp")
    small.put(workspace.inbox / "police" / name, small.street_bytes(rows))
    edition = small.build_small(workspace).edition
    assert counts(edition, small.AREA)["count"] == before
    foreign = edition.rows(
        "SELECT sum(rows) AS n FROM placement_summary WHERE reported_by LIKE 'British%' AND place = 'outside_force_area'"
    )
    assert foreign[0]["n"] > 0


def lookup(workspace, rows):
    head = ("LAD24CD", "LAD24NM", "CSP24CD", "CSP24NM", "PFA24CD", "PFA24NM")
    small.put(workspace.inbox / "LAD24_CSP24_PFA24_lookup.csv", small.csv_text(head, rows))


def test_a_csp_may_be_several_authorities(workspace):
    apart = small.build_small(workspace).edition
    both = counts(apart, small.AREA)["count"] + counts(apart, small.COMPARATOR)["count"]
    lookup(workspace, [(code, name, small.AREA, "The two", "E23099001", "Smallshire")
                       for code, name in (("E06099001", "Smallham"), ("E06099002", "Littleton"))])  # fmt: skip
    path = workspace.path / "saferplan.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(f'["{small.COMPARATOR}"]', "[]"), encoding="utf-8")
    row = counts(small.build_small(with_settings(workspace, "")).edition, small.AREA)
    assert row["count"] == both
    assert row["denominator"] == 180_000


def test_a_csp_that_is_part_of_an_authority_cannot_be_told_apart(workspace):
    lookup(workspace, [("E06099001", "Smallham", small.AREA, "North", "E23099001", "Smallshire"),
                       ("E06099001", "Smallham", "E22099009", "South", "E23099001", "Smallshire"),
                       ("E06099002", "Littleton", small.COMPARATOR, "Littleton", "E23099001", "Smallshire")])  # fmt: skip
    with pytest.raises(SettingsError, match="part of an authority"):
        small.build_small(workspace)


def test_without_a_lookup_the_build_says_which_one_it_needs(workspace):
    (workspace.inbox / "LAD24_CSP24_PFA24_lookup.csv").unlink()
    with pytest.raises(InputError, match="no lookup from authority to CSP"):
        small.build_small(workspace)


def test_an_alias_brings_a_drifting_spelling_home(workspace):
    for path in (workspace.inbox / "police").rglob("*.csv"):
        path.write_bytes(path.read_bytes().replace(b"Smallshire Police", b"Smalls. Constab."))
    with pytest.raises(InputError, match="No police force is of this name"):
        small.build_small(workspace)
    found = small.build_small(with_settings(workspace, '[aliases]\n"Smalls. Constab." = "E23099001"')).edition
    assert counts(found, small.AREA)["count"] > 0


@pytest.mark.parametrize("driver", ["GPKG", "ESRI Shapefile", "MapInfo File", "KML"])
def test_other_boundary_formats_give_the_same_wards(workspace, driver, tmp_path):
    pyogrio = pytest.importorskip("pyogrio")
    import numpy as np
    import shapely
    from shapely.geometry import shape

    before = {r["area_code"]: r["count"] for r in ward_rows(small.build_small(workspace).edition)}
    (workspace.inbox / "ward24_smallshire.geojson").unlink()
    features = small.ward_features()
    fields = ["WD24CD", "WD24NM", "LAD24CD"]
    suffix = {"GPKG": ".gpkg", "ESRI Shapefile": ".shp", "MapInfo File": ".tab", "KML": ".kml"}[driver]
    pyogrio.raw.write(
        workspace.inbox / f"wards{suffix}",
        np.array([shapely.to_wkb(shape(each["geometry"])) for each in features], dtype=object),
        [np.array([each["properties"][name] for each in features], dtype=object) for name in fields],
        fields, geometry_type="Polygon", crs="EPSG:4326", driver=driver,
    )  # fmt: skip
    edition = small.build_small(workspace).edition
    assert {r["area_code"]: r["count"] for r in ward_rows(edition)} == before


def ward_rows(edition):
    rows = edition.rows(
        "SELECT * FROM measure WHERE area_type = 'ward' AND indicator_id = 'recorded_crime' AND period = '2016/17'"
    )
    assert rows
    return rows


def test_without_the_lsoa_lookups_nothing_passes_for_a_zero(workspace):
    for name in ("LSOA11_LSOA21_LAD22_lookup.csv", "LSOA21_WD24_LAD24_lookup.csv"):
        (workspace.inbox / name).unlink()
    with pytest.raises(InputError, match="No LSOA of Littleton and Smallham is known"):
        small.build_small(workspace)


def test_without_boundaries_a_split_lsoa_counts_for_its_csp_and_for_no_lsoa(workspace):
    whole = counts(small.build_small(workspace).edition, small.AREA)["count"]
    (workspace.inbox / "lsoa21_smallshire.geojson").unlink()
    edition = small.build_small(workspace).edition
    assert counts(edition, small.AREA)["count"] == whole
    row = counts(edition, "E01099901")
    assert (row["count"], row["missing_reason"]) == (None, "rows_not_placed")
    caveats = [each["text"] for each in edition.table("fact_caveat") if each["fact_id"] == "rows-unplaced"]
    assert any("not in a neighbourhood" in text for text in caveats)


def test_a_misspelt_force_is_refused_and_not_taken_for_another(workspace):
    path = next((workspace.inbox / "police").rglob("*2016-07*street.csv"))
    path.write_bytes(path.read_bytes().replace(b"Smallshire Police", b"Smallshyre Polise", 20))
    edition = small.build_small(workspace).edition
    refused = edition.rows("SELECT DISTINCT column_name, value, reason FROM refusal")
    assert refused == [
        {"column_name": "Reported by", "value": "Smallshyre Polise", "reason": "No police force is of this name."}
    ]


def test_a_file_named_for_another_force_is_not_counted_twice(workspace):
    before = counts(small.build_small(workspace).edition, small.AREA, "asb")["count"]
    path = next((workspace.inbox / "police").rglob("*2016-07*street.csv"))
    other = path.with_name(path.name.replace("smallshire", "otherley"))
    other.write_bytes(path.read_bytes())
    edition = small.build_small(workspace).edition
    assert counts(edition, small.AREA, "asb")["count"] == before
    other.write_bytes(
        path.read_bytes() + b",2016-07,Smallshire Police,Smallshire Police,,,No Location,,,Anti-social behaviour,,\r\n"
    )
    edition = small.build_small(workspace).edition
    assert counts(edition, small.AREA, "asb")["count"] == before
    assert (
        edition.rows("SELECT DISTINCT reason FROM refusal")[0]["reason"]
        == "The force is not the one the file's name says."
    )


def test_wards_that_name_no_authority_are_refused(workspace):
    features = small.ward_features()
    for each in features:
        del each["properties"]["LAD24CD"]
    small.put(workspace.inbox / "ward24_smallshire.geojson", small.geojson(features))
    edition = small.build_small(workspace).edition
    assert edition.rows("SELECT count(*) AS n FROM refusal WHERE reason LIKE 'The ward does not say%'") == [{"n": 3}]
