"""Partners' events among signals: what police.uk does not tell is looked at, a few people are not given away, no row goes out."""

import csv
import io
import json
import random

import numpy as np
import pytest

from saferplan.base.periods import Month
from saferplan.evidence.disclosure_control import Rule
from saferplan.evidence.signals.following import Followed, Sighting
from saferplan.evidence.signals.panel import Panel, PartnerKind
from saferplan.pipeline.signals import finding, partners
from saferplan.pipeline.signals.asking import found_signals, rows_behind, write_signal_page
from saferplan.pipeline.signals.backtesting import backtest, scope_of_edition
from saferplan.pipeline.signals.panel import CATEGORIES, read_panel
from saferplan.pipeline.signals.small_figures import small_months
from saferplan.pipeline.workspace import open_workspace
from saferplan.report.outline import outline_of
from saferplan.report.page import html_text
from tests.signals.test_following import alarm
from tests.support.small import (
    MONTHS,
    SIDE,
    SOUTH,
    WEST,
    build_small,
    csv_text,
    put,
    small_workspace,
    street_bytes,
    street_name,
    street_rows,
)

WORLDS = 4
BURST, BELOW = 25, 5
ABUSE, TIPPING = "Domestic abuse (Smallshire Police)", "Fly-tipping (Smallham Council)"
HEADINGS = ("Code", "Kind", "Recorded", "Longitude", "Latitude", "DA", "Knife")
POLICE = """kind = "events"
supplier = "Smallshire Police"
files = ["smallshire-extract*"]
[columns]
offence_code = "Code"
category = "Kind"
from_date = "Recorded"
longitude = "Longitude"
latitude = "Latitude"
[flags.domestic_abuse]
column = "DA"
[flags.knife]
column = "Knife"
"""
COUNCIL = """kind = "events"
supplier = "Smallham Council"
files = ["council-reports*"]
counts = "local_event"
[columns]
category = "Kind"
from_date = "Recorded"
longitude = "Longitude"
latitude = "Latitude"
"""


def row(draw, month, square=None, code="8N", kind="Fly-tipping", abuse="N", knife="N"):
    square = square or draw.randint(1, 4)
    point = (f"{WEST + (square - draw.uniform(0.1, 0.9)) * SIDE:.6f}", f"{SOUTH + draw.uniform(0.1, 0.9) * SIDE:.6f}")
    return (code, kind, f"{month}-{draw.randint(1, 28):02d}", *point, abuse, knife)


def extract(months):
    """Eight of domestic abuse of twenty crimes a month, ten incidents, seldom a knife; a burst in one square at the end."""
    draw = random.Random(7)
    rows = [row(draw, month, abuse="Y" if number < 8 else "N", knife="Y" if number == 19 and month[-1] == "1" else "N")
            for month in months for number in range(20)]  # fmt: skip
    burst = [row(draw, months[-1], square=2, abuse="Y") for _ in range(BURST)]
    rows += [row(draw, month, code="", kind="Anti-social behaviour") for month in months for _ in range(10)]
    return [*rows, *burst[:-1], (*burst[-1][:2], f"{months[-1]}-31", *burst[-1][3:])]


def reports(months):
    draw = random.Random(8)
    rows = [row(draw, month) for month in months for _ in range(12)]
    return [*rows[:-1], (*rows[-1][:2], f"{months[-1]}-31", *rows[-1][3:])]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    made = small_workspace(tmp_path_factory.mktemp("partners") / "w", MONTHS, rows=60)
    for month in MONTHS:
        put(made.inbox / "police" / street_name(month), street_bytes(street_rows(month, 60)))
    put(made.inbox / "smallshire-extract.csv", csv_text(HEADINGS, extract(MONTHS)))
    put(made.inbox / "council-reports.csv", csv_text(HEADINGS, reports(MONTHS)))
    put(made.mappings / "smallshire.toml", POLICE)
    put(made.mappings / "council.toml", COUNCIL)
    before = finding.find_signals.__kwdefaults__
    finding.find_signals.__kwdefaults__ = {"worlds": WORLDS}
    yield made
    finding.find_signals.__kwdefaults__ = before


