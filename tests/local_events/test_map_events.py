"""`saferplan map` on a file of events: what it proposes, what it asks, what it saves, and that a build then reads by it."""

import contextlib
import json
import shutil
import tomllib
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from saferplan.base.errors import InputError, SettingsError
from saferplan.cli.commands import app
from saferplan.pipeline.map_events import MOST_ASKED
from saferplan.pipeline.map_file import MAPPED, propose_mapping, questions_of
from saferplan.pipeline.map_kind import Answers
from saferplan.pipeline.mappings import KINDS, checked_mapping
from saferplan.sources.local.event_proposing import propose_events
from tests.local_events.made import HEADINGS, KEY, ROWS, X, Y, extract, row
from tests.local_events.test_end_to_end import PERSONAL
from tests.local_indicators.made import fill, xlsx
from tests.local_indicators.test_map import LONG, WIDE
from tests.support.small import build_small, csv_text, put, small_workspace

NAME = "smallshire-extract-2017-03.xlsx"
PLAIN = {
    "HO Code": "46", "Crime Group": "Theft offences", "Date From": "14/03/2017", "Easting": X, "Northing": Y, "Ward": "Old Quay",
}  # fmt: skip


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    made = small_workspace(tmp_path / "w")
    monkeypatch.chdir(made.path)
    return made


def run(*words, answers=None):
    return CliRunner().invoke(app, ["map", *map(str, words)], input=answers, catch_exceptions=False)


def saved(workspace, name="smallshire-extract"):
    return tomllib.loads((workspace.mappings / f"{name}.toml").read_text("utf-8"))


def made_csv(folder: Path, rows: Sequence[dict[str, object]], name: str = "extract-2017.csv") -> Path:
    return put(folder / name, csv_text(list(rows[0]), [list(each.values()) for each in rows]))


def looked(folder, *rows):
    return propose_events(made_csv(folder, rows))


def test_every_kind_of_mapping_can_be_made_from_a_file():
    assert MAPPED.keys() == KINDS.keys()


def test_an_extract_is_proposed_and_what_nobody_said_is_left(workspace, tmp_path):
    found = run(extract(tmp_path / NAME, ROWS), "--yes")
    assert found.exit_code == 0
    assert "It looks like a partner's events, a row each." in found.output
    assert "Sheet “Crimes”: headings in row 2, 11 events below" in found.output
    assert "Column “X”: the easting, first “568244”." in found.output
    assert (
        "Column “Post code area”: the postcode, of which only the outward part is ever kept, first “SM1”."
        in found.output
    )
    assert "Column “Officer name” looks like a name: as it is, a build refuses the file." in found.output
    assert "Taken without asking: ignore “Officer name” = no" in found.output
    assert "Taken without asking: category “Witchcraft” = leave unmapped" in found.output
    assert "Emma" not in found.output
    assert KEY not in found.output
    assert "2AB" not in found.output
    assert saved(workspace) == {
        "kind": "events", "supplier": "Smallshire extract", "files": ["smallshire-extract-*.xlsx"], "counts": "police",
        "columns": {
            "offence_code": "HO code", "category": "Class", "from_date": "Committed from", "from_time": "Time from",
            "to_date": "Committed to", "reported": "Reported", "easting": "X", "northing": "Y", "ward": "Ward",
            "postcode": "Post code area", "place_type": "Premises", "victim_key": "Victim",
        },
        "flags": {"domestic_abuse": {"column": "DA"}},
    }  # fmt: skip


def test_a_personal_column_that_nobody_ignores_keeps_the_file_out(workspace, tmp_path):
    file = extract(tmp_path / NAME, ROWS)
    found = run(file, "--yes")
    assert "the file would be refused: The column “Officer name” looks like a name" in found.output
    assert "Once “Officer name” is taken out:" in found.output
    assert "8 events in all, 3 refused." in found.output
    shutil.copy(file, workspace.inbox)
    edition = build_small(workspace).edition
    assert not edition.table("local_event")
    assert edition.table("refusal")[0]["column_name"] == "Officer name"


