"""Adjusted p values: published examples, and what each promises on families where nothing is true."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saferplan.evidence.methods.multiplicity import benjamini_hochberg, holm

# Benjamini and Hochberg 1995, section 3.2: fifteen p values of a trial; the first four are significant at 5%.
TRIAL = [
    0.0001,
    0.0004,
    0.0019,
    0.0095,
    0.0201,
    0.0278,
    0.0298,
    0.0344,
    0.0459,
    0.3240,
    0.4262,
    0.5719,
    0.6528,
    0.7590,
    1,
]
P_VALUES = st.lists(st.floats(0, 1), max_size=12)


def test_the_published_example_gives_four_by_false_discovery_and_three_by_family_wise():
    assert sum(p <= 0.05 for p in benjamini_hochberg(TRIAL)) == 4
    assert sum(p <= 0.05 for p in holm(TRIAL)) == 3


def test_adjusted_values_written_out():
    assert holm([0.01, 0.02, 0.03, 0.04]) == pytest.approx([0.04, 0.06, 0.06, 0.06])
    assert benjamini_hochberg([0.04, 0.01, 0.03, 0.5]) == pytest.approx([0.16 / 3, 0.04, 0.16 / 3, 0.5])
    assert holm([]) == benjamini_hochberg([]) == []


@given(P_VALUES)
def test_adjusted_values_keep_the_order_and_never_fall(p_values):
    for adjust in (holm, benjamini_hochberg):
        adjusted = adjust(p_values)
        assert all(0 <= each <= 1 for each in adjusted)
        assert all(after >= before - 1e-12 for before, after in zip(p_values, adjusted, strict=True))
        in_order = np.array(adjusted)[np.argsort(p_values, kind="stable")]
        assert (np.diff(in_order) >= 0).all()


@given(P_VALUES)
def test_false_discovery_is_never_stricter_than_family_wise(p_values):
    assert all(
        loose <= strict + 1e-12 for loose, strict in zip(benjamini_hochberg(p_values), holm(p_values), strict=True)
    )


def test_where_nothing_is_true_a_family_makes_a_claim_one_time_in_twenty():
    families = np.random.default_rng(4).uniform(size=(4_000, 8))
    for adjust in (holm, benjamini_hochberg):
        claims = np.mean([min(adjust(list(family))) <= 0.05 for family in families])
        assert 0.04 < claims < 0.06
