"""Rows kept from build to build: an edition made with them has the bytes of one made without, and no damage to them shows."""

import random
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.support.small import (
    FEW,
    HEADINGS,
    MONTHS,
    OUTCOME_HEADINGS,
    TODAY,
    build_small,
    csv_text,
    hashes,
    put,
    small_workspace,
    street_bytes,
    street_name,
    street_rows,
)

from saferplan.pipeline.build import build
from saferplan.pipeline.workspace import Workspace, open_workspace
from saferplan.tables import engine as engine_module
from saferplan.tables import keeping
from saferplan.tables.editions import Edition


def _street(workspace: Workspace, month: str) -> Path:
    return workspace.inbox / "police" / street_name(month)


def _add(workspace: Workspace, draw: random.Random) -> None:
    month = draw.choice(MONTHS[-9:])
    put(_street(workspace, month), street_bytes(street_rows(month, draw.randint(5, 25))))


def _add_outcomes(workspace: Workspace, draw: random.Random) -> None:
    month = draw.choice(FEW)
    rows = [[*row[:9], "Suspect charged"] for row in street_rows(month) if row[0]]
    put(_street(workspace, month).with_name(f"{month}-smallshire-outcomes.csv"), csv_text(OUTCOME_HEADINGS, rows))


def _remove(workspace: Workspace, draw: random.Random) -> None:
    found = sorted((workspace.inbox / "police").rglob("*.csv"))
    if len(found) > 2:
        draw.choice(found).unlink()


def _break_a_row(workspace: Workspace, draw: random.Random) -> None:
    month = draw.choice(FEW)
    rows = street_rows(month)
    rows[draw.randrange(len(rows))][draw.choice((1, 4, 7, 9))] = "nonsense"
    put(_street(workspace, month), street_bytes(rows))


def _open_a_quotation(workspace: Workspace, draw: random.Random) -> None:
    month = draw.choice(FEW)
    put(_street(workspace, month), street_bytes(street_rows(month)).replace(b"On or near", b'"On or near', 1))


def _repeat_a_row(workspace: Workspace, draw: random.Random) -> None:
    month = draw.choice(FEW)
    rows = street_rows(month)
    put(_street(workspace, month), street_bytes([*rows, rows[0], rows[4], rows[4]]))


def _another_layout(workspace: Workspace, draw: random.Random) -> None:
    month = draw.choice(FEW)
    rows = [[row[0], *row[1:11]] for row in street_rows(month)]
    put(_street(workspace, month), csv_text(HEADINGS[:11], rows))


def _newer_issue(workspace: Workspace, draw: random.Random) -> None:
    rows = street_rows(FEW[0])[: draw.randint(10, 19)]
    put(workspace.inbox / "later" / street_name(FEW[0]), street_bytes(rows))
    put(workspace.inbox / "later" / street_name("2017-04"), street_bytes(street_rows("2017-04")))


def _shorten_a_lookup(workspace: Workspace, draw: random.Random) -> None:
    path = workspace.inbox / "LSOA11_LSOA21_LAD22_lookup.csv"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1] if len(lines) > 7 else [*lines, lines[-1]]))


def _another_setting(workspace: Workspace, draw: random.Random) -> None:
    path = workspace.path / "saferplan.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"partial_below_share = 0.{draw.randint(11, 99)}\n" + "".join(
        line for line in text.splitlines(keepends=True) if not line.startswith("partial_below")), encoding="utf-8")  # fmt: skip


CHANGES: tuple[Callable[[Workspace, random.Random], None], ...] = (
    _add, _add, _add_outcomes, _remove, _break_a_row, _open_a_quotation, _repeat_a_row, _another_layout, _newer_issue,
    _shorten_a_lookup, _another_setting,
)  # fmt: skip


def _outcome(workspace: Workspace, today: date = TODAY) -> dict[str, str] | str:
    """The bytes of a new edition by file, or the words of the error; no edition is left."""
    try:
        edition = build(open_workspace(workspace.path), today=today, with_reports=False).edition
        return hashes(edition.path)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    finally:
        shutil.rmtree(workspace.path / "editions", ignore_errors=True)
        (workspace.path / "current").unlink(missing_ok=True)


@pytest.fixture
def workspace(tmp_path) -> Workspace:
    return small_workspace(tmp_path / "smallshire")


@pytest.mark.parametrize("seed", range(6))
def test_with_and_without_kept_rows_the_bytes_are_the_same(workspace, seed):
    draw = random.Random(seed)
    _outcome(workspace)
    editions = 0
    for step in range(5):
        change = draw.choice(CHANGES)
        change(workspace, draw)
        today = draw.choice((TODAY, date(2017, 3, 1)))
        with_kept = _outcome(workspace, today)
        aside = workspace.cache.rename(workspace.path / ".aside")
        without = _outcome(workspace, today)
        assert with_kept == without, (seed, step, change.__name__)
        editions += isinstance(without, dict)
        shutil.rmtree(workspace.cache, ignore_errors=True)
        aside.rename(workspace.cache)
    assert editions >= 2