def test_answers_are_saved_and_a_build_reads_by_them(workspace, tmp_path):
    file = extract(tmp_path / NAME, ROWS)
    build_small(workspace)
    answers = "Smallshire Police\n\nyes\nyes\nnot\nanti\nleave\n"
    found = run(file, answers=answers)
    assert found.exit_code == 0, found.output
    said = saved(workspace)
    assert said["supplier"] == "Smallshire Police"
    assert said["ignore_columns"] == ["Officer name"]
    assert said["exact_points"] is True
    assert said["categories"] == {"ASB - Nuisance": "Anti-social behaviour"}
    assert "row 3: 04/03/2017 22:30 to 05/03/2017, Burglary (28A), Old Quay" in found.output
    assert "7 events in all, 4 refused." in found.output  # a day of 2018 is no longer to come
    assert "refused, 1 value of X: Easting and northing are the wrong way round." in found.output
    assert "6 events in the partnership, 0 in others of the force." in found.output
    assert "1 event without a point and without a ward that is known here." in found.output
    assert "category “Witchcraft” (1); domestic abuse “maybe” (1); ward “Nowhere Quay” (1)" in found.output
    shutil.copy(file, workspace.inbox)
    edition = build_small(workspace).edition
    units = [each["unit"] for each in edition.table("local_event")]
    assert [units.count(each) for each in ("offence", "asb_incident", None)] == [4, 1, 1]


@pytest.mark.parametrize(
    ("heading", "value", "role"),
    [
        ("Home Office Code", "028A", "offence_code"), ("Offence Code", "8N", "offence_code"), ("HOC", "46", "offence_code"),
        ("Committed From Date", "04/03/2017 10:00", "from_date"), ("Earliest Date", "2017-03-04", "from_date"),
        ("DATE_FROM", "4-Mar-2017", "from_date"), ("Offence Date", "42798", "from_date"), ("Date", "04/03/2017", "from_date"),
        ("Time Committed From", "2315", "from_time"), ("Time", "23:15", "from_time"),
        ("Latest Date", "05/03/2017", "to_date"), ("Date To", "2017-03-05", "to_date"), ("Time To", "09:00", "to_time"),
        ("Date Reported", "06/03/2017", "reported"), ("Recorded Date", "06/03/2017", "reported"),
        ("Grid Ref E", "568,244", "easting"), ("X Coordinate", "568244.0", "easting"), ("GridRefN", "538125", "northing"),
        ("Longitude", "0.61", "longitude"), ("Lat", "54.7", "latitude"),
        ("Ward Name", "Old Quay", "ward"), ("WD24CD", "E05099001", "ward"), ("Postcode", "SM1 2AB", "postcode"),
        ("Outward code", "SM1", "postcode"), ("Location Type", "Dwelling", "place_type"), ("Premise type", "Shop", "place_type"),
        ("Offence Subgroup", "Shoplifting", "category"), ("Crime Type", "Drugs", "category"), ("Incident type", "x", "category"),
        ("Victim hash", "ab" * 32, "victim_key"), ("Address hash", "cd" * 32, "place_key"),
        ("Domestic Abuse", "Y", "domestic_abuse"), ("DA flag", "No", "domestic_abuse"), ("Hate Crime", "N", "hate"),
        ("Knife/Bladed", "Yes", "knife"), ("Alcohol related", "1", "alcohol"), ("Repeat victim", "0", "repeat"),
    ],
)  # fmt: skip
def test_usual_headings_are_known_where_their_values_fit(tmp_path, heading, value, role):
    other = {"easting": ("Y", Y), "northing": ("X", X), "longitude": ("Latitude", 54.7), "latitude": ("Lon", 0.6)}
    beside = dict([other[role]]) if role in other else {"X": X, "Y": Y}
    day = {} if role == "from_date" else {"Start date": "14/03/2017"}
    until = {"End date": "15/03/2017"} if role == "to_time" else {}
    found = looked(tmp_path, *[{heading: value, **day, **until, **beside}] * 6)
    flags = {name: flag.column for name, flag in found.flags.items()}
    assert {**found.columns, **flags}.get(role) == heading
    assert found.is_sure


