"""The tutorial from a force's extract to the board, command by command, with what it promises."""

import shutil
from pathlib import Path

import openpyxl
import pytest
from tests.support.reading import grade
from typer.testing import CliRunner

from saferplan.cli.commands import app
from saferplan.pipeline.demonstration.practice_files import write_practice
from saferplan.tables.editions import current_edition

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorials" / "from-an-extract-to-the-board.md"
ANSWERS = "Exampleshire Police\n\nyes\nyes\nno\n\nAnti\nAnti\nAnti\n\n"


@pytest.fixture(scope="module")
def walked(tmp_path_factory, demonstration):
    """The borough's workspace after every step of the tutorial, with what each command printed."""
    folder = tmp_path_factory.mktemp("walk") / "borough"
    shutil.copytree(demonstration.workspace.path, folder)
    write_practice(folder / "practice")
    commands = [
        line.strip() for line in TUTORIAL.read_text(encoding="utf-8").splitlines() if line.startswith("   saferplan ")
    ]
    assert len(commands) == 12
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return folder, {command: _told(folder, command) for command in commands if " demo " not in command}


def _told(folder: Path, command: str) -> str:
    if command == "saferplan build":
        for path in (folder / "practice").iterdir():
            shutil.copyfile(path, folder / "inbox" / path.name)
    words = command.split()[1:]
    found = CliRunner().invoke(app, words, input=ANSWERS if "extract" in command and "map" in words else None)
    assert found.exit_code in (0, 1 if words[0] == "check" else 0), (command, found.output)
    return found.output


def test_what_the_tutorial_promises(walked):
    folder, told = walked
    mapped = told["saferplan map practice/exampleshire-extract-2017-03.xlsx"]
    for promised in ("61,412 events", "15 values of Easting", "4 values of Committed to", "3 values of Committed from"):
        assert promised in mapped
    edition = current_edition(folder)
    refused = edition.rows(
        "SELECT count(*) AS rows FROM refusal JOIN input_file USING (file_id) WHERE path LIKE '%extract%'"
    )
    assert refused == [{"rows": 27}]
    facts = " ".join(told["saferplan facts"].split())
    for promised in ("14,720 crimes in Exampleton-on-Tees in 2016/17. For the same months police.uk has 14,740", "12.9% of crimes",
                     "Saturday", "burglary, 174 pairs within 7 days and up to 100 metres"):  # fmt: skip
        assert promised in facts
    assert "75" in told["saferplan ask --area Lichenbank --from 2016-04 --to 2017-03 --category burglary"]
    assert "exampleshire-extract-2017-03.xlsx lines 5–61416" in " ".join(
        told["saferplan explain busiest-hours"].split()
    )
    assert len(list((folder / "reports").glob("quarterly-2016-Q4.*"))) == 4


def test_a_councillor_can_read_what_the_extract_says(walked):
    edition = current_edition(walked[0])
    names = tuple(row["name"] for row in edition.rows("SELECT DISTINCT name FROM area WHERE area_type <> 'lsoa'"))
    facts = {row["fact_id"]: row for row in edition.table("fact")}
    for name in ("provisional-crime", "domestic-abuse-share", "busiest-hours", "reporting-delay", "bank-holidays",
                 "repeat-victims", "repeat-places", "near-repeats"):  # fmt: skip
        assert facts[name]["status"] == "stated", name
        assert grade(facts[name]["sentence"], (*names, "Exampleshire Police")) <= 9, facts[name]["sentence"]


def test_what_was_spoilt_is_found_and_said_in_its_row(walked):
    """Each row that was spoilt on purpose is refused at the row of the sheet where it stands."""
    folder, _ = walked
    book = openpyxl.load_workbook(folder / "practice" / "exampleshire-extract-2017-03.xlsx", read_only=True)
    sheet = book["Crimes and incidents"]
    rows = {number: row for number, row in enumerate(sheet.iter_rows(values_only=True), start=1) if number > 4}
    book.close()
    found = current_edition(folder).rows(
        "SELECT line, reason FROM refusal JOIN input_file USING (file_id) WHERE path LIKE '%extract%' ORDER BY line")  # fmt: skip
    swapped = [each["line"] for each in found if "wrong way round" in each["reason"]]
    assert len(swapped) == 15
    assert all(rows[line][8] < rows[line][9] < 580_000 for line in swapped)
    assert {rows[each["line"]][3].year for each in found if "still to come" in each["reason"]} == {2071}
    assert {rows[each["line"]][8] for each in found if "longitude" in each["reason"]} == {0.573}


def test_nothing_of_the_contact_numbers_is_anywhere(walked):
    folder, _ = walked
    for path in (*folder.glob("editions/*/*"), *(folder / "reports").iterdir()):
        assert b"01632 960" not in path.read_bytes(), path
    assert "Days and hours" in (folder / "reports" / "quarterly-2016-Q4.html").read_text(encoding="utf-8")
