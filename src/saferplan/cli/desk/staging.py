"""Files that were handed over and are not in the inbox yet: looked at first, then kept or thrown away."""

import os
import re
import shutil
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from saferplan.base.errors import InputError

FOLDER = ".desk"
CHUNK_BYTES = 1 << 20
MOST_BYTES = 4 << 30
"""Of files handed over at once."""
MOST_NAME_BYTES = 180
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}


@dataclass(frozen=True)
class Staging:
    """The folder of a workspace where handed-over files wait."""

    workspace: Path

    @property
    def folder(self) -> Path:
        return self.workspace / FOLDER

    @property
    def files(self) -> list[Path]:
        return sorted(path for path in self.folder.glob("*") if path.is_file()) if self.folder.is_dir() else []

    def add(self, name: str, content: BinaryIO) -> Path:
        """Write a file beside and put it in its place. One of the same name is replaced: the newer was meant."""
        target = self.folder / plain_name(name)
        self.folder.mkdir(exist_ok=True)
        beside = target.with_name(f"{target.name}.part")
        with beside.open("wb") as opened:
            shutil.copyfileobj(content, opened, CHUNK_BYTES)
            opened.flush()
            os.fsync(opened.fileno())
        beside.replace(target)
        return target

    def keep(self, inbox: Path, today: date, files: Sequence[Path]) -> Path:
        """Move waiting files into a folder of the day in the inbox; nothing that is there already is replaced."""
        day, number = inbox / f"added-{today}", 1
        while day.exists() and any((day / path.name).exists() for path in files):
            number += 1
            day = inbox / f"added-{today}-{number}"
        day.mkdir(parents=True, exist_ok=True)
        for path in files:
            path.replace(day / path.name)
        return day

    def discard(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def plain_name(name: str) -> str:
    """A file's own name without folders, fit for any system. Raises InputError where nothing is left of it."""
    last = re.split(r"[\\/]", name)[-1]
    plain = re.sub(r'[\x00-\x1f<>:"|?*]', "_", last).strip(" .")
    if not plain or plain.split(".")[0].lower() in _RESERVED:
        raise InputError(f"“{name}” cannot be a file's name.", "Rename the file and hand it over again.")
    return shortened(plain)


def shortened(plain: str) -> str:
    """A name of no more bytes than every system takes, its ending kept."""
    stem, ending = _parted(plain)
    room = MOST_NAME_BYTES - len(ending.encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .") + ending


def _parted(plain: str) -> tuple[str, str]:
    """A name before its ending, and the ending with its dot."""
    stem, dot, ending = plain.rpartition(".") if "." in plain[-10:] else (plain, "", "")
    return stem, dot + ending


def apart(name: str, taken: Collection[str]) -> str:
    """A name that is none of the taken ones, with a number behind it if need be: two files handed over at once are two."""
    plain, number = plain_name(name), 1
    stem, ending = _parted(plain)
    while plain.casefold() in taken:
        number += 1
        plain = shortened(f"{stem} ({number}){ending}")
    return plain