@pytest.mark.parametrize(
    ("heading", "value", "role"),
    [
        ("Easting", "Mill Lane", "easting"), ("Easting", "0.61", "easting"), ("Offence Code", "PL68046", "offence_code"),
        ("Time From", "evening", "from_time"), ("Date To", "soon", "to_date"), ("Outward code", "north", "postcode"),
        ("Victim ref", "V17", "victim_key"), ("Repeat location", "Y", "repeat"), ("Date Updated", "05/03/2017", "reported"),
    ],
)  # fmt: skip
def test_a_heading_alone_gives_a_column_no_part(tmp_path, heading, value, role):
    found = looked(tmp_path, *[{**PLAIN, "Easting": X, heading: value}] * 6)
    assert heading not in (found.columns.get(role), *(flag.column for flag in found.flags.values()))
    assert any(f"“{heading}”" in line and "not read" in line for line in found.lines)


def test_why_a_promising_column_is_not_read_is_said(tmp_path):
    more = {"Offence Code": "PL68046", "Victim ID": "V17", "Token": KEY, "Date To": ""}
    rows = [{**{key: each for key, each in PLAIN.items() if key != "HO Code"}, **more}] * 6
    lines = "\n".join(looked(tmp_path, *rows).lines)
    assert "“Offence Code”: not read: its codes are not those of the Home Office" in lines
    assert "“Victim ID”: not read: a victim is read only as a keyed hash" in lines
    assert "“Token”: not read: it holds keyed hashes, and its heading does not say of what" in lines
    assert "“Date To”: empty here and not read" in lines
    assert KEY not in lines


def test_dates_that_cannot_be_told_apart_are_said(tmp_path):
    unsure = looked(tmp_path, {**PLAIN, "Date From": "04/03/2017"})
    assert "no date of it tells day from month; they are read with the day first" in "\n".join(unsure.lines)
    sure = looked(tmp_path, {**PLAIN, "Date From": "14/03/2017"}, {**PLAIN, "Date From": "04/03/2017"})
    assert "tells day from month" not in "\n".join(sure.lines)
    american = looked(tmp_path, {**PLAIN, "Date From": "03/14/2017"})
    assert "holds a date with the month before the day: a build refuses all of its dates" in "\n".join(american.lines)


def test_of_two_days_the_person_says_which(workspace, tmp_path):
    file = made_csv(tmp_path, [{"Date A": "14/03/2017", "Date B": "15/03/2017", "Type": "Assault", "X": X, "Y": Y}])
    look = propose_mapping(file)
    (question,) = [each for each in questions_of(file, look) if "happened or began" in each.text]
    assert question.choices == ("Date A", "Date B")
    run(file, answers="Smallshire\nlocal\nno\nDate B\n")
    assert saved(workspace, "extract")["columns"]["from_date"] == "Date B"


@pytest.mark.parametrize(("row", "is_asked"), [(PLAIN, True), ({**PLAIN, "Easting": "", "Northing": ""}, False)])
def test_where_there_are_points_it_is_asked_whether_they_are_the_places(workspace, tmp_path, row, is_asked):
    file = made_csv(tmp_path, [row])
    asked = [each for each in questions_of(file, propose_mapping(file)) if "the place itself" in each.text]
    assert [each.default for each in asked] == ["no"] * is_asked
    run(file, "--yes")
    assert "exact_points" not in saved(workspace, "extract")


