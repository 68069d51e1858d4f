"""The scan once more, as plainly as can be: every circle, every window, every replication, nothing spared."""

import math

import numpy as np


def circles(x, y, cases, most_cases, most_radius):
    """Every circle of every centre, as lists of places."""
    for centre in range(len(x)):
        distance = np.hypot(x - x[centre], y - y[centre])
        order = sorted(range(len(x)), key=lambda place: (distance[place], x[place], y[place]))
        for size in range(1, len(x) + 1):
            inside = order[:size]
            if cases[inside].sum() <= most_cases and distance[inside[-1]] <= most_radius:
                yield centre, inside


def windows(columns, longest, first_end):
    """Windows (first column, last column) that end at `first_end` or later."""
    for last in range(first_end, columns):
        for length in range(1, longest + 1):
            if last - length + 1 >= 0:
                yield last - length + 1, last


def ratio(observed, expected, total):
    if observed < 2 or observed <= expected:
        return 0.0
    rest = total - observed
    return observed * math.log(observed / expected) + (rest * math.log(rest / (total - expected)) if rest else 0.0)


def best(x, y, counts, *, share, radius=math.inf, longest, first_end):
    """(largest ratio, centre, places, first column, last column, observed, expected)."""
    total, cases = counts.sum(), counts.sum(axis=1)
    found = (0.0,)
    for centre, inside in circles(x, y, cases, share * total, radius):
        for first, last in windows(counts.shape[1], longest, first_end):
            observed = counts[inside, first : last + 1].sum()
            expected = cases[inside].sum() * counts[:, first : last + 1].sum() / total
            if (value := ratio(observed, expected, total)) > found[0] + 1e-12:
                found = (value, centre, inside, first, last, observed, expected)
    return found


def null(x, y, counts, replications, seed, **limits):
    """Largest ratio of worlds in which the dates of all cases are shuffled."""
    generator = np.random.default_rng(seed)
    place = np.repeat(np.arange(len(x)), counts.sum(axis=1))
    column = np.concatenate([np.repeat(np.arange(counts.shape[1]), row) for row in counts])
    values = []
    for _ in range(replications):
        dealt = np.zeros_like(counts)
        np.add.at(dealt, (place, generator.permutation(column)), 1)
        values.append(best(x, y, dealt, **limits)[0])
    return np.array(values)
