"""The sections without a chart: facts in groups, breaks and what they touch, sources side by side."""

from datetime import date
from pathlib import Path

import pytest
from small_edition import small_rows, written
from small_place import FORCE, OTHER_FORCE

from saferplan.report.blocks import FactCard, Grid, Heading, Section
from saferplan.report.outline import outline_of
from saferplan.report.page import html_text
from saferplan.report.place import place_of
from saferplan.report.sections.breaks import breaks_section
from saferplan.report.sections.facts import facts_section
from saferplan.report.sections.revisions_and_repeats import revisions_section
from saferplan.tables.editions import Edition

POSITIONS = (100, 110, 240, 300, 400, 410, 500, 600, 700, 710, 800, 900, 910)


def many_facts(folder: Path) -> Edition:
    """Thirteen facts, every third of them refused."""
    rows = small_rows()
    stated, refused, _ = rows["fact"]
    rows["fact"] = [
        {**(refused if place % 3 == 0 else stated), "position": position, "fact_id": f"fact-{position}",
         "title": f"Question {position}?"}
        for place, position in enumerate(POSITIONS)
    ]  # fmt: skip
    return written(rows, folder)


def grids(section: Section) -> dict[str, Grid]:
    return {block.id: block for block in section.blocks if isinstance(block, Grid)}


def test_few_facts_stand_in_one_row(edition: Edition) -> None:
    section = facts_section(place_of(edition))
    assert not section.headings
    assert [block.level for block in section.blocks if isinstance(block, FactCard)] == [3, 3, 3]


def test_many_facts_are_grouped_and_the_refused_stand_last(tmp_path: Path) -> None:
    section = facts_section(place_of(many_facts(tmp_path)))
    assert [heading.text for heading in section.headings] == [
        "How much", "Beside other areas", "Types of crime", "What followed", "Where",
        "What is unusual, and what may come", "What the figures rest on",
    ]  # fmt: skip
    groups: list[list[FactCard]] = []
    for block in section.blocks:
        if isinstance(block, Heading):
            groups.append([])
        elif isinstance(block, FactCard):
            groups[-1].append(block)
    assert [len(group) for group in groups] == [3, 1, 2, 1, 1, 2, 3]
    assert [card.refused for card in groups[0]] == [False, False, True]
    for group in groups:
        assert [card.refused for card in group] == sorted(card.refused for card in group)
        assert {card.level for card in group} == {4}


def test_the_navigation_leads_to_every_group_and_section(tmp_path: Path) -> None:
    text = html_text(outline_of(many_facts(tmp_path)))
    nav = text[text.index("<nav") : text.index("</nav>")]
    for target in (
        "facts-1",
        "facts-7",
        "usual-range",
        "types",
        "drivers",
        "funnel",
        "coverage",
        "breaks",
        "revisions",
        "files",
    ):
        assert f'href="#{target}"' in nav
        assert text.count(f'id="{target}"') == 1


def test_a_fact_shows_a_strict_marking_and_when_newer_figures_are_due(edition: Edition, page: str) -> None:
    usual, strict, _ = [block for block in facts_section(place_of(edition)).blocks if isinstance(block, FactCard)]
    assert (usual.marking, usual.newer_due) == ("", "")
    assert (strict.marking, strict.newer_due) == ("OFFICIAL-SENSITIVE", "Newer figures are due after 30 June 2018.")
    assert '<strong class="marking">OFFICIAL-SENSITIVE</strong>' in page
    assert "Newer figures are due after 30 June 2018." in page


def test_a_fact_is_out_of_date_from_the_day_after_newer_figures_were_due(edition: Edition) -> None:
    text = html_text(outline_of(edition, today=date(2018, 7, 1)))
    said = '<strong class="tag">Out of date</strong> Newer figures should have been published by 30 June 2018.'
    assert text.count(said) == 1
    assert "Newer figures are due after" not in text
    assert "1 of the 2 facts below is out of date" in text
    assert "They were due from 30 June 2018 on." in text
    fresh = html_text(outline_of(edition, today=date(2018, 6, 30)))
    assert "Out of date" not in fresh
    assert "out of date" not in fresh


def test_breaks_of_these_months_say_when_what_and_what_is_done(edition: Edition) -> None:
    found = grids(breaks_section(place_of(edition)))
    register = found["breaks-table"]
    assert [row[0] for row in register.rows] == ["November 2014 to March 2017", "April 2016"]
    assert register.rows[0][4:] == ("A report", "Said beside the figure")
    assert register.rows[1][4] == "Suspected: no citation"
    assert register.rows[1][2] == "Stalking and harassment"
    (change,) = found["breaks-changes-table"].rows
    assert change == (
        "Recorded crime",
        "2016/17 against 2015/16",
        "14,740 against 13,860",
        "+8.8%",
        "9,100 against 9,050",
    )


def test_a_break_outside_the_months_is_shown_where_a_change_rests_on_it(tmp_path: Path) -> None:
    rows = small_rows()
    rows["change"][0]["break_ids"] = "old-2002"
    section = breaks_section(place_of(written(rows, tmp_path)))
    assert grids(section)["breaks-table"].rows[0][0] == "April 2002"


@pytest.mark.parametrize(("force", "shown"), [(FORCE, True), (OTHER_FORCE, False)])
def test_a_break_of_another_force_is_none_of_ours(force: str, shown: bool, tmp_path: Path) -> None:
    rows = small_rows()
    rows["series_break"] = [{**rows["series_break"][1], "force_code": force}]
    rows["change"][0]["break_ids"] = None
    assert bool(grids(breaks_section(place_of(written(rows, tmp_path))))) == shown


def test_two_sources_outside_the_bounds_are_a_data_query(edition: Edition) -> None:
    section = revisions_section(place_of(edition))
    found = grids(section)
    assert found["agreement-table"].rows == (
        ("Exampleton-on-Tees", "2016/17", "All recorded crime", "14,740", "14,600", "0.991", "Agrees"),
    )
    types = {row[2]: row for row in found["agreement-types-table"].rows}
    assert types["Drugs"][5:] == ("1.133", "Data query")
    assert types["Robbery"][5] == "not available"
    assert any("1 data query below" in getattr(block, "text", "") for block in section.blocks)


def test_revisions_and_repeats_are_counted(edition: Edition) -> None:
    found = grids(revisions_section(place_of(edition)))
    assert found["revisions-table"].rows == (
        ("December 2016", "police.uk, crime and ASB", "2017-02", "2017-05", "5", "10", "15"),
    )
    assert found["repeats-table"].rows[0] == ("Alike to the letter, identifier and all", "1", "3", "2", "3")


def test_stale_after_is_a_civil_date(tmp_path: Path) -> None:
    rows = small_rows()
    rows["fact"][0]["stale_after"] = date(2026, 3, 1)
    assert "Newer figures are due after 1 March 2026." in html_text(outline_of(written(rows, tmp_path)))
