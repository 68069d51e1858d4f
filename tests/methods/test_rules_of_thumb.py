"""The rules of thumb, by hand, and what they call on series in which nothing changes."""

import numpy as np
import pytest
from tests.truth.null_series import null_series

from saferplan.evidence.catalogue_of_detectors import all_detectors
from saferplan.evidence.detector import History
from saferplan.evidence.methods.missing import Missing
from saferplan.evidence.methods.rules_of_thumb import on_last_year, standard_deviations_away


def known_all(months):
    return np.ones(months, dtype=bool)


def test_a_month_and_a_quarter_on_last_year_by_hand():
    counts = np.arange(1.0, 16)[None, :]
    month, quarter = (on_last_year(counts, known_all(15), each) for each in (1, 3))
    assert (month.observed[0], month.before[0], month.percent[0]) == (15, 3, 100 * (15 - 3) / 3)
    assert (quarter.observed[0], quarter.before[0]) == (13 + 14 + 15, 1 + 2 + 3)
    assert quarter.percent[0] == 100 * (42 - 6) / 6


def test_no_percentage_of_nothing():
    counts = np.zeros((1, 13))
    counts[0, -1] = 5
    assert np.isnan(on_last_year(counts, known_all(13), 1).percent[0])


def test_two_standard_deviations_by_hand():
    counts = np.array([[9.0] * 6 + [11.0] * 6 + [15.0]])
    found = standard_deviations_away(counts, known_all(13))
    assert found.mean[0] == 10
    assert found.spread[0] == pytest.approx(np.sqrt(12 / 11))
    assert found.away[0] == pytest.approx(5 / np.sqrt(12 / 11))


def test_months_not_supplied_are_refused_or_stepped_over():
    counts = null_series(1, 20, 10, 1, seed=1)
    known = known_all(20)
    known[7] = False
    assert on_last_year(counts, known, 1) == Missing("month_not_supplied")
    known = known_all(20)
    known[15] = False
    assert standard_deviations_away(counts, known).mean[0] == np.delete(counts[0, :-1], 15)[-12:].mean()
    assert standard_deviations_away(counts[:, -13:], known[-13:]) == Missing("too_short")


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("flexible_farrington", 0.012, 0.026), ("sustained_change", 0.006, 0.014), ("percent_on_last_year", 0.38, 0.5),
        ("quarter_on_last_year", 0.14, 0.24), ("two_standard_deviations", 0.05, 0.09), ("ears_c1", 0.02, 0.05),
        ("ears_c2", 0.02, 0.06), ("ears_c3", 0.09, 0.18),
    ],
)  # fmt: skip
def test_how_many_places_in_which_nothing_changes_each_detector_calls(name, least, most):
    """150 a month, five times Poisson, a season of 15%, every month of the year: as `docs/explanation/detectors.md` says."""
    detector = next(each for each in all_detectors() if each.id == name)
    given_history = History(null_series(600, 72, 150, 5.0, seed=51).astype(np.int64), known_all(72))
    called = [detector.detect(given_history.until(end), 1).alarms(detector.threshold).mean() for end in range(61, 73)]
    assert least < np.mean(called) < most
