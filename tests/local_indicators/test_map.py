"""`saferplan map`: what it proposes, what it asks, what it saves, and that a build then reads the file by it."""

import shutil
import tomllib
from datetime import date

import openpyxl
import pytest
from typer.testing import CliRunner

from saferplan.base.errors import InputError, SettingsError, WorkspaceError
from saferplan.cli.commands import app
from saferplan.pipeline.map_file import propose_mapping, save_mapping
from saferplan.pipeline.map_names import glob_of, name_of
from saferplan.pipeline.mappings import read_mapping
from saferplan.pipeline.workspace import create_workspace
from saferplan.sources.local.reading import read_return
from tests.local_indicators.made import xlsx
from tests.support.small import AREA, build_small, small_workspace

LONG = [
    ("Safe at Home",), ("Measure", "Ward", "Quarter", "Number", "Comment"), ("People helped", "Old Quay", "Q1 2016/17", 12, "x"),
    ("Locks fitted", "Old Quay", "Q1 2016/17", "50%", None), ("Total", None, None, 12, None),
]  # fmt: skip
WIDE = [
    ("Measure", "Apr-16", "May-16", "Year to date", "Notes"),
    ("People helped", 1, 2, 3, "ok"),
    ("Calls", "*", "<5", None, None),
]


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    made = small_workspace(tmp_path / "w")
    monkeypatch.chdir(made.path)
    return made


def run(*words, answers=None):
    return CliRunner().invoke(app, ["map", *map(str, words)], input=answers, catch_exceptions=False)


def test_a_long_file_without_a_terminal(workspace, tmp_path):
    file = xlsx(tmp_path / "Safe at Home Q1 2016-17.xlsx", LONG)
    found = run(file, "--yes")
    assert found.exit_code == 0
    assert "Column “Quarter”: the period, first “Q1 2016/17”." in found.output
    assert "Column “Comment”: not read." in found.output
    assert "Taken without asking: may_publish = no" in found.output
    assert "Taken without asking: polarity of People helped = neither" in found.output
    assert "Returns!D3: safe_at_home_people_helped, Old Quay, 2016/17 Q1: 12" in found.output
    assert found.output.rstrip().endswith("build")
    said = tomllib.loads((workspace.mappings / "safe-at-home.toml").read_text("utf-8"))
    assert (said["layout"], said["cadence"], said["may_publish"]) == ("long", "quarter", False)
    assert said["columns"] == {"indicator": "Measure", "area": "Ward", "period": "Quarter", "value": "Number"}
    assert [(each["called"], each["unit"]) for each in said["indicator"]] == [
        (["People helped"], "number"),
        (["Locks fitted"], "percent"),
    ]
    shutil.copy(file, workspace.inbox)
    assert len(build_small(workspace).edition.table("local_value")) == 2


def test_a_wide_file_with_answers(workspace, tmp_path):
    file = xlsx(tmp_path / "calls 2016.xlsx", WIDE)
    answers = "Helpline\n\nyes\nPeople we helped\npeople\nhigher_is_better\n\ncalls\nwrong\nlower_is_better\n"
    found = run(file, "--name", "helpline", answers=answers)
    assert found.exit_code == 0, found.output
    assert "Across, B1 to C1: 2 periods, from “Apr-16” to “May-16”." in found.output
    said = tomllib.loads((workspace.mappings / "helpline.toml").read_text("utf-8"))
    assert (said["supplier"], said["cadence"], said["may_publish"], said["ignore"]) == (
        "Helpline",
        "month",
        True,
        ["Notes"],
    )
    assert [(each["title"], each["unit"], each["polarity"]) for each in said["indicator"]] == [
        ("People we helped", "people", "higher_is_better"), ("Calls", "calls", "lower_is_better"),
    ]  # fmt: skip
    assert "4 values in all, 0 refused" in found.output


def test_it_writes_over_nothing_and_says_when_nobody_answers(workspace, tmp_path):
    file = xlsx(tmp_path / "calls 2016.xlsx", WIDE)
    with pytest.raises(SettingsError, match="nobody to ask"):
        run(file, answers="Helpline\n")
    assert not workspace.mappings.exists()
    run(file, "--yes")
    with pytest.raises(WorkspaceError, match=r"a mapping mappings/calls.toml already"):
        run(file, "--yes")


