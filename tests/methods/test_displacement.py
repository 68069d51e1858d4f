"""Weighted displacement difference against crimepy and the published example."""

from fractions import Fraction

import numpy as np
import pytest
from tests.truth.null_series import null_series

from saferplan.evidence.methods.displacement import BeforeAfter, displacement_difference, harm_difference


def numbers(text):
    return [float(Fraction(part)) for part in text.split("/")]


def test_matches_the_independent_program(reference):
    rows = reference("evaluation", "out_wdd.csv")
    assert len(rows) == 30
    for row in rows:
        periods, areas = numbers(row["tw"]), numbers(row["aw"])
        control, treated, displacement_control, displacement = (
            BeforeAfter(float(row[f"{name}0"]), float(row[f"{name}1"]), weight)
            for name, weight in zip(("c", "t", "dc", "dt"), areas, strict=True)
        )
        found = displacement_difference(
            treated, control, displacement, displacement_control, tuple(periods), 1 - float(row["alpha"])
        )
        ours = [found.local.value, found.local.error, found.displaced.value, found.displaced.error, found.total.value,
                found.total.error, found.z, found.lower, found.upper]  # fmt: skip
        names = (
            "Est_Local",
            "SE_Local",
            "Est_Displace",
            "SE_Displace",
            "Est_Total",
            "SE_Total",
            "Z",
            "LowCI",
            "HighCI",
        )
        assert ours == pytest.approx([float(row[name]) for name in names], rel=1e-9, abs=1e-12)


def test_matches_the_example_of_the_paper():
    # Wheeler and Ratcliffe 2018: counts of their example, estimate −118, variance 1,568, z −2.98, 95% −196 to −40.
    found = displacement_difference(
        BeforeAfter(207, 110), BeforeAfter(308, 318), BeforeAfter(178, 157), BeforeAfter(150, 140), confidence=0.95
    )
    assert found.total.value == -118
    assert found.total.error**2 == pytest.approx(1_568)
    assert (round(found.z, 2), round(found.lower), round(found.upper)) == (-2.98, -196, -40)


def test_harm_weighs_each_difference():
    robbery = displacement_difference(BeforeAfter(20, 10), BeforeAfter(20, 20)).total
    theft = displacement_difference(BeforeAfter(70, 20), BeforeAfter(80, 60)).total
    found = harm_difference([robbery, theft], [10, 1], 0.95)
    assert found.total.value == -10 * 10 - 30
    assert found.total.error**2 == pytest.approx(100 * 70 + 230)
    assert found.upper - found.lower == pytest.approx(2 * 1.959964 * found.total.error, rel=1e-6)
    assert harm_difference([theft], [1]).total == theft


def test_dispersion_holds_the_level_and_poisson_does_not():
    years = null_series(2_000, 24, 300, 6, seed=3, season=0).reshape(1_000, 2, 24)
    pairs = [[BeforeAfter(row[:12].sum(), row[12:].sum()) for row in both] for both in years]
    wrong = {
        dispersion: np.mean([displacement_difference(*pair, dispersion=dispersion).p < 0.05 for pair in pairs])
        for dispersion in (1, 6)
    }
    assert wrong[6] == pytest.approx(0.05, abs=0.02)
    assert wrong[1] > 0.3


def test_nothing_to_compare_is_refused():
    with pytest.raises(ValueError, match="one crime"):
        displacement_difference(BeforeAfter(0, 0), BeforeAfter(0, 0))
    with pytest.raises(ValueError, match="above zero"):
        displacement_difference(BeforeAfter(5, 4), BeforeAfter(5, 4, weight=0))
