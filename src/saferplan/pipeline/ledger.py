"""The ledger of a build: what became of every row of every file, held against the lines each file has."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from saferplan.base.errors import SaferplanError
from saferplan.sources.contract import Source
from saferplan.sources.files import InputFile, Problem
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine
from saferplan.tables.hashing import sha256_of
from saferplan.tables.loader import Loaded


@dataclass
class Ledger:
    """What became of every file's rows, by file number."""

    files: list[InputFile]
    kept: dict[int, int] = field(default_factory=dict)
    refused: dict[int, int] = field(default_factory=dict)
    duplicates: dict[int, int] = field(default_factory=dict)
    superseded: dict[int, int] = field(default_factory=dict)
    """Rows of files that count in part: a newer issue gives the same quarter."""
    left_out: dict[int, int] = field(default_factory=dict)
    """Rows of partners' files that are no values, each listed in `local_left_out`."""

    def numbered(self, source_id: str) -> list[tuple[int, InputFile]]:
        """The usable files of a source with their numbers."""
        return [
            (number, found)
            for number, found in enumerate(self.files, start=1)
            if found.usable and found.source and found.source.id == source_id
        ]

    def add(self, loaded: Loaded) -> None:
        self.kept.update(loaded.kept)
        self.refused.update(loaded.refused)
        for file_id in loaded.unbalanced:
            found = self.files[file_id - 1]
            found.status = "refused"
            found.problem = _why_unbalanced(found)

    def move(self, file_id: int, rows: int, *, to: dict[int, int]) -> None:
        """Rows that were kept turn out refused, duplicate or superseded."""
        self.kept[file_id] -= rows
        to[file_id] = to.get(file_id, 0) + rows


def _why_unbalanced(found: InputFile) -> Problem:
    """The line whose quotation marks do not pair, or that the file was changed while it was being read."""
    line_number, text = 1, ""
    assert found.readable is not None
    if is_changed(found):
        return CHANGED
    try:
        with found.readable.open(encoding="utf-8-sig", errors="replace", newline="\n") as lines:
            odd = ((number, line) for number, line in enumerate(lines, start=1) if line.count('"') % 2)
            line_number, text = next(odd, (1, ""))
    except OSError:
        return CHANGED
    return Problem(
        "The rows do not add up to the lines: a quotation mark is opened and not closed.",
        "Download the file again; if it was edited, undo the edit.",
        line=line_number,
        value=text[:200].rstrip(),
    )


def is_changed(found: InputFile) -> bool:
    """Whether the file is no longer the one whose hash was taken."""
    try:
        return found.readable is None or sha256_of(found.readable) != found.sha256
    except OSError:
        return True


CHANGED = Problem(
    "The file was changed, moved or locked while it was being read.",
    "Leave the inbox alone until the build has ended, then build again.",
)


def write_ledger(engine: Engine, ledger: Ledger) -> None:
    """Fill `input_file`, list the refused files in `refusal`, and hold every file's rows against its lines."""
    rows, refusals = [], []
    for number, found in enumerate(ledger.files, start=1):
        rows_in = found.rows_in
        kept, duplicates = ledger.kept.get(number, 0), ledger.duplicates.get(number, 0)
        refused = ledger.refused.get(number, 0)
        if found.status == "refused":
            kept, refused = 0, rows_in
        elif found.status == "duplicate":
            duplicates = rows_in
        superseded = rows_in if found.status == "superseded" else ledger.superseded.get(number, 0)
        left_out = ledger.left_out.get(number, 0)
        if found.status == "not_recognised":
            rows_in = 0
        if kept + refused + duplicates + superseded + left_out != rows_in:
            out = f"{kept}+{refused}+{duplicates}+{superseded}+{left_out}"
            raise SaferplanError(f"{found.path}: {rows_in} rows in, {out} out")
        note = found.problem.reason if found.problem else found.note
        source_id = found.source.id if found.source else None
        rows.append((number, found.path, source_id, found.sha256, found.bytes, found.issue, found.status, note, rows_in,
                     kept, refused, duplicates, superseded, left_out))  # fmt: skip
        if found.status == "refused" and found.problem:
            problem = found.problem
            refusals.append(
                (number, problem.line, problem.column or "(file)", problem.value, problem.reason, problem.way_out)
            )
    engine.insert(all_tables()["input_file"], rows)
    engine.insert(all_tables()["refusal"], refusals)


def rows_of(files: Sequence[InputFile]) -> int:
    """How many rows of text the files hold together that are read, those of older issues among them."""
    return sum(found.rows_in for found in files if found.status in ("loaded", "superseded"))


def used_sources(files: Sequence[InputFile]) -> list[Source]:
    """The sources of the files that were read, in the order of their identifiers."""
    used = {found.source.id: found.source for found in files if found.source}
    return [used[source_id] for source_id in sorted(used)]
