"""Rows that are read aside: whichever thread is the slower, the edition is the same, `step` and all, and errors are told."""

import time

import duckdb
import pytest
from tests.support.home_office import rows as home_office_rows
from tests.support.home_office import write_csv
from tests.support.small import (
    FEW,
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

from saferplan.base.errors import StorageError
from saferplan.pipeline import taking_in
from saferplan.pipeline.build import build
from saferplan.report import draw_reports
from saferplan.tables.catalogue import all_tables
from saferplan.tables.draft import EditionInMaking
from saferplan.tables.engine import connect

READERS = ("load_events", "note_street_revisions", "load_outcomes", "load_searches", "load_home_office", "build_areas",
           "keep_outcomes", "place_events")  # fmt: skip


@pytest.fixture
def workspace(tmp_path):
    """Smallshire with outcomes that another name reports too, an older issue of a street file, and three of the Home Office's."""
    made = small_workspace(tmp_path / "w")
    for month in FEW:
        crimes = [row for row in street_rows(month) if row[0]]
        table = [[*row[:9], "Suspect charged"] for row in crimes]
        table[0][2] = table[0][3] = "Smallshire Constabulary"
        table[1][9] = "Nonsense"
        put(made.inbox / "police" / month / f"{month}-smallshire-outcomes.csv", csv_text(OUTCOME_HEADINGS, table))
    put(made.inbox / "earlier" / street_name(FEW[0]), street_bytes(street_rows(FEW[0])[:12]))
    put(made.inbox / "later" / street_name("2017-04"), street_bytes(street_rows("2017-04")))
    put(made.inbox / "later" / street_name(FEW[0]), street_bytes(street_rows(FEW[0])[:15]))
    write_csv(made.inbox / "issue-2017-01" / "prc-csp-1617", home_office_rows((400, 9, 0)))
    write_csv(made.inbox / "issue-2017-04" / "prc-csp-1617", home_office_rows((413, 9, -1), csps=("Littleton",)))
    write_csv(made.inbox / "issue-2017-05" / "prc-csp-1617", home_office_rows((414, 9, -1), csps=("Smallham",)))
    (made.inbox / "police" / street_name(FEW[0])).unlink()
    put(made.inbox / "police" / street_name(FEW[1]), street_bytes(street_rows(FEW[1])))
    return made


def anew(workspace, **how):
    """The bytes of an edition that nothing is known or kept for."""
    import shutil

    for name in ("editions", ".cache"):
        shutil.rmtree(workspace.path / name, ignore_errors=True)
    (workspace.path / "current").unlink(missing_ok=True)
    return hashes(build_small(workspace, **how).edition.path)


def delayed(monkeypatch, name):
    real = getattr(taking_in, name)

    def slow(*words, **how):
        time.sleep(0.4)
        result = real(*words, **how)
        time.sleep(0.4)
        return result

    monkeypatch.setattr(taking_in, name, slow)


@pytest.mark.parametrize("slow", READERS)
def test_whichever_is_the_slower_the_edition_is_the_same(workspace, monkeypatch, slow):
    usual = anew(workspace)
    delayed(monkeypatch, slow)
    assert anew(workspace) == usual


def test_a_large_inbox_is_read_one_after_another_to_the_same_edition(workspace, monkeypatch):
    usual = anew(workspace)
    monkeypatch.setattr(taking_in, "MANY_ROWS", 0)
    assert anew(workspace) == usual


def test_what_older_issues_hold_is_not_booked_and_outcomes_are(workspace):
    edition = build_small(workspace).edition
    booked = {row["path"]: row for row in edition.table("input_file")}
    older = booked[f"earlier/{street_name(FEW[0])}"]
    assert (older["status"], older["superseded"], older["kept"]) == ("superseded", 12, 0)
    outcomes = booked[f"police/{FEW[0]}/{FEW[0]}-smallshire-outcomes.csv"]
    assert outcomes["kept"] == outcomes["rows_in"] - 1 > 10
    assert edition.rows("SELECT DISTINCT feed FROM revision ORDER BY 1") == [
        {"feed": "home_office_csp"}, {"feed": "police_uk_street"}
    ]  # fmt: skip


def test_an_error_of_what_is_read_aside_is_told_and_not_what_came_of_it(workspace, monkeypatch):
    def full(*_):
        raise duckdb.OutOfMemoryException("no memory for outcomes")

    monkeypatch.setattr(taking_in, "load_outcomes", full)
    delayed(monkeypatch, "load_events")
    with pytest.raises(StorageError, match="no memory for outcomes"):
        build_small(workspace)


def test_reports_do_not_follow_from_how_rows_lie_in_the_engine(workspace):
    """They are drawn of the engine's tables when an edition is made, and of its files ever after."""
    edition = build(workspace, today=TODAY).edition
    drawn = draw_reports(edition, today=TODAY)
    assert drawn["facts.html"] == (workspace.reports / "facts.html").read_bytes()
    assert drawn["facts.pdf"] == (workspace.reports / "facts.pdf").read_bytes()
    assert _drawn_of_rows_in_another_order(edition) == drawn


def _drawn_of_rows_in_another_order(edition, today=TODAY):
    engine = connect()
    for name, table in all_tables().items():
        engine.create(table)
        file = (edition.path / f"{name}.parquet").as_posix()
        engine.run(f"INSERT INTO {name} SELECT * FROM read_parquet('{file}') ORDER BY hash(COLUMNS(*)) DESC")
    return draw_reports(EditionInMaking(edition.path, engine, edition.manifest), today=today)
