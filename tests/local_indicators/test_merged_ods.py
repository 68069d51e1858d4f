"""Merged cells of an open document: a value in them is refused as it is in a workbook of Excel's, and labels stand for each row."""

import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

from saferplan.sources.local.reading import read_return
from tests.local_indicators.made import HELPED, WIDE, mapping, refused, returned

BY_WARD = WIDE + '[columns]\narea = "Ward"\n' + HELPED
ROWS = [
    ("Ward", "Apr-16", "May-16"),
    ("Old Quay", 50, None),
    ("New Quay", 20, 21),
    (None, 22, 23),
    ("Far Quay", 24, None),
]
BOTH_PLACES = "The cells {0} are merged: one value stands for several places."


def ods(path, rows, merged):
    """`merged` gives of the first cell of each range, by row and column, how many rows and columns it spans."""
    document, table = OpenDocumentSpreadsheet(), Table(name="Returns")
    covered = {(top + down, left + right) for (top, left), (rows_, columns) in merged.items()
               for down in range(rows_) for right in range(columns)} - merged.keys()  # fmt: skip
    for number, values in enumerate(rows):
        row = TableRow()
        for column, value in enumerate(values):
            down, right = merged.get((number, column), (1, 1))
            spans = {"numberrowsspanned": down, "numbercolumnsspanned": right} if (down, right) != (1, 1) else {}
            row.addElement(CoveredTableCell() if (number, column) in covered else _cell(value, spans))
        table.addElement(row)
    document.spreadsheet.addElement(table)
    document.save(path)
    return path


def _cell(value, spans):
    if value is None:
        return TableCell(**spans)
    cell = TableCell(
        **spans, **({"valuetype": "string"} if isinstance(value, str) else {"valuetype": "float", "value": value})
    )
    cell.addElement(P(text=str(value)))
    return cell


@pytest.mark.parametrize("kind", ["ods", "xlsx"])
def test_a_value_over_two_months_or_two_rows_is_refused(tmp_path, kind):
    if kind == "ods":
        path = ods(tmp_path / "safe-at-home.ods", ROWS, {(1, 1): (1, 2), (2, 2): (2, 1)})
        found = read_return(path, mapping(tmp_path, BY_WARD).rules)
    else:
        found = returned(tmp_path, BY_WARD, ROWS, merged=["B2:C2", "C3:C4"])
    reasons = {cell: reason for cell, (_, reason) in refused(found).items()}
    assert reasons["Returns!B2"] == reasons["Returns!C2"] == BOTH_PLACES.format("B2:C2")
    assert reasons["Returns!C3"] == reasons["Returns!C4"] == BOTH_PLACES.format("C3:C4")
    assert 50 not in [value.number for value in found.values]


def test_a_merged_label_stands_for_each_of_its_rows(tmp_path):
    rows = [("Ward", "Apr-16", "May-16"), ("Old Quay", 1, 2), (None, 3, 4)]
    path = ods(tmp_path / "safe-at-home.ods", rows, {(1, 0): (2, 1)})
    found = read_return(path, mapping(tmp_path, BY_WARD).rules)
    assert [value.area for value in found.values] == ["Old Quay"] * 4
