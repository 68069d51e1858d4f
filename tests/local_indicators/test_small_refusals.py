"""What `map` says of a file that it cannot propose: the cell at fault, and not another."""

import pytest

from saferplan.base.errors import InputError
from saferplan.pipeline.map_file import propose_mapping
from tests.local_indicators.made import xlsx


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ([("Month", "Calls"), ("Apr-16", "12r"), ("May-16", "c.40"), ("Jun-16", 50)], "“12r” in B2"),
        (
            [("Month", "Calls"), ("Apr-16", 50), ("May-16", "12 (p)"), ("Jun-16", "~50"), ("Jul-16", "1.2k")],
            "“12 (p)” in B3",
        ),
        ([("Measure", "Apr-16", "May-16", "Jun-16"), ("Calls", "12r", "13r", 14)], "“12r” in B2"),
    ],
)
def test_the_first_number_with_a_flag_is_named(tmp_path, rows, cell):
    with pytest.raises(InputError) as caught:
        propose_mapping(xlsx(tmp_path / "line.xlsx", rows))
    assert f"{cell}, as half of its values or more, is no number and no known mark." in str(caught.value)
    assert "Status" in caught.value.way_out


def test_a_measure_that_speaks_of_the_day_is_no_column_of_days(tmp_path):
    rows = [
        ("Ward survey",),
        ("Ward", "Period no", "Feel safe during day (%)"),
        ("Old Quay", "one", 88),
        ("New Quay", "two", 79),
    ]
    with pytest.raises(InputError) as caught:
        propose_mapping(xlsx(tmp_path / "line.xlsx", rows))
    assert "cannot be read as a day" not in str(caught.value)


def test_a_workbook_with_a_damaged_sheet_is_said_to_be_damaged(tmp_path):
    path = xlsx(
        tmp_path / "line.xlsx", [("Month", "Calls"), *((f"{month}-16", 50) for month in ("Apr", "May", "Jun", "Jul"))]
    )
    content = bytearray(path.read_bytes())
    content[content.find(b"xl/worksheets/sheet1.xml") + 60] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(InputError, match="damaged and cannot be read"):
        propose_mapping(path)
