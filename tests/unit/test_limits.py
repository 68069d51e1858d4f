"""Limits of rates and proportions against PHEindicatormethods 2.1.0; widened limits by their properties."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from saferplan.evidence.methods.limits import BYAR_FROM, count_limits, dispersed_limits, proportion_limits

REFERENCE = Path(__file__).parents[1] / "reference" / "rates"


def rows(name):
    with (REFERENCE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize(
    ("name", "lower", "upper", "confidence", "per"),
    [
        ("out_phe_rate_ladder.csv", "lower95_0cl", "upper95_0cl", 0.95, 10_000),
        ("out_phe_rate_ladder.csv", "lower99_8cl", "upper99_8cl", 0.998, 10_000),
        ("out_phe_rate_95_per1000.csv", "lowercl", "uppercl", 0.95, 1_000),
    ],
)
def test_limits_match_the_independent_program_to_printed_digits(name, lower, upper, confidence, per):
    table = rows(name)
    count = np.array([float(row["count"]) for row in table])
    scale = per / np.array([float(row["pop"]) for row in table])
    found_lower, found_upper = count_limits(count, confidence)
    assert len(table) >= 37
    np.testing.assert_allclose(found_lower * scale, [float(row[lower]) for row in table], rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(found_upper * scale, [float(row[upper]) for row in table], rtol=1e-12)


@pytest.mark.parametrize(("confidence", "suffix"), [(0.95, "95_0cl"), (0.998, "99_8cl")])
def test_limits_of_proportions_match_the_independent_program(confidence, suffix):
    table = rows("out_prop_grid.csv")
    assert [(row["x"], row["n"]) for row in table] == [(row["x"], row["n"]) for row in rows("in_prop_grid.csv")]
    numerator, denominator = (np.array([float(row[name]) for row in table]) for name in ("x", "n"))
    lower, upper = proportion_limits(numerator, denominator, confidence)
    np.testing.assert_allclose(lower, [float(row[f"lower{suffix}"]) for row in table], rtol=1e-9, atol=1e-15)
    np.testing.assert_allclose(upper, [float(row[f"upper{suffix}"]) for row in table], rtol=1e-9)


@pytest.mark.parametrize(("numerator", "denominator"), [(1, 0), (-1, 5), (6, 5)])
def test_what_is_no_proportion_is_refused(numerator, denominator):
    with pytest.raises(ValueError, match="numerator"):
        proportion_limits(np.array([numerator]), np.array([denominator]))


def test_the_method_switches_at_ten():
    table = {int(float(row["count"])): row["method"] for row in rows("out_phe_rate_ladder.csv")}
    assert min(count for count, method in table.items() if method == "Byars") == BYAR_FROM


def test_exact_limits_are_garwoods():
    lower, upper = count_limits(np.array([3.0]))
    assert lower[0] == pytest.approx(chi2.ppf(0.025, 6) / 2)
    assert upper[0] == pytest.approx(chi2.ppf(0.975, 8) / 2)


@given(st.integers(10, 100_000), st.floats(1, 50))
def test_dispersion_widens_and_never_narrows(count, dispersion):
    lower, upper = count_limits(np.array([float(count)]))
    wide_lower, wide_upper = dispersed_limits(np.array([float(count)]), np.array([dispersion]))
    assert wide_lower[0] <= lower[0] + 1e-9
    assert wide_upper[0] >= upper[0] - 1e-9
    assert wide_lower[0] < count < wide_upper[0]


def test_dispersion_of_four_doubles_the_reach_of_a_large_count():
    lower, upper = dispersed_limits(np.array([40_000.0]), np.array([4.0]))
    assert (upper - lower)[0] == pytest.approx(2 * 1.96 * 2 * 200, rel=0.005)
