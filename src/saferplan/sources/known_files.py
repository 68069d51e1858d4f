"""What the build before learnt of the inbox's files, so that the next can begin before it has read them all through.

A file is taken for the one it was if its name, size and time of change are the same. Its bytes are hashed all the same, in
a thread of its own, while the build goes on: one that took a file for another is told so before it ends, and begins anew.
Only text is known, GeoJSON among it: what other files are follows from their companions too, and from what is installed.
"""

import hashlib
import json
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from saferplan.sources.files import InputFile, Problem
from saferplan.sources.recognise import TEXT_SUFFIXES, all_sources
from saferplan.tables.hashing import sha256_of

_ELSEWHERE = ("path", "readable", "container")
"""Of an input file, what follows from where it lies now."""
_FIELDS = tuple(field.name for field in fields(InputFile) if field.name not in _ELSEWHERE)


class KnownFiles:
    """What is known of files, by their names below the inbox, and kept at `path` for the same `code` only.

    Deleting what is kept is always safe, and damage to it is noticed. Without a path nothing is known, nor kept; one that is
    not `trusting` learns everything anew.
    """

    def __init__(self, path: Path | None, code: str, *, trusting: bool = True) -> None:
        self._path, self._code = path, code
        self._before = _read(path, code) if path and trusting else {}
        self._now: dict[str, dict[str, Any]] = {}
        self._seen: dict[str, list[int] | None] = {}
        self._pool = ThreadPoolExecutor(1)
        self._held: list[Future[bool]] = []

    def find(self, readable: Path, shown: str, container: str) -> InputFile | None:
        """The file as it was found and recognised before, if it seems to be the same; its bytes will be held against that."""
        known, self._seen[shown] = self._before.get(shown), _seen(readable)
        if known is None or known["seen"] != self._seen[shown]:
            return None
        self._now[shown] = known
        self._held.append(self._pool.submit(_has_hash, readable, known["sha256"]))
        return _file_of(known, shown, readable, container)

    def note(self, found: InputFile) -> None:
        """Keep what was learnt of a file that was looked for here and then read, and recognised."""
        is_text = Path(found.name).suffix.lower() in TEXT_SUFFIXES
        if is_text and found.sha256 and (before := self._seen.get(found.path)):
            plain = {name: getattr(found, name) for name in _FIELDS} | {"seen": before}
            plain["source"] = found.source and found.source.id
            plain["problem"] = found.problem and asdict(found.problem)
            self._now[found.path] = json.loads(json.dumps(plain))  # as it is now, and as it will be read

    def are_right(self) -> bool:
        """Whether every file that was taken for one known has its bytes; waits until all are hashed."""
        return all(each.result() for each in self._held)

    def let_go(self) -> None:
        """Hash no further files, when nobody will ask any more."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def save(self) -> None:
        """Keep what is known now. A disk that refuses costs the next build time only."""
        if self._path and not (self._now == self._before and self._path.is_file()):
            text = json.dumps([self._code, self._now])
            try:
                self._path.parent.mkdir(exist_ok=True)
                self._path.write_text(f"{_digest(text)}\n{text}", encoding="utf-8")
            except OSError:
                return


def _read(path: Path, code: str) -> dict[str, dict[str, Any]]:
    """What was kept, or nothing where it is of another program, damaged or absent."""
    try:
        digest, _, text = path.read_text(encoding="utf-8").partition("\n")
    except (OSError, ValueError):
        return {}
    if digest != _digest(text):
        return {}
    of, known = json.loads(text)
    return known if of == code else {}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _seen(readable: Path) -> list[int] | None:
    """Size and time of change, in bytes and nanoseconds; None of a file that cannot be looked at."""
    try:
        stat = readable.stat()
    except OSError:
        return None
    return [stat.st_size, stat.st_mtime_ns]


def _has_hash(readable: Path, expected: str) -> bool:
    try:
        return sha256_of(readable) == expected
    except OSError:
        return False


def _file_of(known: dict[str, Any], shown: str, readable: Path, container: str) -> InputFile:
    values = {name: known[name] for name in _FIELDS}
    values["source"] = next((each for each in all_sources() if each.id == known["source"]), None)
    values["problem"] = Problem(**known["problem"]) if known["problem"] else None
    values |= {
        "blank_lines": tuple(known["blank_lines"]),
        "headings": list(known["headings"]),
        "hints": dict(known["hints"]),
    }
    return InputFile(path=shown, readable=readable, container=container, **values)
