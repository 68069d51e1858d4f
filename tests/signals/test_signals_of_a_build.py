"""Signals from files to the page: found, told, judged, shown outside only when cleared."""

import csv
import hashlib
import io
import json
import shutil

import pytest

from saferplan.base.errors import EditionError, SettingsError
from saferplan.base.periods import Month
from saferplan.pipeline.compare import compare_editions
from saferplan.pipeline.signals import finding
from saferplan.pipeline.signals.asking import found_signals, named_signal, rows_behind, write_signal_page
from saferplan.pipeline.signals.backtesting import backtest
from saferplan.pipeline.workspace import open_workspace
from saferplan.report.outline import outline_of
from saferplan.report.page import html_text
from saferplan.report.signals import blocks, reading
from tests.support.forked import forker
from tests.support.small import FORCE, MONTHS, build_small, put, small_workspace, street_bytes, street_name, street_rows

WORLDS = 4
BURST = 30
"""Burglaries more in the last month, in the second neighbourhood at three points of the ward beside: none lies in its own."""


def burst(month):
    rows = []
    for number in range(BURST):
        crime = hashlib.sha256(f"{month} burst {number}".encode()).hexdigest()
        longitude = f"{0.64 + (0.25 + 0.25 * (number % 3)) * 0.02:.6f}"
        place = [longitude, "54.710000", f"On or near Burst {number % 3}", "E01099002", "Smallham, Upper 001B"]
        rows.append([crime, month, FORCE, FORCE, *place, "Burglary", "Under investigation", ""])
    return rows


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    made = small_workspace(tmp_path_factory.mktemp("signals") / "w", MONTHS, rows=100)
    for month in MONTHS[-1:]:
        put(made.inbox / "police" / street_name(month), street_bytes(street_rows(month, 100) + burst(month)))
    before = finding.find_signals.__kwdefaults__
    finding.find_signals.__kwdefaults__ = {"worlds": WORLDS}
    yield made
    finding.find_signals.__kwdefaults__ = before


@pytest.fixture(scope="module")
def edition(workspace):
    return build_small(workspace, with_signals=True).edition


@pytest.fixture(scope="module")
def signal(edition):
    (found,) = [each for each in found_signals(edition) if each.row["category"] == "Burglary" and not each.is_over]
    return found


def test_the_burst_is_found_with_its_place_months_and_points(signal):
    row = signal.row
    assert row["status"] == "raised"
    assert (row["direction"], row["place"]) == ("rise", "in New Quay (Smallham, Upper 001B)")
    assert str(row["last_month"])[:7] == MONTHS[-1]
    assert row["observed"] > row["expected"] + BURST - 3
    assert row["excess_lower"] <= row["excess"] <= row["excess_upper"]
    assert {each["lsoa21_code"] for each in signal.places} == {"E01099002"}
    assert [each["location"][:16] for each in signal.points[:3]] == ["On or near Burst"] * 3
    assert sum(each["share"] for each in signal.points[:3]) > 0.9
    assert signal.months[-1]["observed"] > signal.months[-1]["upper"]
    assert [each["is_in_signal"] for each in signal.months[-2:]] == [False, True]


def test_thresholds_stand_in_the_edition_with_their_error(edition):
    rows = edition.table("signal_threshold")
    assert {row["detector"] for row in rows} >= {
        "space_time_scan",
        "sustained_change",
        "short_history",
        "flexible_farrington",
    }
    assert {row["promise"] for row in rows} == {1.0}
    assert all(row["a_quarter"] <= 1.0 and row["standard_error"] > 0 for row in rows)
    assert len(edition.table("signal_margin")) == rows[0]["onsets"]


def test_a_second_build_finds_nothing_new_and_another_machine_the_same(workspace, edition, tmp_path):
    again = build_small(workspace, with_signals=True)
    assert (again.is_new, again.edition.name) == (False, edition.name)
    other = small_workspace(tmp_path / "w", MONTHS, rows=100)
    for month in MONTHS[-1:]:
        put(other.inbox / "police" / street_name(month), street_bytes(street_rows(month, 100) + burst(month)))
    found = build_small(other, with_signals=True).edition
    assert found.manifest["tables"] == edition.manifest["tables"]


def test_the_page_of_one_signal_has_chart_map_and_points(workspace, edition, signal):
    page = write_signal_page(workspace, edition, signal).read_text(encoding="utf-8")
    assert signal.row["sentence"] in page
    assert page.count("<svg") == 4  # a chart and a map, wide and narrow
    assert "On or near Burst 0" in page
    assert "Not part of this signal (" in page
    assert ": not part of this signal<" in page  # what a pointer shows
    assert "wider" not in page
    assert "Not judged yet." in page


def test_the_rows_behind_are_those_of_its_places_and_months(edition, signal):
    rows = list(csv.DictReader(io.StringIO(rows_behind(edition, signal))))
    assert len(rows) == signal.row["observed"]
    assert {row["category"] for row in rows} == {"Burglary"}
    assert {row["lsoa21_code"] for row in rows} == {"E01099002"}
    assert all(row["path"] and row["line"] for row in rows)


def test_names_that_are_none_or_many_are_refused(edition):
    with pytest.raises(SettingsError, match="is no signal"):
        named_signal(edition, "zzzz")
    for name in ("zzzz", found_signals(edition)[0].id):  # outside it is not told which of them there is
        with pytest.raises(SettingsError, match=f"that begins “{name}” is cleared to be shown"):
            named_signal(edition, name, public=True)
    assert named_signal(edition, found_signals(edition)[0].id[:6]).id == found_signals(edition)[0].id


