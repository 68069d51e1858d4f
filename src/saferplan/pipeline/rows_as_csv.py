"""Rows of the tables as CSV: bytes in hexadecimal, and no text that a spreadsheet would take for a formula."""

import csv
import io
from collections.abc import Iterable
from typing import Any


def csv_of(rows: Iterable[dict[str, Any]]) -> str:
    """Rows with a heading of the first one's columns; nothing at all where there is no row."""
    out = io.StringIO()
    writer: Any = None
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(out, list(row), extrasaction="ignore", lineterminator="\n")
            writer.writeheader()
        writer.writerow({name: _plain(value) for name, value in row.items()})
    return out.getvalue()


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | bytearray):
        return bytes(value).hex()
    if isinstance(value, str) and value[:1] in "=+-@\t\r" and value:
        return f"'{value}"
    return value
