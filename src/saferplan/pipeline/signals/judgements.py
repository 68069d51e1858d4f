"""What became of signals: `inbox/judgements/signals-YYYY-MM-DD.toml`, written by people, one [[signal]] for each.

[[signal]]
id = "e92d0635"
about = "Shoplifting in Roseworth: a rise from August 2025"   # for whoever reads it when the signal has gone
judgement = "real"            # real, recording, known or no_action
tasked_to = "Neighbourhood policing team"
result = "Store wardens from November"
may_publish = false           # true once it may be shown outside the partnership
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, ValidationError

from saferplan.base.errors import InputError
from saferplan.base.periods import Month

FILE = re.compile(r"signals-(\d{4}-\d{2}-\d{2})\.toml")
NEARLY = re.compile(r"signal.*", re.IGNORECASE | re.DOTALL)
WRITTEN_AS = ("", ".toml", ".txt")
"""Endings of files that somebody wrote as judgements; what an editor leaves behind has others."""
CALL_IT = "Call it signals-2025-11-30.toml, with the day on which you judged."


class Entry(BaseModel):
    """What a person found a signal to be, as it stands in a file. What lets it be shown is true or false, and no word."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")]
    about: str = ""
    judgement: Literal["real", "recording", "known", "no_action"]
    tasked_to: str = ""
    result: str = ""
    may_publish: StrictBool = False


@dataclass(frozen=True)
class Judgement:
    """An entry with the day of its file."""

    entry: Entry
    judged_on: date


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    signal: list[Entry]


def judgement_files(folder: Path, today: date) -> list[Path]:
    """The files, the oldest day first.

    InputError for one whose name is nearly right, or has a day to come, and for judgements in a file of another name: whoever
    wrote them would think that they were read.
    """
    there = sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []
    found = [path for path in there if _is_of_judgements(path)]
    for path in found:
        day = _day(path)
        if day is None:
            raise InputError(
                f"judgements/{path.name}: judgements of signals are not read from a file of this name.", CALL_IT
            )
        if day > today:
            raise InputError(
                f"judgements/{path.name}: its day is after today, {today.day} {Month.of(today).name}.", CALL_IT
            )
    return found


def _is_of_judgements(path: Path) -> bool:
    """By its name, or because judgements of signals stand in it."""
    if NEARLY.fullmatch(path.name):
        return path.suffix.lower() in WRITTEN_AS
    return path.suffix.lower() in WRITTEN_AS[1:] and "[[signal]]" in path.read_text(encoding="utf-8", errors="replace")


def read_judgements(paths: Iterable[Path]) -> dict[str, Judgement]:
    """The newest judgement of each signal. InputError names file, entry and what is wrong."""
    found: dict[str, Judgement] = {}
    for path in paths:
        try:
            entries = _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig"))).signal
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise InputError(f"{path.name} cannot be read: {error}", "Put the file right.") from error
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise InputError(
                f"{path.name}, {where}: {first['msg']} (found {first['input']!r})", "Put the file right."
            ) from error
        for name, times in Counter(each.id for each in entries).items():
            if times > 1:
                way_out = "Leave one of them. If you think otherwise later, write it into a file of that day."
                raise InputError(f"{path.name}: signal {name} is judged {times} times.", way_out)
        found |= {each.id: Judgement(each, _day(path) or date.min) for each in entries}
    return found


def _day(path: Path) -> date | None:
    match = FILE.fullmatch(path.name)
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None
