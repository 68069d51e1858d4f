"""Extracts in which a row stands for several crimes: refused by map and by a build, for each row would count once."""

from pathlib import Path

import pytest

from saferplan.base.errors import InputError
from saferplan.pipeline.map_file import propose_mapping
from saferplan.sources.local.event_text import read_events
from saferplan.sources.local.sheets import UnreadableFileError
from tests.local_events.made import HEADINGS, MAPPING, ROW, row
from tests.local_indicators.made import mapping, xlsx

CALLED = ["Offences", "Count", "No of crimes", "Number of offences", "Qty", "Volume", "Total"]


def extract(folder: Path, heading: str, numbers: list[object]) -> Path:
    rows = [(*(ROW if place % 2 else row(HO_code="30C")), number) for place, number in enumerate(numbers)]
    return xlsx(folder / "smallshire-extract-2017-03.xlsx", [(*HEADINGS, heading), *rows])


@pytest.mark.parametrize("heading", CALLED)
def test_a_column_that_says_how_many_refuses_the_file(tmp_path, heading):
    path = extract(tmp_path, heading, [1, 1, 3, 1, 2])
    said = f"Column “{heading}” says how many crimes or events each row stands for (3 in one of them)"
    with pytest.raises(InputError) as refused:
        propose_mapping(path)
    assert said in str(refused.value)
    assert "one row for each crime" in refused.value.way_out
    rules = mapping(tmp_path, MAPPING).rules
    with pytest.raises(UnreadableFileError) as caught:
        read_events(path, rules, tmp_path / "out.csv")
    assert said in caught.value.problem.reason
    ignored = rules.model_copy(update={"ignore_columns": [*rules.ignore_columns, heading]})
    assert read_events(path, ignored, tmp_path / "out.csv").rows == 5


@pytest.mark.parametrize(
    ("heading", "numbers"),
    [
        ("Offences", [1, 1, 1]),
        ("No of victims", [1, 2, 1]),
        ("Crime No", [101, 102, 103]),
        ("Total", [250.5, 12.75, 3.2]),
    ],
)
def test_ones_and_other_numbers_refuse_nothing(tmp_path, heading, numbers):
    path = extract(tmp_path, heading, numbers)
    assert propose_mapping(path).kind == "events"
    assert read_events(path, mapping(tmp_path, MAPPING).rules, tmp_path / "out.csv").rows == 3


def test_where_a_person_says_that_they_are_events_it_is_said(tmp_path):
    rows = [
        ("Date", "Offence", "Count"),
        ("04/03/2017", "Mugging", 3),
        ("05/03/2017", "Break-in", 1),
        ("11/03/2017", "Mugging", 2),
    ]
    look = propose_mapping(xlsx(tmp_path / "line.xlsx", rows), "events")
    assert any("“Count” says how many crimes or events each row stands for" in line for line in look.lines)
