"""Editions while they are made: tables written beside, read while they are, and then moved into place."""

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from saferplan.base.errors import EditionError, StorageError
from saferplan.tables.catalogue import all_tables
from saferplan.tables.editions import (
    CURRENT,
    FORMAT_VERSION,
    MANIFEST,
    Edition,
    edition_order,
    flush_file,
    flush_folder,
    list_editions,
    patiently,
    write_beside,
)  # fmt: skip
from saferplan.tables.engine import Engine
from saferplan.tables.hashing import sha256_of
from saferplan.tables.schema import Table

WRITERS = 2 if (os.cpu_count() or 1) > 2 else 1
"""Tables written at a time: where a core is free for it, the disk is flushed for one while another is packed."""


@dataclass(frozen=True)
class EditionInMaking(Edition):
    """An edition that is being written, read from the engine that holds its tables; its manifest is not whole yet."""

    holder: Engine
    stated: Mapping[str, Any]

    @cached_property
    def manifest(self) -> dict[str, Any]:
        return dict(self.stated)

    def rows(self, sql: str, values: list[object] | None = None) -> list[dict[str, Any]]:
        """Rows of a query on the engine's tables. What the engine raises is told as it is: no file is damaged."""
        return self.holder.rows(sql, values)


class Draft:
    """An edition while it is written, in threads of its own.

    Use it in a `with` statement: whatever happens, its threads have ended and nothing unfinished lies about afterwards.
    """

    def __init__(self, engine: Engine, workspace: Path) -> None:
        self.engine, self.workspace = engine, workspace
        self.folder = workspace / "editions" / f".unfinished-{os.getpid()}"
        self._pool = ThreadPoolExecutor(WRITERS)
        self._begun: dict[str, Future[dict[str, Any]]] = {}

    def __enter__(self) -> "Draft":
        try:
            remove_unfinished(self.workspace)
            self.folder.mkdir(parents=True)
        except OSError as error:
            raise _not_written(error) from error
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)
        shutil.rmtree(self.folder, ignore_errors=True)  # nothing is there any more once it is published

    def begin(self, names: Iterable[str]) -> None:
        """Write tables that no later step changes."""
        for name in names:
            self._begun[name] = self._pool.submit(self._write, name)

    def _write(self, name: str) -> dict[str, Any]:
        beside, path = self.engine.beside(), self.folder / f"{name}.parquet"
        rows = write_table(beside, all_tables()[name], path)
        beside.close()
        return {"rows": rows, "sha256": sha256_of(path)}

    def in_making(self, *, last_month: str, manifest: Mapping[str, Any]) -> EditionInMaking:
        """The edition that this draft is to become, when no later step changes a table; to be read by another thread."""
        return EditionInMaking(self._final(last_month), self.engine.beside(), manifest)

    def _final(self, last_month: str) -> Path:
        return self.folder.parent / _next_name(self.workspace, last_month)

    def publish(self, *, last_month: str, manifest: Mapping[str, Any]) -> Edition:
        """Write whatever is not begun, and make the whole a new edition and the current one.

        Raises StorageError if the disk refuses; the edition before stays current.
        """
        try:
            self.begin(sorted(all_tables().keys() - self._begun.keys()))
            tables = {f"{name}.parquet": begun.result() for name, begun in self._begun.items()}
            text = json.dumps(
                {"format_version": FORMAT_VERSION, **manifest, "tables": tables}, indent=1, sort_keys=True
            )
            write_beside(self.folder / MANIFEST, (text + "\n").encode())
            flush_folder(self.folder)
            final = self._final(last_month)
            patiently(lambda: self.folder.rename(final))
            flush_folder(final.parent)
            write_beside(self.workspace / CURRENT, f"{final.name}\n".encode())
        except (OSError, duckdb.IOException) as error:
            raise _not_written(error) from error
        return Edition(final)


def _not_written(error: Exception) -> StorageError:
    return StorageError(
        f"The edition could not be written: {error}",
        "Free some space or check the folder's permissions, then build again. The edition before still stands.",
    )


def write_edition(engine: Engine, workspace: Path, *, last_month: str, manifest: Mapping[str, Any]) -> Edition:
    """Write every declared table of the engine as a new edition and make it current. Raises StorageError."""
    with Draft(engine, workspace) as draft:
        return draft.publish(last_month=last_month, manifest=manifest)


def write_table(engine: Engine, table: Table, path: Path) -> int:
    """Write a table in its total order and flush it; gives its rows. They are not sorted where they stand in order already."""
    rows: int = engine.value(f"SELECT count(*) FROM {table.name}")
    in_order = rows < 2 or engine.value(table.out_of_order_sql()) == 0
    if not in_order and (repeated := engine.value(table.repeated_keys_sql())):
        raise EditionError(f"Table {table.name} holds {repeated} repeated keys: its order would not be total.")
    engine.run(table.copy_sql(path.as_posix(), in_order=in_order))
    flush_file(path)
    return rows


def _next_name(workspace: Path, last_month: str) -> str:
    numbers = [
        edition_order(edition.name)[1] for edition in list_editions(workspace) if edition.name.startswith(last_month)
    ]
    return f"{last_month}.{max(numbers, default=0) + 1}"


def remove_unfinished(workspace: Path) -> None:
    """Clear away what a build that was stopped left behind; the caller holds the workspace's lock."""
    for path in (workspace / "editions").glob(".unfinished-*"):
        shutil.rmtree(path, ignore_errors=True)
