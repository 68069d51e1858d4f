"""Editions: the same bytes anywhere, whole whatever stops a build, and never more of them than there is news."""

import json
import os
import random
import subprocess
import sys
import time
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from tests.support.small import (
    FEW,
    MONTHS,
    TODAY,
    build_small,
    hashes,
    put,
    small_workspace,
    street_bytes,
    street_name,
    street_rows,
)

from saferplan.base.errors import BusyError, EditionError, StorageError
from saferplan.pipeline.build import build
from saferplan.pipeline.workspace import hold, open_workspace
from saferplan.tables.editions import current_edition, list_editions, named_edition


@pytest.fixture
def workspace(tmp_path):
    return small_workspace(tmp_path / "w")


def add_month(workspace, month="2017-04", rows=20):
    return put(workspace.inbox / "later" / street_name(month), street_bytes(street_rows(month, rows)))


def zip_some(inbox, months):
    """Move months into an archive, for members are unpacked to a folder with a new name each time."""
    with zipfile.ZipFile(inbox / "archive.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for month in months:
            path = inbox / "police" / street_name(month)
            archive.writestr(zipfile.ZipInfo(street_name(month)), path.read_bytes())
            path.unlink()


def is_whole(edition):
    """Every table can be read and no byte differs from what the manifest says."""
    rows = {name: len(edition.table(name.removesuffix(".parquet"))) for name in edition.manifest["tables"]}
    counted = {name: entry["rows"] for name, entry in edition.manifest["tables"].items()}
    return edition.altered_files() == [] and rows == counted


def leavings(workspace):
    return [path.name for path in (*workspace.path.glob(".building-*"), *workspace.path.glob("editions/.*"))]


def test_processes_of_other_seeds_locales_zones_and_threads_write_the_same_bytes(tmp_path):
    surroundings = [
        {"PYTHONHASHSEED": "0", "LC_ALL": "C", "LANG": "C", "TZ": "UTC", "SAFERPLAN_THREADS": "1"},
        {"PYTHONHASHSEED": "1", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR", "TZ": "Asia/Kathmandu", "SAFERPLAN_THREADS": "2"},
        {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "LANG": "de_DE", "TZ": "America/St_Johns", "SAFERPLAN_THREADS": "4"},
    ]  # fmt: skip
    found = []
    for number, variables in enumerate(surroundings):
        folder = tmp_path / f"somewhere {number}" / ("deeper" * number)
        workspace = small_workspace(folder, months=MONTHS)
        zip_some(workspace.inbox, MONTHS[3:6])
        ended = subprocess.run(
            [sys.executable, "-m", "saferplan", "build", "--no-reports"],
            cwd=folder, env={**os.environ, **variables}, capture_output=True, check=False,
        )  # fmt: skip
        assert ended.returncode == 0, ended.stderr
        found.append(hashes(folder / "editions"))
    assert f"{MONTHS[-1]}.1/manifest.json" in found[0]
    assert found[0] == found[1] == found[2]


def test_one_two_and_four_threads_write_the_same_bytes_of_many_rows(tmp_path, commands):
    workspace = small_workspace(tmp_path / "w", months=MONTHS[-6:], rows=25_000)
    found = []
    for threads in (1, 2, 4):
        ended = commands.run(workspace.path, "build", "--no-reports", env={"SAFERPLAN_THREADS": str(threads)})
        assert ended.code == 0, ended.err
        found.append(hashes(current_edition(workspace.path).path))
        (workspace.path / "current").unlink()
    assert found[0] == found[1] == found[2]


def test_an_edition_says_nothing_of_where_it_was_made(workspace):
    zip_some(workspace.inbox, FEW[:1])
    edition = build_small(workspace).edition
    everything = json.dumps([edition.manifest, *(edition.table(each.removesuffix(".parquet"))
                             for each in edition.manifest["tables"])], default=str)  # fmt: skip
    assert str(workspace.path) not in everything
    assert ".building-" not in everything


def test_altered_missing_and_added_files_are_found_by_hash(workspace, commands):
    edition = build_small(workspace).edition
    assert edition.altered_files() == []
    table = edition.path / "measure.parquet"
    content = bytearray(table.read_bytes())
    content[len(content) // 2] ^= 1
    table.write_bytes(content)
    (edition.path / "fact.parquet").unlink()
    (edition.path / "note.txt").write_text("hello", encoding="utf-8")
    (edition.path / "folder").mkdir()
    assert edition.altered_files() == ["fact.parquet", "folder", "measure.parquet", "note.txt"]
    ended = commands.run(workspace.path, "editions")
    assert ended.code == 4
    assert "measure.parquet" in ended.out
    listed = json.loads(commands.run(workspace.path, "editions", "--json").out)
    assert listed[0]["altered_files"] == edition.altered_files()


def test_an_altered_edition_is_built_anew_and_the_old_one_is_left_to_look_at(workspace):
    edition = build_small(workspace).edition
    (edition.path / "fact.parquet").write_bytes(b"PAR1")
    again = build_small(workspace)
    assert again.is_new
    assert again.edition.altered_files() == []
    assert [each.name for each in list_editions(workspace.path)] == [f"{FEW[-1]}.1", f"{FEW[-1]}.2"]


def test_a_damaged_table_is_an_error_with_a_way_out(workspace):
    edition = build_small(workspace).edition
    (edition.path / "fact.parquet").write_bytes(b"PAR1 and nothing more")
    with pytest.raises(EditionError, match="damaged") as caught:
        edition.table("fact")
    assert "build again" in caught.value.way_out


@pytest.mark.parametrize(
    "manifest",
    [b"", b"{", b"[]", b"{}", b'{"format_version": 1}', b'{"format_version": 999, "tables": {}}', b"\xff\xfe", None],
)
def test_an_edition_of_an_unknown_format_says_so_and_a_build_gets_past_it(workspace, commands, manifest):
    edition = build_small(workspace).edition
    if manifest is None:
        (edition.path / "manifest.json").unlink()
    else:
        (edition.path / "manifest.json").write_bytes(manifest)
    with pytest.raises(EditionError) as caught:
        named_edition(workspace.path, None).rows("SELECT 1 FROM fact")
    assert "uild" in caught.value.way_out
    if manifest and b"999" in manifest:
        assert "format 999" in caught.value.what
    ended = commands.run(workspace.path, "facts")
    assert ended.code == 4
    assert "Traceback" not in ended.err
    built = build_small(workspace)
    assert built.is_new
    assert is_whole(current_edition(workspace.path))


@pytest.mark.parametrize("pointer", [b"2031-01.1\n", b"", b"\xff\xff", b"../../.."])
def test_a_pointer_to_nothing_is_an_error_and_a_build_gets_past_it(workspace, commands, pointer):
    build_small(workspace)
    (workspace.path / "current").write_bytes(pointer)
    ended = commands.run(workspace.path, "facts")
    assert ended.code == 4
    assert "saferplan build" in ended.err
    assert "Traceback" not in ended.err
    build_small(workspace)
    assert is_whole(current_edition(workspace.path))


def test_a_build_with_nothing_new_makes_no_edition_and_says_so(workspace, commands):
    first = commands.run(workspace.path, "build", "--no-reports")
    again = commands.run(workspace.path, "build", "--no-reports")
    assert (first.code, again.code) == (0, 0)
    assert first.out.startswith(f"Edition {FEW[-1]}.1.")
    assert "Nothing new" in again.out
    assert [each.name for each in list_editions(workspace.path)] == [f"{FEW[-1]}.1"]


def test_news_make_a_new_edition(workspace):
    def rebuilt():
        return build(open_workspace(workspace.path), today=TODAY, with_reports=False)

    assert rebuilt().edition.name == f"{FEW[-1]}.1"
    settings = workspace.path / "saferplan.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text + "# a remark\n", encoding="utf-8")
    assert not rebuilt().is_new
    settings.write_text('visited_areas = ["E01099001"]\n' + text, encoding="utf-8")
    assert rebuilt().edition.name == f"{FEW[-1]}.2"
    add_month(workspace)
    assert rebuilt().edition.name == "2017-04.1"
    (workspace.inbox / "later" / street_name("2017-04")).unlink()
    assert rebuilt().edition.name == f"{FEW[-1]}.3"
    assert not rebuilt().is_new


def test_a_month_that_was_to_come_counts_once_it_has_come(workspace):
    add_month(workspace, "2017-07")
    assert build_small(workspace).edition.name == f"{FEW[-1]}.1"
    assert not build_small(workspace).is_new
    later = build(workspace, today=TODAY.replace(month=9), with_reports=False)
    assert later.edition.name == "2017-07.1"


def test_a_build_never_writes_the_inbox(workspace):
    (workspace.inbox / "judgements").mkdir(exist_ok=True)
    put(workspace.inbox / "judgements" / "weights.csv", "a,b\n")
    zip_some(workspace.inbox, FEW[:1])
    add_month(workspace)
    states = []
    for _ in range(2):
        build_small(workspace)
        times = {path: path.stat().st_mtime_ns for path in workspace.inbox.rglob("*")}
        states.append((hashes(workspace.inbox), times))
        (workspace.path / "current").unlink()
    assert states[0] == states[1]
    for path in sorted(workspace.inbox.rglob("*"), reverse=True):
        path.chmod(0o555 if path.is_dir() else 0o444)
    build_small(workspace)
    assert hashes(workspace.inbox) == states[0][0]
    assert {path.name for path in workspace.path.iterdir()} == {
        "saferplan.toml", "inbox", "editions", "current", ".build.lock", ".cache"
    }  # fmt: skip


def test_commands_work_from_any_folder_below_the_workspace(workspace, commands):
    add_month(workspace)
    ended = commands.run(workspace.inbox / "later" / "2017-04", "build", "--no-reports")
    assert ended.code == 0, ended.err
    for words in (["facts"], ["editions"], ["explain", "recorded-crime"]):
        ended = commands.run(workspace.inbox / "police", *words)
        assert ended.code == 0, ended.err
    outside = commands.run(workspace.path.parent, "facts")
    assert outside.code == 2
    assert "saferplan new" in outside.err


def test_a_second_build_at_once_says_so(workspace, commands):
    told = []

    def meanwhile(text):
        if text == "Writing the edition":
            with pytest.raises(BusyError, match="Another build is running") as caught:
                build_small(workspace)
            told.append(caught.value)
            told.append(commands.run(workspace.path, "build", "--no-reports"))

    assert build_small(workspace, heard=meanwhile).is_new
    error, ended = told
    assert "--wait" in error.way_out
    assert (error.exit_code, ended.code) == (75, 75)
    assert "Another build is running" in ended.err
    assert is_whole(current_edition(workspace.path))
    assert [each.name for each in list_editions(workspace.path)] == [f"{FEW[-1]}.1"]


def test_a_second_build_waits_if_asked(workspace):
    lock = hold(workspace, 0)
    waiting = subprocess.Popen(
        [sys.executable, "-m", "saferplan", "build", "--no-reports", "--wait"],
        cwd=workspace.path, stdout=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    with waiting:
        time.sleep(2.5)
        assert waiting.poll() is None
        assert current_edition(workspace.path) is None
        lock.release()
        out, _ = waiting.communicate(timeout=60)
    assert waiting.returncode == 0
    assert out.startswith("Edition ")


def kill_and_look(workspace, commands, old, number, **when):
    """Kill a build that has news; the current edition is whole, the old one or the new. Returns the current one."""
    put(workspace.inbox / "later" / street_name("2017-04"), street_bytes(street_rows("2017-04", 10 + number)))
    ended = commands.run(workspace.path, "build", "--no-reports", **when)
    assert ended.code in (-9, 0), ended.err
    current = current_edition(workspace.path)
    assert current.altered_files() == []
    assert current.table("fact")
    if ended.code == -9 and current.name != old.name:
        assert current.manifest["fingerprint"] != old.manifest["fingerprint"]
    assert old.altered_files() == []
    return current, ended.code


def next_build_succeeds(workspace):
    built = build_small(workspace)
    assert is_whole(built.edition)
    assert leavings(workspace) == []
    assert not build_small(workspace).is_new


def measured(workspace, commands):
    """Seconds of a build that runs to its end, and the edition it made."""
    first = build_small(workspace).edition
    add_month(workspace, rows=9)
    ended = commands.run(workspace.path, "build", "--no-reports")
    assert ended.code == 0, ended.err
    assert current_edition(workspace.path).name != first.name
    return ended.seconds, current_edition(workspace.path)


def test_a_build_killed_at_twenty_random_moments_leaves_a_whole_edition(workspace, commands):
    zip_some(workspace.inbox, FEW[:1])
    seconds, current = measured(workspace, commands)
    draw = random.Random(20)
    codes = []
    while codes.count(-9) < 20 and len(codes) < 60:
        current, code = kill_and_look(workspace, commands, current, len(codes), kill_after=draw.uniform(0, seconds))
        codes.append(code)
        seconds *= 1 if code == -9 else 0.9  # a busy machine that has less to do now than when it was measured
    assert codes.count(-9) == 20
    next_build_succeeds(workspace)


def test_a_build_killed_at_each_step_of_the_writing_leaves_a_whole_edition(workspace, commands):
    _, current = measured(workspace, commands)
    tables = len(current.manifest["tables"])
    moments = (1, *range(tables + 1, tables + 7), tables + 9)
    codes = []
    for number, moment in enumerate(moments):
        current, code = kill_and_look(workspace, commands, current, number, kill_at_flush=moment)
        codes.append(code)
    assert codes[:4] == [-9] * 4
    assert codes[-1] == 0, "the last moments lie after the writing"
    next_build_succeeds(workspace)


@pytest.mark.parametrize("largest", [0, 10, 300, 1_000, 2_500, 6_000])
def test_on_a_full_disk_the_old_edition_stands(workspace, commands, largest):
    old = build_small(workspace).edition
    before = hashes(old.path)
    later = add_month(workspace)
    with zipfile.ZipFile(workspace.inbox / "more.zip", "w") as archive:
        archive.writestr(street_name("2017-05"), street_bytes(street_rows("2017-05", 40)))
    ended = commands.run(workspace.path, "build", "--no-reports", largest_file=largest)
    assert ended.code == 74, (ended.code, ended.out, ended.err)
    assert "Traceback" not in ended.err
    assert "→" in ended.err
    assert current_edition(workspace.path).name == old.name
    assert hashes(old.path) == before
    assert is_whole(current_edition(workspace.path))
    assert [each.name for each in list_editions(workspace.path)] == [old.name]
    assert later.exists()
    next_build_succeeds(workspace)
    assert current_edition(workspace.path).name == "2017-05.1"


def test_a_folder_that_cannot_be_written_is_said(workspace, monkeypatch):
    def refuse(self, *rest, **more):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "rename", refuse)
    monkeypatch.setattr("saferplan.tables.editions.time.sleep", lambda seconds: None)
    with pytest.raises(StorageError, match="could not be written"):
        build_small(workspace)
    assert leavings(workspace) == []


def test_a_workspace_without_room_for_a_folder_is_said(workspace, monkeypatch):
    def refuse(*rest, **more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("saferplan.pipeline.build.tempfile.mkdtemp", refuse)
    with pytest.raises(StorageError, match="No space left") as caught:
        build_small(workspace)
    assert "Free some space" in caught.value.way_out


def test_the_page_turns_out_of_date_with_the_next_build_though_nothing_else_is_new(tmp_path):
    workspace = small_workspace(tmp_path / "w", months=MONTHS)
    first = build(open_workspace(workspace.path), today=TODAY).edition
    page = workspace.path / "reports" / "facts.html"
    assert "Out of date" not in page.read_text(encoding="utf-8")
    due = max(fact["stale_after"] for fact in first.table("fact") if fact["stale_after"])
    built = build(open_workspace(workspace.path), today=due + timedelta(days=1))
    assert not built.is_new
    assert "Out of date" in page.read_text(encoding="utf-8")
