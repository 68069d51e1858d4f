"""How many crimes and incidents, of which type, in which month, at which map point.

Yearly totals are promised; months are drawn around a trend and a season with more than Poisson variation, as recorded
crime has, and then scaled to the totals.
"""

from dataclasses import dataclass

import numpy as np

from .mesh import Floats, Ints
from .places import Places
from .promises import BOROUGHS, MONTHS, UNPLACED_SHARE, Promise, financial_year_of
from .territory import centre_distance

DISPERSION = 6.0  # variance of the monthly totals ÷ their mean, once trend and season are taken out
CENTRE_REACH_M = 500
ASB = 0  # position in CRIME_TYPES
UNPLACED = -1

# name as published; share of recorded crime; yearly growth of the share; pull of the town centre
CRIME_TYPES: tuple[tuple[str, float, float, float], ...] = (
    ("Anti-social behaviour", 0.0, 0.0, 3.0),
    ("Bicycle theft", 0.017, 0.00, 2.0),
    ("Burglary", 0.092, -0.04, 0.2),
    ("Criminal damage and arson", 0.158, -0.01, 0.8),
    ("Drugs", 0.034, -0.05, 2.5),
    ("Other crime", 0.018, 0.08, 0.8),
    ("Other theft", 0.108, -0.02, 1.5),
    ("Possession of weapons", 0.007, 0.06, 2.5),
    ("Public order", 0.052, 0.15, 4.0),
    ("Robbery", 0.008, 0.02, 3.0),
    ("Shoplifting", 0.132, 0.02, 30.0),
    ("Theft from the person", 0.010, 0.00, 30.0),
    ("Vehicle crime", 0.074, 0.00, 0.2),
    ("Violence and sexual offences", 0.290, 0.07, 2.0),
)
OUTCOMES = (
    "Investigation complete; no suspect identified",
    "Unable to prosecute suspect",
    "Court result unavailable",
    "Local resolution",
    "Offender given a caution",
    "Status update unavailable",
)
_USUAL = (0.46, 0.27, 0.14, 0.05, 0.05, 0.03)
OUTCOME_SHARES: dict[str, tuple[float, ...]] = {
    "Bicycle theft": (0.90, 0.05, 0.02, 0.01, 0.01, 0.01),
    "Burglary": (0.80, 0.10, 0.07, 0.00, 0.01, 0.02),
    "Drugs": (0.05, 0.08, 0.36, 0.28, 0.19, 0.04),
    "Possession of weapons": (0.08, 0.22, 0.50, 0.04, 0.12, 0.04),
    "Shoplifting": (0.38, 0.12, 0.32, 0.09, 0.06, 0.03),
    "Theft from the person": (0.84, 0.10, 0.03, 0.01, 0.01, 0.01),
    "Vehicle crime": (0.86, 0.07, 0.04, 0.01, 0.01, 0.01),
    "Violence and sexual offences": (0.12, 0.56, 0.18, 0.05, 0.06, 0.03),
}


@dataclass(frozen=True)
class Rows:
    """One position a crime or incident, in the order of the files. Positions into MONTHS, CRIME_TYPES, the map points
    (UNPLACED if none) and OUTCOMES (-1 for an ASB incident)."""

    month: Ints
    crime_type: Ints
    point: Ints
    outcome: Ints


def draw_rows(places: Places, rng: np.random.Generator) -> Rows:
    """Draw all rows, and put the months in order and the rows of each month in no order."""
    weights = _point_weights(places, rng)
    borough_of_point = places.borough_of[places.points.cell]
    parts: list[tuple[Ints, Ints, Ints]] = []
    for number, promise in enumerate(BOROUGHS):
        points = np.flatnonzero(borough_of_point == number)
        for crime_type, by_month in enumerate(_counts(promise, rng)):
            months = np.repeat(np.arange(len(MONTHS), dtype=np.int64), by_month)
            drawn = points[_draw(weights[crime_type, points], len(months), rng)]
            parts.append((months, np.full(len(months), crime_type, dtype=np.int64), drawn))
    month, crime_type_of, point = (np.concatenate(part) for part in zip(*parts, strict=True))
    lost = rng.permutation(len(month))[: round(UNPLACED_SHARE * len(month))]  # theirs are drawn alike, but unplaced
    month, crime_type_of = np.append(month, month[lost]), np.append(crime_type_of, crime_type_of[lost])
    point = np.append(point, np.full(len(lost), UNPLACED, dtype=np.int64))
    shuffled = rng.permutation(len(month))
    order = shuffled[np.argsort(month[shuffled], kind="stable")]
    return Rows(month[order], crime_type_of[order], point[order], _outcomes(crime_type_of[order], rng))