@pytest.fixture(scope="module")
def edition(workspace):
    return build_small(workspace, with_signals=True).edition


@pytest.fixture(scope="module")
def signal(edition):
    (found,) = [each for each in found_signals(edition) if each.row["category"] == ABUSE and not each.is_over]
    return found


def test_kinds_are_what_police_uk_does_not_tell_and_have_events_enough(edition):
    engine = edition.engine()
    panel = read_panel(engine, scope_of_edition(edition, engine), [])
    assert set(panel.categories) - set(CATEGORIES) == {ABUSE, TIPPING}  # of knives there are too few
    counts = panel.counts[panel.categories.index(ABUSE)]
    assert counts.sum() == 8 * len(MONTHS) + BURST
    assert counts[panel.places.index("E01099002"), -1] >= BURST
    assert panel.counts[panel.categories.index(TIPPING)].sum() == 12 * len(MONTHS)
    assert panel.known[panel.categories.index(ABUSE)].all()


def test_the_burst_is_found_and_told_as_a_partners(signal):
    row = signal.row
    assert (row["direction"], row["place"], row["unit"]) == ("rise", "in Old Quay (Smallham, Upper 001B)", "offence")
    assert f"{ABUSE} in Old Quay (Smallham, Upper 001B): {row['observed']} offences were recorded" in row["sentence"]
    assert row["observed"] >= BURST
    assert row["mapping"] == "smallshire"
    assert "MARAC" in row["ask_whom"]
    assert "for the partnership alone" in signal.demand


def test_no_figure_of_a_few_people_is_kept(edition, signal):
    assert signal.points == ()
    assert [each["excess"] for each in signal.places] == [None]
    assert len(signal.sightings) == 1
    months = {str(each["month"])[:7]: each for each in signal.months}
    small = [name for name, each in months.items() if each["is_small"]]
    assert small  # two a month are usual there
    assert all(each["observed"] is None for each in months.values() if each["is_small"])
    assert not any(0 < each["observed"] < BELOW for each in months.values() if each["observed"] is not None)
    assert all(float(each[name]).is_integer() for each in months.values() for name in ("usual", "lower", "upper"))
    names = ("expected", "excess", "excess_lower", "excess_upper")
    assert all(float(signal.row[name]).is_integer() for name in names)
    assert all(each.row["observed"] >= BELOW for each in found_signals(edition) if each.is_of_partner)


@pytest.mark.parametrize(("zero", "hidden"), [(False, [1, 4]), (True, [0, 1, 4])])
def test_months_that_are_small_are_those_of_the_partnerships_rule(zero, hidden):
    months = [Month(2016, 4).plus(number) for number in range(6)]
    counts = np.array([[[0, 1, 9, 8, 4, 12]]])
    known, one = np.ones((1, 6), dtype=bool), np.zeros(1)
    kind = PartnerKind("Hate crime", "Police", "police", "offence", "is_hate")
    panel = Panel((kind.name,), ("A",), one, one, tuple(months), counts, known, {kind.name: kind})
    seen = Followed("a", [Sighting(alarm([0], [8], last=5, category=0), ())])
    assert np.flatnonzero(small_months(panel, seen, Rule(5, zero))).tolist() == hidden
    beside = Followed("a", [Sighting(alarm([0], [8], last=5, since=3, category=0), ())])
    assert np.flatnonzero(small_months(panel, beside, Rule(5, zero))).tolist() == [*hidden[:-1], 3, 4, 5]


