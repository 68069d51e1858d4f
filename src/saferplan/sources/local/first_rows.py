"""The first rows of a long workbook as a workbook of its own: to see what its columns hold, half a million are not read.

The reader of sheets reads a sheet whole or not at all. So the sheet's XML is passed on up to the end of a row, and again from
where the rows end, for merged cells stand behind them. Only `map` looks at a file so, and says it; a build reads every row.
"""

import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from saferplan.base.numerals import whole
from saferplan.sources.files import ZIP_ERRORS

MOST_ROWS = 65_000
FIRST_ROWS = f"only its first {whole(MOST_ROWS)} rows are looked at here; a build reads all, and judges by all."
"""What is said wherever the beginning stands for the file."""
LONG_BYTES = 50 << 20
"""The XML of a sheet that is shorter is read as it is, however many rows it has: it takes a second or two."""
CHUNK_BYTES = 1 << 20
_ROW_ENDS = re.compile(rb"</(?:\w+:)?row>")
_ROWS_END = re.compile(rb"</(?:\w+:)?sheetData\s*>")
_LONGEST_END = 64


@contextmanager
def first_rows(path: Path, most: int = MOST_ROWS) -> Iterator[Path]:
    """The file itself; or, of an XLSX with a long sheet, a workbook of the same name with no more than `most` rows of each.

    That one is there as long as the context is. What is no workbook is left to whoever reads it.
    """
    if not _is_long(path):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="saferplan-", ignore_cleanup_errors=True) as folder:
        part = Path(folder) / path.name
        yield part if _write(path, part, most) else path


def _is_long(path: Path) -> bool:
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as package:
        return any(_is_sheet(each) and each.file_size > LONG_BYTES for each in package.infolist())


def _is_sheet(member: zipfile.ZipInfo) -> bool:
    return member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml")


def _write(path: Path, part: Path, most: int) -> bool:
    """Whether a row was left out."""
    is_cut = False
    try:
        with zipfile.ZipFile(path) as package, zipfile.ZipFile(part, "w") as written:
            for member in package.infolist():
                with package.open(member) as source, written.open(member.filename, "w", force_zip64=True) as target:
                    if _is_sheet(member):
                        is_cut |= _cut(source, target, most)
                    else:
                        shutil.copyfileobj(source, target)
    except ZIP_ERRORS:
        return False  # damaged or locked: the reader of the file itself says how
    return is_cut


def _cut(source: IO[bytes], target: IO[bytes], most: int) -> bool:
    """Pass a sheet on without the rows after so many; whether there were any."""
    rest, rows, is_cut = b"", 0, False
    while rows < most and (chunk := source.read(CHUNK_BYTES)):
        rest += chunk
        ends = [each.end() for each in _ROW_ENDS.finditer(rest)][: most - rows]
        rows, done = rows + len(ends), ends[-1] if ends else 0
        target.write(rest[:done])
        rest = rest[done:]
    if rows == most:
        rest, is_cut = _after_rows(rest, source)
    target.write(rest)
    shutil.copyfileobj(source, target)
    return is_cut


def _after_rows(rest: bytes, source: IO[bytes]) -> tuple[bytes, bool]:
    """What follows where the rows end, and whether something was passed over before it."""
    is_cut = False
    while not (end := _rows_end(rest)) and (chunk := source.read(CHUNK_BYTES)):
        is_cut |= len(rest) > _LONGEST_END
        rest = rest[-_LONGEST_END:] + chunk
    start = end.start() if end else len(rest)
    return rest[start:], is_cut or bool(rest[:start].strip())


def _rows_end(xml: bytes) -> re.Match[bytes] | None:
    return _ROWS_END.search(xml) if b"sheetData" in xml else None  # the word alone is found ten times as fast
