"""A column replaced by keyed hashes, at the supplier's own desk: the same value gives the same hash, and none can be undone.

A plain hash of a name can be found by trying names; one with a key (HMAC-SHA256) cannot without the key, which stays with
the supplier. Values are hashed as they stand, spaces at the ends and capitals apart.
"""

import csv
import hashlib
import hmac
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from saferplan.base.errors import InputError, SettingsError
from saferplan.sources.files import SAVE_AS_UTF8
from saferplan.sources.local.cells import same, words
from saferplan.sources.local.sheets import READ_HERE, SEARCHED_ROWS, UnreadableFileError, said_plainly

KEY_BYTES = 32


def new_key(path: Path) -> None:
    """Make a key file of random bytes, in hexadecimal. Raises SettingsError where there is a file of that name."""
    try:
        with path.open("x", encoding="ascii", newline="\n") as opened:
            opened.write(secrets.token_hex(KEY_BYTES) + "\n")
    except FileExistsError as error:
        raise SettingsError(
            f"There is a file {path} already.", "A key is never overwritten: choose another."
        ) from error
    except OSError as error:
        raise SettingsError(f"The key {path} cannot be written.", _FOLDER) from error


_FOLDER = "Make its folder first, or name one that is there and that you may write to."


def read_key(path: Path) -> bytes:
    """The key of a file. Raises SettingsError where it is absent or too short."""
    try:
        content = path.read_bytes().strip()
    except OSError as error:
        raise SettingsError(f"The key {path} cannot be read.", "Make one with --new-key, and keep it.") from error
    try:
        key = bytes.fromhex(content.decode("ascii"))
    except ValueError:
        key = content
    if len(key) < KEY_BYTES:
        raise SettingsError(
            f"The key {path.name} is shorter than {KEY_BYTES} bytes.",
            "Make one with --new-key: a short key can be guessed.",
        )
    return key


def keyed_hash(key: bytes, value: str) -> str:
    """64 hexadecimal digits; nothing for nothing.

    >>> keyed_hash(b"k" * 32, " A1 ") == keyed_hash(b"k" * 32, "a1"), keyed_hash(b"k" * 32, "")
    (True, '')
    """
    plain = " ".join(value.split()).casefold()
    return hmac.new(key, plain.encode(), hashlib.sha256).hexdigest() if plain else ""


def hash_column(path: Path, column: str, key: bytes, target: Path) -> int:
    """Write a CSV of the first sheet with one column hashed; gives the rows. Raises InputError, SettingsError."""
    if target.exists():
        raise SettingsError(f"There is a file {target} already.", "Choose another --out: nothing is overwritten.")
    try:
        rows = iter(list(_rows(path)))
    except UnreadableFileError as error:
        raise InputError(f"{path.name}: {error.problem.reason}", error.problem.way_out) from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path.name} cannot be read.", SAVE_AS_UTF8) from error
    above: list[list[str]] = []
    for row in rows:
        places = [place for place, cell in enumerate(row) if same(cell, column)]
        if len(places) == 1:
            return _write(target, [*above, row], rows, places[0], key)
        if len(places) > 1 or len(above) >= SEARCHED_ROWS:
            break
        above.append(row)
    raise InputError(f"{path.name} has not one column “{column}”.", "Write the heading as it stands in the file.")


def _write(target: Path, above: list[list[str]], rows: Iterator[list[str]], place: int, key: bytes) -> int:
    number = 0
    try:
        opened_target = target.open("x", encoding="utf-8", newline="")
    except OSError as error:
        raise SettingsError(f"The file {target} cannot be written.", _FOLDER) from error
    with opened_target as opened:
        writer = csv.writer(opened)
        writer.writerows([_as_text(each) for each in row] for row in above[-1:])  # notes above may say whom it is about
        for row in rows:
            if any(row):
                row += [""] * (place + 1 - len(row))
                hashed = keyed_hash(key, row[place])
                row = [_as_text(each) for each in row]
                writer.writerow([*row[:place], hashed, *row[place + 1 :]])
                number += 1
    return number


def _as_text(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula, as text; a number with a sign is none."""
    return f"'{cell}" if cell[:1] in _FORMULA and not _NUMBER.fullmatch(cell) else cell


_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


def _rows(path: Path) -> Iterator[list[str]]:
    suffix = path.suffix.lower()
    if suffix not in READ_HERE:
        raise InputError(f"Files that end in {suffix or 'nothing'} are not read.", "Save it as XLSX, ODS or CSV.")
    if suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as opened:
            yield from csv.reader(opened)
        return
    from python_calamine import CalamineWorkbook

    with said_plainly(path):
        for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows():
            yield [_plain(cell) for cell in row]


def _plain(cell: Any) -> str:
    return words(cell) if cell is not None else ""
