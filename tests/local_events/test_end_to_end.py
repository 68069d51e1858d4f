"""From a force's workbook to the edition: every row kept, refused or a duplicate, and no personal value anywhere."""

from datetime import date, datetime

import pytest

from saferplan.cli.listings import fact_lines
from tests.local_events.made import HEADINGS, KEY, MAPPING, ROW, ROWS, extract, row, workspace_with
from tests.support.small import build_small, by_path, hashes, put, unaccounted

NAME = "smallshire-extract-2017-03.xlsx"


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    return build_small(workspace_with(tmp_path_factory.mktemp("events") / "w", ROWS)).edition


def test_every_row_is_accounted_for(edition):
    file = by_path(edition.table("input_file"))[NAME]
    assert (file["rows_in"], file["kept"], file["refused"], file["duplicates"]) == (11, 6, 5, 0)
    assert file["source_id"] == "local_smallshire"
    assert not unaccounted(edition.table("input_file"))


def test_events_have_their_meaning_time_and_place(edition):
    events = {each["line"]: each for each in edition.table("local_event")}
    first = events[3]
    assert (first["offence_code"], first["category"], first["unit"]) == ("28A", "Burglary", "offence")
    assert (first["from_at"], first["to_at"]) == (datetime(2017, 3, 4, 22, 30), datetime(2017, 3, 5, 23, 59, 59))
    assert (first["is_time_known"], first["reported_on"]) == (True, date(2017, 3, 5))
    assert (first["ward_code"], first["lsoa21_code"], first["csp_code"]) == ("E05099001", "E01099001", "E22099001")
    assert (first["outward_postcode"], bytes(first["victim_key"]).hex()) == ("SM1", KEY)
    assert (events[4]["category"], events[4]["is_time_known"], events[4]["is_domestic_abuse"]) == (
        "Shoplifting",
        False,
        True,
    )
    assert (events[5]["unit"], events[5]["from_at"]) == ("asb_incident", datetime(2017, 3, 7))
    assert events[5]["is_time_known"]
    assert (events[6]["unit"], events[6]["from_at"]) == (None, datetime(2017, 3, 8, 23, 15))
    assert (events[12]["ward_code"], events[12]["longitude"]) == ("E05099001", None)


def test_refusals_name_cell_reason_and_way_out(edition):
    found = {each["line"]: each for each in edition.table("refusal")}
    reasons = {line: (each["column_name"], each["reason"]) for line, each in found.items()}
    assert reasons[7] == ("X", "Easting and northing are the wrong way round.")
    assert reasons[8] == ("Crimes!X", "It is a longitude or latitude, in a column of the grid.")
    assert reasons[9] == ("Crimes!Committed from", "The value cannot be used.")
    assert found[9]["value"] == "31/02/2017"
    assert reasons[10] == ("Committed from", "The day is still to come.")
    assert reasons[11] == ("Committed to", "It ends before it begins.")
    assert all(each["way_out"] for each in found.values())


def test_what_the_mapping_does_not_know_is_listed_with_its_rows(edition):
    found = [(each["role"], each["said"], each["rows"]) for each in edition.table("local_event_unknown")]
    assert found == [("category", "Witchcraft", 1), ("domestic_abuse", "maybe", 1), ("ward", "Nowhere Quay", 1)]


def test_rows_are_a_partners_and_the_public_sees_none(edition):
    (source,) = edition.rows("SELECT * FROM source WHERE source_id = 'local_smallshire'")
    assert (source["disclosure"], source["marking"], source["may_publish"]) == ("partner", "OFFICIAL-SENSITIVE", False)
    _, lines, _ = fact_lines(edition, date(2017, 6, 1), public=True)
    assert "Smallshire Police's extract" not in "\n".join(lines)


def test_an_ignored_column_is_never_read_on(edition):
    held = b"".join(path.read_bytes() for path in edition.path.iterdir())
    assert b"Emma" not in held
    assert "Emma" not in str([edition.table(name) for name in ("local_event", "local_left_out", "refusal", "step")])


PERSONAL = [
    ("Victim name", "Zebedee Quillfeather", "a name"),
    ("Ref", "zebedee@example.org", "an e-mail address"),
    ("Number", "07700 900123", "a telephone number"),
    ("Other", "QQ123456C".replace("QQ", "AB"), "a National Insurance number"),
    ("Number 2", "943 476 5919", "an NHS number"),
    ("Place", "14 Quillfeather Road, Smallham", "a full address"),
    ("Area", "SM1 2AB", "a full postcode"),
    ("DOB", "01/02/1980", "a date of birth"),
    ("MO", "Quillfeather", "free text"),
]


