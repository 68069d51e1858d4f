"""A block of a Word report is called after what it is about, whatever else the report holds: `refresh` finds it by that."""

import re
from dataclasses import replace

import pytest
from tests.support.small import MONTHS, build_small, small_workspace

from saferplan.base.periods import Month, PeriodType, period_of
from saferplan.pipeline.asked.quarterly import quarterly_figures
from saferplan.report.blocks import Part, Section
from saferplan.report.documents.earlier_names import is_by_place
from saferplan.report.documents.word import blocks_of
from saferplan.report.quarterly.figures import UnusualMonth
from saferplan.report.quarterly.outline import quarterly_outline
from saferplan.report.quarterly.summary import _exceptions

QUARTER = period_of(PeriodType.QUARTER, Month(2017, 1))


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    return build_small(small_workspace(tmp_path_factory.mktemp("named"), MONTHS)).edition


@pytest.fixture(scope="module")
def figures(edition):
    return quarterly_figures(edition, QUARTER)


def variants(figures):
    """Reports that lack this or that, and one that has what the others lack."""
    unusual = UnusualMonth("Burglary", QUARTER.start.first_day, 9, 1.0, 4.0)
    return {
        "whole": figures,
        "no wards": replace(figures, wards=(), by_ward=()),
        "no parts": replace(figures, by_type=(), by_ward=()),
        "nothing moved": replace(figures, types=()),
        "no rates": replace(figures, crime=replace(figures.crime, rates=())),
        "an unusual month": replace(figures, unusual=(unusual,)),
    }


def outlines(edition, figures):
    return {
        which: quarterly_outline(edition, each, today=QUARTER.end.first_day)
        for which, each in variants(figures).items()
    }


def without(outline, gone):
    """The same report, had this block not been in it."""
    parts = tuple(
        Part(part.title, tuple(
            Section(each.id, each.title, tuple(block for block in each.blocks if block is not gone)) for each in part.sections
        ))
        for part in outline.parts
    )  # fmt: skip
    return replace(outline, parts=parts)


def test_names_are_words_and_no_two_blocks_share_one(edition, figures):
    for outline in outlines(edition, figures).values():
        names = [block.id for section in outline.sections for block in section.blocks]
        assert len(set(names)) == len(names)
        for name in names:
            assert re.fullmatch(r"[a-z][a-z0-9-]+", name)
            assert not is_by_place(name)


def test_no_name_changes_when_another_block_is_absent(edition, figures):
    outline = outlines(edition, figures)["an unusual month"]
    said = {name: (block.about, repr(block.make)) for name, block in blocks_of(outline).items() if name != "title"}
    for section in outline.sections:
        for gone in section.blocks:
            left = {name: (block.about, repr(block.make)) for name, block in blocks_of(without(outline, gone)).items()}
            left.pop("title")
            assert left == {name: what for name, what in said.items() if name != gone.id}


def test_what_stands_out_is_one_block_whether_or_not_anything_does(edition, figures):
    from saferplan.report.place import place_of

    place = place_of(edition, today=QUARTER.end.first_day)
    quiet, loud = (_exceptions(place, variants(figures)[which])[0] for which in ("whole", "an unusual month"))
    assert (quiet.kind, loud.kind, quiet.id) == ("notice", "listing", loud.id)
