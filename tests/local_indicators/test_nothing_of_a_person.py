"""The gate before figures: no name, day of birth or number of a person comes into a mapping, an edition, a refusal or a message."""

import re
import tomllib
from datetime import date

import pytest
from typer.testing import CliRunner

from saferplan.base.errors import InputError
from saferplan.cli.commands import app
from saferplan.pipeline.map_file import propose_mapping, save_mapping
from saferplan.sources.local.measure_words import holds_measure_word
from saferplan.sources.local.reading import read_return
from saferplan.sources.local.sheets import UnreadableFileError
from tests.local_indicators.made import HELPED, LONG, mapping, xlsx
from tests.support.small import build_small, small_workspace

PEOPLE = ["Priya Evans", "Wei Okafor", "Siobhan Byrne", "Oluwaseun Quill", "Niamh Marsh", "Bo Field"]
BORN = ["27/12/1993", "20/05/1969", "10/05/2001", "10/12/1963", "17/06/1983", "26/06/1996"]
MANY = ["Feb", "Mar", "Apr", "May", "Jun", "Jul"]
MONTHS = ["Jan-17", "Feb-17", "Mar-17"]
WIDE_MAPPING = LONG.replace('"long"', '"wide"') + 'across = ["period"]\n[columns]\nindicator = "{0}"\n' + HELPED
LONG_MAPPING = LONG + '[columns]\nindicator = "{0}"\nperiod = "Month"\nvalue = "Contacts"\n' + HELPED


def wide(heading, values, *more):
    return [(heading, "Ward", *MONTHS), *((each, "Old Quay", 12, 13, 14) for each in values), *more]


def long(heading, values, other="Case ref"):
    rows = [(heading, f"C{number}", month, 7 + number) for number, each in enumerate(values) for month in MONTHS]
    rows = [(each, *row[1:]) for each, row in zip([each for each in values for _ in MONTHS], rows, strict=True)]
    return [(heading, other, "Month", "Contacts"), *rows]


PERSONAL = [
    ("Name", PEOPLE, "a name"),
    ("Client", PEOPLE, "a name"),
    ("Measure", PEOPLE, "a name"),
    ("Measure", ["Aisha Khan", "Locks fitted", "Calls taken", "Alarms fitted", "Visits made"], "a name"),
    ("Service user", ["Okafor", "Byrne", "Quill", "Marsh", "Achebe"], "a name"),
    ("Measure", ["Smith J", "Khan A", "Doyle P"], "a name"),
    ("Measure", ["Smith J", "Referrals"], "a name"),
    ("Measure", ["Quill R", "Marchbanks T M", "Calls taken"], "a name"),
    ("Measure", ["SMITH", "Referrals"], "a name"),
    ("Measure", ["Visits by John Smith", "Visits by Aisha Khan"], "a name"),
    ("Measure", ["Calls to J. Quill", "Calls taken"], "a name"),
    ("Measure", ["Support for Mrs Byrne", "Calls taken"], "a name"),
    ("Measure", ["Number of calls from Mrs K Jones", "Calls taken"], "a name"),
    ("Measure", ["Caseload (J Smith)", "Calls taken"], "a name"),
    ("Measure", ["S. Patel caseload", "Calls taken"], "a name"),
    ("Measure", ["Smith J visits", "Calls taken"], "a name"),
    ("Measure", ["PC Jones", "Sgt Patel"], "a name"),
    ("Measure", ["Visits to 12 High Street", "Calls taken"], "a name"),
    ("Measure", ["Thi Nguyen", "Minh Tran", "Bao Pham", "Linh Dang"], "a name"),
    ("Client", ["Thi Nguyen", "Minh Tran"], "a name"),
    ("Measure", ["AB 12 34 56 C", "People helped"], "a National Insurance number"),
    ("Measure", ["zed@example.org", "People helped"], "an e-mail address"),
    ("Measure", ["07700 900123", "07700 900456", "People helped"], "a telephone number"),
    ("Measure", ["12 Mill Lane", "14 Mill Lane", "9 Quay Road"], "a full address"),
]


