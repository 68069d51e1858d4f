"""How often a claim of change is made where nothing changed. `python -m tests.truth.verdicts` prints the tables."""

import sys
from math import inf, sqrt

import numpy as np

from saferplan.evidence.methods.control import usual_range
from saferplan.evidence.methods.dispersion import degrees_of_freedom, dispersions
from saferplan.evidence.methods.runs import difference_factor, run_correlations
from saferplan.evidence.methods.tests_of_difference import change_verdict, joint_freedom, ratio_of_rates
from tests.truth.null_series import STOCKTON_DISPERSION, STOCKTON_MEAN, null_series

LENGTHS = (24, 30, 36, 48)
PLACES = ((STOCKTON_MEAN, STOCKTON_DISPERSION), (300, 4.0), (60, 4.0), (60, 1.5), (40, 2.0), (20, 1.5), (20, 1.0))
CORRELATIONS = (0.2, 0.4)
SERIES, SERIES_OF_ALARMS = 20_000, 4_000


def wrong_verdicts(counts, plain=False, normal=False, runs=False):
    """Share of series whose last twelve months are called up or down from the twelve before.

    `plain`: as Poisson; `normal`: by normal quantiles; `runs`: dispersion widened for months that run together.
    """
    months = counts.shape[1]
    supplied = np.ones(months, bool)
    spread = np.ones(len(counts)) if plain else dispersions(counts, np.arange(float(months)), supplied)
    if runs:
        spread = spread * difference_factor(run_correlations(counts, np.arange(float(months))))
    freedom = inf if normal or plain else float(degrees_of_freedom(supplied))
    after, before = counts[:, -12:].sum(axis=1), counts[:, -24:-12].sum(axis=1)
    verdicts = [
        change_verdict(ratio_of_rates(late, 1, own, early, 1, own, freedom))
        for late, early, own in zip(after, before, spread, strict=True)
    ]
    return np.isin(verdicts, ["up", "down"]).mean()


def wrong_comparisons(first, second):
    """Share of pairs of places alike whose last twelve months are called different."""
    months = first.shape[1]
    supplied = np.ones(months, bool)
    freedom = float(degrees_of_freedom(supplied))
    spreads = [dispersions(each, np.arange(float(months)), supplied) for each in (first, second)]
    wrong = 0
    for own, other, own_spread, other_spread in zip(
        first[:, -12:].sum(axis=1), second[:, -12:].sum(axis=1), *spreads, strict=True
    ):
        joint = joint_freedom(own, own_spread, freedom, other, other_spread, freedom)
        wrong += ratio_of_rates(own, 1, own_spread, other, 1, other_spread, joint).p < 0.05
    return wrong / len(first)


def false_alarms(counts):
    """Shares of series whose newest month lies outside the 95% and the 99.8% limits."""
    newest = [usual_range(row, np.arange(len(row))).newest for row in counts]
    usual = np.mean([not each.lower <= each.observed <= each.upper for each in newest])
    return usual, np.mean([each.alarm for each in newest])


def main():
    error = 100 * sqrt(0.05 * 0.95 / SERIES)
    print(f"Verdicts of up or down where nothing changed, per cent of {SERIES:,} series (give or take {error:.2f})")
    print(
        f"{'mean':>6} {'φ':>5} {'months':>7} {'run':>4} {'Poisson':>8} {'normal':>7} {'Student':>8}"
        f" {'+ runs':>7} {'two places':>11}"
    )
    for correlation in (0.0, *CORRELATIONS):
        for mean, dispersion in PLACES if not correlation else PLACES[:3]:
            for months in LENGTHS:
                _verdict_line(mean, dispersion, months, correlation)
    print(f"\nNewest month outside its usual range, per cent of {SERIES_OF_ALARMS:,} series")
    print(f"{'mean':>6} {'φ':>5} {'months':>7} {'run':>4} {'95%':>6} {'99.8%':>6}")
    for correlation in (0.0, CORRELATIONS[-1]):
        for mean, dispersion in PLACES if not correlation else PLACES[:1]:
            for months in LENGTHS:
                _alarm_line(mean, dispersion, months, correlation)


def _verdict_line(mean, dispersion, months, correlation):
    series = [null_series(SERIES, months, mean, dispersion, seed, correlation=correlation) for seed in (1, 2)]
    shares = (
        wrong_verdicts(series[0], plain=True),
        wrong_verdicts(series[0], normal=True),
        wrong_verdicts(series[0]),
        wrong_verdicts(series[0], runs=True),
        wrong_comparisons(*series),
    )
    poisson, normal, student, runs, two = (100 * share for share in shares)
    print(
        f"{mean:>6} {dispersion:>5} {months:>7} {correlation:>4} {poisson:>8.2f} {normal:>7.2f} {student:>8.2f}"
        f" {runs:>7.2f} {two:>11.2f}"
    )


def _alarm_line(mean, dispersion, months, correlation):
    counts = null_series(SERIES_OF_ALARMS, months, mean, dispersion, seed=3, correlation=correlation)
    usual, rare = (100 * share for share in false_alarms(counts))
    print(f"{mean:>6} {dispersion:>5} {months:>7} {correlation:>4} {usual:>6.2f} {rare:>6.2f}")


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    main()
