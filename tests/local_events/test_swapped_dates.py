"""Days that a spreadsheet took for months: real dates up to the twelfth, texts after it. The file is refused, never guessed."""

from datetime import date, datetime, timedelta
from random import Random

import pytest

from saferplan.pipeline.map_file import propose_mapping
from saferplan.sources.local.event_text import read_events
from saferplan.sources.local.reading import read_return
from saferplan.sources.local.sheets import UnreadableFileError
from saferplan.sources.local.swapped_dates import look_swapped
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
    assert any("So a build refuses the file" in line for line in propose_mapping(file, "events").lines)


@pytest.mark.parametrize("cells", [
    DAYS,
    [day.strftime("%d/%m/%Y") for day in DAYS],
    [day if day.day <= 20 else day.strftime("%d/%m/%Y") for day in DAYS],
    [day if day.month == 1 else day.strftime("%d/%m/%Y") for day in DAYS],
    [swapped(day, "%d/%m/%Y") for day in DAYS[8:16]],
    [*DAYS, "04/18/2017"],
    [*DAYS, "04/18/2017", "04/10/2017"],
    [date(2017, 4, 20), "04/18/2017"],
], ids=["real", "text", "real after the twelfth", "texts of all days", "few", "one American among honest ones",
        "two among honest ones", "American beside one that cannot be swapped"])  # fmt: skip
def test_other_dates_are_read(tmp_path, cells):
    file = events(tmp_path / "smallshire.xlsx", cells)
    assert read_events(file, rules(MAPPING), tmp_path / "rows.csv").rows == len(cells)


def drawn(generator, size, written, strays=0):
    """Days of a year as a swap leaves them, some of the texts corrected by hand to real dates after the twelfth."""
    days = [date(2016, 4, 1) + timedelta(days=generator.randrange(365)) for _ in range(size)]
    late = [place for place, day in enumerate(days) if day.day > 12][:strays]
    return [day.isoformat() if place in late else str(swapped(day, written))[:10] for place, day in enumerate(days)]


YEAR = [
    (day.isoformat(), day.strftime("%d/%m/%Y")) for day in (date(2016, 4, 1) + timedelta(days=n) for n in range(365))
]


def honest(generator, size, share):
    """Days of a year, some of them in text, whichever days they are."""
    return [generator.choice(YEAR)[generator.random() < share] for _ in range(size)]


@pytest.mark.parametrize("strays", [1, 3, 40])
@pytest.mark.parametrize("written", ["%m/%d/%Y", "%d/%m/%Y"])
def test_some_dates_corrected_by_hand_do_not_hide_the_others(tmp_path, written, strays):
    cells = [date.fromisoformat(each) if "-" in each else each for each in drawn(Random(7), 400, written, strays)]
    with pytest.raises(UnreadableFileError, match="cannot be told"):
        read_events(events(tmp_path / "smallshire.xlsx", cells), rules(MAPPING), tmp_path / "rows.csv")


@pytest.mark.parametrize("size", [2, 8, 12, 19])
def test_beside_an_american_date_one_real_date_is_enough(tmp_path, size):
    cells = [swapped(day, "%m/%d/%Y") for day in DAYS[11 : 11 + size]]
    assert isinstance(cells[0], datetime)
    with pytest.raises(UnreadableFileError, match="with the month before the day"):
        read_events(events(tmp_path / "smallshire.xlsx", cells), rules(MAPPING), tmp_path / "rows.csv")


def test_american_dates_pasted_below_as_many_honest_real_ones():
    assert look_swapped([*map(str, DAYS), *drawn(Random(3), 90, "%m/%d/%Y")])


@pytest.mark.parametrize(("written", "size", "strays", "found"), [
    ("%m/%d/%Y", 8, 0, 0.95), ("%m/%d/%Y", 19, 1, 0.98), ("%d/%m/%Y", 12, 0, 0.8), ("%d/%m/%Y", 19, 0, 0.98),
    ("%d/%m/%Y", 100, 3, 0.99),
])  # fmt: skip
def test_how_many_swapped_columns_are_found(written, size, strays, found):
    generator = Random(11)
    assert sum(look_swapped(drawn(generator, size, written, strays)) is not None for _ in range(300)) >= found * 300


def test_of_honest_mixed_columns_fewer_than_one_in_a_thousand_is_taken_for_swapped():
    generator = Random(5)
    sizes = [(size, share, 800) for size in (2, 6, 10, 12, 15, 19, 25, 40) for share in (0.1, 0.3, 0.6, 0.9)]
    sizes += [(400, share, 50) for share in (0.01, 0.1, 0.5, 0.9)]
    taken = sum(
        look_swapped(honest(generator, size, share)) is not None for size, share, times in sizes for _ in range(times)
    )
    assert taken <= sum(times for *_, times in sizes) / 1_000


FIGURES = LONG + '[columns]\nperiod = "Month"\nvalue = "No"\n' + HELPED


def test_figures_with_such_dates_are_refused(tmp_path):
    rows = [("Month", "No"), *((swapped(day, "%m/%d/%Y"), 1) for day in DAYS)]
    with pytest.raises(UnreadableFileError) as refused:
        read_return(xlsx(tmp_path / "safe-at-home.xlsx", rows), mapping(tmp_path, FIGURES).rules)
    assert "2017-01-02 in A33" in refused.value.problem.reason
    assert "01/13/2017 in A14" in refused.value.problem.reason


def test_firsts_of_months_beside_last_days_in_text_are_read(tmp_path):
    """As a workbook keeps “Jun-17”: swapped, each would be a day in January."""
    firsts, lasts = [datetime(2016, month, 1) for month in range(1, 13)], ["31/01/2017", "28/02/2017", "31/03/2017"]
    file = xlsx(tmp_path / "safe-at-home.xlsx", [("Month", "No"), *((each, 1) for each in [*firsts, *lasts])])
    assert len(read_return(file, mapping(tmp_path, FIGURES).rules).values) == 15
