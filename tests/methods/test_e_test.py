"""The E-test against crimepy, and its level."""

import numpy as np
import pytest
from scipy.stats import poisson

from saferplan.evidence.methods.e_test import e_test


def test_matches_the_independent_program(reference):
    rows = reference("evaluation", "out_etest.csv")
    assert len(rows) == 7
    for row in rows:
        found = e_test(int(row["k1"]), int(row["k2"]), float(row["n1"]), float(row["n2"]))
        assert float(row["d"]) == 0
        assert found == pytest.approx(float(row["p"]), rel=1e-10)


def test_the_level_is_nearly_held():
    mean, size = 6.0, 22
    chance = poisson.pmf(np.arange(size), mean)
    wrong = sum(
        chance[first] * chance[second]
        for first in range(size)
        for second in range(size)
        if first + second and e_test(first, second) <= 0.05
    )
    assert 0.03 < wrong < 0.055


def test_it_does_not_matter_which_comes_first():
    assert e_test(9, 20, 2, 3) == pytest.approx(e_test(20, 9, 3, 2))


def test_large_counts_are_found_in_good_time():
    assert e_test(20_000, 20_400) == pytest.approx(2 * 0.0233, abs=0.001)


@pytest.mark.parametrize("counts", [(0, 0), (-1, 4)])
def test_nothing_to_test_is_refused(counts):
    with pytest.raises(ValueError, match="above zero"):
        e_test(*counts)
