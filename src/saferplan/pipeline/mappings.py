"""`mappings/`: how the files of each supplier are read, one TOML a supplier. What a mapping may say follows from its kind.

A new kind is a model of what it says and a function that makes a source of it; the rest of this module serves them all.
"""

import difflib
import hashlib
import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from saferplan.base.errors import SettingsError, WorkspaceError
from saferplan.evidence.catalogue import all_indicators
from saferplan.sources.contract import Source
from saferplan.sources.local.event_mapping import EventMapping, event_source_of
from saferplan.sources.local.mapping import IndicatorMapping, source_of

FOLDER = "mappings"
_NAME = re.compile(r"[a-z][a-z0-9-]{0,40}")
_NAME_RULE = "the name of a mapping is small letters, digits and hyphens, the first a letter."


@dataclass(frozen=True)
class Kind:
    """A kind of mapping: what it may say, and the source that it makes of a supplier's files."""

    model: type[BaseModel]
    source_of: Callable[[str, Any], Source]


KINDS: dict[str, Kind] = {
    "indicators": Kind(IndicatorMapping, source_of),
    "events": Kind(EventMapping, event_source_of),
}


@dataclass(frozen=True)
class SavedMapping:
    """A mapping as it lies in the workspace."""

    name: str
    kind: str
    sha256: str
    rules: Any
    """What it says: an object of its kind's model."""
    source: Source


def read_mappings(folder: Path) -> tuple[SavedMapping, ...]:
    """Every mapping of a workspace, by name. Raises SettingsError that names the file and the key."""
    found = [read_mapping(path) for path in sorted(folder.glob("*.toml"))] if folder.is_dir() else []
    _distinct([each for each in found if each.kind == "indicators"])
    return tuple(found)


def free_place(folder: Path, name: str) -> Path:
    """Where a new mapping of this name goes. Raises SettingsError for what is no name, WorkspaceError where there is one."""
    if not _NAME.fullmatch(name):
        raise SettingsError(f"“{name}”: {_NAME_RULE}", "Choose another, such as --name safe-at-home.")
    target = folder / f"{name}.toml"
    if target.exists():
        raise WorkspaceError(
            f"There is a mapping {FOLDER}/{target.name} already.", "Choose another --name, or edit it."
        )
    return target


def read_mapping(path: Path) -> SavedMapping:
    """One mapping. Raises SettingsError."""
    shown = f"{FOLDER}/{path.name}"
    if not _NAME.fullmatch(path.stem):
        raise SettingsError(f"{shown}: {_NAME_RULE}", "Rename the file: safe-at-home.toml.")
    content = path.read_bytes()
    try:
        said = tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{shown} is not readable TOML: {error}.", "Correct the line it names.") from error
    kind = said.get("kind")
    if kind not in KINDS:
        raise SettingsError(
            f"{shown}: kind is {kind!r}." if kind else f"{shown}: it does not say its kind.",
            f"The kinds are: {', '.join(KINDS)}.",
        )
    rules = checked_mapping(KINDS[kind].model, shown, said)
    text = content.replace(b"\r\n", b"\n")  # the same mapping on every laptop
    return SavedMapping(
        path.stem, kind, hashlib.sha256(text).hexdigest(), rules, KINDS[kind].source_of(path.stem, rules)
    )


def checked_mapping(model: type[BaseModel], shown: str, said: dict[str, Any]) -> Any:
    """What a mapping says, checked. Raises SettingsError that names the file, the key, and the near one."""
    try:
        return model(**said)
    except ValidationError as error:
        raise SettingsError(*_explain(error, model, shown, said)) from error


def _distinct(mappings: Sequence[SavedMapping]) -> None:
    """No two mappings may define one indicator, and none one that is published."""
    owners = {indicator.id: "the published indicators" for indicator in all_indicators()}
    for each in mappings:
        for indicator in each.rules.indicator:
            if indicator.id in owners:
                raise SettingsError(
                    f"{FOLDER}/{each.name}.toml: the id “{indicator.id}” is one of {owners[indicator.id]} already.",
                    "Give it an id that says whose figure it is.",
                )
            owners[indicator.id] = f"{FOLDER}/{each.name}.toml"


def _explain(error: ValidationError, model: type[BaseModel], shown: str, said: dict[str, Any]) -> tuple[str, str]:
    """What is wrong and the way out: the key in words, the near key where it is not known."""
    found = error.errors()
    first = next(
        (each for each in found if each["type"] == "extra_forbidden"), found[0]
    )  # a key misspelt is one missing too
    place = tuple(first["loc"])
    key = _key_words(place, said)
    if first["type"] == "extra_forbidden":
        keys = list(_model_at(model, place[:-1]).model_fields)
        near = difflib.get_close_matches(str(place[-1]), keys, 1, 0.5)
        return (
            f"{shown}: there is no key {key}.",
            f"Did you mean “{near[0]}”?" if near else f"The keys are: {', '.join(keys)}.",
        )
    if first["type"] == "missing":
        field = _model_at(model, place[:-1]).model_fields[str(place[-1])]
        return f"{shown}: {key} is missing.", f"Write it: {field.description}"
    message = re.sub(r"^Value error, ", "", first["msg"])
    given = f" (it is {first['input']!r})" if isinstance(first["input"], str | int | float) else ""
    where = f"{key}{given}: " if place and not isinstance(place[-1], int) else ""
    return f"{shown}: {where}{message}.", "Correct it and run the command again."


def _key_words(place: Sequence[str | int], said: Any) -> str:
    """ "polarity" of indicator 2 (helped), as a person would look for it."""
    outer = ""
    for step in place:
        said = said[step] if isinstance(said, dict) and step in said else said
        if isinstance(step, int):
            said = said[step] if isinstance(said, list) and step < len(said) else {}
            name = f" ({said['id']})" if isinstance(said, dict) and "id" in said else ""
            outer = f" of {place[0]} {step + 1}{name}"
    keys = [str(step) for step in place if not isinstance(step, int)]
    return f"“{keys[-1] if outer else '.'.join(keys)}”{outer}"


def _model_at(model: type[BaseModel], place: Sequence[str | int]) -> type[BaseModel]:
    for step in place:
        if isinstance(step, str) and step in model.model_fields:
            annotation = model.model_fields[step].annotation
            inner = [each for each in (annotation, *get_args(annotation)) if isinstance(each, type)]
            model = next((each for each in inner if issubclass(each, BaseModel)), model)
    return model


def set_aside(folder: Path, name: str) -> Path:
    """Rename a mapping so that it is read no longer; gives the path that it is kept under. None is written over."""
    number = 1
    while (kept := folder / f"{name}.toml.old{'' if number == 1 else number}").exists():
        number += 1
    (folder / f"{name}.toml").rename(kept)
    return kept
