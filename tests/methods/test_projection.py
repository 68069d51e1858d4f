"""Year-end projections: coverage where nothing changed, guards; the seasonal naive forecast against R."""

import numpy as np
import pytest
from tests.methods.conftest import column
from tests.truth.null_series import STOCKTON_DISPERSION, STOCKTON_MEAN, expected_counts, null_series

from saferplan.evidence.methods.missing import Missing
from saferplan.evidence.methods.projection import seasonal_naive, year_end


@pytest.mark.parametrize("series", ["burglary", "asb", "robbery", "airpassengers", "nile", "ukdriverdeaths"])
def test_seasonal_naive_matches_r(trends, series):
    values, rows = trends(series, "out_snaive.csv")
    found = seasonal_naive(values, 12)
    for name, field in (
        ("mean", "value"), ("lo80", "inner_lower"), ("hi80", "inner_upper"), ("lo95", "lower"), ("hi95", "upper"),
    ):  # fmt: skip
        np.testing.assert_allclose([getattr(each, field) for each in found], column(rows, name), rtol=1e-10)


def test_seasonal_naive_goes_on_for_more_than_a_year():
    found = seasonal_naive(np.arange(36.0), 24)
    assert found[13].value == found[1].value == 25
    assert found[13].upper - found[13].value == pytest.approx(np.sqrt(2) * (found[1].upper - found[1].value))


@pytest.mark.parametrize(("mean", "dispersion"), [(STOCKTON_MEAN, STOCKTON_DISPERSION), (20, 1.5)])
@pytest.mark.parametrize("known", [2, 7])
def test_the_interval_covers_the_year_nineteen_times_in_twenty(mean, dispersion, known):
    series = null_series(600, 36, mean, dispersion, seed=known)
    found = [year_end(row[: 24 + known], np.arange(24 + known), 24).total for row in series]
    totals = series[:, 24:].sum(axis=1)
    wide = np.mean([each.lower <= total <= each.upper for each, total in zip(found, totals, strict=True)])
    narrow = np.mean([each.inner_lower <= total <= each.inner_upper for each, total in zip(found, totals, strict=True)])
    assert wide == pytest.approx(0.955, abs=0.025)
    assert narrow == pytest.approx(0.8, abs=0.05)


def test_the_projection_carries_on_trend_and_season_and_the_naive_does_not():
    counts = expected_counts(48, 1_000, yearly=-0.1)
    found = year_end(counts[:39], np.arange(39), 36)
    assert found.total.value == pytest.approx(counts[36:].sum(), rel=0.005)
    assert found.naive.value == pytest.approx(counts[36:39].sum() + counts[27:36].sum())
    assert (found.known, found.months_known) == (pytest.approx(counts[36:39].sum()), 3)


def test_the_interval_narrows_as_months_come_in_and_closes_at_the_end():
    counts = null_series(1, 36, 500, 4, seed=1)[0]
    widths = []
    for known in (1, 4, 8, 12):
        total = year_end(counts[: 24 + known], np.arange(24 + known), 24).total
        widths.append(total.upper - total.lower)
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] == 0
    assert total.value == counts[24:].sum()


def test_refusals_say_why():
    counts, month = np.full(30, 100.0), np.arange(30)
    assert year_end(counts[:23], month[:23], 12) == Missing("too_short")
    assert year_end(counts * 0, month, 24) == Missing("nothing_counted")
    assert year_end(counts, month, 24, month != 26) == Missing("month_not_supplied")
    assert year_end(counts, month, 24, month != 20).naive == Missing("month_not_supplied")
    assert seasonal_naive(counts[:12], 12) == Missing("too_short")
