"""Rows kept from one build to the next, so that only new files are read from text.

What is kept of a file is a Parquet file whose name is made of two hashes: of everything its rows follow from (the bytes
of the text, how its columns map, the table as declared, the code), and of the Parquet's own bytes. So nothing stale is
ever found, what is damaged or half written is noticed, and the folder may be deleted at any time.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from saferplan.tables.hashing import sha256_of

_SHOWN = 32
"""Hexadecimal digits of each hash in a name."""


@dataclass
class KeptRows:
    """The folder of kept rows. `code` is the version of the program that made them."""

    folder: Path
    code: str
    _used: set[Path] = field(default_factory=set)

    def key(self, *follows_from: object) -> str:
        """The hash of everything that some rows follow from, which must be plain values; paths are no part of it."""
        text = json.dumps([self.code, *follows_from], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:_SHOWN]

    @cached_property
    def _there(self) -> dict[str, Path]:
        return {path.name.partition("-")[0]: path for path in self.folder.glob("*.parquet")}

    def find(self, key: str) -> Path | None:
        """The whole and unaltered Parquet of a key, if there is one."""
        path = self._there.get(key)
        with contextlib.suppress(OSError):
            if path and path.name == _name(key, path):
                self._used.add(path)
                return path
        return None

    def keep(self, key: str, write: Callable[[Path], None], is_true: Callable[[], bool]) -> None:
        """Keep what `write` writes, if it is still true when written. A disk that refuses costs the next build time only."""
        beside = self.folder / f".unfinished-{os.getpid()}-{key}"
        with contextlib.suppress(OSError):
            self.folder.mkdir(exist_ok=True)
            write(beside)
            if is_true():
                path = self.folder / _name(key, beside)
                beside.replace(path)
                self._used.add(path)

    def forget_unused(self) -> None:
        """Delete whatever the build did not use, when it will use no more."""
        for path in set(self.folder.glob("*")) - self._used:
            with contextlib.suppress(OSError):
                path.unlink()


def _name(key: str, path: Path) -> str:
    return f"{key}-{sha256_of(path)[:_SHOWN]}.parquet"
