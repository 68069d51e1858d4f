"""A judgement of a signal that an edition has not is named, with what it was about and what is nearest to it."""

import tomllib
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from saferplan.base.errors import SettingsError
from saferplan.base.periods import Month
from saferplan.cli.listings import built_lines
from saferplan.evidence.signals.following import WHOLE, Followed, Sighting, identifier, identifier_of
from saferplan.evidence.signals.identity import Meant, meant_by, nearest_to
from saferplan.pipeline.signals import finding
from saferplan.pipeline.signals.asking import named_signal
from saferplan.report.outline import outline_of
from saferplan.report.page import html_text
from saferplan.report.signals.judging import UNMATCHED, lines_to_judge, unmatched_lines
from saferplan.report.signals.reading import _only
from tests.signals.made import panel
from tests.signals.test_following import alarm
from tests.support.forked import forker
from tests.support.small import MONTHS, build_small, put, small_workspace

PANEL = panel()


@pytest.mark.parametrize(
    "seen", [alarm([3, 4], [5, 20], since=30), alarm([7], [3], direction=-1, category=2, since=2)], ids=["rise", "fall"]
)
def test_an_identifier_is_read_back(seen):
    meant = meant_by(PANEL, identifier(PANEL, seen))
    centre = PANEL.places[int(seen.places[np.argmax(seen.excess)])]
    assert meant == Meant(PANEL.categories[seen.category], seen.direction, PANEL.months[seen.since], centre)


def test_one_of_the_whole_and_of_months_that_have_gone_is_read_back_and_a_mistyped_one_is_not():
    month = PANEL.months[0].plus(-20)
    assert meant_by(PANEL, identifier_of("Burglary", -1, month, WHOLE)) == Meant("Burglary", -1, month, WHOLE)
    assert meant_by(PANEL, "00000001") is None


def followed(name, *, since, places=(3, 4), **parts):
    return Followed(name, [Sighting(alarm(places, [5] * len(places), since=since, **parts), ())])


def test_the_nearest_takes_in_its_centre_and_is_nearest_in_time():
    meant = Meant("Burglary", 1, PANEL.months[30], PANEL.places[4])
    near, far, other = followed("a", since=29), followed("b", since=20), followed("c", since=30, places=(9,))
    fall, whole = followed("d", since=30, direction=-1), followed("e", since=30, is_whole=True)
    assert nearest_to(PANEL, meant, [far, near, other, fall, whole]) is near
    assert nearest_to(PANEL, meant, [other, fall, whole]) is None
    assert nearest_to(PANEL, replace(meant, centre=WHOLE), [near, whole]) is whole


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    """A judgement of a fall of burglary that no edition ever had, one mistyped, and one of years ago."""
    made = small_workspace(tmp_path_factory.mktemp("unmatched") / "w", MONTHS, rows=100)
    name = identifier_of("Burglary", -1, Month.parse(MONTHS[-4]), "E01099002")
    entry = '[[signal]]\nid = "{}"\njudgement = "known"\nmay_publish = true\n'
    text = entry.format(name) + 'about = "The quiet in Old Quay"\n' + entry.format("00000001")
    put(made.inbox / "judgements" / "signals-2017-05-01.toml", text)
    put(made.inbox / "judgements" / "signals-2015-05-01.toml", entry.format("00000002"))
    before = finding.find_signals.__kwdefaults__
    finding.find_signals.__kwdefaults__ = {"worlds": 2}
    built = build_small(made, with_signals=True)
    finding.find_signals.__kwdefaults__ = before
    return SimpleNamespace(workspace=made, built=built, edition=built.edition, id=name)


def test_it_is_named_at_the_build_in_the_list_and_on_the_internal_page_alone(judged):
    (old, mistyped, own) = (unmatched_lines(judged.edition)[place] for place in (2, 0, 1))
    assert own.startswith(
        f"{judged.id}, judged on 1 May 2017: known already. The judgement is about “The quiet in Old Quay”."
    )
    month = Month.parse(MONTHS[-4]).name
    assert f"that of Burglary in Old Quay (Smallham, Upper 001B) or around it, fewer than usual from {month}." in own
    assert mistyped.startswith("00000001")
    assert mistyped.endswith("is it mistyped?")
    assert old == "Judged over a year ago, of months no longer gone through: 00000002."
    _, lines = built_lines(judged.built)
    with forker() as commands:
        listed = commands.run(judged.workspace.path, "signals").out
    for each in (own, mistyped, old):
        assert f"    {each}" in lines
        assert f"  {each}" in listed
    assert "The quiet in Old Quay" in html_text(outline_of(judged.edition))
    public = html_text(outline_of(judged.edition, public=True))
    assert UNMATCHED not in public
    assert judged.id not in public


def test_asked_for_by_its_identifier_it_is_said_to_be_a_judgements(judged):
    with pytest.raises(SettingsError, match=r"has no such signal, though it was judged: .*The quiet in Old Quay"):
        named_signal(judged.edition, judged.id)
    with pytest.raises(SettingsError, match="is cleared to be shown"):
        named_signal(judged.edition, judged.id, public=True)


def test_the_lines_to_judge_a_signal_are_toml_that_says_what_it_is_about():
    row = {
        "signal_id": "e92d0635", "category": "Shoplifting", "place": 'in "Roseworth"', "direction": "rise",
        "since": Month(2025, 8).first_day,
    }  # fmt: skip
    signal = SimpleNamespace(row=row, id="e92d0635")
    text = "\n".join(lines_to_judge(signal)[1:])
    (entry,) = tomllib.loads(text)["signal"]
    assert entry["about"] == 'Shoplifting in "Roseworth": a rise from August 2025'
    assert entry["may_publish"] is False


def test_outside_no_earlier_signal_is_named_that_is_not_cleared():
    assert _only("a|b|c", {"b", "d"}) == "b"
    assert _only("", {"b"}) == ""
