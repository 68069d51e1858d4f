"""One bad file among good ones: it is named with its reason, the good ones count, and the inbox stays as it was."""

import io
import json
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.support.small import (
    FEW,
    build_small,
    by_path,
    check_small,
    geojson,
    hashes,
    lsoa_features,
    put,
    small_workspace,
    street_bytes,
    street_name,
    street_rows,
    unaccounted,
    ward_features,
)

from saferplan.base.errors import InputError, SaferplanError
from saferplan.tables.editions import current_edition

MONTH = FEW[1]
STREET = f"police/{street_name(MONTH)}"
GOOD = street_bytes(street_rows(MONTH))
LINES = GOOD.split(b"\r\n")
WARDS, LSOAS, CROSSING = "ward24_smallshire.geojson", "lsoa21_smallshire.geojson", "LSOA11_LSOA21_LAD22_lookup.csv"


@dataclass(frozen=True)
class Case:
    """What stands at `path`, and what is said of it: status, rows kept and refused, words of a reason or note."""

    name: str
    content: bytes | Callable[[], bytes]
    words: str
    status: str = "refused"
    kept: int = 0
    refused: int = 20
    path: str = STREET
    shown: str = ""
    way_out: str = ""


def row(number, **changed):
    """The month's file with one row changed, by heading in lower case without blanks."""
    rows = [list(each) for each in street_rows(MONTH)]
    places = {"crimeid": 0, "month": 1, "reportedby": 2, "longitude": 4, "latitude": 5, "lsoacode": 7, "crimetype": 9}
    for name, value in changed.items():
        rows[number][places[name]] = value
    return street_bytes(rows)


def features_with(features, **geometry):
    changed = json.loads(json.dumps(features))
    changed[0]["geometry"].update(geometry)
    return geojson(changed)


def zip_of(**members):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


NEW_NAME = "2016-12-smallshire-street.csv"
NEW = street_bytes(street_rows("2016-12"))


def with_a_climbing_path():
    return zip_of(**{f"../../{NEW_NAME}": NEW})


def with_a_drive():
    return zip_of(**{f"C:\\{NEW_NAME}": NEW})


def declared_bomb():
    return zip_of(**{NEW_NAME: bytes(60 << 20)})


def many_small_bombs():
    return zip_of(**{f"{n}-{NEW_NAME}": bytes(20 << 20) for n in range(3)})


def undeclared_bomb():
    """A million bytes that say they are a hundred."""
    return zip_of(**{NEW_NAME: bytes(1_000_000)}).replace(struct.pack("<I", 1_000_000), struct.pack("<I", 100))


def with_a_broken_checksum():
    packed = bytearray(zip_of(**{NEW_NAME: NEW}))
    entry = packed.rindex(b"PK\1\2")
    packed[entry + 16] ^= 255
    return bytes(packed)


def encrypted():
    packed = bytearray(zip_of(**{NEW_NAME: NEW}))
    packed[packed.rindex(b"PK\1\2") + 8] |= 1
    packed[packed.index(b"PK\3\4") + 6] |= 1
    return bytes(packed)


def with_a_member_without_a_name():
    packed = bytearray(zip_of(**{"a": b"nothing"}))
    entry, end = packed.index(b"PK\1\2"), packed.index(b"PK\5\6")
    del packed[entry + 46 : entry + 47]  # the name, in the list at the end
    packed[entry + 28] = 0
    packed[end + 11] -= 1  # the list is one byte shorter
    return bytes(packed)


def with_an_unknown_packing():
    packed = bytearray(zip_of(**{NEW_NAME: NEW}))
    packed[packed.rindex(b"PK\1\2") + 10] = 99
    packed[packed.index(b"PK\3\4") + 8] = 99
    return bytes(packed)


