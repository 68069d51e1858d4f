"""How many crimes and incidents, of which type, in which month, at which map point.

Yearly totals are promised; months are drawn around a trend and a season with more than Poisson variation, as recorded
crime has, and then scaled to the totals. From October 2014 on more violence is recorded for the same violence: the
months before and after are not the same measure, while the yearly totals stay what is promised.
"""

import numpy as np

from .anchors import draw_to_anchors
from .mesh import Floats, Ints
from .places import Places
from .promises import BOROUGHS, FORCES, LAST_MONTH, MONTHS, UNPLACED_SHARE, Promise, financial_year_of
from .rows import ASB, OWN, UNPLACED, Rows
from .territory import centre_distance

DISPERSION = 6.0  # variance of the monthly totals ÷ their mean, once trend and season are taken out
CENTRE_REACH_M = 500
CRIME_SEASON, ASB_SEASON = 0.05, 0.16  # half the way from the quietest month to the busiest, ÷ the mean

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
TYPE_NAMES = [name for name, *_ in CRIME_TYPES]
VIOLENCE = TYPE_NAMES.index("Violence and sexual offences")

BREAK_MONTH = MONTHS.index("2014-10")
LIFT = 1.25  # of violence at the break in recording


def draw_rows(places: Places, rng: np.random.Generator) -> Rows:
    """Draw every row that is promised, and those that could not be placed, in order of the files."""
    weights = _point_weights(places, rng)
    borough_of_point = places.borough_of[places.points.cell]
    parts: list[Ints] = []
    for number, promise in enumerate(BOROUGHS):
        points = np.flatnonzero(borough_of_point == number)
        for crime_type, by_month in enumerate(_counts(promise, rng)):
            months = np.repeat(np.arange(len(MONTHS), dtype=np.int64), by_month)
            drawn = points[draw(weights[crime_type, points], len(months), rng)]
            parts.append(np.stack([np.full_like(months, number), months, np.full_like(months, crime_type), drawn]))
    columns = np.concatenate(parts, axis=1)
    lost = columns[:, rng.permutation(columns.shape[1])[: round(UNPLACED_SHARE * columns.shape[1])]]
    lost[-1] = UNPLACED  # drawn like the others, but without a place
    borough, month, crime_type, point = np.concatenate([columns, lost], axis=1)
    rows = _rows(borough, month, crime_type, point, rng.random(len(point))).in_order_of_files(rng)
    return rows.but(identity=np.arange(len(rows)))


def _rows(borough: Ints, month: Ints, crime_type: Ints, point: Ints, chance: Floats) -> Rows:
    force_of = np.array([FORCES.index(promise.force) for promise in BOROUGHS])
    return Rows(
        identity=np.zeros_like(month),
        borough=borough,
        force=force_of[borough],
        month=month,
        crime_type=crime_type,
        point=point,
        kind=np.full_like(month, OWN),
        known_in=np.full_like(month, LAST_MONTH),
        coin=chance < 0.5,
        supplied=np.ones(len(month), dtype=np.bool_),
    )


def _counts(promise: Promise, rng: np.random.Generator) -> Ints:
    """Rows of each type in each month: whole numbers whose yearly sums are the promised ones."""
    counts = np.zeros((len(CRIME_TYPES), len(MONTHS)), dtype=np.int64)
    tilt = draw_tilt(rng)
    by_month = draw_months(promise.recorded_crime, CRIME_SEASON, lift_of_total(), rng)
    for month, total in enumerate(by_month.tolist()):
        counts[:, month] = rng.multinomial(total, type_mix(month, tilt))
    counts[ASB] = draw_months(promise.asb, ASB_SEASON, np.ones(len(MONTHS)), rng)
    return counts


def draw_tilt(rng: np.random.Generator) -> Floats:
    """How an area's mix of types departs from the usual one: no two areas have the same."""
    return rng.gamma(60, 1 / 60, size=len(CRIME_TYPES))


def type_mix(month: int, tilt: Floats) -> Floats:
    """Each type's share of the month's recorded crime."""
    shares = np.array([share for _, share, _, _ in CRIME_TYPES])
    growth = np.array([yearly for _, _, yearly, _ in CRIME_TYPES])
    mix: Floats = shares * tilt * (1 + growth) ** (month / 12)
    mix[VIOLENCE] *= LIFT if month >= BREAK_MONTH else 1.0
    shared: Floats = mix / mix.sum()
    return shared


def lift_of_total() -> Floats:
    """What the break does to each month's total: violence rises at the expense of no other type."""
    lifted = 1 + CRIME_TYPES[VIOLENCE][1] * (LIFT - 1)
    return np.where(np.arange(len(MONTHS)) >= BREAK_MONTH, lifted, 1.0)


def draw_months(totals: tuple[int, ...], season: float, lift: Floats, rng: np.random.Generator) -> Ints:
    """Monthly counts that sum to the yearly totals, highest in July."""
    time = np.arange(len(MONTHS))
    angle = 2 * np.pi * (time - 3) / 12
    plain = np.column_stack([np.ones(len(time)), time, np.cos(angle), np.sin(angle)])
    gamma = rng.gamma(12, 1 / 12, size=len(time))
    noise = gamma - plain @ np.linalg.lstsq(plain, gamma, rcond=None)[0]
    freedom = len(time) - plain.shape[1]
    mean = sum(totals) / len(time)
    noise *= np.sqrt((DISPERSION - 1) / mean) / np.sqrt((noise**2).sum() / freedom)
    weights = np.round((1 + season * np.cos(angle)) * (1 + noise) * lift, 9)  # the same digits on every machine
    counts = np.zeros(len(time), dtype=np.int64)
    years = np.array([financial_year_of(month) for month in range(len(time))])
    for year, total in enumerate(totals):
        own = weights[years == year]
        counts[years == year] = rng.multinomial(total, own / own.sum())
    return counts


def _point_weights(places: Places, rng: np.random.Generator) -> Floats:
    """Weight of each map point for each type: uneven between LSOAs, uneven within them, drawn to the town centre."""
    cell = places.points.cell
    lsoa, borough = places.lsoa21_of[cell], places.borough_of[cell]
    nearness = np.exp(-((centre_distance(places.points.places, borough) / CENTRE_REACH_M) ** 2))
    trouble = rng.gamma(3.0, 1 / 3.0, size=len(places.lsoas21))[lsoa] + 0.15
    points = np.bincount(lsoa, minlength=len(places.lsoas21))[lsoa]
    weights = np.zeros((len(CRIME_TYPES), len(cell)))
    for crime_type, (_, _, _, pull) in enumerate(CRIME_TYPES):
        uneven = rng.gamma(0.6, 1 / 0.6, size=len(cell)) + 0.02
        weights[crime_type] = np.round(trouble / points * uneven * (1 + pull * nearness), 9)
    draw_to_anchors(weights, places.points.anchors, borough, TYPE_NAMES)
    return weights


def draw(weights: Floats, size: int, rng: np.random.Generator) -> Ints:
    """Positions drawn in proportion to the weights."""
    upto = np.cumsum(weights)
    drawn: Ints = np.searchsorted(upto, rng.random(size) * upto[-1], side="right").astype(np.int64)
    return np.minimum(drawn, len(weights) - 1)
