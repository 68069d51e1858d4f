"""The loader: every row of every file is accounted for, and what is refused is named so that a person finds it."""

import csv

import pytest
from tests.support.small import (
    AREA,
    FEW,
    HEADINGS,
    build_small,
    by_path,
    check_small,
    csv_text,
    put,
    small_workspace,
    street_bytes,
    street_name,
    street_rows,
    unaccounted,
    write_lookups,
)

from saferplan.pipeline.workspace import create_workspace
from saferplan.sources.local.event_sql import event_layout
from saferplan.sources.local.event_text import ROLES
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import connect
from saferplan.tables.event_row import LOCAL_EVENT_ROW
from saferplan.tables.layout import TextFile
from saferplan.tables.loader import load

MONTH = "2016-12"
NAME = street_name(MONTH)


@pytest.fixture
def beside_lookups(tmp_path, monkeypatch):
    """We stand in a workspace that has the lookups; files to check lie outside it."""
    workspace = create_workspace(tmp_path / "workspace", AREA, [])
    write_lookups(workspace.inbox)
    monkeypatch.chdir(workspace.path)
    return tmp_path / "files"


def edited(row_number, heading, value, rows=None):
    """A month's rows with one value changed."""
    rows = [list(row) for row in (rows or street_rows(MONTH, 6))]
    rows[row_number][HEADINGS.index(heading)] = value
    return rows


