"""An edition of the format before this one can be read: what it has not is empty, and never taken for a figure."""

import json

import duckdb
import pytest
from tests.support.small import build_small, small_workspace

from saferplan.base.errors import EditionError
from saferplan.tables.editions import FORMAT_VERSION, Edition
from saferplan.tables.hashing import sha256_of


@pytest.fixture
def older(tmp_path):
    """An edition with a table and two columns fewer, and the format's number of before."""
    edition = build_small(small_workspace(tmp_path / "w")).edition
    manifest = json.loads((edition.path / "manifest.json").read_text("utf-8"))
    (edition.path / "revision.parquet").unlink()
    del manifest["tables"]["revision.parquet"]
    fact = (edition.path / "fact.parquet").as_posix()
    duckdb.execute(
        f"COPY (SELECT * EXCLUDE (may_publish, stale_after) FROM read_parquet('{fact}')) TO '{fact}.new' (FORMAT parquet)"
    )
    (edition.path / "fact.parquet.new").replace(edition.path / "fact.parquet")
    manifest["tables"]["fact.parquet"]["sha256"] = sha256_of(edition.path / "fact.parquet")
    manifest["format_version"] = FORMAT_VERSION - 1
    (edition.path / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return edition.path


def test_tables_and_columns_that_came_later_are_empty(older):
    edition = Edition(older)
    assert edition.altered_files() == []
    assert edition.table("revision") == []
    facts = edition.table("fact")
    assert len(facts) > 20
    assert {(row["may_publish"], row["stale_after"]) for row in facts} == {(None, None)}


def test_a_format_from_before_that_is_refused_with_the_command_that_helps(older):
    manifest = json.loads((older / "manifest.json").read_text("utf-8"))
    (older / "manifest.json").write_text(json.dumps(manifest | {"format_version": FORMAT_VERSION - 2}), "utf-8")
    with pytest.raises(EditionError) as caught:
        Edition(older).table("fact")
    assert "saferplan build" in caught.value.way_out