def test_a_file_without_a_table(workspace, tmp_path):
    with pytest.raises(InputError, match="no row of it looks like headings"):
        propose_mapping(xlsx(tmp_path / "letter.xlsx", [("Dear all",), ("Thank you",)]))
    with pytest.raises(InputError, match="There is no file"):
        propose_mapping(tmp_path / "absent.xlsx")


@pytest.mark.parametrize("rows", [LONG, WIDE], ids=["long", "wide"])
def test_a_second_table_and_other_sheets_are_said_not_to_be_looked_at(tmp_path, rows):
    table = [*rows, (), ("A note of the supplier's",), (), rows[1] if rows is LONG else rows[0], *rows[2:]]
    file = xlsx(tmp_path / "two tables.xlsx", table)
    book = openpyxl.load_workbook(file)
    book.create_sheet("Notes")["A1"] = "About"
    book.save(file)
    lines = propose_mapping(file).lines
    second = len(rows) + 4
    assert [line for line in lines if "another table" in line] == [
        f"Sheet “Returns”: row {second} looks like the headings of another table. Only the first is proposed, and a mapping reads "
        "one table of a sheet. Ask for it on a sheet of its own."
    ]
    assert any(line.startswith("Sheets not read: Notes. Add them") for line in lines)
    assert not [line for line in propose_mapping(xlsx(tmp_path / "one.xlsx", rows)).lines if "another table" in line]


def test_a_year_above_the_quarters_and_sheets_of_one_form_are_proposed_together(tmp_path):
    """The landlord's workbook that comes with the demonstration, read by what is proposed for it."""
    from saferplan.pipeline.demonstration.practice_files import write_partner

    file, workspace = write_partner(tmp_path), create_workspace(tmp_path / "w", AREA, [])
    look = propose_mapping(file)
    assert (look.proposal.layout["sheets"], look.proposal.layout["heading_rows"]) == (["Cases", "Support"], 2)
    mapped = save_mapping(workspace, file, look, name=None, ask=None, today=date(2017, 6, 1))
    read = {
        (each.indicator_id.removeprefix("riverside_homes_"), each.period.label): each.status if each.number is None else each.number
        for each in read_return(file, read_mapping(mapped.path).rules).values
    }  # fmt: skip
    assert read["asb_cases", "2016/17 Q4"] == 1_020
    assert [read["evictions_for_asb", f"2016/17 Q{number}"] for number in (1, 2, 3, 4)] == [
        "below_threshold", "not_supplied", "suppressed", "below_threshold"]  # fmt: skip
    assert read["tenants_who_feel_safe_at_home", "2016/17 Q2"] == 74
    assert read["tenants_helped_by_the_support", "2016/17 Q3"] == 0
    (asb,) = [
        each
        for each in tomllib.loads(mapped.path.read_text(encoding="utf-8"))["indicator"]
        if "asb_cases" in each["id"]
    ]
    assert asb["unit"] == "local_asb_report"


def test_sheets_of_different_forms_have_a_mapping_each(workspace):
    """One workbook, two mappings that each name their sheet: both are read, and the list of files says which sheet."""
    book = openpyxl.Workbook()
    first = book.active
    first.title = "By month"
    for row in WIDE:
        first.append(row)
    second = book.create_sheet("By ward")
    for row in LONG[1:]:
        second.append(row)
    file = workspace.inbox / "service.xlsx"
    book.save(file)
    for name, sheet in (("service-months", "By month"), ("service-wards", "by ward")):
        save_mapping(workspace, file, propose_mapping(file, sheet=sheet), name=name, ask=None, today=date(2017, 6, 1))
    edition = build_small(workspace).edition
    found = edition.rows("SELECT path, status, kept FROM input_file WHERE path LIKE 'service%' ORDER BY path")
    assert [(row["path"], row["status"]) for row in found] == [
        ("service.xlsx!By month", "loaded"), ("service.xlsx!By ward", "loaded")]  # fmt: skip
    read = edition.rows("SELECT DISTINCT sheet FROM local_value ORDER BY ALL")
    assert {row["sheet"] for row in read} == {"By month", "By ward"}
    with pytest.raises(InputError, match="“By month” and “By ward”"):
        propose_mapping(file, sheet="By year")
    mapping = workspace.mappings / "service-wards.toml"
    mapping.write_text(mapping.read_text(encoding="utf-8").replace("By ward", "By month"), encoding="utf-8")
    with pytest.raises(SettingsError, match="is claimed by"):
        build_small(workspace)


