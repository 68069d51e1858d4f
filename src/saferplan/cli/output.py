"""How commands print: lines for people, objects for programs, progress and troubles on the error stream."""

import csv
import dataclasses
import io
import json
import os
import shutil
import sys
import textwrap
import webbrowser
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

Lines = tuple[Any, list[str]]
NARROWEST, WIDEST, PLAIN_WIDTH = 60, 110, 80
"""Columns of text; in a pipe, where nobody knows, 80."""


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def complain(what: str, way_out: str = "") -> None:
    sys.stderr.write(f"{what}\n" + (f"  → {way_out}\n" if way_out else ""))


def write_out(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def show(as_json: bool, objects: Any, lines: Sequence[str]) -> None:
    """Print objects as JSON, or lines, which a terminal gets broken between words and a pipe as they are."""
    if as_json:
        say(json.dumps(objects, ensure_ascii=False, indent=1, default=_as_json))
        return
    for line in lines:
        for part in _broken(line, text_width()) if sys.stdout.isatty() else [line]:
            say(part)


def text_width() -> int:
    """Columns to write in."""
    columns = shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns if sys.stdout.isatty() else PLAIN_WIDTH
    return max(NARROWEST, min(WIDEST, columns))


def _broken(line: str, width: int) -> list[str]:
    """A long line as lines of this width; those after the first stand two further in."""
    if len(line) <= width:
        return [line]
    start = line[: len(line) - len(line.lstrip())]
    return textwrap.wrap(
        line.strip(),
        width,
        initial_indent=start,
        subsequent_indent=f"{start}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _as_json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | bytearray):
        return bytes(value).hex()
    return str(value)


def plain_objects(value: Any) -> Any:
    """Records as dictionaries, tuples as lists, all the way down, for JSON."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain_objects(getattr(value, each.name)) for each in dataclasses.fields(value)}
    if hasattr(value, "_asdict"):
        return plain_objects(value._asdict())
    if isinstance(value, Mapping):
        return {_plain_key(key): plain_objects(each) for key, each in value.items()}
    return [plain_objects(each) for each in value] if isinstance(value, list | tuple) else value


def _plain_key(key: Any) -> str:
    return key.isoformat() if isinstance(key, date) else str(key)


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV with a heading; no text that a spreadsheet would take for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A line that says what is being done: live in a terminal, silent in a pipe."""
    if not sys.stderr.isatty():
        yield lambda text: None
        return
    from rich.console import Console

    with Console(stderr=True).status("Starting") as status:
        yield lambda text: status.update(text)


def program() -> str:
    """How this person can call the program: by its name if that is on the path, else by where it lies."""
    return "saferplan" if shutil.which("saferplan") else f"{sys.executable} -m saferplan"


def near(path: Path) -> str:
    """A path from where the person is."""
    return os.path.relpath(path)


def show_in_browser(address: str) -> None:
    webbrowser.open(address)


def open_in_browser(reports: list[Path]) -> None:
    pages = [path for path in reports if path.suffix == ".html"]
    if pages:
        webbrowser.open(pages[0].resolve().as_uri())
