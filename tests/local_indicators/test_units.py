"""What `map` proposes a measure to be counted in, and whether small figures of it are suppressed."""

import tomllib
from datetime import date

import pytest

from saferplan.pipeline.map_file import propose_mapping, questions_of, save_mapping
from saferplan.pipeline.mappings import read_mapping
from saferplan.pipeline.workspace import create_workspace
from saferplan.sources.local.reading import read_return
from tests.local_indicators.made import xlsx
from tests.support.small import AREA


def mapped(folder, rows):
    path = xlsx(folder / "line.xlsx", rows)
    made = save_mapping(
        create_workspace(folder / "w", AREA, []),
        path,
        propose_mapping(path),
        name="line",
        ask=None,
        today=date(2025, 6, 1),
    )
    said = {each["title"]: each for each in tomllib.loads(made.path.read_text(encoding="utf-8"))["indicator"]}
    return said, made, read_return(path, read_mapping(made.path).rules)


@pytest.mark.parametrize(
    "label", ["% satisfied", "Percentage of tenants satisfied", "Proportion of cases closed", "Satisfied %"]
)
def test_a_measure_that_is_called_a_percentage_is_one(tmp_path, label):
    said, _, found = mapped(
        tmp_path, [("Measure", "Quarter", "Value"), (label, "Q1 2016/17", 0.82), ("Calls", "Q1 2016/17", 5)]
    )
    assert (said[label]["unit"], said["Calls"]["unit"]) == ("percent", "number")
    assert [each.reason for each in found.refused] == ["0.82 may be 82% or 0.82%."]


def test_pounds_by_their_sign_and_not_thousands_of_them(tmp_path):
    rows = [
        ("Month", "Spend (£)", "Grant (£000)", "Calls"),
        ("Apr-16", "£1,200", 12.5, 9),
        ("May-16", "£980.50", 13, 8),
    ]
    said, _, found = mapped(tmp_path, rows)
    assert [each["unit"] for each in said.values()] == ["pounds", "number", "number"]
    assert not found.refused


def test_what_counts_no_people_is_not_suppressed_and_map_says_so(tmp_path):
    rows = [("Month", "People helped", "Average days to close", "Rate per 1,000", "Satisfied (%)"), ("Apr-16", 3, 2.5, 1.2, "50%"),
            ("May-16", 4, 2, 1, "60%")]  # fmt: skip
    said, made, _ = mapped(tmp_path, rows)
    assert {title: each.get("suppress", True) for title, each in said.items()} == {
        "People helped": True, "Average days to close": False, "Rate per 1,000": False, "Satisfied (%)": True}  # fmt: skip
    assert "suppress small figures of Average days to close = no" in made.taken
    asked = [each.text for each in questions_of(tmp_path / "line.xlsx", propose_mapping(tmp_path / "line.xlsx"))]
    assert any(
        "Rate per 1,000: as an average, a rate, a time or a cost it seems to count no people" in each for each in asked
    )


@pytest.mark.parametrize(
    ("heading", "unit"), [("Spend (£)", "pounds"), ("Satisfied (%)", "percent"), ("Calls", "number")]
)
def test_a_single_column_of_values_by_its_heading(tmp_path, heading, unit):
    said, _, _ = mapped(tmp_path, [("Month", heading), ("Apr-16", 50), ("May-16", 51)])
    assert [each["unit"] for each in said.values()] == [unit]


OF_PEOPLE = [
    "Victims with a DASH score of 14 or more", "Scam victims losing over £500", "Families on enhanced rate PIP",
    "Budget advice clients", "After hours arrests", "Weeks 1-12 clients", "Median-risk victims", "Children in need per case plan",
    "Costs orders: victims compensated",
]  # fmt: skip


@pytest.mark.parametrize("label", OF_PEOPLE)
def test_people_are_suppressed_and_no_pounds_whatever_their_measure_s_name_holds(tmp_path, label):
    rows = [("Measure", "Q1 2016/17", "Q2 2016/17"), ("Victims supported", 43, 50), (label, 3, 2)]
    said, _, _ = mapped(tmp_path, rows)
    assert (said[label]["unit"], said[label].get("suppress", True)) == ("number", True)


def test_it_takes_the_name_and_the_values_to_be_proposed_as_none_of_people(tmp_path):
    labels = {
        "Average days to close": True,
        "Time to close (days)": True,
        "Days lost": False,
        "Victims per 1,000": True,
    }
    rows = [("Measure", "Q1 2016/17", "Q2 2016/17"), *((each, 3, 2.5 if part else 2) for each, part in labels.items())]
    said, _, _ = mapped(tmp_path, rows)
    assert {each: said[each].get("suppress", True) for each in labels} == {
        "Average days to close": False, "Time to close (days)": False, "Days lost": True, "Victims per 1,000": True}  # fmt: skip


def test_a_sum_in_pounds_is_told_by_its_values_too(tmp_path):
    rows = [
        ("Measure", "Q1 2016/17", "Q2 2016/17"),
        ("Losses", "£1,200", "£3"),
        ("Victims", 12, 13),
        ("Costs", "£4", "£5"),
    ]
    said, _, found = mapped(tmp_path, rows)
    assert [(each["unit"], each.get("suppress", True)) for each in said.values()] == [
        ("pounds", True), ("number", True), ("pounds", False)]  # fmt: skip
    assert not found.refused


def test_only_a_measure_whose_own_rows_say_how_many_of_how_many_is_a_share(tmp_path):
    rows = [("Measure", "Quarter", "Value", "Numerator", "Denominator"), ("Reoffended", "Q4 2016/17", "5%", 3, 60),
            ("Reached", "Q4 2016/17", 20, 12, 60), ("Offenders", "Q4 2016/17", 60, None, None),
            ("Reoffenders", "Q4 2016/17", 3, None, None)]  # fmt: skip
    said, _, found = mapped(tmp_path, rows)
    assert {title: each["unit"] for title, each in said.items()} == {
        "Reoffended": "percent", "Reached": "percent", "Offenders": "number", "Reoffenders": "number"}  # fmt: skip
    assert [value.number for value in found.values] == [5, 20, 60, 3]
