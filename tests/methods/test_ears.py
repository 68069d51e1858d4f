"""EARS against R's `surveillance` (made input), and C3 where R's limit does not look at the newest count."""

from collections import defaultdict

import numpy as np
import pytest
from scipy.special import ndtri

from saferplan.evidence.methods.ears import Ears, ears
from saferplan.evidence.methods.missing import Missing

UNITS = ("s2", "s8", "s25", "s60", "s180", "s600")


@pytest.fixture
def made(reference):
    rows = reference("outbreaks", "in_synthetic_crime_monthly.csv")
    return np.array([[float(row[unit]) for row in rows] for unit in UNITS])


@pytest.fixture
def figures(reference):
    """Rows by method, baseline, least standard deviation, alpha and month; each holds the six units in order."""
    found = defaultdict(list)
    for row in reference("outbreaks", "out_ears_synthetic_crime_monthly.csv"):
        key = (
            Ears(row["method"].lower()),
            int(row["baseline"]),
            float(row["minSigma"]),
            float(row["alpha"]),
            int(row["t"]),
        )
        found[key].append(row)
    assert len(found) * 6 == 5_220
    assert all([row["unit"] for row in rows] == list(UNITS) for rows in found.values())
    return found


def their_limit(found, threshold):
    """As that program has it: of C1 and C2 ours, of C3 one that starts from the newest count, and is nought at least."""
    if found.method is not Ears.C3:
        return found.upper(threshold)
    return np.maximum(found.observed + found.spread * (threshold - found.carried), 0)


def test_every_figure_matches_r(made, figures):
    firsts = {}
    for (method, baseline, least, alpha, month), rows in figures.items():
        found, threshold = ears(made[:, :month], method, baseline, least), ndtri(1 - alpha)
        limit = their_limit(found, threshold)
        np.testing.assert_allclose(limit, [float(row["upperbound"]) for row in rows], rtol=1e-8, atol=1e-10)
        assert [int(row["alarm"]) for row in rows] == list((found.observed > limit).astype(int))
        firsts[method, baseline] = min(month, firsts.get((method, baseline), month))
    assert firsts == {(method, baseline): method.needs(baseline) for method in Ears for baseline in (7, 12)}


@pytest.mark.parametrize("method", Ears)
def test_an_alarm_is_a_count_above_the_limit(made, method):
    for month in range(30, 85):
        found = ears(made[:, :month], method)
        np.testing.assert_array_equal(found.statistic > 2, found.observed > found.upper(2))


def test_c3_adds_up_three_months_by_hand():
    """Of any three counts the mean is 10 and the standard deviation 1; the newest stand 2.5, 0.5 and 3 above it."""
    found = ears(np.concatenate([np.tile([9.0, 11, 10], 3), [12.5, 10.5, 13]]), Ears.C3, baseline=3)
    assert found.carried[0] == pytest.approx(1.5 + 0)
    assert found.statistic[0] == pytest.approx(1.5 + 0 + 2)


def test_c3_looks_at_the_newest_count():
    counts = np.tile([9.0, 11, 10], 6)
    assert ears(np.append(counts, 40), Ears.C3).statistic[0] > 2
    assert ears(np.append(counts, 10), Ears.C3).statistic[0] < 2


def test_series_without_spread_and_too_short_ones():
    flat = np.full((3, 12), 5.0)
    flat[:, -1] = [5, 6, 4]
    np.testing.assert_array_equal(ears(flat, Ears.C2).statistic, [0, np.inf, -np.inf])
    np.testing.assert_array_equal(ears(flat, Ears.C2, least_spread=1).statistic, [0, 1, -1])
    assert ears(flat[:, :11], Ears.C3) == Missing("too_short")
    assert not isinstance(ears(flat, Ears.C3), Missing)
