"""Builds that begin by what the build before learnt of the inbox: the edition is the one of the bytes that lie there."""

import os

import pytest
from tests.support.small import (
    FEW,
    TODAY,
    build_small,
    hashes,
    put,
    small_workspace,
    street_bytes,
    street_name,
    street_rows,
)

from saferplan.base.errors import InputError
from saferplan.pipeline.build import KNOWN_FILES, build
from saferplan.sources import inbox as inbox_module


@pytest.fixture
def workspace(tmp_path):
    return small_workspace(tmp_path / "w")


def street(workspace, month=FEW[1]):
    return workspace.inbox / "police" / street_name(month)


def without_a_trace(path, content):
    """Put other bytes in place of a file's, of the same number, and set its time of change back."""
    before = path.stat()
    assert len(content) == before.st_size
    path.write_bytes(content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def built_anew(workspace, tmp_path):
    """The bytes of an edition of the same inbox by somebody who knows nothing of it."""
    other = small_workspace(tmp_path / "anew", months=())
    for path in workspace.inbox.rglob("*"):
        if path.is_file():
            put(other.inbox / path.relative_to(workspace.inbox), path.read_bytes())
    return hashes(build_small(other).edition.path)


def tables(found):
    return {name: digest for name, digest in found.items() if name != "manifest.json"}


def test_a_file_changed_without_a_trace_is_read_and_counted(workspace, tmp_path):
    build_small(workspace)
    content = street(workspace).read_bytes()
    without_a_trace(street(workspace), content.replace(b",Drugs,", b",Other,").replace(b",Other,", b",Drugs,", 1))
    put(street(workspace, "2017-04"), street_bytes(street_rows("2017-04")))
    heard = []
    edition = build_small(workspace, heard=heard.append).edition
    assert tables(hashes(edition.path)) == tables(built_anew(workspace, tmp_path))
    assert heard.count("Reading the inbox") == 2
    assert edition.rows("SELECT count(*) AS rows FROM refusal WHERE value = 'Other'")[0]["rows"] > 0


def test_an_edition_is_not_taken_for_that_of_a_file_changed_without_a_trace(workspace):
    first = build_small(workspace)
    content = street(workspace).read_bytes()
    without_a_trace(street(workspace), content.replace(b"Shoplifting", b"Robbery    "))
    second = build_small(workspace)
    assert second.is_new
    assert second.edition != first.edition


def test_an_error_that_only_what_seemed_known_gives_is_not_told(workspace):
    """The one street file was refused, and is whole now; its size and time of change are the same."""
    for month in FEW[1:]:
        street(workspace, month).unlink()
    whole = street(workspace, FEW[0]).read_bytes()
    without_a_trace(street(workspace, FEW[0]), b"\xff" + whole[1:])
    with pytest.raises(InputError):
        build_small(workspace)
    put(street(workspace, FEW[1]), street_bytes(street_rows(FEW[1])))
    assert build_small(workspace).is_new  # and now the broken file is known
    street(workspace, FEW[1]).unlink()
    without_a_trace(street(workspace, FEW[0]), whole)
    assert build_small(workspace).edition.rows(
        "SELECT DISTINCT status FROM input_file WHERE source_id = 'police_uk_street'"
    ) == [{"status": "loaded"}]


def test_what_is_known_outlasts_a_build_in_which_only_a_setting_changed(workspace, monkeypatch):
    build_small(workspace)
    settings = workspace.path / "saferplan.toml"
    settings.write_text("partial_below_share = 0.5\n" + settings.read_text(encoding="utf-8"), encoding="utf-8")
    from saferplan.pipeline.workspace import open_workspace

    assert build_small(open_workspace(workspace.path)).is_new
    assert (workspace.cache / KNOWN_FILES).is_file()
    monkeypatch.setattr(inbox_module, "examine", None)  # what is known need not be read
    assert not build_small(open_workspace(workspace.path)).is_new


def test_reports_drawn_while_the_edition_is_written_are_those_drawn_of_it(workspace):
    made = build(workspace, today=TODAY)
    first = hashes(workspace.reports)
    assert len(first) == 3
    for path in workspace.reports.iterdir():
        path.unlink()
    again = build(workspace, today=TODAY)
    assert not again.is_new
    assert again.reports == made.reports
    assert hashes(workspace.reports) == first


def test_an_edition_stands_whatever_becomes_of_its_reports(workspace, monkeypatch):
    from saferplan.report import outline

    def broken(*_, **__):
        raise RuntimeError("no room for the legend")

    monkeypatch.setattr(outline, "outline_of", broken)
    with pytest.raises(RuntimeError, match="no room for the legend"):
        build(workspace, today=TODAY)
    monkeypatch.undo()
    made = build(workspace, today=TODAY)
    assert not made.is_new
    assert not made.edition.altered_files()
    assert all(path.is_file() for path in made.reports)