@pytest.mark.parametrize(("heading", "values", "what"), PERSONAL)
@pytest.mark.parametrize(("form", "text"), [(wide, WIDE_MAPPING), (long, LONG_MAPPING)], ids=["wide", "long"])
def test_a_column_of_labels_that_looks_personal_refuses_the_file(tmp_path, form, text, heading, values, what):
    file = xlsx(tmp_path / "safe-at-home.xlsx", form(heading, values))
    with pytest.raises(UnreadableFileError) as refused:
        read_return(file, mapping(tmp_path, text.format(heading)).rules)
    problem = refused.value.problem
    said = f"Sheet “Returns”: the column “{heading}” (from A2) looks like {what}: personal data are not read."
    assert problem.reason == said
    try:
        lines = propose_mapping(file, "indicators").lines
    except InputError as error:
        lines = [str(error.what), error.way_out]
    assert any(f"“{heading}”" in line and what in line for line in lines)
    hidden = [
        value
        for value in values
        if not holds_measure_word(value) or value[0].isdigit() or " by " in value or " to " in value
    ]
    hidden = hidden or [value for value in values if re.search(r"Mrs|Smith|Patel", value)]
    assert hidden
    assert not [value for value in hidden if any(value in line for line in [*lines, problem.reason, problem.way_out])]


@pytest.mark.parametrize(("heading", "values", "what"), [
    ("Client DOB", BORN, "a date of birth"),
    ("Case ref", [*PEOPLE[:1], "Aisha Khan"], "a name"),
    ("Their day", BORN, "a date of birth"),
    ("NHS No", [9434765919, 9434765870, 9434765829], "an NHS number"),
    ("Mobile", [7700900123, 7700900124, 7700900125, 7700900126, 7700900127], "a telephone number"),
    ("D.O.B.", [19631210, 19830617, 19960626], "a date of birth"),
])  # fmt: skip
def test_a_column_that_is_not_read_refuses_the_file_unless_a_person_has_it_ignored(tmp_path, heading, values, what):
    workspace = small_workspace(tmp_path / "w")
    rows = [("Month", "No", heading), *(("Jan-17", 7, each) for each in values)]
    file = xlsx(tmp_path / "safe-at-home.xlsx", rows)
    text = LONG + '{0}[columns]\nperiod = "Month"\nvalue = "No"\n' + HELPED
    with pytest.raises(UnreadableFileError, match=f"“{heading}”.* looks like {what}"):
        read_return(file, mapping(tmp_path, text.format("")).rules)
    found = read_return(file, mapping(tmp_path, text.format(f'ignore_columns = ["{heading}"]\n')).rules)
    assert len(found.values) == len(values)
    look = propose_mapping(file, "indicators")
    assert f"Column “{heading}” looks like {what}" in " ".join(look.lines)
    assert not [each for each in values if any(str(each) in line for line in look.lines)]

    def ask(text, default, choices):
        return "yes" if "ignored" in text else default

    mapped = save_mapping(workspace, file, look, name=None, ask=ask, today=date(2017, 6, 1))
    assert tomllib.loads(mapped.path.read_text(encoding="utf-8"))["ignore_columns"] == [heading]
    assert not mapped.tried.problem


@pytest.mark.parametrize("labels", [
    ["Hate Crime", "Domestic Abuse", "Safe Homes", "Fly Tipping", "Noise Complaints", "Repeat Victims"],
    ["Calls", "Closed", "Evicted", "Referrals", "Noise"],
    ["Adults", "Children", "Families", "Women", "Men"],
    ["Number of victims who say that they feel safer after the visit", "Share of them who would call again if it went on"] * 3,
    ["Team A", "Team B", "Category C", "Beat D", "Zone E"],
    ["ASB", "Evictions for ASB", "CCTV", "Domestic abuse (DA)", "MARAC cases", "Thefts from John Lewis"],
    ["James Cook University Hospital", "Referrals by James Cook Hospital", "Mary Seacole House", "Albert Road"],
    ["Visits by John Snow House", "Visits by Age UK", "PCSO visits", "Op Sceptre", "Top 10 offences"],
    ["Referrals to Mary Ward House", "Visits to St James Park", "Visits by A Division", "Work with Young People"],
    ["E-mails answered", "Mobile patrols", "Street drinking", "NHS referrals", "Flats made safe"],
])  # fmt: skip
@pytest.mark.parametrize("heading", ["Measure", "Client", "Description"])
def test_measures_are_let_through_whatever_they_are_called(tmp_path, labels, heading):
    if heading == "Client" and labels[0] != "Adults":
        return
    rows = [*wide(heading, labels), (), ("Notes: all figures are provisional, and those of March may change. " * 3,)]
    file = xlsx(tmp_path / "safe-at-home.xlsx", rows)
    assert propose_mapping(file, "indicators").proposal.indicators == list(dict.fromkeys(labels))