def test_the_day_of_the_report_stands_in_and_is_said(tmp_path):
    found = looked(tmp_path, {"Date Reported": "14/03/2017", "Time Reported": "10:15", "Type": "ASB", "X": X, "Y": Y})
    assert (found.columns["from_date"], found.columns["from_time"]) == ("Date Reported", "Time Reported")
    assert "No column says when it happened: “Date Reported”" in "\n".join(found.lines)


@pytest.mark.parametrize(
    ("values", "asked", "answers", "flag"),
    [
        (("Y", "N"), [], [], {}),
        (("Y", ""), ["an empty cell"], ["no"], {"no": ["N", "No", "0", "False", ""]}),
        (
            ("Domestic", "Not"),
            ["“Domestic”", "“Not”"],
            ["yes", "no"],
            {"yes": ["Y", "Yes", "1", "True", "Domestic"], "no": ["N", "No", "0", "False", "Not"]},
        ),
        (("Y", "?"), ["“?”"], ["not known"], {}),
    ],
)
def test_words_of_a_flag_are_found_and_unclear_ones_asked(workspace, tmp_path, values, asked, answers, flag):
    file = made_csv(tmp_path, [{**PLAIN, "Domestic": value} for value in values])
    texts = [each.text for each in questions_of(file, propose_mapping(file)) if "what does" in each.text]
    assert texts == [f"Column “Domestic”: what does {each} mean?" for each in asked]
    found = run(file, answers="\n".join(["Smallshire", "police", "no", *answers]) + "\n")
    assert found.exit_code == 0, found.output
    assert saved(workspace, "extract")["flags"]["domestic_abuse"] == {"column": "Domestic", **flag}


def test_many_unknown_words_are_listed_and_not_asked(workspace, tmp_path):
    words = [f"Class {number:02d}" for number in range(MOST_ASKED + 1)]
    rows = [{**PLAIN, "HO Code": "", "Crime Group": word} for word in words for _ in "ab"]
    few, many = made_csv(tmp_path, rows[:-2], "few-1.csv"), made_csv(tmp_path, rows, "many-1.csv")
    asked = [
        [q for q in questions_of(file, propose_mapping(file)) if "type of police.uk" in q.text] for file in (few, many)
    ]
    assert [len(each) for each in asked] == [MOST_ASKED, 0]
    found = run(many, "--yes")
    assert f"{2 * (MOST_ASKED + 1)} events without a meaning: kept, and counted as nothing." in found.output
    assert "category “Class 00” (2)" in found.output
    assert "and 4 more. Codes, categories and flags" in found.output


@pytest.mark.parametrize("rows", [LONG, WIDE], ids=["long", "wide"])
def test_figures_are_not_taken_for_events(tmp_path, rows):
    assert propose_mapping(xlsx(tmp_path / "figures.xlsx", rows)).kind == "indicators"


@pytest.mark.parametrize("day", ["01/{:02d}/2016", "2016-{:02d}-01"])
def test_a_return_by_month_is_not_taken_for_events(tmp_path, day):
    rows = [
        {"Measure": "Helped", "Ward": "Old Quay", "Postcode": "SM1", "Date": day.format(n), "Value": n}
        for n in range(1, 9)
    ]
    file = made_csv(tmp_path, rows)
    assert propose_mapping(file).kind == "indicators"
    assert propose_mapping(file, "events").kind == "events"


def test_the_kind_can_be_said(workspace, tmp_path):
    file = extract(tmp_path / NAME, ROWS)
    assert propose_mapping(file).kind == "events"
    with pytest.raises(InputError, match="periods and values") as refused:
        propose_mapping(xlsx(tmp_path / "a.xlsx", [("Date", "X"), ("14/03/2017 10:00", X)]), "indicators")
    assert "local-indicators.md" in refused.value.way_out
    with pytest.raises(InputError, match="days of events"):
        propose_mapping(xlsx(tmp_path / "b.xlsx", WIDE), "events")
    with pytest.raises(SettingsError, match="no kind of mapping “crimes”") as unknown:
        run(file, "--kind", "crimes")
    assert "events, indicators" in unknown.value.way_out