@pytest.mark.parametrize(
    ("heading", "value", "shown", "reason", "way_out"),
    [
        ("LSOA code", "E01000001", "E01000001", "cannot be used", "no LSOA of 2011 or 2021 in the lookup"),
        ("LSOA code", "Smallham", "Smallham", "cannot be used", "no LSOA of 2011 or 2021 in the lookup"),
        ("Crime type", "Violent crime", "Violent crime", "cannot be used", "none of the fourteen crime types"),
        ("Crime type", "", "", "is missing", "none of the fourteen crime types"),
        ("Month", "2016-13", "2016-13", "cannot be used", "YYYY-MM"),
        ("Month", "Dec 2016", "Dec 2016", "cannot be used", "YYYY-MM"),
        ("Month", "2016-9", "2016-9", "cannot be used", "YYYY-MM"),
        ("Month", "2016-11", "2016-11", "not the one the file's name says", "publisher's name"),
        ("Month", "2017-12", "2017-12", "in the future", "Check the year"),
        ("Reported by", "", "", "is missing", "names the force"),
        ("Crime ID", "abc", "abc", "cannot be used", "64 hexadecimal digits"),
        ("Crime ID", "g" * 64, "g" * 64, "cannot be used", "64 hexadecimal digits"),
        ("Longitude", "54.71", "54.71", "cannot be used", "swapped with latitude"),
        ("Latitude", "0.61", "0.61", "cannot be used", "swapped with longitude"),
        ("Longitude", "9e99", "9e99", "cannot be used", "between -9 and 3"),
        ("Longitude", "nan", "nan", "cannot be used", "between -9 and 3"),
        ("Latitude", "inf", "inf", "cannot be used", "between 49 and 61"),
        ("Latitude", "north", "north", "cannot be used", "between 49 and 61"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(beside_lookups, heading, value, shown, reason, way_out):
    path = put(beside_lookups / NAME, street_bytes(edited(3, heading, value)))
    checked = check_small(path)
    (file,), (refusal,) = checked.files, checked.refusals
    assert (file["rows_in"], file["kept"], file["refused"]) == (6, 5, 1)
    assert (refusal["path"], refusal["line"], refusal["column_name"]) == (path.name, 5, heading)
    assert (refusal["value"] or "") == shown
    assert reason in refusal["reason"]
    assert way_out in refusal["way_out"]


def test_swapped_coordinates_are_refused_with_the_advice_that_they_may_be(beside_lookups):
    rows = [list(row) for row in street_rows(MONTH, 6)]
    rows[0][4], rows[0][5] = rows[0][5], rows[0][4]
    checked = check_small(put(beside_lookups / NAME, street_bytes(rows)))
    (refusal,) = checked.refusals
    assert refusal["line"] == 2
    assert "swapped" in refusal["way_out"]


def test_the_line_is_the_physical_line_past_blank_lines_and_rejected_rows(beside_lookups):
    rows = street_rows(MONTH, 12)
    bad = edited(9, "Crime type", "Piracy", edited(4, "LSOA code", "E01000001", rows))
    heading, *lines, _ = csv_text(HEADINGS, bad).split("\r\n")
    lines[2] += ",one,too,many"
    lines[6] = "too,few"
    lines[8:8] = ["", ""]
    lines[3:3] = [""]
    content = "\r\n".join([heading, *lines, "", ""]) + "\r\n"
    checked = check_small(put(beside_lookups / NAME, content))
    physical = content.split("\r\n")
    found = {refusal["line"]: refusal for refusal in checked.refusals}
    assert len(found) == 4
    assert "one,too,many" in physical[min(found) - 1]
    wanted = {n for n, text in enumerate(physical, start=1)
              if any(mark in text for mark in ("E01000001", "Piracy", "one,too,many", "too,few"))}  # fmt: skip
    assert found.keys() == wanted
    for line, refusal in found.items():
        assert refusal["value"] in physical[line - 1]
    assert (checked.files[0]["rows_in"], checked.files[0]["kept"], checked.files[0]["refused"]) == (12, 8, 4)


def test_rows_of_several_files_keep_their_own_lines(beside_lookups):
    for month in FEW:
        rows = edited(5, "Crime type", f"Piracy {month}", street_rows(month))
        put(beside_lookups / street_name(month), street_bytes(rows, line_end="\n"))
    checked = check_small(beside_lookups)
    assert [(r["line"], r["value"]) for r in checked.refusals] == [(7, f"Piracy {month}") for month in FEW]


def test_a_quoted_name_with_commas_is_kept_whole(tmp_path):
    workspace = small_workspace(tmp_path / "w")
    rows = street_rows(MONTH, 6)
    rows[0][6], rows[0][8] = 'Road "A", the', "Rhondda, Cynon, Taff 023F"
    put(workspace.inbox / "police" / NAME, street_bytes(rows))
    edition = build_small(workspace).edition
    (found,) = edition.rows("SELECT * FROM offence WHERE line = 2 AND strftime(month, '%Y-%m') = ?", [MONTH])
    assert (found["location"], found["lsoa_name"]) == ('Road "A", the', "Rhondda, Cynon, Taff 023F")


def test_columns_are_found_by_heading_and_not_by_place(beside_lookups):
    rows = street_rows(MONTH, 6)
    turned = [HEADINGS[::-1], *(row[::-1] for row in rows)]
    checked = check_small(put(beside_lookups / NAME, csv_text(turned[0], turned[1:])))
    assert checked.clean
    assert checked.files[0]["kept"] == 6


def test_a_heading_that_stands_twice_is_refused(beside_lookups):
    rows = [[*row, row[1]] for row in street_rows(MONTH, 6)]
    (file,) = check_small(put(beside_lookups / NAME, csv_text((*HEADINGS, "Month"), rows))).files
    assert not unaccounted([file])
    assert (file["status"], file["note"]) == ("refused", "The column “Month” stands twice.")


def test_rows_without_a_place_are_kept(beside_lookups):
    rows = street_rows(MONTH, 20)
    rows[8][4:9] = rows[18][4:9] = ["", "", "No Location", "", ""]
    (file,) = check_small(put(beside_lookups / NAME, street_bytes(rows))).files
    assert file["kept"] == 20


def test_a_lookup_that_contradicts_itself_names_the_publishers_heading(tmp_path):
    path = put(
        tmp_path / "LAD24_CSP24_PFA24_lookup.csv",
        "LAD24CD,LAD24NM,CSP24CD,CSP24NM,PFA24CD,PFA24NM\n"
        "E06099001,Smallham,E22099001,Smallham,E23099001,Smallshire\n"
        "E06099001,Smallham,E22099001,Smallham,E23099001,Smallshire\n"
        "E06099001,Bigham,E22099001,Smallham,E23099001,Smallshire\n"
        "E06099001,Smallham,X22099001,Smallham,E23099001,Smallshire\n",
    )
    checked = check_small(path)
    (file,) = checked.files
    assert (file["rows_in"], file["kept"], file["duplicates"], file["refused"]) == (4, 1, 1, 2)
    assert [(r["line"], r["column_name"], r["value"]) for r in checked.refusals] == [
        (4, "LAD24CD", "E06099001"),
        (5, "CSP24CD", "X22099001"),
    ]


def test_check_says_what_a_build_says(tmp_path, monkeypatch):
    workspace = small_workspace(tmp_path / "w")
    bad = edited(3, "LSOA code", "E01000001", edited(1, "Crime type", "Piracy"))
    files = {
        NAME: street_bytes(bad),
        street_name("2016-11"): street_bytes(street_rows("2016-11", 4)).replace(b",", b";"),
        street_name("2016-10"): street_bytes(street_rows("2016-10", 4) * 2),
        "2016-09/2016-09-smallshire-outcomes.csv": b"Crime ID,Month\r\n",
    }
    for name, content in files.items():
        put(tmp_path / "files" / name, content)
    monkeypatch.chdir(workspace.path)
    checked = check_small(tmp_path / "files")
    for name, content in files.items():
        put(workspace.inbox / "files" / name, content)
    edition = build_small(workspace).edition
    built = edition.rows("SELECT * FROM input_file WHERE path LIKE 'files/%' ORDER BY file_id")
    left_out = ("file_id", "path", "issue")
    for found in (*built, *checked.files):
        found["name"] = found["path"].removeprefix("files/")
    assert [{k: v for k, v in row.items() if k not in left_out} for row in built] == [
        {k: v for k, v in row.items() if k not in left_out} for row in checked.files
    ]
    refused = edition.rows("SELECT refusal.* FROM refusal JOIN input_file USING (file_id) WHERE path LIKE 'files/%'")
    words = ("line", "column_name", "value", "reason", "way_out")
    assert {tuple(row[w] for w in words) for row in refused} == {tuple(r[w] for w in words) for r in checked.refusals}
    assert {row["status"] for row in built} == {"loaded", "refused"}


def test_every_row_of_every_file_is_accounted_for(tmp_path):
    workspace = small_workspace(tmp_path / "w")
    put(workspace.inbox / "more" / NAME, street_bytes(edited(3, "LSOA code", "nowhere") * 2))
    put(workspace.inbox / "again" / NAME, street_bytes(edited(3, "LSOA code", "nowhere") * 2))
    edition = build_small(workspace).edition
    rows = edition.table("input_file")
    assert not unaccounted(rows)
    assert {row["status"] for row in rows} == {"loaded", "duplicate"}
    kept = sum(row["kept"] for row in rows if row["source_id"] == "police_uk_street")
    (stored,) = edition.rows("SELECT (SELECT count(*) FROM offence) + (SELECT count(*) FROM asb_incident) AS n")
    assert stored["n"] == kept
    for row in rows:
        physical = (workspace.inbox / row["path"]).read_bytes().decode()
        if row["source_id"] == "police_uk_street":
            assert row["rows_in"] == len(list(csv.reader(physical.splitlines()))) - 1
    more = by_path(rows)[f"again/{NAME}"]
    listed = edition.rows("SELECT * FROM refusal WHERE file_id = ?", [more["file_id"]])
    assert len(listed) == more["refused"] == 2
    assert more["duplicates"] > 0


def test_the_kept_text_is_the_files_text(tmp_path):
    workspace = small_workspace(tmp_path / "w", months=FEW)
    edition = build_small(workspace).edition
    stored = edition.rows("""SELECT path, line, upper(hex(crime_id)) AS crime_id, category, lsoa_code, longitude
      FROM offence JOIN input_file USING (file_id)""")
    assert stored
    files = {row["path"]: (workspace.inbox / row["path"]).read_text("utf-8").split("\n") for row in stored}
    for row in stored:
        (text,) = csv.reader([files[row["path"]][row["line"] - 1].rstrip("\r")])
        assert (text[0].upper(), text[9], text[7] or None) == (row["crime_id"], row["category"], row["lsoa_code"])
        assert (float(text[4]) if text[4] else None) == row["longitude"]


@pytest.mark.parametrize("threads", [2, 4])
def test_the_lines_of_a_large_file_are_its_own(tmp_path, threads):
    """Over 8 MB the reader would part a file among threads, and put its parts together in the order they end."""
    rows, headings = 45_000, {"from_date": "Day", "victim_key": "Victim", "place_key": "Place"}
    paths = [tmp_path / f"{name}.csv" for name in "ab"]
    for start, path in enumerate(paths):
        with path.open("w", encoding="utf-8", newline="") as opened:
            opened.write(",".join(ROLES) + "\n")
            for number in range(rows):
                told = {
                    "from_date": "2016-03-04",
                    "victim_key": f"{start * rows + number:064x}",
                    "place_key": "0" * 128,
                }
                opened.write(",".join(told.get(role, "") for role in ROLES) + "\n")
    assert paths[0].stat().st_size > 9_000_000
    engine = connect(threads=threads)
    engine.create(all_tables()["refusal"])
    files = [TextFile(place, str(path), rows) for place, path in enumerate(paths, start=1)]
    load(engine, LOCAL_EVENT_ROW, event_layout(headings, {}, {}, False), files, target="local_event_row")
    wrong = engine.value(f"""SELECT count(*) FROM local_event_row
      WHERE CAST('0x' || right(hex(victim_key), 8) AS BIGINT) <> (file_id - 1) * {rows} + line - 2""")
    assert wrong == 0