def test_labels_that_a_person_has_named_in_the_mapping_are_nobodys(tmp_path):
    """Names of towns look as surnames do; who writes them into a mapping says what they are."""
    towns = ["Norton", "Billingham", "Thornaby", "Stockton", "Yarm"]
    file = xlsx(tmp_path / "safe-at-home.xlsx", wide("Service", towns))
    text = WIDE_MAPPING.format("Service")
    with pytest.raises(UnreadableFileError, match="looks like a name") as refused:
        read_return(file, mapping(tmp_path, text).rules)
    assert "name each under `called`" in refused.value.problem.way_out
    named = text.replace('called = ["People helped"]', f"called = {towns}".replace("'", '"'))
    assert len(read_return(file, mapping(tmp_path, named).rules).values) == 3 * len(towns)


def test_people_side_by_side_refuse_the_file(tmp_path):
    rows = [("Month", "Smith J", "Khan A"), ("Jan-17", 1, 2), ("Feb-17", 3, 4)]
    with pytest.raises(InputError, match="row 1: what stands in the headings looks like a name") as refused:
        propose_mapping(xlsx(tmp_path / "visits.xlsx", rows), "indicators")
    assert "Khan" not in str(refused.value)


def test_indicators_may_be_headed_by_what_would_be_personal_in_a_list(tmp_path):
    rows = [
        ("Month", "Comments", "E-mails answered", "NHS referrals"),
        ("Jan-17", "Spoke to all of them again", 1950, 2010),
    ]
    text = (
        LONG.replace('"long"', '"wide"')
        + 'across = ["indicator"]\nignore = ["Comments"]\n[columns]\nperiod = "Month"\n'
        + HELPED.replace('"People helped"', '"E-mails answered", "NHS referrals"')
    )
    file = xlsx(tmp_path / "safe-at-home.xlsx", rows)
    assert len(read_return(file, mapping(tmp_path, text).rules).values) == 2


def test_nothing_of_a_person_is_in_an_edition_or_on_the_screen(tmp_path, monkeypatch):
    """Names as labels, a name among measures, one in a note, days of birth beside: none of them is written anywhere."""
    workspace = small_workspace(tmp_path / "w")
    monkeypatch.chdir(workspace.path)
    (workspace.inbox / "p").mkdir()
    names = xlsx(workspace.inbox / "p" / "names-2017.xlsx", wide("Measure", PEOPLE))
    mixed = [
        ("Outreach 2017, by Priya Evans, 07700 900123",),
        ("Measure", "Ward", "Month", "Number", "Remark"),
        *(("People helped", ward, f"{month}-16", 12, None) for ward in ("Old Quay", "New Quay") for month in MANY),
        ("Wei Okafor", "Old Quay", "Jan-17", 13, None),
        ("People helped", "Mrs Byrne", "Jan-17", 14, None),
        ("People helped", "Old Quay", "Aug-17", "ask Mary Quill", None),
        (None, None, None, None, "Niamh Marsh rang, 07700 900124"),
        ("Aisha Rahman has the rest",),
    ]
    xlsx(workspace.inbox / "p" / "safe-at-home.xlsx", mixed)
    mapping(
        workspace.path,
        WIDE_MAPPING.format("Measure").replace("safe-at-home*", "names*").replace("safe_at_home", "other"),
        "names",
    )
    text = LONG + '[columns]\nindicator = "Measure"\narea = "Ward"\nperiod = "Month"\nvalue = "Number"\n' + HELPED
    mapping(workspace.path, text)
    checked = CliRunner().invoke(app, ["check", *map(str, sorted((workspace.inbox / "p").iterdir()))])
    edition = build_small(workspace).edition
    found = edition.rows("SELECT path, status, rows_in, kept, refused, left_out FROM input_file WHERE path LIKE 'p/%'")
    assert {row["path"]: (row["status"], row["kept"]) for row in found} == {
        "p/names-2017.xlsx": ("refused", 0), "p/safe-at-home.xlsx": ("loaded", 12)}  # fmt: skip
    assert names.name in checked.output
    kept = " ".join(
        str(cell)
        for table in edition.path.glob("*.parquet")
        for row in edition.rows(f"SELECT * FROM '{table.as_posix()}'")
        for cell in row.values()
    )
    hidden = ["Priya", "Okafor", "Byrne", "Quill", "Marsh", "Aisha Rahman", "07700"]
    assert [each for each in hidden if each in kept] == []
    assert [each for each in hidden if each in checked.output] == []
    assert "(withheld: it may be personal)" in kept
