"""Where nothing could be looked at, nobody says that nothing is unusual."""

from dataclasses import replace

import pytest

from saferplan.base.categories import ASB, CRIME_TYPES
from saferplan.base.periods import Month
from saferplan.evidence.series_break import Behaviour, SeriesBreak
from saferplan.evidence.signals.following import Followed, Sighting, State
from saferplan.evidence.signals.unjudged import unjudged_of
from saferplan.pipeline.measuring import Scope
from saferplan.pipeline.signals import finding
from saferplan.pipeline.signals.asking import found_signals
from saferplan.pipeline.signals.panel import refusing_breaks, unsettled_breaks
from saferplan.report.outline import outline_of
from saferplan.report.page import html_text
from saferplan.report.signals.unjudged import NONE_CLEARED, NOTHING, NOTHING_SEEN, Looking
from tests.signals.made import DETECTORS, MONTHS, described, panel
from tests.signals.test_following import alarm
from tests.support.small import MONTHS as SMALL_MONTHS
from tests.support.small import build_small, put, small_workspace, street_bytes, street_name, street_rows

PORTAL = SeriesBreak("portal", Month(2024, 10), "A new portal.", "up", Behaviour.REFUSE, groups=("Shoplifting",))
NEWEST = {"Burglary": "December 2024 was supplied in part only"}


def known_since(month, category=2):
    made = panel()
    known = made.known.copy()
    known[category, :month] = False
    return replace(made, known=known)


def said(of, newest=(), refusing=(), unsettled=()):
    return {
        (each.category, each.is_silent): each.reason
        for each in unjudged_of(of, DETECTORS, dict(newest), dict(refusing), dict(unsettled))
    }


def test_a_newest_month_that_is_not_known_is_said_of_its_category():
    made = panel()
    known = made.known.copy()
    known[1, -1] = False
    found = said(replace(made, known=known), NEWEST)
    assert found["Burglary", True] == "December 2024 was supplied in part only, so that nothing can be said of it."
    assert not [name for name, is_silent in found if is_silent and name != "Burglary"]


def test_a_break_still_working_its_way_in_refuses_what_is_found_and_says_so():
    found = said(panel(), unsettled={"Shoplifting": replace(PORTAL, effect_until=Month(2026, 3), citation="Minutes")})
    assert found["Shoplifting", True] == (
        "Recording changed, from October 2024 to March 2026: A new portal. Until it has settled, whatever is found there is "
        "refused."
    )


def test_a_category_that_begins_with_a_refusing_break_names_it():
    found = said(known_since(MONTHS - 3), refusing={"Shoplifting": PORTAL})
    assert found["Shoplifting", True] == (
        "Recording changed, October 2024 (suspected): A new portal. Comparison with the months before is refused, and of those "
        "since only 3 months are known: 12 are needed."
    )


@pytest.mark.parametrize(
    ("months", "parts"),
    [
        (36, ["flexible Farrington"]),
        (20, ["flexible Farrington", "lasted"]),
        (15, ["newest month by itself"]),
    ],
)
def test_detectors_that_want_more_months_are_named(months, parts):
    found = unjudged_of(known_since(MONTHS - months), DETECTORS, {}, {}, {})
    own = [each.reason for each in found if each.category == "Shoplifting" and not each.is_silent]
    assert all(any(part in reason for reason in own) for part in parts)
    assert all(f"{months} months are known" in reason for reason in own)
    stands_in = [reason for reason in own if "stands in" in reason]
    assert len(stands_in) == (months > 17)


def test_with_months_enough_nothing_is_said():
    assert unjudged_of(panel(months=60), DETECTORS, {}, {}, {}) == []


def test_breaks_that_refuse_are_told_by_the_category_they_touch():
    months = tuple(Month(2022, 1).plus(each) for each in range(MONTHS))
    scope = Scope("A", "A", "F", months, None, None)
    annotated = replace(PORTAL, id="other", behaviour=Behaviour.ANNOTATE, groups=("Burglary",))
    assert refusing_breaks(scope, [PORTAL, annotated]) == {"Shoplifting": PORTAL}
    assert (
        refusing_breaks(scope, [replace(PORTAL, id="later", from_month=Month(2024, 11)), PORTAL])["Shoplifting"].id
        == "later"
    )
    slow = replace(PORTAL, effect_until=Month(2026, 3))
    assert (refusing_breaks(scope, [slow]), unsettled_breaks(scope, [slow, annotated])) == ({}, {"Shoplifting": slow})
    assert unsettled_breaks(scope, [PORTAL]) == {}
    assert refusing_breaks(scope, [replace(PORTAL, from_month=Month(2030, 1))]) == {}


def rows(types, reason="Not supplied.", is_silent=True):
    return tuple({"category": each, "is_silent": is_silent, "reason": reason, "mapping": None} for each in types)


@pytest.mark.parametrize(
    ("silent", "is_public", "crime", "asb"),
    [
        ((), False, NOTHING, NOTHING),
        ((), True, NONE_CLEARED, NONE_CLEARED),
        (("Drugs",), False, NOTHING_SEEN, NOTHING),
        (
            (*CRIME_TYPES, ASB),
            False,
            "Nothing could be looked at. Not supplied.",
            "Nothing could be looked at. Not supplied.",
        ),
        (
            (*CRIME_TYPES, ASB),
            True,
            "Nothing could be looked at. Not supplied.",
            "Nothing could be looked at. Not supplied.",
        ),
    ],
)
def test_no_signal_is_not_nothing_unusual_where_nothing_was_looked_at(silent, is_public, crime, asb):
    looking = Looking(rows(silent), is_public)
    assert (looking.nothing_words("Crime"), looking.nothing_words("Anti-social behaviour")) == (crime, asb)


def test_types_are_named_or_those_left_out_where_these_are_few():
    assert Looking(rows(["Drugs", "Robbery"]), False).lines == ["Not looked at: Drugs and Robbery. Not supplied."]
    all_but = Looking(rows([*CRIME_TYPES[1:], ASB], is_silent=False), False).lines
    assert all_but == [f"Looked at in part: every published type but {CRIME_TYPES[0].lower()}. Not supplied."]


def test_a_signal_of_the_month_before_one_that_is_not_known_is_not_over():
    """What cannot be seen has not gone away."""
    made = panel()
    known = made.known.copy()
    known[1, -1] = False
    seen = Followed("a", [Sighting(alarm([3], [20], last=34, since=33), ())])
    assert described(replace(made, known=known), seen).state is State.NEW
    assert described(made, seen).state is State.OVER


def test_an_edition_whose_newest_month_came_in_part_says_so_on_every_page(tmp_path, monkeypatch):
    monkeypatch.setitem(finding.find_signals.__kwdefaults__, "worlds", 2)
    made = small_workspace(tmp_path / "w", SMALL_MONTHS, rows=100)
    put(made.inbox / "police" / street_name(SMALL_MONTHS[-1]), street_bytes(street_rows(SMALL_MONTHS[-1], 8)))
    edition = build_small(made, with_signals=True).edition
    assert all(row["is_silent"] for row in edition.table("signal_unjudged"))
    assert not [each for each in found_signals(edition) if str(each.row["last_month"])[:7] == SMALL_MONTHS[-1]]
    for is_public in (False, True):
        page = html_text(outline_of(edition, public=is_public))
        assert "was supplied in part only, so that nothing can be said of it" in page
        assert NOTHING not in page