def test_how_many_of_how_many_is_a_percentage(workspace):
    """Re-offenders of a cohort, each row with both: counted in percent, and not a count of people that would be suppressed."""
    rows = [("Measure", "Quarter", "Numerator", "Denominator", "Value"), ("Re-offended", "Q1 2016/17", 61, 180, 33.9)]
    file = xlsx(workspace.path / "probation.xlsx", rows)
    mapped = save_mapping(workspace, file, propose_mapping(file), name=None, ask=None, today=date(2017, 6, 1))
    (indicator,) = tomllib.loads(mapped.path.read_text(encoding="utf-8"))["indicator"]
    assert indicator["unit"] == "percent"


def test_names(tmp_path):
    names = ["Safe at Home Q1 2016-17.xlsx", "calls.csv", "ASB_return_2024_05.ods", "2024.xlsx"]
    assert [name_of(tmp_path / each) for each in names] == ["safe-at-home", "calls", "asb", "supplier"]
    assert [glob_of(tmp_path / each) for each in names] == [
        "Safe at Home *.xlsx",
        "calls*.csv",
        "ASB_return_*.ods",
        "2024.xlsx",
    ]


SPLIT = [
    ("Measure", "Q1 2016/17", "Q2 2016/17"),
    ("Everyone", 43, 20), ("Women", 40, "*"), ("Men", 3, 9), ("Calls", 60, 70),
]  # fmt: skip


def test_what_adds_up_is_asked_and_kept_as_parts(workspace, tmp_path):
    file = xlsx(tmp_path / "refuge 2016.xlsx", SPLIT)
    question = "“Everyone” is “Women” and “Men” together in 1 row. Shall they be kept as its parts"
    found = run(file, "--yes")
    assert "Taken without asking: parts of Everyone = yes" in found.output
    assert question in run(file, "--name", "refuge-2", answers="\n" * 3 + "\n\n\n" * 4 + "no\n").output
    parts = [
        [each.parts for each in read_mapping(workspace.mappings / f"{name}.toml").rules.indicator]
        for name in ("refuge", "refuge-2")
    ]
    assert parts == [[["refuge_women", "refuge_men"], [], [], []], [[], [], [], []]]
    (workspace.mappings / "refuge-2.toml").unlink()
    shutil.copy(file, workspace.inbox)
    values = build_small(workspace).edition.table("local_value")
    assert {row["value"] for row in values if row["period"] == "2016/17 Q1"} == {43, None, 60}


def test_a_sheet_of_one_period_is_proposed_and_the_next_quarters_is_read_by_it(workspace, tmp_path):
    first = [("Measure", "Q1 2016/17", "Target", "Comments"), ("Helped", 12, 10, "ok"), ("Locks", 9, 9, "fine")]
    look = propose_mapping(xlsx(tmp_path / "refuge Q1.xlsx", first))
    assert "B1: one period, “Q1 2016/17”, above its values." in look.lines
    made = save_mapping(workspace, tmp_path / "refuge Q1.xlsx", look, name=None, ask=None, today=date(2017, 1, 1))
    second = xlsx(tmp_path / "refuge Q2.xlsx", [(*first[0][:1], "Q2 2016/17", *first[0][2:]), *first[1:]])
    read = read_return(second, read_mapping(made.path).rules)
    assert [(each.indicator_id, each.period.label, each.number) for each in read.values] == [
        ("refuge_helped", "2016/17 Q2", 12), ("refuge_locks", "2016/17 Q2", 9),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "reason", "way_out"),
    [
        (
            [("Measure", "Q1 2016/17", "Men", "Women"), ("Helped", 12, 5, 7), ("Locks", 9, 4, 5)],
            "“Q1 2016/17” in B1 is the only period, and figures stand below “Men” in C1 too", "headed by its period",
        ),
        (
            [("Measure", "Period", "Value"), ("Helped", 202404, 5), ("Helped", 202405, 9)],
            "“202404” in B2 may be a month or a financial year, written without a mark between", "Apr-24 or 2024-04",
        ),
    ],
)  # fmt: skip
def test_why_a_table_of_figures_is_not_proposed(tmp_path, rows, reason, way_out):
    with pytest.raises(InputError) as refused:
        propose_mapping(xlsx(tmp_path / "refuge.xlsx", rows))
    assert reason in str(refused.value)
    assert way_out in refused.value.way_out