@pytest.mark.parametrize(("heading", "value", "what"), PERSONAL, ids=[each[2] for each in PERSONAL])
def test_personal_columns_are_named_with_the_reason_and_no_value_of_them_is_said(
    workspace, tmp_path, heading, value, what
):
    file = extract(tmp_path / NAME, [(*row()[:-1], value)] * 6, [*HEADINGS[:-1], heading])
    found = run(file, "--yes", "--json")
    said = json.loads(found.output)
    assert f"Column “{heading}” looks like {what}: as it is, a build refuses the file." in " ".join(said["proposal"])
    assert f"ignore “{heading}” = no" in said["taken"]
    assert heading in said["problem"]
    assert value not in found.output
    assert "ignore_columns" not in saved(workspace)


def test_the_sheet_is_named_where_it_is_not_the_first(workspace, tmp_path):
    book = openpyxl.Workbook()
    fill(book.active, [("About this file",), ("Made for the partnership",)])
    book.active.title = "About"
    fill(book.create_sheet("Crimes"), [HEADINGS[:-1], *(each[:-1] for each in ROWS)])
    fill(book.create_sheet("Codes"), [("Code", "Meaning")])
    book.save(tmp_path / NAME)
    found = run(tmp_path / NAME, "--yes")
    assert "Sheets not read: About, Codes. A mapping reads one sheet." in found.output
    assert saved(workspace)["sheet"] == "Crimes"
    assert "8 events in all, 3 refused." in found.output  # that a point is swapped is told only by areas
    assert "Not put to areas: there is no edition yet." in found.output
    assert "Old Quay” (" not in found.output  # a ward is not unknown where none is known


def test_a_heading_above_two_columns_is_said_and_not_read(tmp_path):
    file = put(tmp_path / "a-1.csv", csv_text(("Date", "X", "Y", "Ward", "Ward"), [("14/03/2017", X, Y, "a", "b")] * 2))
    found = propose_events(file)
    assert "ward" not in found.columns
    assert "The heading “Ward” stands above several columns: none of them is read." in found.lines


def test_a_column_that_looks_personal_is_given_no_part(tmp_path):
    found = looked(tmp_path, *[{**PLAIN, "Ward": "14 Quillfeather Road, Smallham"}] * 6)
    assert "ward" not in found.columns
    assert found.personal == {"Ward": "a full address"}
    assert "Quillfeather" not in "\n".join(found.lines)


def test_of_several_categories_the_one_whose_words_are_known_is_taken(tmp_path):
    row = {"Crime Class": "T1", "Offence Subgroup": "Shoplifting", "Crime Type": "T2"}
    found = looked(tmp_path, *[{**row, **{key: each for key, each in PLAIN.items() if key != "Crime Group"}}] * 6)
    assert found.columns["category"] == "Offence Subgroup"


def test_a_column_of_ward_codes_is_preferred_to_one_of_names(tmp_path):
    rest = {key: each for key, each in PLAIN.items() if key != "Ward"}
    found = looked(tmp_path, *[{"Ward Name": "Old Quay", "Ward Code": "E05099001", **rest}] * 6)
    assert found.columns["ward"] == "Ward Code"


@pytest.mark.parametrize("day", ["2016-{:02d}-{:02d}", "{1:02d}/{0:02d}/2016"])
def test_a_return_by_last_days_of_months_is_not_taken_for_events(tmp_path, day):
    ends = enumerate((31, 29, 31, 30, 31, 30, 31, 31), start=1)
    rows = [
        {"Measure": "Helped", "Postcode": "SM1", "Date": day.format(month, last), "Value": 1} for month, last in ends
    ]
    assert not looked(tmp_path, *rows).is_sure
    assert looked(tmp_path, *rows, {**rows[0], "Date": day.format(1, 30)}).is_sure


