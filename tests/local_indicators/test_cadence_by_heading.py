"""What periods are called decides how often figures come, where they are written as days: “Quarter ending”, “Year ending”."""

from datetime import date, datetime

import pytest

from saferplan.base.errors import InputError
from saferplan.base.periods import PeriodType
from saferplan.pipeline.map_file import propose_mapping, save_mapping
from saferplan.pipeline.mappings import read_mapping
from saferplan.pipeline.workspace import create_workspace
from saferplan.sources.local.cells import NotReadableError
from saferplan.sources.local.period_words import read_period
from saferplan.sources.local.reading import read_return
from tests.local_indicators.made import xlsx
from tests.support.small import AREA


def figures(path, heading, cells):
    return xlsx(path, [("Measure", heading, "Value"), *(("Calls", cell, place) for place, cell in enumerate(cells))])


@pytest.mark.parametrize(("heading", "cells", "cadence", "labels"), [
    ("Quarter", ["01/04/2024", "01/07/2024"], "quarter", ["2024/25 Q1", "2024/25 Q2"]),
    ("Quarter ending", ["30/06/2024", "30/09/2024"], "quarter", ["2024/25 Q1", "2024/25 Q2"]),
    ("Quarter ending", [datetime(2024, 6, 1), datetime(2024, 9, 1)], "quarter", ["2024/25 Q1", "2024/25 Q2"]),
    ("Qtr end", [datetime(2024, 6, 30), datetime(2024, 9, 30)], "quarter", ["2024/25 Q1", "2024/25 Q2"]),
    ("Year ending", ["31/03/2024", "31/03/2025"], "financial_year", ["2023/24", "2024/25"]),
    ("Financial year", ["2023-04-01", "2024-04-01"], "financial_year", ["2023/24", "2024/25"]),
    ("12 months to", [datetime(2024, 3, 1), datetime(2025, 3, 1)], "financial_year", ["2023/24", "2024/25"]),
    ("Month", ["01/04/2024", "01/07/2024"], "month", ["2024-04", "2024-07"]),
    ("Month ending", ["30/04/2024", "31/07/2024"], "month", ["2024-04", "2024-07"]),
    ("Date", ["01/04/2024", "01/07/2024"], "quarter", ["2024/25 Q1", "2024/25 Q2"]),
    ("Date", ["30/06/2024", "30/09/2024", "31/03/2025"], "quarter", ["2024/25 Q1", "2024/25 Q2", "2024/25 Q4"]),
    ("Period ending", [datetime(2024, 6, 30), datetime(2024, 9, 30)], "quarter", ["2024/25 Q1", "2024/25 Q2"]),
    ("Date", ["31/03/2023", "31/03/2024"], "financial_year", ["2022/23", "2023/24"]),
    ("Date", ["30/06/2024", "31/07/2024"], "month", ["2024-06", "2024-07"]),
    ("Date", ["30/06/2024"], "month", ["2024-06"]),
    ("Period", ["Jun-24", "Sep-24"], "month", ["2024-06", "2024-09"]),
    ("Year", ["Apr-24", "May-24"], "month", ["2024-04", "2024-05"]),
    ("Month", ["Q1 24/25", "Q2 24/25"], "quarter", ["2024/25 Q1", "2024/25 Q2"]),
])  # fmt: skip
def test_the_heading_decides(tmp_path, heading, cells, cadence, labels):
    workspace = create_workspace(tmp_path / "w", AREA, [])
    file = figures(tmp_path / "calls.xlsx", heading, cells)
    look = propose_mapping(file)
    assert look.proposal.cadence == cadence
    mapped = save_mapping(workspace, file, look, name="calls", ask=None, today=date(2025, 6, 1))
    found = read_return(file, read_mapping(mapped.path).rules)
    assert not found.refused
    assert [each.period.label for each in found.values] == labels


@pytest.mark.parametrize(("heading", "cells", "said"), [
    ("Year ending", ["31/12/2023", "31/12/2024"], "“31/12/2023” in B2 below “Year ending” cannot be read as the end of a fin"),
    ("Year ending", ["01/04/2024", "01/04/2025"], "“01/04/2024” in B2 below “Year ending” cannot be read"),
    ("Quarter ending", ["30/06/2024", "31/08/2024"], "“31/08/2024” in B3 below “Quarter ending” cannot be read as the end of a"),
    ("Quarter ending", ["Jun-24", "Sep-24"], "“Jun-24” in B2 below “Quarter ending”"),
    ("Year ending", ["Mar-24", "Mar-25"], "“Mar-24” in B2 below “Year ending” cannot be read as the end of a fin"),
    ("Period ending", ["Jun-24", "Sep-24"], "“Jun-24” in B2 below “Period ending” cannot be read as the end of a quarter"),
])  # fmt: skip
def test_days_that_are_no_end_of_one_refuse_the_file(tmp_path, heading, cells, said):
    with pytest.raises(InputError, match=said):
        propose_mapping(figures(tmp_path / "calls.xlsx", heading, cells), "indicators")


@pytest.mark.parametrize(("cell", "cadence"), [
    ("31/12/2024", PeriodType.FINANCIAL_YEAR), (date(2024, 1, 1), PeriodType.FINANCIAL_YEAR), ("15/05/2024", PeriodType.QUARTER),
    ("01/05/2024", PeriodType.QUARTER), (date(2024, 8, 31), PeriodType.QUARTER),
])  # fmt: skip
def test_a_build_refuses_a_day_in_the_midst_of_a_quarter_or_year(cell, cadence):
    with pytest.raises(NotReadableError, match="neither begins nor ends"):
        read_period(cell, cadence)
