"""Days that a spreadsheet took for months: real dates up to the twelfth, texts after it. The file is refused, never guessed."""

from datetime import date, datetime, timedelta

import pytest

from saferplan.pipeline.map_file import propose_mapping
from saferplan.sources.local.event_text import read_events
from saferplan.sources.local.reading import read_return
from saferplan.sources.local.sheets import UnreadableFileError
from tests.local_events.made import rules
from tests.local_indicators.made import HELPED, LONG, mapping, xlsx

DAYS = [date(2017, 1, 1) + timedelta(days=each) for each in range(90)]
MAPPING = """kind = "events"
supplier = "Smallshire Police"
files = ["smallshire*"]
[columns]
category = "Offence"
from_date = "Date"
"""


def swapped(day, written):
    """A day of a foreign file as a spreadsheet with British settings leaves it."""
    return datetime(day.year, day.day, day.month) if day.day <= 12 else day.strftime(written)


def events(path, cells):
    return xlsx(path, [("Date", "Offence"), *((cell, "Shoplifting") for cell in cells)])


@pytest.mark.parametrize("written", ["%m/%d/%Y", "%d/%m/%Y", "%m/%d/%y 14:30"])
def test_an_extract_with_such_dates_is_refused(tmp_path, written):
    file = events(tmp_path / "smallshire.xlsx", [swapped(day, written) for day in DAYS])
    with pytest.raises(UnreadableFileError) as refused:
        read_events(file, rules(MAPPING), tmp_path / "rows.csv")
    problem = refused.value.problem
    assert (problem.line, problem.column, problem.value) == (2, "Date", "2017-01-01")
    assert "2017-01-01 in row 2" in problem.reason
    assert DAYS[12].strftime(written)[:8] in problem.reason
    assert "as text" in problem.way_out
    assert not (tmp_path / "rows.csv").exists()
    assert any("a build refuses the file" in line for line in propose_mapping(file, "events").lines)


@pytest.mark.parametrize("cells", [
    DAYS,
    [day.strftime("%d/%m/%Y") for day in DAYS],
    [day if day.day <= 20 else day.strftime("%d/%m/%Y") for day in DAYS],
    [day if day.month == 1 else day.strftime("%d/%m/%Y") for day in DAYS],
    [swapped(day, "%d/%m/%Y") for day in DAYS[8:16]],
    [swapped(day, "%d/%m/%Y") for day in [*DAYS[:12], *DAYS[12:16]]],
], ids=["real", "text", "real after the twelfth", "texts of all days", "few", "few of one"])  # fmt: skip
def test_other_dates_are_read(tmp_path, cells):
    file = events(tmp_path / "smallshire.xlsx", cells)
    assert read_events(file, rules(MAPPING), tmp_path / "rows.csv").rows == len(cells)


def test_figures_with_such_dates_are_refused(tmp_path):
    rows = [("Month", "No"), *((swapped(day, "%m/%d/%Y"), 1) for day in DAYS)]
    text = LONG + '[columns]\nperiod = "Month"\nvalue = "No"\n' + HELPED
    with pytest.raises(UnreadableFileError) as refused:
        read_return(xlsx(tmp_path / "safe-at-home.xlsx", rows), mapping(tmp_path, text).rules)
    assert "2017-01-01 in A2" in refused.value.problem.reason
    assert "01/13/2017 in A14" in refused.value.problem.reason
