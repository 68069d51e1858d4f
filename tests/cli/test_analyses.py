"""`saferplan analyses`: what the files can and cannot answer, and exit code 2 with the way out for what they cannot."""

import subprocess
import sys


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
