"""What speaks against a signal, and how it is said."""

from dataclasses import replace

import numpy as np
import pytest

from saferplan.base.periods import Month
from saferplan.evidence.signals.following import Followed, Sighting
from saferplan.evidence.signals.guards import (
    MONTHS_NEAR_BOUNDARIES,
    Circumstance,
    Effect,
    PointShare,
    guards_of,
    point_shares,
)
from saferplan.evidence.signals.questions import QUESTIONS
from saferplan.evidence.signals.wording import Neighbourhood, chance_words, place_words, sentence, when_words
from saferplan.pipeline.signals.panel import CATEGORIES
from saferplan.pipeline.signals.partners import FLAGS
from tests.signals.made import panel
from tests.signals.test_following import alarm

PANEL = panel()
NEWEST = PANEL.months[-1]


def guards(*sightings, circumstances=(), points=()):
    seen = Followed("a", list(sightings) or [Sighting(alarm([3], [20], since=34), ())])
    return [(each.effect, each.wording) for each in guards_of(PANEL, seen, circumstances, points)]


def happened(month, *, until=None, effect=Effect.DOWNGRADED, categories=None):
    return Circumstance(categories, month, until or month, effect, "something happened")


@pytest.mark.parametrize(("months_before", "says"), [(0, True), (1, True), (4, True), (5, False)])
def test_what_happened_within_three_months_of_the_beginning_is_said(months_before, says):
    assert bool(guards(circumstances=[happened(NEWEST.plus(-months_before))])) is says


def test_a_signal_begins_where_it_was_first_seen_to_and_not_where_it_is_seen_now():
    """A break makes a signal; eight months on it is told by its newest month alone, and the break is still its reason."""
    then, now = Sighting(alarm([3], [20], last=27), ()), Sighting(alarm([3], [20]), ())
    assert guards(then, now, circumstances=[happened(NEWEST.plus(-8))])
    assert not guards(now, circumstances=[happened(NEWEST.plus(-8))])


def test_other_boundaries_are_said_for_a_year():
    """A neighbourhood that was given the cases of another has more than before for as long as most of before is of the old."""
    since = NEWEST.plus(-1)
    for months_before, says in ((4, True), (12, True), (13, False)):
        switch = Circumstance(
            None, since.plus(-months_before), since.plus(-months_before), Effect.DOWNGRADED, "", MONTHS_NEAR_BOUNDARIES
        )
        assert bool(guards(circumstances=[switch])) is says


def test_other_boundaries_move_nothing_of_the_partnership_as_a_whole():
    switch = Circumstance(None, NEWEST, NEWEST, Effect.DOWNGRADED, "", MONTHS_NEAR_BOUNDARIES, is_of_places=True)
    whole = replace(alarm(range(len(PANEL.places)), [20]), is_whole=True)
    assert not guards(Sighting(whole, ()), circumstances=[switch])
    assert guards(Sighting(replace(whole, is_whole=False), ()), circumstances=[switch])


def test_what_was_still_working_its_way_in_is_said():
    assert guards(circumstances=[happened(NEWEST.plus(-20), until=NEWEST.plus(-3))])


def test_what_touches_another_category_is_not_said():
    assert not guards(circumstances=[happened(NEWEST, categories={"Shoplifting"})])
    assert guards(circumstances=[happened(NEWEST, categories={"Burglary"})])


def test_refusals_come_first():
    found = guards(circumstances=[happened(NEWEST), happened(NEWEST, effect=Effect.REFUSED)])
    assert [effect for effect, _ in found] == [Effect.REFUSED, Effect.DOWNGRADED]


def test_a_handful_is_refused():
    few = alarm([3], [3])
    few = type(few)(**{**vars(few), "observed": 4.0, "expected": 1.0})
    assert guards(Sighting(few, ()))[0][0] is Effect.REFUSED


def test_a_rise_at_one_point_is_about_the_point_and_a_fall_is_not():
    shop = PointShare("On or near Supermarket", -1.3, 54.5, 40, 8.0, 0.61)
    ((effect, words),) = guards(points=[shop])
    assert effect is Effect.DOWNGRADED
    assert "one map point, “On or near Supermarket”, which holds 61% of" in words
    assert not guards(Sighting(alarm([3], [20], direction=-1), ()), points=[shop])
    assert not guards(points=[PointShare("On or near Supermarket", -1.3, 54.5, 40, 8.0, 0.59)])
    assert "holds all of" in guards(points=[PointShare("On or near Supermarket", -1.3, 54.5, 40, 8.0, 1.08)])[0][1]


def test_points_share_the_excess_by_what_was_usual_of_them():
    found = point_shares([("A", 0, 0, 30, 50), ("B", 1, 0, 10, 50), ("C", 2, 0, 5, 0)], expected=20.0)
    assert [(each.location, each.expected, each.share) for each in found] == [
        ("A", 10, 0.8),
        ("C", 0, 0.2),
        ("B", 10, 0),
    ]
    assert point_shares([], 3.0) == []
    assert (
        point_shares([("A", 0, 0, 3, 50), ("B", 1, 0, 1, 50)], expected=3.5) == []
    )  # half a case more: no parts of it


