"""Monthly counts of a place where nothing changes: a season, noise of known dispersion, and no trend unless asked for."""

import numpy as np
from scipy.special import gammaincinv, ndtr

STOCKTON_MEAN, STOCKTON_DISPERSION = 1_750, 10.4


def expected_counts(months, mean, season=0.15, yearly=0.0):
    """The mean of each month: one yearly wave of the given height, growing by `yearly` (of the logarithm) a year."""
    month = np.arange(months)
    return mean * (1 + season * np.sin(2 * np.pi * (month + 3) / 12)) * np.exp(yearly * month / 12)


def null_series(number, months, mean, dispersion, seed, season=0.15, yearly=0.0, correlation=0.0):
    """`number` × `months` counts with variance `dispersion` times the mean: Poisson counts of gamma rates.

    `correlation` is that of the rates of one month and the next, put in through the normal copula.
    """
    generator = np.random.default_rng(seed)
    rates = np.broadcast_to(expected_counts(months, mean, season, yearly), (number, months))
    if dispersion > 1:
        excess = dispersion - 1
        if correlation:
            rates = excess * gammaincinv(rates / excess, ndtr(_runs(generator, number, months, correlation)))
        else:
            rates = generator.gamma(rates / excess, excess)
    return generator.poisson(rates).astype(float)


def _runs(generator, number, months, correlation):
    noise = generator.standard_normal((number, months))
    for month in range(1, months):
        noise[:, month] = correlation * noise[:, month - 1] + np.sqrt(1 - correlation**2) * noise[:, month]
    return noise
