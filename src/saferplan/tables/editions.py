"""Editions: immutable folders of Parquet and a manifest, written beside, flushed to disk and then moved into place.

An edition is written in a folder whose name starts with a dot, every file is flushed, the folder is renamed, and only
then does `current` (a text file that holds a name) point to it. Whatever stops a build, the old edition stands.
"""

import json
import os
import re
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from saferplan.base.errors import EditionError
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine, connect, quoted
from saferplan.tables.hashing import sha256_of

FORMAT_VERSION = 7
READABLE_FORMATS = (6, 7)
"""This one and the one before. A table or column that an older edition has not is read as empty."""
MANIFEST = "manifest.json"
CURRENT = "current"
_NAME = re.compile(r"(\d{4}-\d{2})\.(\d+)")


@dataclass(frozen=True)
class Edition:
    """An edition on disk, opened for reading."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """The manifest. Raises EditionError where it is absent, broken or of a format this version cannot read."""
        try:
            manifest: dict[str, Any] = json.loads((self.path / MANIFEST).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise EditionError(f"Edition {self.name} has no readable manifest.", "Build again.") from error
        if not isinstance(manifest, dict) or not isinstance(manifest.get("tables"), dict):
            raise EditionError(f"Edition {self.name} has no readable manifest.", "Build again.")
        if manifest.get("format_version") not in READABLE_FORMATS:
            found = manifest.get("format_version")
            raise EditionError(f"Edition {self.name} is of format {found}.", "Run `saferplan build` with this version.")
        return manifest

    def altered_files(self) -> list[str]:
        """Files whose bytes are not those the manifest names, and files missing or added, by name."""
        known: dict[str, str] = {name: entry["sha256"] for name, entry in self.manifest["tables"].items()}
        present = {path.name for path in self.path.iterdir() if path.name != MANIFEST}
        return sorted(
            name for name in known.keys() | present
            if name not in present or name not in known or known[name] != sha256_of(self.path / name)
        )  # fmt: skip

    @cached_property
    def _engine(self) -> Engine:
        return connect()

    def _see(self, sql: str) -> None:
        """Make a view of each table that a query names, the first time one does: an edition is opened at no cost."""
        held = {file_name.removesuffix(".parquet") for file_name in self.manifest["tables"]}
        for name in held | all_tables().keys():
            if name not in self._seen and re.search(rf"\b{name}\b", sql):
                self._engine.run(f"CREATE VIEW {name} AS {self.reading_sql(name)}")
                self._seen.add(name)

    def reading_sql(self, name: str) -> str:
        """The table as it lies, with nulls for columns, or no rows for a table, that an older version made none of."""
        is_held = f"{name}.parquet" in self.manifest["tables"]
        is_older = self.manifest["format_version"] < FORMAT_VERSION
        read = f"SELECT * FROM read_parquet({quoted((self.path / f'{name}.parquet').as_posix())})"
        declared = all_tables().get(name)
        if declared is None or (is_held and not is_older):
            return read
        present = {row[0] for row in self._engine.tuples(f"DESCRIBE {read}")} if is_held else set()
        lacking = [
            f"CAST(NULL AS {column.sql_type}) AS {column.name}"
            for column in declared.columns
            if column.name not in present
        ]
        if not is_held:
            return f"SELECT {', '.join(lacking)} WHERE false"
        return f"SELECT *, {', '.join(lacking)} FROM ({read})" if lacking else read

    @cached_property
    def _seen(self) -> set[str]:
        return set()

    def engine(self) -> Engine:
        """All tables as views of an engine, for what counts from an edition as a build counts."""
        self._see(" ".join(all_tables()))
        return self._engine

    def rows(self, sql: str, values: list[object] | None = None) -> list[dict[str, Any]]:
        """Rows of a query on the edition's tables, as dictionaries. Raises EditionError if a file is damaged."""
        try:
            self._see(sql)
            return self._engine.rows(sql, values)
        except (duckdb.IOException, duckdb.InvalidInputException) as error:
            way_out = "Delete its folder and build again."
            raise EditionError(f"Edition {self.name} is damaged: {error}", way_out) from error

    def table(self, name: str) -> list[dict[str, Any]]:
        """A whole table in its declared order."""
        return self.rows(f"SELECT * FROM {name} ORDER BY {', '.join(all_tables()[name].sort_key)}")


def list_editions(workspace: Path) -> list[Edition]:
    """The workspace's editions, oldest first."""
    folder = workspace / "editions"
    found = [path for path in folder.iterdir() if _NAME.fullmatch(path.name)] if folder.is_dir() else []
    return [Edition(path) for path in sorted(found, key=lambda path: edition_order(path.name))]


def edition_order(name: str) -> tuple[str, int]:
    """By which editions are sorted, the oldest first."""
    month, number = name.rsplit(".", 1)
    return month, int(number)


def current_edition(workspace: Path) -> Edition | None:
    """The edition `current` names, or None before the first build."""
    pointer = workspace / CURRENT
    if not pointer.is_file():
        return None
    name = pointer.read_text(encoding="utf-8", errors="replace").strip()
    path = workspace / "editions" / name
    if not _NAME.fullmatch(name) or not path.is_dir():
        raise EditionError(f"`current` names “{name}”, which is not there.", "Run `saferplan build`.")
    return Edition(path)


def named_edition(workspace: Path, name: str | None) -> Edition:
    """The edition of this name, or the current one. Raises EditionError if there is none."""
    if name is None:
        if edition := current_edition(workspace):
            return edition
        raise EditionError("There is no edition yet.", "Put files into inbox/ and run `saferplan build`.")
    if match := [edition for edition in list_editions(workspace) if edition.name == name]:
        return match[0]
    names = ", ".join(edition.name for edition in list_editions(workspace)) or "none"
    raise EditionError(f"There is no edition {name}.", f"The editions are: {names}.")


def write_beside(path: Path, content: bytes) -> None:
    """Replace a file so that a reader sees the old bytes or the new, never a part of them."""
    beside = path.with_name(f".{path.name}.new")
    with beside.open("wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    patiently(lambda: beside.replace(path))
    flush_folder(path.parent)


def patiently(move: Any, attempts: int = 20, pause_seconds: float = 0.25) -> None:
    """Windows refuses to replace a file that Excel or a virus scanner holds for a moment: try again for five seconds."""
    for attempt in range(attempts):
        try:
            move()
            return
        except PermissionError:
            if attempt == attempts - 1:
                raise
            time.sleep(pause_seconds)


def flush_file(path: Path) -> None:
    with path.open("rb+") as opened:
        os.fsync(opened.fileno())


def flush_folder(path: Path) -> None:
    if os.name == "nt":  # Windows has no handle on a folder to flush
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