def test_rows_are_held_against_another_lookup(workspace):
    """A code that the lookup has no more is refused, though its rows were kept while it was known."""
    build_small(workspace)
    lookup = workspace.inbox / "LSOA11_LSOA21_LAD22_lookup.csv"
    lines = lookup.read_bytes().splitlines(keepends=True)
    lookup.write_bytes(b"".join(line for line in lines if b"E01099004" not in line))
    edition = build_small(workspace).edition
    assert {row["value"] for row in edition.rows("SELECT value FROM refusal")} == {"E01099004"}


def _texts_read(workspace: Workspace, monkeypatch) -> tuple[Edition, int]:
    """A build, and how often it read files as text."""
    read = []
    real = engine_module.Engine.run

    def run(self, sql, values=None):
        read.append(sql.startswith("CREATE TEMP TABLE staged"))
        real(self, sql, values)

    monkeypatch.setattr(engine_module.Engine, "run", run)
    edition = build_small(workspace).edition
    monkeypatch.undo()
    return edition, sum(read)


def test_only_new_files_are_read_as_text(workspace, monkeypatch):
    _, at_first = _texts_read(workspace, monkeypatch)
    put(_street(workspace, MONTHS[-5]), street_bytes(street_rows(MONTHS[-5])))
    edition, then = _texts_read(workspace, monkeypatch)
    assert (at_first, then) == (6, 1)
    assert edition.rows("SELECT count(DISTINCT file_id) AS files FROM offence") == [{"files": 4}]


@pytest.mark.parametrize("damage", ["cut", "flip", "empty", "swap", "gone"])
def test_damaged_rows_are_never_used(workspace, damage):
    expected = _outcome(workspace)
    kept = sorted(workspace.cache.iterdir())
    assert kept
    contents = [path.read_bytes() for path in kept]
    for path, content, other in zip(kept, contents, contents[1:] + contents[:1], strict=True):
        middle = len(content) // 2
        path.write_bytes({
            "cut": content[:middle], "flip": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
            "empty": b"", "swap": other, "gone": content,
        }[damage])  # fmt: skip
        if damage == "gone":
            path.unlink()
    (workspace.cache / ".unfinished-1").write_bytes(b"half")
    assert _outcome(workspace) == expected
    assert [path.read_bytes() for path in sorted(workspace.cache.iterdir())] == contents


def test_a_folder_that_cannot_be_made_costs_time_only(workspace):
    expected = _outcome(workspace)
    shutil.rmtree(workspace.cache)
    workspace.cache.write_bytes(b"a file stands where the folder should be")
    assert _outcome(workspace) == expected


def test_too_many_rows_are_not_kept(workspace, monkeypatch):
    expected = _outcome(workspace)
    monkeypatch.setattr(keeping, "MOST_ROWS", 30)  # a street file has twenty, and there are three
    assert _outcome(workspace) == expected
    few = [path for path in workspace.cache.iterdir() if path.stat().st_size]
    shutil.rmtree(workspace.cache)
    assert _outcome(workspace) == expected
    assert 0 < len(list(workspace.cache.iterdir())) == len(few)
    monkeypatch.undo()
    assert _outcome(workspace) == expected
    assert len(list(workspace.cache.iterdir())) == len(few) + 3


def test_what_is_no_longer_in_the_inbox_is_not_kept(workspace):
    build_small(workspace)
    before = len(list(workspace.cache.iterdir()))
    _street(workspace, FEW[0]).unlink()
    build_small(workspace)
    assert len(list(workspace.cache.iterdir())) == before - 1


def test_a_file_altered_while_it_is_read_is_not_kept(workspace, monkeypatch):
    """Its rows would pass for those of the bytes whose hash was taken."""
    real, path = engine_module.Engine.run, _street(workspace, FEW[0])

    def run(self, sql, values=None):
        if sql.startswith("CREATE TEMP TABLE staged") and "x_category" in sql:
            path.write_bytes(path.read_bytes().replace(b"Burglary", b"Robbery"))
        real(self, sql, values)

    truth = _outcome(workspace)
    shutil.rmtree(workspace.cache)
    original = path.read_bytes()
    monkeypatch.setattr(engine_module.Engine, "run", run)
    build_small(workspace)
    monkeypatch.undo()
    path.write_bytes(original)
    shutil.rmtree(workspace.path / "editions")
    (workspace.path / "current").unlink()
    assert _outcome(workspace) == truth