@pytest.mark.parametrize(("heading", "value", "what"), PERSONAL, ids=[each[2] for each in PERSONAL])
def test_a_personal_column_refuses_the_file_and_its_values_appear_nowhere(tmp_path, caplog, heading, value, what):
    made = workspace_with(tmp_path / "w", [])
    extract(made.inbox / NAME, [(*row(), value)] * 6, [*HEADINGS, heading])
    edition = build_small(made).edition
    (refusal,) = edition.table("refusal")
    assert (refusal["column_name"], refusal["value"]) == (heading, "")
    assert refusal["reason"] == f"The column “{heading}” looks like {what}: personal data are not read."
    assert "ignore_columns" in refusal["way_out"]
    assert not edition.table("local_event")
    assert (
        value
        not in str([edition.table(name.removesuffix(".parquet")) for name in edition.manifest["tables"]]) + caplog.text
    )
    written = [path for path in made.path.rglob("*") if path.is_file() and made.inbox not in path.parents]
    assert not any(value.encode() in path.read_bytes() for path in written)


def test_a_key_that_is_no_keyed_hash_refuses_the_file_without_saying_it(tmp_path):
    edition = build_small(workspace_with(tmp_path / "w", [ROW, row(Victim="QUILL-17")])).edition
    (refusal,) = edition.table("refusal")
    assert "keyed hash of 64" in refusal["reason"]
    assert "saferplan hash" in refusal["way_out"]
    assert "QUILL" not in str(refusal)


def test_a_column_with_an_american_date_is_not_guessed(tmp_path):
    rows = [row(Committed_from="04/03/2017", Committed_to=""), row(Committed_from="03/25/2017", Committed_to="")]
    edition = build_small(workspace_with(tmp_path / "w", rows)).edition
    assert not edition.table("local_event")
    assert {each["reason"] for each in edition.table("refusal")} == {
        "Day and month cannot be told apart: row 4 holds an American date, with the month before the day."
    }


def test_rows_that_two_files_give_to_the_letter_count_once(tmp_path):
    made = workspace_with(tmp_path / "w", [ROW, ROW, row(HO_code="46")])
    extract(made.inbox / "smallshire-extract-2017-04.xlsx", [ROW, row(HO_code="8N")])
    edition = build_small(made).edition
    files = by_path(edition.table("input_file"))
    assert (files[NAME]["kept"], files[NAME]["duplicates"]) == (2, 1)
    assert "overlap" in files[NAME]["note"]
    assert len(edition.table("local_event")) == 4
    assert not unaccounted(edition.table("input_file"))


def test_a_moved_heading_names_what_is_there(tmp_path):
    made = workspace_with(tmp_path / "w", [])
    extract(made.inbox / NAME, [ROW], [*HEADINGS[:-2], "DA flag", "Officer name"])
    (refusal,) = build_small(made).edition.table("refusal")
    assert "names a column “DA”" in refusal["reason"]
    assert "“DA flag”" in refusal["reason"]


def test_the_same_files_give_the_same_bytes(tmp_path):
    one = build_small(workspace_with(tmp_path / "a", ROWS)).edition
    two = build_small(workspace_with(tmp_path / "b", ROWS)).edition
    tables = {name: digest for name, digest in hashes(one.path).items() if name.startswith("local_event")}
    assert tables
    assert tables.items() <= hashes(two.path).items()


def test_csv_is_read_too(tmp_path):
    made = workspace_with(tmp_path / "w", [])
    (made.inbox / NAME).unlink()
    text = "HO code;From;X;Y\n46;2017-03-04 9:15;568244;538125\n\n8N;42798.5;568244;538125\n"
    put(made.inbox / "smallshire-extract.csv", text)
    columns = 'offence_code = "HO code"\nfrom_date = "From"\neasting = "X"\nnorthing = "Y"\n'
    put(made.mappings / "smallshire.toml", MAPPING.split("ignore_columns")[0] + "[columns]\n" + columns)
    events = build_small(made).edition.table("local_event")
    assert [(each["line"], each["from_at"]) for each in events] == [
        (2, datetime(2017, 3, 4, 9, 15)), (4, datetime(2017, 3, 4, 12)),
    ]  # fmt: skip


def test_a_ward_is_known_with_the_word_behind_it(tmp_path):
    rows = [row(HO_code="8N", X="", Y="", Ward=ward) for ward in ("Old Quay Ward", "OLD QUAY WARD", "Quay Ward")]
    edition = build_small(workspace_with(tmp_path / "w", rows)).edition
    assert [each["ward_code"] for each in edition.table("local_event")] == ["E05099001", "E05099001", None]
    assert [each["said"] for each in edition.table("local_event_unknown")] == ["Quay Ward"]
