"""Breakpoints against R's `strucchange`, and on series whose breaks are known."""

import numpy as np
import pytest

from saferplan.evidence.methods.change_points import change_points, trend_design
from saferplan.evidence.methods.missing import Missing


def assert_matches(found, rows):
    assert len(rows) >= 6
    for row in rows:
        breaks = found.candidates[int(row["m"])]
        assert ";".join(map(str, breaks.places)) == row["breaks"]
        assert breaks.squares == pytest.approx(float(row["RSS"]), rel=1e-10)
        assert breaks.bic == pytest.approx(float(row["BIC"]), abs=1e-7)
        assert len(found.chosen.places) == int(row["chosen"])
    assert len(found.candidates) == len(rows)


@pytest.mark.parametrize("series", ["burglary", "asb", "robbery"])
def test_changes_of_level_match_r(trends, series):
    values, rows = trends(series, "out_breakpoints.csv")
    assert_matches(change_points(values), [row for row in rows if row["formula"] == "y ~ 1"])


@pytest.mark.parametrize("series", ["burglary", "asb", "robbery"])
def test_changes_of_trend_match_r(trends, series):
    values, rows = trends(series, "out_breakpoints.csv")
    found = change_points(np.log(values + 0.5), trend_design(len(values)))
    assert_matches(found, [row for row in rows if row["formula"] == "y ~ t"])


def test_two_levels_are_found_where_they_change():
    values = np.random.default_rng(1).normal(0, 1, 80)
    values[50:] += 5
    assert change_points(values).chosen.places == (50,)


def test_an_unchanged_series_seldom_gets_a_break():
    series = np.random.default_rng(2).normal(100, 10, (60, 48))
    assert np.mean([len(change_points(each).chosen.places) > 0 for each in series]) < 0.1


def test_a_constant_series_gets_none():
    assert change_points(np.full(48, 7.0)).chosen.places == ()


def test_too_short_a_series_is_refused():
    assert change_points(np.arange(6.0)) == Missing("too_short")
    assert change_points(np.arange(14.0), trend_design(14)) == Missing("too_short")
