"""A period written as its first and last day: read from both, and never as the month or quarter that the first begins."""

from datetime import date

import pytest

from saferplan.base.errors import InputError, SettingsError
from saferplan.pipeline.map_file import propose_mapping, save_mapping
from saferplan.pipeline.mappings import read_mapping
from saferplan.pipeline.workspace import create_workspace
from saferplan.sources.local.reading import read_return
from saferplan.sources.local.sheets import UnreadableFileError
from tests.local_indicators.made import HELPED, LONG, mapping, refused, returned, xlsx
from tests.support.small import AREA

FROM = LONG.replace("month", "quarter") + '[columns]\nperiod = "From"\nvalue = "No"\n' + HELPED
SPANS = FROM.replace('value = "No"', 'period_end = "To"\nvalue = "No"')


def mapped(folder, rows):
    path = xlsx(folder / "line.xlsx", rows)
    look = propose_mapping(path)
    made = save_mapping(
        create_workspace(folder / "w", AREA, []), path, look, name="line", ask=None, today=date(2025, 6, 1)
    )
    rules = read_mapping(made.path).rules
    found = read_return(path, rules)
    return rules, [(value.period.period_type.value, value.period.label, value.number) for value in found.values], found


@pytest.mark.parametrize(
    ("headings", "days", "expected"),
    [
        (("Period start", "Period end"), ("01/04/2016", "31/03/2017"), ("financial_year", "2016/17", 520)),
        (("From", "To"), ("01/07/2016", "30/09/2016"), ("quarter", "2016/17 Q2", 520)),
        (("Start date", "End date"), (date(2016, 2, 1), date(2016, 2, 29)), ("month", "2016-02", 520)),
        (("start_date", "end_date"), ("2016-04-01", "2016-06-30"), ("quarter", "2016/17 Q1", 520)),
        (("From", "To"), ("Apr-16", "Jun-16"), ("quarter", "2016/17 Q1", 520)),
        (("From", "To"), (date(2016, 4, 1), date(2016, 6, 1)), ("quarter", "2016/17 Q1", 520)),
    ],
)
def test_the_period_that_both_days_span(tmp_path, headings, days, expected):
    rules, values, _ = mapped(tmp_path, [(*headings, "Calls"), (*days, 520)])
    assert (rules.columns.period, rules.columns.period_end) == headings
    assert values == [expected]


def test_with_wards_and_measures_side_by_side(tmp_path):
    rows = [("Ward", "From", "To", "Calls", "Visits"), ("Old Quay", "01/04/2016", "30/06/2016", 5, 6)]
    _, values, _ = mapped(tmp_path, rows)
    assert values == [("quarter", "2016/17 Q1", 5), ("quarter", "2016/17 Q1", 6)]


def test_half_years_are_no_period_and_map_says_so(tmp_path):
    rows = [("From", "To", "Calls"), ("01/04/2015", "30/09/2015", 500), ("01/10/2015", "31/03/2016", 510)]
    expected = "“01/04/2015” in A2 to “30/09/2015” in B2 is no month, quarter or financial year"
    with pytest.raises(InputError, match=expected):
        mapped(tmp_path, rows)


def test_a_half_year_among_quarters_is_refused_alone(tmp_path):
    rows = [
        ("From", "To", "No"),
        ("01/04/2015", "30/06/2015", 1),
        ("01/07/2015", "31/12/2015", 2),
        ("06/01/2016", None, 3),
    ]
    found = returned(tmp_path, SPANS, rows)
    assert [value.number for value in found.values] == [1]
    assert refused(found)["Returns!A3"][1] == "“Jul-2015 to Dec-2015” is no period that can be read."
    assert refused(found)["Returns!A4"][1] == "“06/01/2016 to ?” is no period that can be read."


def test_a_mapping_that_reads_the_first_day_alone_refuses_a_file_of_longer_periods(tmp_path):
    rows = [("From", "To", "No"), ("01/04/2015", "30/06/2015", 1), ("01/07/2015", "31/12/2015", 2)]
    with pytest.raises(UnreadableFileError) as caught:
        returned(tmp_path, FROM, rows)
    assert "“01/07/2015” in A3 to “31/12/2015” in B3 is no quarter, and the mapping does not read “To”." in str(
        caught.value
    )
    assert "period_end" in caught.value.problem.way_out
    assert len(returned(tmp_path, FROM, rows[:2]).values) == 1


def test_a_last_day_needs_a_first(tmp_path):
    with pytest.raises(SettingsError, match=r"columns.period_end is the last day of a period"):
        mapping(tmp_path, SPANS.replace('period = "From"', 'year = "From"\nperiod = "Month"'))
