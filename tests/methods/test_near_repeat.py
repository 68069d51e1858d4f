"""Near repeats against pointpats (PySAL 2.5.5, 9,999 dealings; made input), and that chance alone is rarely called one."""

import numpy as np
import pytest

from saferplan.evidence.methods import near_repeat
from saferplan.evidence.methods.missing import TOO_FEW_EVENTS, TOO_MANY_PAIRS, Missing
from saferplan.evidence.methods.near_repeat import near_repeats


@pytest.fixture
def made(reference):
    rows = reference("near_repeat", "in_near_repeat.csv")
    return tuple(np.array([float(row[name]) for row in rows]) for name in ("x", "y")), np.array(
        [int(row["day"]) for row in rows]
    )


def test_matches_the_independent_program(reference, made):
    """It gives whole discs and spans: our bands add up to them, and one band alone has its p."""
    (x, y), day = made
    cells = near_repeats(x, y, day, 1, dealings=9)
    for row in reference("near_repeat", "out_near_repeat.csv"):
        metres, days = float(row["metres"]), int(row["days"])
        within = [cell for cell in cells if cell.metres_to <= metres and cell.days_to <= days]
        assert sum(cell.observed for cell in within) == int(row["observed"])
        assert sum(cell.expected for cell in within) == pytest.approx(float(row["expected"]), rel=1e-12)
        (alone,) = near_repeats(x, y, day, 2, distances=(metres,), days=(days,), dealings=4_999)
        assert alone.p == pytest.approx(float(row["p"]), abs=4 * 0.5 / 70)


def test_the_expected_pairs_are_the_mean_of_the_dealings(made):
    (x, y), day = made
    cells = near_repeats(x, y, day, 1, dealings=9)
    generator, sums = np.random.default_rng(5), np.zeros(len(cells))
    for _ in range(2_000):
        dealt = near_repeats(x, y, generator.permutation(day), 1, dealings=0)
        sums += [cell.observed for cell in dealt]
    assert sums / 2_000 == pytest.approx([cell.expected for cell in cells], rel=0.15, abs=0.03)


def test_the_bands_hold_their_ends():
    """At 100.0 metres and 7 days still the nearer band, at the same place its own."""
    x = np.concatenate([[0.0, 0.0, 100.0, 100.1], np.arange(50) * 10_000 + 50_000.0])
    day = np.concatenate([[0, 7, 8, 28], np.arange(50) * 100 + 1_000])
    found = {
        (cell.metres_to, cell.days_to): cell.observed for cell in near_repeats(x, np.zeros(54), day, 1, dealings=9)
    }
    assert {place: number for place, number in found.items() if number} == {
        (1.0, 7): 1,  # first and second
        (100.0, 14): 1, (100.0, 7): 1,  # first and second with the third
        (1.0, 21): 1,  # third and fourth: a tenth of a metre, 20 days
        (200.0, 28): 1, (200.0, 21): 1,  # first and second with the fourth
    }  # fmt: skip


def test_chance_alone_is_rarely_called_a_near_repeat():
    """Clumps in space and a season in time, and no tie between them: p of 0.05 comes up in about one of twenty."""
    generator, below = np.random.default_rng(3), 0
    for run in range(200):
        centres = generator.uniform(0, 2_000, (6, 2))
        points = centres[generator.integers(0, 6, 150)] + generator.normal(0, 150, (150, 2))
        day = (365 * generator.beta(2, 3, 150)).astype(int)
        (cell,) = near_repeats(points[:, 0], points[:, 1], day, run, distances=(100.0,), days=(7,), dealings=99)
        below += cell.p <= 0.05
    assert 2 <= below <= 20


def test_what_cannot_be_judged_says_why(monkeypatch):
    few = np.arange(49.0)
    assert near_repeats(few, few, np.arange(49), 1) == Missing(TOO_FEW_EVENTS)
    monkeypatch.setattr(near_repeat, "MOST_PAIRS", 1_224)
    same = np.zeros(50)
    assert near_repeats(same, same, np.arange(50), 1) == Missing(TOO_MANY_PAIRS)
    monkeypatch.setattr(near_repeat, "MOST_PAIRS", 1_225)
    assert not isinstance(near_repeats(same, same, np.arange(50), 1, dealings=1), Missing)


def test_the_same_seed_gives_the_same_answer(made):
    (x, y), day = made
    assert near_repeats(x, y, day, 4, dealings=99) == near_repeats(x, y, day, 4, dealings=99)
