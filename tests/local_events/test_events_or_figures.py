"""Few columns: a list of events is told from a table of figures, and where it cannot be told the message says how to say it."""

import pytest

from saferplan.base.errors import InputError
from saferplan.pipeline.map_file import propose_mapping
from tests.support.small import csv_text, put

DAYS = ["04/03/2017", "05/03/2017", "11/03/2017", "19/03/2017"]
KNOWN = ["Shoplifting", "Burglary", "Robbery", "Shoplifting"]
OWN = ["Grab and go", "Break-in", "Mugging", "Grab and go"]


def file_of(folder, **columns):
    return put(
        folder / "smallshire.csv",
        csv_text([name.replace("_", " ") for name in columns], list(zip(*columns.values(), strict=True))),
    )


@pytest.mark.parametrize("columns", [
    {"Offence": KNOWN, "Beat": [11, 12, 13, 14]},
    {"Offence": KNOWN, "Age_band_no": [1, 2, 3, 1]},
    {"Offence": KNOWN, "Ward": ["Old Quay", "New Quay", "Old Quay", "Littleton"]},
    {"Offence": OWN, "Ward": ["Old Quay", "New Quay", "Old Quay", "Littleton"]},
    {"Offence": OWN, "URN": ["A1", "A1", "A2", "A3"], "Offender": [1, 2, 1, 1]},
    {"Offence": OWN, "X": [563.3, 562.9, 562.8, 558.3], "Y": [536.2, 536.0, 536.2, 531.8]},
    {"Offence": OWN},
])  # fmt: skip
def test_days_and_offences_are_events(tmp_path, columns):
    assert propose_mapping(file_of(tmp_path, Date=DAYS, **columns)).kind == "events"


@pytest.mark.parametrize(("columns", "said"), [
    ({"Offence": KNOWN, "Number_of_crimes": [3, 1, 2, 1]}, "numbers in “Number of crimes”.*whatever number it gives"),
    ({"Offence": OWN, "Count": [3, 1, 2, 1]}, "numbers in “Count”"),
    ({"Offence": OWN, "Beat": [11, 12, 13, 14]}, "days in “Date” and what happened beside them"),
])  # fmt: skip
def test_where_it_cannot_be_told_the_message_names_both_ways(tmp_path, columns, said):
    file = file_of(tmp_path, Date=DAYS, **columns)
    with pytest.raises(InputError, match=said) as refused:
        propose_mapping(file)
    assert "--kind events" in refused.value.way_out
    assert "--kind indicators" in refused.value.way_out
    assert propose_mapping(file, "events").kind == "events"


@pytest.mark.parametrize("days", [["01/03/2017"] * 2 + ["01/04/2017"] * 2, ["31/03/2017"] * 2 + ["30/04/2017"] * 2])
def test_figures_by_month_are_figures(tmp_path, days):
    assert propose_mapping(file_of(tmp_path, Month=days, Category=OWN, Number=[3, 1, 2, 1])).kind == "indicators"
