"""Map points that are no street: a prison, a police station, a hospital, a supermarket. All are in the first borough.

Crime found or reported at such a place is shown there, so one point can hold much of what an area records.
"""

from dataclasses import dataclass

import numpy as np

from .mesh import Floats, Ints
from .promises import EXAMPLETON
from .territory import centre_distance


@dataclass(frozen=True)
class Anchor:
    """Its name; how far it lies from the main town centre; its share of the borough's rows, by crime type."""

    name: str
    apart_m: int
    shares: dict[str, float]


ANCHORS = (
    Anchor(
        "Prison",
        3_400,
        {"Drugs": 0.12, "Other crime": 0.08, "Possession of weapons": 0.1, "Violence and sexual offences": 0.012},
    ),
    Anchor(
        "Police Station",
        700,
        {"Drugs": 0.05, "Other crime": 0.1, "Public order": 0.03, "Violence and sexual offences": 0.015},
    ),
    Anchor(
        "Hospital",
        1_900,
        {"Anti-social behaviour": 0.004, "Public order": 0.02, "Violence and sexual offences": 0.018},
    ),
    Anchor("Supermarket", 300, {"Anti-social behaviour": 0.008, "Other theft": 0.02, "Shoplifting": 0.15}),
)


def anchor_points(places: Floats, borough: Ints) -> list[int]:
    """The map point for each anchor: the one whose distance from the centre is nearest to the wanted one."""
    apart = np.where(borough == EXAMPLETON, centre_distance(places, borough), np.inf)
    chosen: list[int] = []
    for anchor in ANCHORS:
        chosen.append(int(np.abs(apart - anchor.apart_m).argmin()))
        apart[chosen[-1]] = np.inf
    return chosen


def draw_to_anchors(weights: Floats, points: list[int], borough: Ints, crime_types: list[str]) -> None:
    """Raise, in place, the weights of the anchors' points so that they come to their shares of the borough."""
    others = borough == EXAMPLETON
    others[points] = False
    for anchor, point in zip(ANCHORS, points, strict=True):
        for crime_type, share in anchor.shares.items():
            row = weights[crime_types.index(crime_type)]
            row[point] = np.round(row[others].sum() * share, 9)