def _counts(promise: Promise, rng: np.random.Generator) -> Ints:
    """Rows of each type in each month: whole numbers whose yearly sums are the promised ones."""
    counts = np.zeros((len(CRIME_TYPES), len(MONTHS)), dtype=np.int64)
    shares = np.array([share for _, share, _, _ in CRIME_TYPES])
    growth = np.array([yearly for _, _, yearly, _ in CRIME_TYPES])
    tilt = rng.gamma(60, 1 / 60, size=len(CRIME_TYPES))  # no two boroughs have the same mix
    by_month = _months(promise.recorded_crime, 0.05, rng)
    for month, total in enumerate(by_month.tolist()):
        mix = shares * tilt * (1 + growth) ** (month / 12)
        counts[:, month] = rng.multinomial(total, mix / mix.sum())
    counts[ASB] = _months(promise.asb, 0.16, rng)
    return counts


def _months(totals: tuple[int, ...], season: float, rng: np.random.Generator) -> Ints:
    """Monthly counts that sum to the yearly totals, highest in July."""
    time = np.arange(len(MONTHS))
    angle = 2 * np.pi * (time - 3) / 12
    plain = np.column_stack([np.ones(len(time)), time, np.cos(angle), np.sin(angle)])
    gamma = rng.gamma(12, 1 / 12, size=len(time))
    noise = gamma - plain @ np.linalg.lstsq(plain, gamma, rcond=None)[0]
    freedom = len(time) - plain.shape[1]
    mean = sum(totals) / len(time)
    noise *= np.sqrt((DISPERSION - 1) / mean) / np.sqrt((noise**2).sum() / freedom)
    weights = np.round((1 + season * np.cos(angle)) * (1 + noise), 9)  # the same digits on every machine
    counts = np.zeros(len(time), dtype=np.int64)
    years = np.array([financial_year_of(month) for month in range(len(time))])
    for year, total in enumerate(totals):
        own = weights[years == year]
        counts[years == year] = rng.multinomial(total, own / own.sum())
    return counts


def _point_weights(places: Places, rng: np.random.Generator) -> Floats:
    """Weight of each map point for each type: uneven between LSOAs, uneven within them, drawn to the town centre."""
    cell = places.points.cell
    lsoa = places.lsoa21_of[cell]
    apart = centre_distance(places.points.places, places.borough_of[cell])
    nearness = np.exp(-((apart / CENTRE_REACH_M) ** 2))
    trouble = rng.gamma(3.0, 1 / 3.0, size=len(places.lsoas21))[lsoa] + 0.15
    points = np.bincount(lsoa, minlength=len(places.lsoas21))[lsoa]
    weights = np.zeros((len(CRIME_TYPES), len(cell)))
    for crime_type, (_, _, _, pull) in enumerate(CRIME_TYPES):
        uneven = rng.gamma(0.6, 1 / 0.6, size=len(cell)) + 0.02
        weights[crime_type] = np.round(trouble / points * uneven * (1 + pull * nearness), 9)
    return weights


def _draw(weights: Floats, size: int, rng: np.random.Generator) -> Ints:
    """Positions drawn in proportion to the weights."""
    upto = np.cumsum(weights)
    drawn: Ints = np.searchsorted(upto, rng.random(size) * upto[-1], side="right").astype(np.int64)
    return np.minimum(drawn, len(weights) - 1)


def _outcomes(crime_type_of: Ints, rng: np.random.Generator) -> Ints:
    outcome = np.full(len(crime_type_of), -1, dtype=np.int64)
    for crime_type, (name, *_) in enumerate(CRIME_TYPES):
        own = np.flatnonzero(crime_type_of == crime_type)
        if crime_type != ASB:
            outcome[own] = _draw(np.array(OUTCOME_SHARES.get(name, _USUAL)), len(own), rng)
    return outcome