def test_they_stand_on_the_internal_page_and_outside_only_when_cleared(
    workspace, edition, signal, tmp_path, monkeypatch
):
    internal = html_text(outline_of(edition))
    assert signal.row["sentence"] in internal
    assert "signals begin in a quarter by chance" in internal
    assert found_signals(edition, public=True) == []
    assert signal.row["sentence"] not in html_text(outline_of(edition, public=True))
    text = f'[[signal]]\nid = "{signal.id}"\njudgement = "real"\ntasked_to = "Ward team"\nmay_publish = true\n'
    copied = open_workspace(shutil.copytree(workspace.path, tmp_path / "w"))
    put(copied.inbox / "judgements" / "signals-2017-05-01.toml", text)
    monkeypatch.setattr(
        finding, "calibrate", None
    )  # thresholds are remembered: nothing of what they follow from has changed
    judged = build_small(copied, with_signals=True)
    for name in ("signal_threshold.parquet", "signal_margin.parquet", "signal_place.parquet"):
        assert judged.edition.manifest["tables"][name] == edition.manifest["tables"][name]
    assert judged.is_new
    (shown,) = found_signals(judged.edition, public=True)
    assert shown.judgement == "Judged on 1 May 2017: real; given to Ward team."
    public = html_text(outline_of(judged.edition, public=True))
    assert signal.row["sentence"] in public
    assert sum(each.row["sentence"] in public for each in found_signals(judged.edition)) == 1
    assert causes_told(edition, judged.edition) == {"judgements of signals: signals-2017-05-01.toml added"}


def test_that_signals_were_looked_for_is_the_cause_of_their_tables(workspace, edition, tmp_path):
    plain = build_small(open_workspace(shutil.copytree(workspace.path, tmp_path / "w")), with_signals=False).edition
    assert causes_told(plain, edition) == {"setting signals: was False, now True"}


def causes_told(older, newer):
    """Why tables moved; none but those of signals did."""
    found = compare_editions(older, newer)
    assert (found.facts, found.headlines.moved, found.cells) == ((), (), ())
    assert found.tables
    assert {move.table.split("_")[0] for move in found.tables} == {"signal"}
    return {cause.words for move in found.tables for cause in move.causes}


def test_a_lasting_hot_spot_is_known_and_what_is_more_there_is_the_news(edition, signal, monkeypatch):
    """Smallshire has too few neighbourhoods for hot spots: one is said to be there."""
    assert signal.known == ()
    upper = reading.KnownHotspot("Burglary", "E01099002", "Smallham, Upper 001B", "Old Quay")
    monkeypatch.setattr(reading, "known_hotspots", lambda _: [upper])
    monkeypatch.setattr(blocks, "known_hotspots", lambda _: [upper])
    found = named_signal(edition, signal.id)
    assert found.known_words.startswith(
        "Smallham, Upper 001B is a lasting hot spot of this type: that it is high there is known"
    )
    others = [each for each in found_signals(edition) if each.row["category"] != "Burglary"]
    assert not any(each.known for each in others)
    page = html_text(outline_of(edition))
    assert found.known_words in page
    assert "Burglary: Old Quay (Smallham, Upper 001B)." in page
    assert "Old Quay (Smallham, Upper 001B)." not in html_text(outline_of(edition, public=True))


def test_a_backtest_tells_when_it_would_have_been_raised(edition, signal):
    found = backtest(edition, Month.parse(MONTHS[-6]), lambda _: None)
    (raised,) = [each for each in found.raised if each.signal.followed.id == signal.id]
    assert str(raised.month_end) == MONTHS[-1]
    assert raised.signal.place == signal.row["place"]
    assert raised.followup.verdict == "not yet known"
    with pytest.raises(SettingsError, match="not among the months"):
        backtest(edition, Month(2030, 1), lambda _: None)


def test_an_edition_without_signals_says_how_to_have_them(workspace, tmp_path):
    plain = build_small(small_workspace(tmp_path / "w")).edition
    with pytest.raises(EditionError, match="without looking for signals"):
        found_signals(plain)
    with pytest.raises(EditionError, match="no thresholds"):
        backtest(plain, Month.parse(MONTHS[-1]), lambda _: None)
    assert "Recent change" not in html_text(outline_of(plain))


def test_the_commands(workspace, edition, signal):
    with forker() as commands:
        found = commands.run(workspace.path, "signals", "--edition", edition.name)
        assert (found.code, found.err) == (0, "")
        assert f"{signal.id}  " in found.out
        assert signal.row["chance"] in found.out
        told = json.loads(commands.run(workspace.path, "signals", signal.id, "--json", "--edition", edition.name).out)
        assert told["sentence"] == signal.row["sentence"]
        assert len(told["months"]) == len(MONTHS)
        page = commands.run(workspace.path, "signals", signal.id, "--map", "--edition", edition.name)
        assert f"signal-{signal.id}.html" in page.out
        rows = commands.run(workspace.path, "signals", signal.id, "--csv", "--edition", edition.name)
        assert rows.out.count("\n") == signal.row["observed"] + 1
        assert "Name it" in commands.run(workspace.path, "signals", "--map").err
        past = commands.run(workspace.path, "backtest", "--from", MONTHS[-4], "--edition", edition.name)
        assert "What followed: not yet known." in past.out
        assert "Write it as 2024-06" in commands.run(workspace.path, "backtest", "--from", "June").err