CASES = [
    Case("missing column", GOOD.replace(b",Falls within", b"").replace(b"Police,Smallshire Police", b"Police"),
         "The column “Falls within” is missing."),
    Case("renamed column", GOOD.replace(b"Crime type", b"crime_type"), "The column “Crime type” is missing.",
         way_out="Is it the one headed “crime_type”? Rename it back."),
    Case("semicolons", GOOD.replace(b",", b";"), "separated by semicolons", way_out="commas"),
    Case("tabs", GOOD.replace(b",", b"\t"), "separated by tabs"),
    Case("bars", GOOD.replace(b",", b"|"), "separated by bars"),
    Case("UTF-16", GOOD.decode().encode("utf-16"), "UTF-16", way_out="CSV UTF-8", refused=21),
    Case("UTF-16 without mark", GOOD.decode().encode("utf-16-le"), "UTF-16", way_out="CSV UTF-8",
         refused=21),
    Case("Latin-1", GOOD.replace(b"Mill Lane", b"Caf\xe9 Row", 1), "another encoding", way_out="CSV UTF-8"),
    Case("UTF-8 mark of Excel", b"\xef\xbb\xbf" + GOOD, "", status="loaded", kept=20, refused=0),
    Case("UTF-8 letters", GOOD.replace(b"Mill Lane", "Café Rôw".encode(), 1), "", status="loaded", kept=20, refused=0),
    Case("cut in mid row", b"\r\n".join(LINES[:11])[:-30], "too few columns", status="loaded", kept=9, refused=1,
         shown="Smallshire Police"),
    Case("cut in mid heading", LINES[0][:40], "The column", refused=0),
    Case("header only", LINES[0] + b"\r\n", "a heading and no rows", refused=0, way_out="no crime"),
    Case("empty", b"", "The file is empty", refused=0),
    Case("blank lines only", b"\r\n\r\n\r\n", "The file is empty", refused=0),
    Case("no heading", b"\r\n".join(LINES[1:]), "", refused=19),
    Case("heading after a blank line", b"\r\n" + GOOD, "no headings"),
    Case("month is not the file name's", row(2, month="2016-07"), "not the one the file's name says", status="loaded",
         kept=19, refused=1, shown="2016-07"),
    Case("future month", row(2, month="2031-01"), "in the future", status="loaded", kept=19, refused=1, shown="2031-01"),
    Case("all of another month", street_bytes(street_rows("2016-07")), "not the one the file's name says",
         status="loaded", way_out="publisher's name"),
    Case("a future file", street_bytes(street_rows("2031-01")), "in the future", status="loaded",
         path=f"police/{street_name('2031-01')}"),
    Case("a file named after no month", GOOD, "told by its name", path="police/2017-13-smallshire-street.csv"),
    Case("unknown LSOA", row(4, lsoacode="E01000001"), "cannot be used", status="loaded", kept=19, refused=1,
         shown="E01000001", way_out="lookup"),
    Case("unknown category", row(4, crimetype="Violent crime"), "cannot be used", status="loaded", kept=19, refused=1,
         shown="Violent crime", way_out="fourteen"),
    Case("swapped coordinates", row(0, longitude="54.71", latitude="0.61"), "cannot be used", status="loaded", kept=19,
         refused=1, shown="54.71", way_out="swapped"),
    Case("impossible coordinates", row(0, longitude="181"), "cannot be used", status="loaded", kept=19, refused=1,
         shown="181"),
    Case("empty reported_by", row(0, reportedby=""), "missing", status="loaded", kept=19, refused=1),
    Case("bad identifier", row(0, crimeid="12"), "cannot be used", status="loaded", kept=19, refused=1, shown="12"),
    Case("mixed line ends", GOOD.replace(b"\r\n", b"\n", 3), "line breaks of two kinds"),
    Case("line ends of old Macs", GOOD.replace(b"\r\n", b"\r"), "line breaks", refused=0),
    Case("NUL", GOOD.replace(b"Mill Lane", b"Mill\0Lane", 1), "not UTF-8 text"),
    Case("unclosed quote", GOOD.replace(b"On or near Mill Lane", b'"On or near Mill Lane', 1), "", status=""),
    Case("unclosed quote at the end", GOOD[:-2].replace(LINES[20], LINES[20] + b'"'), "", status=""),
    Case("a quote in mid value", GOOD.replace(b"Mill Lane", b'Mill "La" ne', 1), "", status="loaded", kept=20, refused=0),
    Case("a line break inside quotes", GOOD.replace(b"On or near Mill Lane", b'"On or near\r\nMill Lane"', 1),
         "quotation mark", refused=21),
    Case("a row of two megabytes", GOOD.replace(b"Mill Lane", b"M" * (2 << 20), 1), "too long", status="loaded", kept=19,
         refused=1),
    Case("too many columns", GOOD.replace(LINES[1], LINES[1] + b"more,and more"), "too many columns", status="loaded",
         kept=19, refused=1, shown=LINES[1].decode()[:60]),
    Case("a comma too many", GOOD.replace(b"Mill Lane", b"Mill,Lane", 1), "cannot be used", status="loaded", kept=19,
         refused=1, shown="Lane"),
    Case("a page that says sorry", b"<!DOCTYPE html>\n<title>503</title>\n", "The column", refused=1),
    Case("bow tie", features_with(ward_features(), coordinates=[[[0.60, 54.70], [0.64, 54.72], [0.64, 54.70],
         [0.60, 54.72], [0.60, 54.70]]]), "not valid", status="loaded", kept=2, refused=1, path=WARDS, shown="E05099001"),
    Case("metres", features_with(ward_features(), coordinates=[[[4e5, 5e5], [4e5, 6e5], [5e5, 6e5], [4e5, 5e5]]]),
         "in metres", status="loaded", kept=2, refused=1, path=WARDS),
    Case("metres, as it says", geojson(ward_features()).replace(b'"features"', b'"crs": {"type": "name", "properties": '
         b'{"name": "urn:ogc:def:crs:EPSG::3857"}}, "features"'), "EPSG::3857", path=WARDS, refused=3,
         way_out="WGS 84"),
    Case("degrees that say metres", geojson(ward_features()).replace(b'"features"', b'"crs": {"type": "name", "properties": '
         b'{"name": "urn:ogc:def:crs:EPSG::27700"}}, "features"'), "holds degrees", status="loaded", kept=0, refused=3,
         path=WARDS),
    Case("swapped boundary", features_with(ward_features(), coordinates=[[[54.7, 0.6], [54.72, 0.6], [54.72, 0.64],
         [54.7, 0.6]]]), "swapped", status="loaded", kept=2, refused=1, path=WARDS),
    Case("a point for a boundary", features_with(ward_features(), type="Point", coordinates=[0.61, 54.71]),
         "must be a polygon", status="loaded", kept=2, refused=1, path=WARDS),
    Case("a boundary of nothing", features_with(ward_features(), coordinates=[]), "cannot be used", status="loaded",
         kept=2, refused=1, path=WARDS),
    Case("a boundary that is none", features_with(ward_features(), type="Ring"), "cannot be read", status="loaded",
         kept=2, refused=1, path=WARDS),
    Case("another vintage", geojson(lsoa_features()).replace(b"E01099001", b"E01088001"), "another vintage",
         status="loaded", kept=5, refused=1, path=LSOAS, shown="E01088001", way_out="one vintage"),
    Case("the same area twice", geojson([*ward_features(), ward_features()[0]]), "stands twice", status="loaded", kept=3,
         refused=1, path=WARDS),
    Case("an area without a code", geojson(ward_features()).replace(b"E05099001", b""), "has no code", status="loaded",
         kept=2, refused=1, path=WARDS),
    Case("broken JSON", geojson(ward_features())[:300], "not whole GeoJSON", path=WARDS, refused=0),
    Case("JSON without end", b'{"features":' + b"[" * 60_000, "not whole GeoJSON", path=WARDS, refused=0),
    Case("JSON in Latin-1", geojson(ward_features()).replace(b"Old Quay", b"Caf\xe9"), "another encoding", path=WARDS,
         refused=0),
    Case("features that are none", b'{"type": "FeatureCollection", "features": [1]}', "broken", path=WARDS, refused=0),
    Case("properties that are none", b'{"type": "FeatureCollection", "features": [{"properties": [1]}]}', "broken",
         path=WARDS, refused=0),
    Case("JSON of something else", b'{"type": "Topology", "crs": "x"}', "not a collection of boundaries",
         status="not_recognised", path=WARDS, refused=0),
    Case("climbing path", with_a_climbing_path, "climbs out", path="a.zip", shown=f"../../{NEW_NAME}", refused=0),
    Case("drive letter", with_a_drive, "climbs out", path="a.zip", shown=f"C:\\{NEW_NAME}", refused=0),
    Case("bomb", declared_bomb, "would swell", path="a.zip", refused=0),
    Case("bomb of many members", many_small_bombs, "would swell", path="a.zip", refused=0),
    Case("bomb that lies", undeclared_bomb, "cannot be unpacked", path="a.zip", shown=NEW_NAME, refused=0),
    Case("broken checksum", with_a_broken_checksum, "cannot be unpacked", path="a.zip", shown=NEW_NAME, refused=0),
    Case("encrypted", encrypted, "password", path="a.zip", shown=NEW_NAME, refused=0),
    Case("unknown packing", with_an_unknown_packing, "cannot be unpacked", path="a.zip", shown=NEW_NAME, refused=0),
    Case("member without a name", with_a_member_without_a_name, "cannot be unpacked", path="a.zip", refused=0),
    Case("cut ZIP", lambda: zip_of(**{NEW_NAME: NEW})[:-40], "ZIP cannot be read", path="a.zip", refused=0),
    Case("no ZIP at all", GOOD, "ZIP cannot be read", path="a.zip", refused=0),
    Case("ZIP in a ZIP", lambda: zip_of(**{"b.zip": zip_of(**{NEW_NAME: NEW})}), "ZIP within a ZIP", path="a.zip", refused=0,
         shown="b.zip", way_out="Unpack the outer one"),
    Case("population without a year", b"lsoa11_name,lsoa11_code,total_population\nSmallham 001A,E01099001,15\n",
         "year of the figures", path="people_lsoa.csv", refused=1, way_out="population16"),
    Case("population of half a person", b"lsoa11_name,lsoa11_code,total_population\nSmallham 001A,E01099001,15.5\n",
         "cannot be used", path="population15_lsoa11.csv", status="loaded", refused=1, shown="15.5"),
    Case("lookup with a wrong change", b"LSOA11CD,LSOA11NM,LSOA21CD,LSOA21NM,CHGIND,LAD22CD,LAD22NM\n"
         b"E01099001,Smallham 001A,E01099001,Smallham 001A,Q,E06099001,Smallham\n", "cannot be used",
         path="LSOA11_LSOA21_more.csv", status="loaded", refused=1, shown="Q"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_bad_file_costs_only_itself(case, tmp_path):
    workspace = small_workspace(tmp_path / "w")
    put(workspace.inbox / case.path, case.content() if callable(case.content) else case.content)
    before = hashes(workspace.inbox)
    edition = build_small(workspace).edition
    assert hashes(workspace.inbox) == before
    assert {path.name for path in tmp_path.iterdir()} == {"w"}
    rows = edition.table("input_file")
    assert not unaccounted(rows)
    found = by_path(rows)
    mine = {path: each for path, each in found.items() if path == case.path or path.startswith(f"{case.path}!")}
    others = {path: each for path, each in found.items() if path not in mine and path != STREET}
    assert all(each["status"] == "loaded" and each["kept"] == each["rows_in"] > 0 for each in others.values())
    refusals = edition.rows("SELECT * FROM refusal ORDER BY file_id, line")
    assert {each["file_id"] for each in refusals} <= {each["file_id"] for each in mine.values()}
    for each in mine.values():
        _look_at(case, each, [refusal for refusal in refusals if refusal["file_id"] == each["file_id"]])


def _look_at(case, file, refusals):
    if case.status:
        assert (file["status"], file["kept"], file["refused"]) == (case.status, case.kept, case.refused)
    else:  # a stray quotation mark: the row or the file is refused, as the reader sees it, and said
        assert file["refused"] > 0
    said = f"{file['note']} {[each['reason'] for each in refusals]}"
    assert case.words in said
    if file["refused"] or file["status"] == "refused":
        assert refusals
        assert all(each["reason"].endswith(".") and each["way_out"].endswith((".", "?")) for each in refusals)
    if file["status"] == "loaded":
        assert len(refusals) == file["refused"]
    if case.way_out:
        assert any(case.way_out in each["way_out"] for each in refusals)
    if case.shown and "!" in file["path"]:
        assert file["path"].endswith(case.shown)
    elif case.shown:
        assert any(case.shown in (each["value"] or "") for each in refusals)


@pytest.mark.parametrize("path", [WARDS, LSOAS])
def test_overlapping_boundaries_stop_the_build_and_are_both_named(path, tmp_path, monkeypatch):
    workspace = small_workspace(tmp_path / "w")
    good = build_small(workspace).edition
    features = ward_features() if path == WARDS else lsoa_features()
    codes = [next(iter(each["properties"].values())) for each in features[:2]]
    features[0]["geometry"]["coordinates"][0][1:3] = [[0.65, 54.70], [0.65, 54.72]]
    put(workspace.inbox / path, geojson(features))
    monkeypatch.chdir(workspace.path)
    for attempt in (lambda: build_small(workspace), lambda: check_small(workspace.inbox / path)):
        with pytest.raises(InputError, match="overlap") as caught:
            attempt()
        assert all(code in caught.value.what for code in codes)
        assert caught.value.way_out
    assert current_edition(workspace.path).name == good.name


def test_a_lone_street_file_with_an_unclosed_quote_is_a_clear_refusal(tmp_path):
    workspace = small_workspace(tmp_path / "w", months=())
    put(workspace.inbox / STREET, GOOD.replace(b"On or near Mill Lane", b'"On or near\r\nMill Lane"', 1))
    with pytest.raises(InputError, match="quotation mark"):
        build_small(workspace)


def test_an_inbox_of_nothing_but_bad_files_says_why(tmp_path):
    workspace = small_workspace(tmp_path / "w", months=())
    put(workspace.inbox / STREET, GOOD.replace(b",", b";"))
    with pytest.raises(InputError, match=r"semicolons") as caught:
        build_small(workspace)
    assert STREET in caught.value.what
    put(workspace.inbox / STREET, row(0).replace(b"Burglary", b"Piracy").replace(MONTH.encode(), b"2016-01"))
    with pytest.raises(InputError):
        build_small(workspace)
    (workspace.inbox / STREET).unlink()
    with pytest.raises(InputError, match="no usable street file") as caught:
        build_small(workspace)
    assert "data.police.uk" in caught.value.way_out


def test_without_the_lookup_of_partnerships_it_says_which_is_wanted(tmp_path):
    workspace = small_workspace(tmp_path / "w")
    (workspace.inbox / "LAD24_CSP24_PFA24_lookup.csv").unlink()
    with pytest.raises(InputError, match="no lookup from authority to CSP") as caught:
        build_small(workspace)
    assert "inbox" in caught.value.way_out


@pytest.mark.parametrize("name", [CROSSING, "LSOA21_WD24_LAD24_lookup.csv", WARDS, LSOAS, "population16_lsoa11.csv"])
def test_without_another_reference_it_builds_and_accounts_for_every_row(name, tmp_path):
    workspace = small_workspace(tmp_path / "w")
    (workspace.inbox / name).unlink()
    assert not unaccounted(build_small(workspace).edition.table("input_file"))


@pytest.mark.parametrize("name", [STREET, WARDS, "more.zip"])
def test_a_file_another_program_holds_is_named_and_the_rest_counts(name, tmp_path, monkeypatch):
    workspace = small_workspace(tmp_path / "w")
    put(workspace.inbox / "more.zip", zip_of(**{NEW_NAME: NEW}))
    held = workspace.inbox / name
    opened = io.open

    def open_unless_held(file, *rest, **more):
        if isinstance(file, str | Path) and Path(file) == held:
            raise PermissionError(13, "Permission denied", str(file))
        return opened(file, *rest, **more)

    with monkeypatch.context() as patch:
        patch.setattr(io, "open", open_unless_held)
        edition = build_small(workspace).edition
    rows = by_path(edition.table("input_file"))
    assert rows[name]["status"] == "refused"
    (refusal,) = edition.rows("SELECT * FROM refusal")
    assert "Close it" in refusal["way_out"]
    assert not unaccounted(rows.values())
    assert all(each["status"] == "loaded" for path, each in rows.items() if path != name)
    assert build_small(workspace).is_new  # and when it is closed again, it counts


def test_a_file_that_cannot_be_read_through_is_named(tmp_path, monkeypatch):
    workspace = small_workspace(tmp_path / "w")
    opened = io.open

    def open_unless_bad(file, *rest, **more):
        if isinstance(file, str | Path) and Path(file) == workspace.inbox / STREET:
            raise OSError(5, "Input/output error", str(file))
        return opened(file, *rest, **more)

    monkeypatch.setattr(io, "open", open_unless_bad)
    row = by_path(build_small(workspace).edition.table("input_file"))[STREET]
    assert (row["status"], row["sha256"]) == ("refused", None)
    assert "Input/output error" in row["note"]


def test_a_folder_that_may_not_be_read_is_named(tmp_path, monkeypatch):
    import os

    workspace = small_workspace(tmp_path / "w")
    put(workspace.inbox / "private" / NEW_NAME, NEW)
    listed = os.scandir

    def list_unless_private(path="."):
        if not isinstance(path, int) and Path(path).name == "private":
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", list_unless_private)
        edition = build_small(workspace).edition
    row = by_path(edition.table("input_file"))["private"]
    assert row["status"] == "refused"
    assert "folder cannot be read" in row["note"]


@pytest.mark.parametrize("change", ["gone", "longer"])
@pytest.mark.parametrize(
    ("name", "step"), [(STREET, "Read event"), (WARDS, "LSOAs in scope"), (CROSSING, "Read lsoa_")]
)
def test_a_file_that_changes_while_it_is_read_is_refused_or_read_as_it_was(name, step, change, tmp_path):
    workspace = small_workspace(tmp_path / "w")
    path = workspace.inbox / name

    def meddle(text):
        if text.startswith(step) and path.exists():
            if change == "gone":
                path.unlink()
            else:
                path.write_bytes(path.read_bytes() + LINES[1] + b"\r\n")

    edition = build_small(workspace, heard=meddle).edition
    rows = by_path(edition.table("input_file"))
    assert not unaccounted(rows.values())
    assert rows[name]["status"] == "refused"
    assert "while it was being read" in rows[name]["note"]


def test_a_full_disk_while_a_zip_is_unpacked_is_not_blamed_on_the_zip(tmp_path, monkeypatch):
    workspace = small_workspace(tmp_path / "w")
    put(workspace.inbox / "more.zip", zip_of(**{NEW_NAME: NEW}))
    opened = io.open

    class Full(io.FileIO):
        def write(self, content):
            raise OSError(28, "No space left on device")

    def open_full(file, *rest, **more):
        return Full(file, "w") if NEW_NAME in str(file) else opened(file, *rest, **more)

    monkeypatch.setattr(io, "open", open_full)
    with pytest.raises(SaferplanError, match="No space left") as caught:
        build_small(workspace)
    assert caught.value.exit_code == 74
