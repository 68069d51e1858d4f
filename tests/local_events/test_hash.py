"""A keyed hash is HMAC-SHA256, and the key never lies beside the file."""

import csv
import hashlib
import hmac

import pytest
from typer.testing import CliRunner

from saferplan.base.errors import InputError, SettingsError
from saferplan.cli.commands import app
from saferplan.pipeline.hashing_keys import hash_file
from saferplan.sources.local.keyed_hash import hash_column, keyed_hash, new_key, read_key
from tests.local_indicators.made import xlsx
from tests.support.small import put


@pytest.fixture
def folders(tmp_path):
    put(tmp_path / "in.csv", "Ref,Victim\n1,Quill 7\n2, quill  7\n3,\n")
    (tmp_path / "safe").mkdir()
    (tmp_path / "out").mkdir()
    return tmp_path


def test_the_same_value_gives_the_same_hash_by_the_key(folders):
    key, out = folders / "safe" / "key", folders / "out" / "out.csv"
    assert hash_file(folders / "in.csv", "victim", key, out, make_key=True) == 3
    secret = bytes.fromhex(key.read_text(encoding="ascii"))
    assert len(secret) == 32
    expected = hmac.new(secret, b"quill 7", hashlib.sha256).hexdigest()
    assert out.read_text(encoding="utf-8").splitlines() == ["Ref,Victim", f"1,{expected}", f"2,{expected}", "3,"]
    xlsx(folders / "in.xlsx", [("About Quill",), ("Ref", "Victim"), (1, "Quill 7")])
    hash_file(folders / "in.xlsx", "Victim", key, folders / "out" / "two.csv", make_key=False)
    text = (folders / "out" / "two.csv").read_text(encoding="utf-8")
    assert expected in text
    assert "Quill" not in text


def test_nothing_is_overwritten_and_the_key_stays_apart(folders):
    key, out = folders / "safe" / "key", folders / "out" / "out.csv"
    with pytest.raises(SettingsError, match="beside"):
        hash_file(folders / "in.csv", "Victim", folders / "out" / "key", out, make_key=True)
    assert not (folders / "out" / "key").exists()
    put(out, "mine")
    with pytest.raises(SettingsError, match="already"):
        hash_file(folders / "in.csv", "Victim", key, out, make_key=True)
    put(key, "short")
    with pytest.raises(SettingsError, match="already"):
        hash_file(folders / "in.csv", "Victim", key, folders / "out" / "b.csv", make_key=True)
    with pytest.raises(SettingsError, match="shorter"):
        hash_file(folders / "in.csv", "Victim", key, folders / "out" / "b.csv", make_key=False)
    put(key, "k" * 32)
    with pytest.raises(InputError, match="not one column"):
        hash_file(folders / "in.csv", "Person", key, folders / "out" / "b.csv", make_key=False)


@pytest.mark.parametrize(
    ("key", "out"), [("nowhere/key", "out/o.csv"), ("safe/key", "nowhere/o.csv"), ("in.csv/key", "out/o.csv")]
)
def test_a_folder_that_is_not_there_is_said_and_no_key_made(folders, key, out):
    words = ["hash", str(folders / "in.csv"), "--column", "Victim", "--key-file", str(folders / key)]
    with pytest.raises(SettingsError, match="There is no folder") as refused:
        CliRunner().invoke(app, [*words, "--out", str(folders / out), "--new-key"], catch_exceptions=False)
    assert "Make it first" in refused.value.way_out
    assert not (folders / "safe" / "key").exists()


def test_a_place_that_cannot_be_written_to_is_said(folders):
    with pytest.raises(SettingsError, match="cannot be written"):
        new_key(folders / "nowhere" / "key")
    with pytest.raises(SettingsError, match="cannot be written"):
        hash_column(folders / "in.csv", "Victim", b"k" * 32, folders / "nowhere" / "o.csv")


def test_what_a_spreadsheet_would_run_is_written_as_text_and_hashes_stay(folders):
    cells = ("=1+1", "+44", "-cmd", "@x", "-1.5", "\tx", "plain")
    head = "=Ref"
    put(folders / "run.csv", f"{head},Victim\n" + "".join(f'"{each}",=quill\n' for each in cells))
    key, out = folders / "safe" / "key", folders / "out" / "run.csv"
    hash_file(folders / "run.csv", "Victim", key, out, make_key=True)
    with out.open(encoding="utf-8", newline="") as opened:
        headings, *rows = csv.reader(opened)
    assert headings == ["'=Ref", "Victim"]
    assert [each[0] for each in rows] == ["'=1+1", "+44", "'-cmd", "'@x", "-1.5", "'\tx", "plain"]
    assert {each[1] for each in rows} == {keyed_hash(read_key(key), "=quill")}


def test_the_command_says_what_it_wrote(folders):
    words = ["hash", str(folders / "in.csv"), "--column", "Victim", "--key-file", str(folders / "safe" / "key")]
    found = CliRunner().invoke(app, [*words, "--out", str(folders / "out" / "o.csv"), "--new-key"])
    assert found.exit_code == 0
    assert "3 rows" in found.output
    assert "never send the key" in found.output


@pytest.mark.parametrize(("key", "out"), [("nowhere/key", "out/out.csv"), ("safe/key", "nowhere/out.csv")])
def test_a_folder_that_is_not_there_is_said_plainly(folders, key, out):
    with pytest.raises(SettingsError, match="There is no folder"):
        hash_file(folders / "in.csv", "Victim", folders / key, folders / out, make_key=True)


def test_formulas_in_other_columns_are_not_passed_on(folders):
    put(folders / "in.csv", "Note,Victim,Longitude\n=1+1,Quill 7,-1.35\n@x,Quill 8,+2\n")
    hash_file(folders / "in.csv", "Victim", folders / "safe" / "key", folders / "out" / "out.csv", make_key=True)
    rows = [line.split(",") for line in (folders / "out" / "out.csv").read_text(encoding="utf-8").splitlines()[1:]]
    assert [(note, longitude) for note, _, longitude in rows] == [("'=1+1", "-1.35"), ("'@x", "+2")]
