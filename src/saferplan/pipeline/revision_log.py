"""`revisions`: what each edition of a workspace changed against the one before it, newest first."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from saferplan.base.errors import EditionError
from saferplan.pipeline.compare import Comparison, compare_sides
from saferplan.pipeline.compared.side import Side, read_side
from saferplan.tables.editions import Edition, list_editions


@dataclass(frozen=True)
class Entry:
    """A pair of consecutive editions: what moved, or why that cannot be said."""

    older: str
    newer: str
    comparison: Comparison | None
    trouble: str | None = None


def revision_log(workspace: Path, *, heard: Callable[[str], None] = lambda text: None) -> list[Entry]:
    """An entry for each two editions in a row, newest first; an edition that cannot be read is said to be so."""
    entries: list[Entry] = []
    before: tuple[str, Side | str] | None = None
    for edition in list_editions(workspace):
        heard(f"Reading edition {edition.name}")
        now = edition.name, _side_or_trouble(edition)
        if before:
            entries.append(_entry(*before, *now))
        before = now
    return entries[::-1]


def _side_or_trouble(edition: Edition) -> Side | str:
    try:
        if altered := edition.altered_files():
            return f"Edition {edition.name} has been altered since it was made: {', '.join(altered)}."
        return read_side(edition)
    except EditionError as error:
        return error.what


def _entry(older: str, old: Side | str, newer: str, new: Side | str) -> Entry:
    troubles = [each for each in (old, new) if isinstance(each, str)]
    if isinstance(old, Side) and isinstance(new, Side):
        try:
            return Entry(older, newer, compare_sides(old, new))
        except EditionError as error:
            troubles.append(error.what)
    return Entry(older, newer, None, " ".join(troubles))
