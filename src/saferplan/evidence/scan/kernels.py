"""The inner loops of the scan, compiled by numba.

Replications are worked `LANES` at a time, side by side in memory, so that the list of a centre's neighbours is read once
for all of them and the processor adds many counts by one instruction. A window's ratio is worked out only where its count
could raise the maximum of its replication; the table of `smallest_counts` tells without a logarithm.

Columns are units of time, the newest first, and counts are running sums over them: a window is the difference of two.
"""

import numpy as np
from numba import njit

from saferplan.evidence.methods.missing import Floats, Ints
from saferplan.evidence.scan.statistic import log_likelihood_ratio

LANES = 64


@njit(nogil=True, cache=True)
def deal(owner: Ints, column_cases: Ints, generator: np.random.Generator, counts: Ints) -> None:
    """Deal times to cases at random, once for every lane: both margins stay as they are.

    `owner` is the place of every case; it is shuffled, only so far as the columns asked for. `counts` (places × columns ×
    lanes) is written: running sums over columns. Any order of `owner` is as good as another to begin with.
    """
    places, columns, lanes = counts.shape
    dealt = np.empty((places, columns), np.int32)
    for lane in range(lanes):
        dealt[:] = 0
        _deal_once(owner, column_cases, generator, dealt)
        for place in range(places):
            running = 0
            for column in range(columns):
                running += dealt[place, column]
                counts[place, column, lane] = running


@njit(nogil=True, cache=True)
def _deal_once(owner: Ints, column_cases: Ints, generator: np.random.Generator, dealt: Ints) -> None:
    """Cases of the columns, drawn without replacement (the first part of Fisher and Yates's shuffle)."""
    drawn = 0
    for column in range(len(column_cases)):
        for _ in range(column_cases[column]):
            other = drawn + np.int64(generator.random() * (len(owner) - drawn))
            place = owner[other]
            owner[other] = owner[drawn]
            owner[drawn] = place
            dealt[place, column] += 1
            drawn += 1


@njit(nogil=True, cache=True)
def raise_maxima(
    centres: Ints, starts: Ints, neighbours: Ints, cases: Ints, counts: Ints, windows: Ints, share: Floats,
    smallest: Ints, most_expected: float, total: float, maxima: Floats,
) -> None:  # fmt: skip
    """Raise each lane's maximum by the circles of some centres. `windows` are pairs of columns, the newer first."""
    _, columns, lanes = counts.shape
    cells = len(smallest) - 1
    inside = np.zeros((columns + 1, lanes), np.int32)
    for centre in centres:
        inside[:] = 0
        within = 0
        for step in range(starts[centre], starts[centre + 1]):
            place = neighbours[step]
            within += cases[place]
            for column in range(columns):
                for lane in range(lanes):
                    inside[column + 1, lane] += counts[place, column, lane]
            for window in range(len(windows)):
                expected = within * share[window]
                least = smallest[np.uint32(expected / most_expected * cells)]
                newer, older = windows[window, 0], windows[window, 1]
                enough = np.int32(0)  # below nought as soon as one lane has enough
                for lane in range(lanes):
                    enough |= np.int32(least - np.int32(1) - (inside[older, lane] - inside[newer, lane]))
                if enough < 0:
                    for lane in range(lanes):
                        count = inside[older, lane] - inside[newer, lane]
                        if count >= least:
                            ratio = log_likelihood_ratio(count, expected, total)
                            maxima[lane] = max(maxima[lane], ratio)


@njit(nogil=True, cache=True)
def best_circles(
    starts: Ints, neighbours: Ints, cases: Ints, counts: Ints, windows: Ints, share: Floats, total: float,
    ratios: Floats, steps: Ints,
) -> None:  # fmt: skip
    """The best circle of every centre and window: its ratio, and how many places it takes in.

    `counts` is places × columns, running sums. Fewer places win where ratios are equal.
    """
    inside = np.zeros(counts.shape[1] + 1, np.int64)
    for centre in range(len(starts) - 1):
        inside[:] = 0
        within = 0
        for step in range(starts[centre], starts[centre + 1]):
            place = neighbours[step]
            within += cases[place]
            inside[1:] += counts[place]
            for window in range(len(windows)):
                count = inside[windows[window, 1]] - inside[windows[window, 0]]
                ratio = log_likelihood_ratio(count, within * share[window], total)
                if ratio > ratios[centre, window]:
                    ratios[centre, window] = ratio
                    steps[centre, window] = step - starts[centre] + 1


@njit(nogil=True, cache=True)
def nearest_places(
    centres: Ints, x: Floats, y: Floats, order: Ints, cases: Ints, most_cases: float, widest: float,
    found: Ints, lengths: Ints, within_circle: Ints,
) -> int:  # fmt: skip
    """Places of each centre's largest circle, nearest first, written to `found` one centre after another.

    `order` is all places by x, then y: so are places at equal distances. `widest` is the square of the largest radius.
    `lengths` and `within_circle` are written too: places and cases of each circle. Returns how many places were written;
    `found` must have room for all places at every centre.
    """
    squared = np.empty(len(order))
    candidates = np.empty(len(order), np.int64)
    reach = widest
    written = 0
    for number in range(len(centres)):
        centre = centres[number]
        for place in range(len(order)):
            squared[place] = (x[place] - x[centre]) ** 2 + (y[place] - y[centre]) ** 2
        amount, is_enough = _within_reach(squared, order, cases, most_cases, reach, candidates)
        while not is_enough and reach < widest:
            reach = min(2 * reach, widest)
            amount, is_enough = _within_reach(squared, order, cases, most_cases, reach, candidates)
        nearest = candidates[:amount][np.argsort(squared[candidates[:amount]], kind="mergesort")]
        within = 0
        length = 0
        for place in nearest:
            if within + cases[place] > most_cases:
                break
            within += cases[place]
            found[written] = place
            written += 1
            length += 1
        lengths[number] = length
        within_circle[number] = within
        if length:  # the next centre is near by: its circle is about as wide
            reach = min(1.25 * squared[nearest[length - 1]] + 1, widest)
    return written


@njit(nogil=True, cache=True)
def _within_reach(
    squared: Floats, order: Ints, cases: Ints, most_cases: float, reach: float, candidates: Ints
) -> tuple[int, bool]:
    """How many places lie within reach, and whether no wider circle could stay within the limit of cases."""
    amount = 0
    within = 0
    for place in order:
        if squared[place] <= reach:
            candidates[amount] = place
            amount += 1
            within += cases[place]
    return amount, amount == len(order) or within > most_cases