def test_without_code_and_category_the_rows_cannot_be_crimes(workspace, tmp_path):
    file = made_csv(tmp_path, [{"Date": "14/03/2017", "Time": "10:15", "X": X, "Y": Y}])
    (question,) = [each for each in questions_of(file, propose_mapping(file)) if "What is a row" in each.text]
    assert question.choices == ("asb_incident", "local_event")


def test_the_time_of_an_end_goes_with_the_end(workspace, tmp_path):
    row = {
        "Date A": "14/03/2017",
        "Date To": "15/03/2017",
        "Time To": "09:00",
        "Type": "Assault",
        "Date B": "14/03/2017",
    }
    run(made_csv(tmp_path, [row]), answers="Smallshire\nlocal\nDate To\n")
    assert saved(workspace, "extract")["columns"] == {"category": "Type", "from_date": "Date To"}


def test_a_day_that_stands_for_none_is_no_trouble(tmp_path):
    assert looked(tmp_path, {**PLAIN, "Date From": "9999-12-31"}, {**PLAIN, "Date From": "0000-00-00"}).columns[
        "from_date"
    ]


_CELLS = st.sampled_from(
    [
        "",
        "Y",
        "?",
        "46",
        "14/03/2017",
        "31/02/2017",
        "10:15",
        "2315",
        "0",
        "nan",
        "568244",
        "54.7",
        KEY,
        "SM1 2AB",
        "x" * 200,
    ]
)
_HEADS = st.sampled_from(
    ["Date", "Date To", "Time", "X", "Y", "Ward", "DA", "HO Code", "Class", "Postcode", "Victim", "Hate", "", "Notes"]
)


@settings(deadline=None, database=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_HEADS, min_size=1, max_size=8), st.lists(st.lists(_CELLS, max_size=9), max_size=6))
def test_whatever_a_file_holds_it_is_proposed_or_refused_in_words(tmp_path_factory, headings, rows):
    file = put(tmp_path_factory.mktemp("any") / "any-1.csv", csv_text(headings, rows))
    with contextlib.suppress(InputError):
        look = propose_mapping(file, "events")
        said = MAPPED["events"].complete(look.proposal, file, "any", Answers(None, []))
        checked_mapping(KINDS["events"].model, "mappings/any.toml", said)


@pytest.mark.parametrize("day", ["04/{}/2014", "Friday {} April 2014", "April {}, 2014", "{}-Apr-14"])
def test_offence_date_and_ward_are_enough_however_the_days_are_written(tmp_path, day):
    rows = [
        {"Offence": "Burglary" if n % 2 else "Shoplifting", "Date": day.format(n), "Ward": "Old Quay"}
        for n in range(12, 28)
    ]
    look = propose_mapping(made_csv(tmp_path, rows))
    assert (look.kind, look.proposal.columns["from_date"]) == ("events", "Date")
    assert ("month before the day" in " ".join(look.lines)) == day.startswith("04/")
    figures = [{**each, "Count": n} for n, each in enumerate(rows)]
    with contextlib.suppress(InputError):
        assert propose_mapping(made_csv(tmp_path, figures)).kind == "indicators"


def test_the_first_day_that_cannot_be_read_is_said(tmp_path):
    days = ("18/04/2014", "the 19th", "the 20th")
    file = made_csv(tmp_path, [{"Offence": "Burglary", "Date": day, "Ward": "Old Quay"} for day in days])
    with pytest.raises(InputError, match="“the 19th” in cell B3 below “Date” cannot be read as a day") as refused:
        propose_mapping(file)
    assert "18/04/2014" in refused.value.way_out
    file = made_csv(tmp_path, [{"Offence": "Burglary", "Date": "James Quill", "Ward": "Old Quay"}] * 3)
    with pytest.raises(InputError, match="what stands in cell B2 below “Date”") as refused:
        propose_mapping(file)
    assert "Quill" not in str(refused.value)