def test_counts_are_rounded_where_the_partnership_rounds(workspace, signal):
    path = workspace.path / "saferplan.toml"
    before = path.read_text("utf-8")
    path.write_text("round_to = 10\n" + before, "utf-8")
    try:
        edition = build_small(open_workspace(workspace.path), with_signals=True).edition
    finally:
        path.write_text(before, "utf-8")
    (found,) = [each for each in found_signals(edition) if each.id == signal.id]
    assert (signal.row["observed"], found.row["observed"]) == (BURST, BURST + 5)
    assert f"{found.row['observed']} offences were recorded" in found.row["sentence"]
    assert all(each["observed"] % 10 == 0 for each in found.months if each["observed"] is not None)


def test_the_rows_behind_are_named_by_file_and_row_alone(edition, signal):
    rows = list(csv.DictReader(io.StringIO(rows_behind(edition, signal))))
    assert len(rows) == signal.row["observed"]
    assert {tuple(each) for each in rows} == {("path", "line")}
    lines = csv_text(HEADINGS, extract(MONTHS)).splitlines()
    assert {lines[int(each["line"]) - 1].split(",")[5] for each in rows} == {"Y"}


def test_its_page_says_which_months_are_too_few_and_shades_no_part(workspace, edition, signal):
    page = write_signal_page(workspace, edition, signal).read_text(encoding="utf-8")
    assert "Grey months count too few for a figure" in page
    assert "Marking: OFFICIAL-SENSITIVE" in page
    assert "it may be a few people" in page


def test_no_judgement_lets_it_out(workspace, edition, signal):
    text = f'[[signal]]\nid = "{signal.id}"\njudgement = "real"\nmay_publish = true\n'
    put(workspace.inbox / "judgements" / "signals-2017-05-01.toml", text)
    judged = build_small(workspace, with_signals=True).edition
    (mine,) = [each for each in found_signals(judged) if each.id == signal.id]
    assert mine.row["judgement"] == "real"
    assert signal.id not in [each.id for each in found_signals(judged, public=True)]
    assert ABUSE in html_text(outline_of(judged))
    assert ABUSE not in html_text(outline_of(judged, public=True))


def test_the_past_says_what_followed_without_a_figure(edition):
    found = backtest(edition, Month.parse("2016-09"), lambda _: None)
    own = [each for each in found.raised if each.signal.category == ABUSE]
    assert own
    assert all(each.followup.observed is None for each in own)


@pytest.mark.parametrize(
    ("months", "blank", "known"),
    [
        (MONTHS[13:], 0, None),
        (MONTHS[12:], 0, len(MONTHS) - 12),
        (MONTHS, 2, len(MONTHS) - 1),
        (MONTHS, 1, len(MONTHS)),
    ],
    ids=["too short", "two years", "a month mostly without points", "a month with nearly all points"],
)
def test_months_that_an_extract_does_not_tell_are_not_known(tmp_path, months, blank, known):
    made = small_workspace(tmp_path / "w", MONTHS, rows=20)
    rows = extract(months)
    holes = [place for place, each in enumerate(rows) if each[2].startswith(months[20])][: {0: 0, 1: 1, 2: 9}[blank]]
    rows = [(*each[:3], "", "", *each[5:]) if place in holes else each for place, each in enumerate(rows)]
    put(made.inbox / "smallshire-extract.csv", csv_text(HEADINGS, rows))
    put(made.mappings / "smallshire.toml", POLICE)
    edition = build_small(made).edition
    engine = edition.engine()
    panel = read_panel(engine, scope_of_edition(edition, engine), [])
    found = int(panel.known[panel.categories.index(ABUSE)].sum()) if ABUSE in panel.categories else None
    assert found == known


def test_the_public_json_has_none_of_it(edition):
    text = json.dumps([each.row for each in found_signals(edition, public=True)], default=str)
    assert "Smallshire" not in text


def test_kinds_of_an_edition_without_events_are_none(tmp_path):
    edition = build_small(small_workspace(tmp_path / "w")).edition
    assert list(partners.partner_kinds(edition.engine())) == []
