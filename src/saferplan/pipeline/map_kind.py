"""What a kind of mapping brings to `map`: how it looks at a file, what it asks, and how what it made is tried on the file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from saferplan.base.errors import SettingsError
from saferplan.pipeline.mappings import SavedMapping
from saferplan.pipeline.workspace import Workspace

Asked = Callable[[str, str, Sequence[str]], str]
"""Asks a question, with the default and the answers there are (none: any); gives the answer."""


@dataclass(frozen=True)
class Question:
    """What a proposal cannot know: a question, the cautious answer, and the answers there are (none: any)."""

    text: str
    default: str
    choices: tuple[str, ...]


class Answers:
    """Asks, or takes the default and writes down that nobody was asked."""

    def __init__(self, ask: Asked | None, taken: list[str]) -> None:
        self._ask, self._taken = ask, taken

    def get(self, key: str, question: str, default: str, choices: Sequence[str] = ()) -> str:
        if self._ask is None:
            self._taken.append(f"{key} = {default}")
            return default
        answer = self._ask(question, default, choices).strip() or default
        if choices and answer not in choices:
            raise SettingsError(f"“{answer}” is no answer to: {question}", f"The answers are: {', '.join(choices)}.")
        return answer

    def is_yes(self, key: str, question: str, default: str = "no") -> bool:
        return self.get(key, question, default, ("yes", "no")) == "yes"

    def ignored(self, personal: Mapping[str, str]) -> list[str]:
        """Of the columns that look personal, each with what it looks like, those that a person says are never to be read."""
        return [
            heading for heading, what in personal.items()
            if heading and self.is_yes(
                f"ignore “{heading}”",
                f"Column “{heading}” looks like {what}. Shall it be ignored, never read, so that files with it are taken? "
                "If not, a build refuses them until the supplier takes the column out.",
            )
        ]  # fmt: skip


@dataclass
class Tried:
    """What a build would make of the file by the new mapping: in lines, and as objects for programs."""

    lines: list[str] = field(default_factory=list)
    objects: dict[str, Any] = field(default_factory=dict)
    problem: str = ""
    """Why the whole file would be refused, and the way out."""


@dataclass(frozen=True)
class Look:
    """What a kind makes of a file: what it was taken for, in words, and whether that is more than a possibility."""

    kind: str
    proposal: Any
    lines: list[str]
    is_sure: bool = True
    doubt: str = ""
    """Where it is not sure and only a person can tell: why, in words."""


@dataclass(frozen=True)
class MappedKind:
    """How files of one kind are mapped. `look` gives None where a file holds nothing of the kind."""

    what: str
    """What the files hold, in a few words."""
    guide: str
    """The page that says how such a mapping is written by hand."""
    look: Callable[[Path, str], Look | None]
    """What it makes of a file, or of one sheet of it, by name."""
    complete: Callable[[Any, Path, str, Answers], dict[str, Any]]
    """From a proposal, the file, the mapping's name and answers to what the mapping says."""
    try_on: Callable[[Workspace, Path, SavedMapping, Any, date], Tried]
    """What a build of this day in this workspace would make of the file; the proposal is given too."""
