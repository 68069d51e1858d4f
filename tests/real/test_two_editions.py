"""The real files to October 2025 and to November 2025: what the log says, held against plain counts of the CSV rows."""

import csv
import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from saferplan.pipeline.build import build
from saferplan.pipeline.compare import compare_editions
from saferplan.pipeline.compared.causes import CauseKind
from saferplan.pipeline.workspace import create_workspace

DATA = Path(os.environ.get("SAFERPLAN_SHARED", Path(__file__).parents[3] / "shared")) / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="../shared is absent: no real files to run on")
STOCKTON, COMPARATORS = "E22000030", ["E22000027", "E22000029", "E22000028"]
NEW = "2025-11"


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    workspace = create_workspace(tmp_path_factory.mktemp("real") / "stockton", STOCKTON, COMPARATORS)
    for name in ("police_uk", "boundaries", "lookups", "population"):
        shutil.copytree(DATA / name, workspace.inbox / name, copy_function=shutil.copyfile)
    aside = shutil.move(workspace.inbox / "police_uk" / NEW, tmp_path_factory.mktemp("aside") / NEW)
    older = build(workspace, today=date(2026, 11, 1), with_reports=False).edition
    shutil.copytree(aside, workspace.inbox / "police_uk" / NEW)
    newer = build(workspace, today=date(2026, 11, 1), with_reports=False).edition
    return compare_editions(older, newer)


def apart_from_code(causes):
    """Causes but that the program changed: somebody may be editing it while the two are built."""
    return [cause for cause in causes if cause.kind is not CauseKind.CODE]


def crimes(first, last):
    """Recorded crimes of Stockton's LSOAs by name, by a plain reading of the CSV files."""
    total = 0
    for path in sorted((DATA / "police_uk").glob("*/*-street.csv")):
        if first <= path.parent.name <= last:
            with path.open(encoding="utf-8", newline="") as lines:
                total += sum(
                    row["LSOA name"].startswith("Stockton-on-Tees ") and row["Crime type"] != "Anti-social behaviour"
                    for row in csv.DictReader(lines)
                )
    return total


def test_the_new_month_is_the_only_difference(found):
    assert {f"{key.month:%Y-%m}" for key in found.differences.added} == {NEW}
    assert {each.what for each in found.differences.files} == {"added"}
    assert len(found.differences.files) == 3
    assert found.differences.revisions == found.differences.inputs == found.differences.settings == ()
    assert found.cells == ()


def test_the_rolling_year_moves_by_the_rows_of_the_files(found):
    fact = next(each for each in found.facts if each.fact_id == "twelve-months")
    for sentence, first, last in ((fact.sentence_before, "2024-11", "2025-10"), (fact.sentence, "2024-12", "2025-11")):
        assert sentence.startswith(f"{crimes(first, last):,} crimes were recorded in Stockton-on-Tees")
    assert [cause.words for cause in apart_from_code(fact.causes)] == ["new: November 2025 (street files)"]


def test_no_count_of_a_year_that_was_whole_moves(found):
    moved = [
        (each.indicator_id, each.period, move)
        for each in found.headlines.moved
        for move in each.moves
        if move.what == "count"
    ]
    assert moved
    assert {move.before for _, _, move in moved} == {"not given (outcomes too young)"}
    assert {period for _, period, _ in moved} == {"2024-06 to 2025-05"}


def test_everything_that_moved_is_given_the_new_month_and_no_other_cause(found):
    causes = {cause for each in (*found.facts, *found.headlines.moved) for cause in each.causes}
    assert {cause.kind for cause in apart_from_code(causes)} == {CauseKind.NEW_MONTH}
    assert found.headlines.only_limits > 400
