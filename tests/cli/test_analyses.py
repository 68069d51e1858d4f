"""`saferplan analyses`: what the files can and cannot answer, and exit code 2 with the way out for what they cannot."""

import json
import subprocess
import sys
from datetime import datetime, timedelta

import pytest
from tests.local_events.made import MAPPING, extract, row, workspace_with
from tests.support.small import build_small, put
from typer.testing import CliRunner

from saferplan.cli.commands import app


def run(*words):
    return subprocess.run(
        [sys.executable, "-m", "saferplan", "analyses", *words], capture_output=True, encoding="utf-8", check=False
    )


def test_it_lists_each_analysis_once_with_its_sources_or_the_way_out():
    found = run()
    assert found.returncode == 0
    assert "day-by-hour: Day by hour\n  no: It needs a force extract" in found.stdout
    assert "by-neighbourhood: By neighbourhood (LSOA), concentration\n  yes, of police_uk_street" in found.stdout


def test_what_a_source_cannot_tell_is_refused_by_name():
    found = run("near-repeat")
    assert found.returncode == 2
    assert "“Near repeats (Knox)” cannot be made of Street-level crime" in found.stderr
    assert "it does not tell the day or the exact place" in found.stderr
    assert "→ It needs a force extract" in found.stderr
    assert run("severity", "--source", "home_office_csp").returncode == 0
    assert "The analyses are: " in run("tea-leaves").stderr


@pytest.fixture(scope="module")
def partners(tmp_path_factory):
    """An edition with the extract of a year, and the file of a landlord of which no month is whole."""
    days = [datetime(2016, 4, 1, 9) + timedelta(days=step * 7) for step in range(52)]
    rows = [row(HO_code="46", Committed_from=day, Committed_to="", Reported="") for day in days]
    made = workspace_with(tmp_path_factory.mktemp("analyses") / "w", rows, MAPPING.replace("exact_points = true\n", ""))
    put(
        made.mappings / "landlord.toml",
        MAPPING.replace("smallshire-extract", "landlord").replace("Smallshire Police", "Homes"),
    )
    extract(made.inbox / "landlord.xlsx", rows[:2])
    build_small(made)
    return made.path


@pytest.fixture
def asked(partners, monkeypatch):
    monkeypatch.chdir(partners)
    return lambda *words: CliRunner().invoke(app, ["analyses", *words])


def test_partners_files_are_listed_by_name_with_what_they_support_and_lack(asked):
    said = asked().output
    assert "bank-holidays: Weekdays and bank holidays\n  yes, of local_smallshire\n" in said
    assert "  not of local_smallshire: it does not tell the exact place (its mapping does not say" in said
    assert (
        "  not of local_landlord: it does not tell the day (no whole month of it has events in the partnership)" in said
    )
    assert "not of police_uk_street" not in said
    own = asked("--source", "local_smallshire").output
    assert "police_uk" not in own
    assert "near-repeat: Near repeats (Knox)\n  no: It needs a force extract" in own
    assert {row["source_id"] for row in json.loads(asked("--source", "local_landlord", "--json").output)} == {
        "local_landlord"
    }


def test_one_analysis_of_a_partners_file(asked):
    assert "can be made of local_smallshire" in asked("bank-holidays", "--source", "local_smallshire").output
    refused = asked("near-repeat", "--source", "local_smallshire").exception
    assert "cannot be made of local_smallshire: it does not tell the exact place (its mapping" in refused.what
    for words in (["near-repeat"], []):
        unknown = asked(*words, "--source", "local_nobody").exception
        assert unknown.what == "There is no source “local_nobody”."
        assert "local_landlord" in unknown.way_out