HERE = [Neighbourhood("Exampleton 001A", {"Hardwick": 1}), Neighbourhood("Exampleton 001B", {"Roseworth": 1}),
        Neighbourhood("Exampleton 002A", {"Hardwick": 1}), Neighbourhood("Exampleton 003A", {"Norton": 1}),
        Neighbourhood("Exampleton 004A", {"Grange": 1}), Neighbourhood("Exampleton 005A", {"Village": 1})]  # fmt: skip


@pytest.mark.parametrize(
    ("is_whole", "places", "words"),
    [
        (True, HERE, "across Exampleton"),
        (False, HERE[:1], "in Hardwick (Exampleton 001A)"),
        (False, HERE[:2], "in 2 neighbourhoods of Hardwick and Roseworth"),
        (False, HERE[:4], "in 4 neighbourhoods of Hardwick, Roseworth and Norton"),
        (False, HERE, "in 6 neighbourhoods of Hardwick, Roseworth, Norton and 2 more"),
        (False, [Neighbourhood("Exampleton 001A", {"Hardwick": 3, "Norton": 9})], "in Norton (Exampleton 001A)"),
        (
            False,
            [*HERE[1:3], Neighbourhood("Exampleton 006A", {"Norton": 2})],
            "in 3 neighbourhoods of Norton, Roseworth and Hardwick",
        ),
        (False, [Neighbourhood("Exampleton 009A", {})], "in Exampleton 009A"),
        (False, [Neighbourhood("Exampleton 009A", {})] * 2, "in 2 neighbourhoods around Exampleton 009A"),
    ],
)
def test_places_are_called_by_their_wards(is_whole, places, words):
    assert place_words("Exampleton", is_whole, places) == words


@pytest.mark.parametrize(
    ("since", "last", "is_about", "words"),
    [
        (Month(2025, 10), Month(2025, 10), False, "in October 2025"),
        (Month(2025, 8), Month(2025, 10), False, "from August to October 2025"),
        (Month(2024, 12), Month(2025, 2), False, "from December 2024 to February 2025"),
        (Month(2025, 3), Month(2025, 10), True, "since about March 2025"),
    ],
)
def test_months_are_said_as_people_say_them(since, last, is_about, words):
    assert when_words(since, last, is_about) == words


def test_a_lasting_change_that_is_over_names_its_last_month():
    words = when_words(Month(2024, 12), Month(2025, 4), is_about=True, is_newest=False)
    assert words == "from about December 2024 to April 2025"


def test_a_rise_and_a_fall_are_said_with_their_range():
    assert sentence("Burglary", "in Yarm", "in May 2025", 12, 4.4, (2.2, 15.1), "offence") == (
        "Burglary in Yarm: 12 offences were recorded in May 2025, where about 4 would be usual. That is 8 more (between 2 and 15)."
    )
    assert "1 incident was recorded" in sentence(
        "Anti-social behaviour", "in Yarm", "in May 2025", 1, 20, (-25, -11), "incident"
    )
    fall = sentence("Burglary", "in Yarm", "since about May 2025", 10, 40, (-35.2, -20.4), "offence")
    assert fall.endswith("That is 30 fewer (between 20 and 35).")
    new = sentence("Drugs", "in Yarm", "in May 2025", 9, 0.4, (3.7, 16.7), "offence")
    assert "where less than one would be usual. That is 9 more (between 4 and 17)." in new
    assert "That is 5 more (between 1 fewer and 9 more)." in sentence(
        "Burglary", "x", "y", 9, 4, (-1.0, 9.0), "offence"
    )
    assert "That is as many as usual (between 3 fewer and 2 more)." in sentence(
        "Burglary", "x", "y", 9, 9.2, (-3, 2), "offence"
    )
    assert "(between 0 and 9)" in sentence("Burglary", "x", "y", 9, 4, (-0.4, 9.0), "offence")


SOMEWHERE = "Somewhere in the partnership, in one type or another, chance alone begins one as strong"


@pytest.mark.parametrize(
    ("a_quarter", "is_least", "words"),
    [
        (6.0, False, f"{SOMEWHERE} more than once a month."),
        (2.5, False, f"{SOMEWHERE} about once a month."),
        (1.0, False, f"{SOMEWHERE} about once in 3 months."),
        (0.25, False, f"{SOMEWHERE} about once in 12 months."),
        (0.05, False, f"{SOMEWHERE} about once in 5 years."),
        (1 / 147, True, "In 37 simulated years chance began none as strong, in any type anywhere in the partnership."),
    ],
)
def test_chance_is_said_as_how_long_one_waits_for_it(a_quarter, is_least, words):
    assert chance_words(a_quarter, is_least) == words


def test_every_type_has_a_question_and_somebody_to_ask():
    assert set(QUESTIONS) == {*CATEGORIES, *FLAGS.values()}
    assert all(each.question.endswith("?") and each.ask_whom for each in QUESTIONS.values())
    assert np.all([len(each.question) < 120 for each in QUESTIONS.values()])


def test_of_the_whole_the_few_places_that_hold_most_are_named():
    assert place_words("Exampleton", True, HERE, 1) == "across Exampleton, most of it in Hardwick (Exampleton 001A)"
    assert place_words("Exampleton", True, HERE, 2).endswith("most of it in 2 neighbourhoods of Hardwick and Roseworth")
