"""What is being done in wards: texts that people put into inbox/judgements/wards/, named by the ward's name or code."""

import difflib
import re
from collections.abc import Mapping
from pathlib import Path

from saferplan.base.errors import InputError
from saferplan.base.numerals import listed
from saferplan.pipeline.workspace import Workspace
from saferplan.report.wards.sheet import MOST_LETTERS, MOST_LINES
from saferplan.sources.archives import is_hidden

FOLDER = "inbox/judgements/wards/"


def doing_in(workspace: Workspace, code: str, name: str) -> str:
    """What the partnership says it does in a ward; nothing where it has put no text.

    Raises InputError for a text that is not UTF-8 or too long for the page, and for two texts of one ward.
    """
    found = [path for path in _files(workspace) if _is_text(path) and slug(path.stem) in (slug(code), slug(name))]
    if len(found) > 1:
        raise InputError(
            f"{listed([path.name for path in found])} are texts of one ward, {name}.", "Make one file of them."
        )
    return _read(found[0]) if found else ""


def unused_texts(workspace: Workspace, wards: Mapping[str, str]) -> list[str]:
    """Of each file that is the text of no ward, by code and name, why it is not used and what it should be called."""
    expected = {slug(word): f"{slug(name)}.txt" for code, name in wards.items() for word in (name, code)}
    return [
        f"{FOLDER}{path.name} is not used: {_why(path, expected)}"
        for path in _files(workspace) if not (_is_text(path) and slug(path.stem) in expected)
    ]  # fmt: skip


def _why(path: Path, expected: Mapping[str, str]) -> str:
    stem = slug(path.stem)
    if stem in expected:
        return f"it is no text file. Save it as plain text in UTF-8, {expected[stem]}."
    near = dict.fromkeys(expected[each] for each in difflib.get_close_matches(stem, expected, 3, 0.6))
    names = ", ".join(near or dict.fromkeys(expected.values()))
    return f"no ward is of this name. {'Near it' if near else 'The names are'}: {names}."


def _files(workspace: Workspace) -> list[Path]:
    folder = workspace.inbox / "judgements" / "wards"
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(path for path in found if not is_hidden(path.relative_to(folder)))


def _is_text(path: Path) -> bool:
    return path.suffix.lower() == ".txt" and path.is_file()


def _read(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise InputError(f"{path.name} is not UTF-8 text.", "Save it as UTF-8 and run the command again.") from error
    if len(text) > MOST_LETTERS:
        raise InputError(f"{path.name} has {len(text):,} letters; {MOST_LETTERS} fit on the sheet.", "Shorten it.")
    if (lines := sum(bool(line.strip()) for line in text.splitlines())) > MOST_LINES:
        way_out = "Put several of them on one line, or leave some out."
        raise InputError(f"{path.name} has {lines} lines; {MOST_LINES} fit on the sheet.", way_out)
    return text


def slug(name: str) -> str:
    """ "Hardwick & Salters Lane" as a file is named: "hardwick-salters-lane"."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
