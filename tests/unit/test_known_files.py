"""What was learnt of the inbox before: given back as it was found, held against the bytes, and never trusted when damaged."""

import os
import threading
import zipfile

import pytest
from tests.support.small import FEW, put, small_workspace, street_bytes, street_name, street_rows

from saferplan.sources import inbox as inbox_module
from saferplan.sources import known_files
from saferplan.sources.inbox import read_inbox
from saferplan.sources.known_files import KnownFiles

CODE = "0.1.0+abc"


@pytest.fixture
def inbox(tmp_path):
    """Smallshire, and a file of each kind of trouble."""
    folder = small_workspace(tmp_path / "w").inbox
    lines = street_bytes(street_rows("2014-05"))
    put(folder / "blank" / street_name("2014-05"), lines.replace(b"\r\n", b"\r\n\r\n", 3))
    put(folder / "latin" / street_name("2014-06"), "Crime ID,Month\r\nx,caf\xe9\r\n".encode("latin-1"))
    put(folder / "mixed" / street_name("2014-07"), lines.replace(b"\r\n", b"\n", 2))
    put(folder / "open" / street_name("2014-08"), lines[:-2])
    put(folder / "semicolons.csv", lines.replace(b",", b";"))
    put(folder / "empty-street.csv", b"")
    put(folder / "notes.csv", b"a,b\n1,2\n")
    put(folder / "torn.geojson", b'{"type": "FeatureColl')
    return folder


@pytest.fixture
def kept(tmp_path):
    return tmp_path / ".cache" / "inbox.json"


def looked_at(inbox, tmp_path, known):
    unpacked = tmp_path / "unpacked"
    unpacked.mkdir(exist_ok=True)
    return read_inbox(inbox, unpacked, known=known)


def learnt(inbox, tmp_path, kept, code=CODE):
    known = KnownFiles(kept, code)
    found = looked_at(inbox, tmp_path, known)
    known.save()
    return found


def read_again(inbox, tmp_path, kept, monkeypatch, code=CODE):
    """What a second look finds, what was read for it, and whether all that seemed known was."""
    read, real = [], inbox_module.examine

    def noted(path, *rest):
        read.append(path)
        return real(path, *rest)

    monkeypatch.setattr(inbox_module, "examine", noted)
    known = KnownFiles(kept, code)
    found = looked_at(inbox, tmp_path, known)
    monkeypatch.undo()
    return found, sorted(read), known.are_right()


def altered(path):
    """Another file of the same size and time of change."""
    before = path.stat()
    content = path.read_bytes()
    path.write_bytes(content.replace(b"Burglary", b"Vagrancy"))
    assert path.read_bytes() != content
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_what_is_known_is_given_back_as_it_was_found(inbox, tmp_path, kept, monkeypatch):
    first = learnt(inbox, tmp_path, kept)
    again, read, right = read_again(inbox, tmp_path, kept, monkeypatch)
    assert again == first
    assert read == []
    assert right
    assert {found.status for found in first} >= {"loaded", "refused", "not_recognised"}
    assert any(found.blank_lines for found in again)
    assert len({found.problem.reason for found in again if found.problem}) >= 4


def test_only_what_is_new_or_was_changed_is_read(inbox, tmp_path, kept, monkeypatch):
    learnt(inbox, tmp_path, kept)
    changed = inbox / "police" / street_name(FEW[0])
    changed.write_bytes(changed.read_bytes() + changed.read_bytes().splitlines(keepends=True)[-1])
    put(inbox / "police" / street_name("2017-04"), street_bytes(street_rows("2017-04")))
    moved = (inbox / "notes.csv").rename(inbox / "other notes.csv")
    found, read, right = read_again(inbox, tmp_path, kept, monkeypatch)
    assert read == sorted([f"police/{street_name(FEW[0])}", f"police/{street_name('2017-04')}", moved.name])
    assert right
    assert found == looked_at(inbox, tmp_path, None)


def test_other_bytes_of_the_same_size_and_time_are_told(inbox, tmp_path, kept, monkeypatch):
    learnt(inbox, tmp_path, kept)
    altered(inbox / "police" / street_name(FEW[1]))
    _, read, right = read_again(inbox, tmp_path, kept, monkeypatch)
    assert read == []
    assert not right


def test_a_file_that_is_gone_when_it_is_held_against_its_hash_is_told(inbox, tmp_path, kept, monkeypatch):
    learnt(inbox, tmp_path, kept)
    monkeypatch.setattr(known_files, "sha256_of", lambda path: path.with_name("gone").read_bytes())
    known = KnownFiles(kept, CODE)
    assert known.find(inbox / "notes.csv", "notes.csv", ".")
    assert not known.are_right()


@pytest.mark.parametrize("damage", ["cut", "flip", "empty", "not text", "other program", "a folder"])
def test_damage_to_what_is_kept_is_noticed(inbox, tmp_path, kept, monkeypatch, damage):
    first = learnt(inbox, tmp_path, kept)
    content = kept.read_bytes()
    middle = len(content) // 2
    if damage == "a folder":
        kept.unlink()
        kept.mkdir()
    elif damage != "other program":
        kept.write_bytes({
            "cut": content[:middle], "flip": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
            "empty": b"", "not text": b"\xff\xfe",
        }[damage])  # fmt: skip
    code = "0.1.0+def" if damage == "other program" else CODE
    again, read, _ = read_again(inbox, tmp_path, kept, monkeypatch, code)
    assert again == first
    assert len(read) == len(first)


def test_what_does_not_follow_from_a_file_s_own_bytes_is_read_each_time(inbox, tmp_path, kept, monkeypatch):
    """Members are unpacked anew; a shapefile is read with its companions, and by a library that may be installed tomorrow."""
    with zipfile.ZipFile(inbox / "later.zip", "w") as archive:
        archive.writestr(street_name("2017-05"), street_bytes(street_rows("2017-05")))
    for name in ("wards.shp", "wards.dbf", "wards.gpkg", "wards.tab"):
        put(inbox / name, b"not a boundary file")
    first = learnt(inbox, tmp_path, kept)
    again, read, right = read_again(inbox, tmp_path, kept, monkeypatch)
    assert again == first
    assert read == ["wards.dbf", "wards.gpkg", "wards.shp", "wards.tab"]
    assert right
    assert "later.zip" not in kept.read_text(encoding="utf-8")


def test_nothing_more_is_hashed_when_nobody_will_ask(inbox, tmp_path, kept, monkeypatch):
    learnt(inbox, tmp_path, kept)
    hashed, held = [], threading.Event()

    def slow(path):
        hashed.append(path)
        held.wait(10)
        return ""

    monkeypatch.setattr(known_files, "sha256_of", slow)
    known = KnownFiles(kept, CODE)
    looked_at(inbox, tmp_path, known)
    known.let_go()
    held.set()
    known._pool.shutdown()
    assert len(hashed) <= 1
