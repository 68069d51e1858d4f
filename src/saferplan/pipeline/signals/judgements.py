"""What became of signals: `inbox/judgements/signals-YYYY-MM-DD.toml`, written by people, one [[signal]] for each.

[[signal]]
id = "e92d0635"
judgement = "real"            # real, recording, known or no_action
tasked_to = "Neighbourhood policing team"
result = "Store wardens from November"
may_publish = false           # true once it may be shown outside the partnership
"""

import re
import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from saferplan.base.errors import InputError

FILE = re.compile(r"signals-(\d{4}-\d{2}-\d{2})\.toml")


class Judgement(BaseModel):
    """What a person found a signal to be."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")]
    judgement: Literal["real", "recording", "known", "no_action"]
    tasked_to: str = ""
    result: str = ""
    may_publish: bool = False
    judged_on: date = date.min


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    signal: list[Judgement]


def judgement_files(folder: Path) -> list[Path]:
    """The files, the oldest day first. One whose name is nearly right is refused with InputError."""
    found = sorted(folder.glob("signals*.toml"))
    for path in found:
        if not _day(path):
            raise InputError(f"{path.name}: the name has no day.", "Call it signals-2025-11-30.toml.")
    return found


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
        found |= {each.id: each.model_copy(update={"judged_on": _day(path)}) for each in entries}
    return found


def _day(path: Path) -> date | None:
    match = FILE.fullmatch(path.name)
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None
