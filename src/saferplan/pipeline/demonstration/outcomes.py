"""What became of each crime, and when: outcomes come months after the crime, so the latest crimes have few.

The publisher tells an outcome twice: as a row of the month's outcomes file, and as the last outcome category of the
crime's row in the street file, as known at the issue. Of a charge the street file says what the court did, which it
has not been told since 2019 (and here never): "Awaiting court outcome" for a while, then "Court result unavailable".
"""

from dataclasses import dataclass

import numpy as np

from .crimes import TYPE_NAMES, draw
from .mesh import Ints
from .promises import LAST_MONTH
from .rows import ASB, Rows

OUTCOMES = (
    "Investigation complete; no suspect identified",
    "Unable to prosecute suspect",
    "Suspect charged",
    "Local resolution",
    "Offender given a caution",
    "Status update unavailable",
)
CHARGED, LOCAL_RESOLUTION = OUTCOMES.index("Suspect charged"), OUTCOMES.index("Local resolution")
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
# share of crimes whose outcome comes 0, 1, 2 … 18 months after the month of the crime
LAGS = (0.18, 0.24, 0.18, 0.12, 0.08, 0.055, 0.04, *np.linspace(0.018, 0.001, 12).tolist())
BROKEN_RESOLUTIONS = 0.05  # share of local resolutions that end in a charge after all
LONGEST_LAG = len(LAGS) - 1
NEVER = 99
NONE_YET = -1

UNDER_INVESTIGATION, AWAITING_COURT, COURT_UNAVAILABLE = (
    "Under investigation",
    "Awaiting court outcome",
    "Court result unavailable",
)
COURT_MONTHS = 3  # for so long a charge awaits the court


@dataclass(frozen=True)
class Course:
    """By `identity`: the first outcome (a position in OUTCOMES, NONE_YET for incidents), its month, and the month of the
    charge that came later (NEVER in nearly all)."""

    first: Ints
    first_month: Ints
    charged_month: Ints

    def known(self, identity: Ints, month: Ints) -> tuple[Ints, Ints]:
        """The last outcome known in `month`, and the month it is of."""
        later = self.charged_month[identity] <= month
        at_all = later | (self.first_month[identity] <= month)
        outcome = np.where(later, CHARGED, np.where(at_all, self.first[identity], NONE_YET))
        return outcome, np.where(later, self.charged_month[identity], self.first_month[identity])


def draw_outcomes(rows: Rows, rng: np.random.Generator) -> Course:
    """`rows` holds each identity once."""
    first = np.full(len(rows), NONE_YET, dtype=np.int64)
    lag = draw(np.array(LAGS), len(rows), rng)
    for crime_type, name in enumerate(TYPE_NAMES):
        own = rows.identity[rows.crime_type == crime_type]
        if crime_type != ASB:
            first[own] = draw(np.array(OUTCOME_SHARES.get(name, _USUAL)), len(own), rng)
    month = np.empty(len(rows), dtype=np.int64)
    month[rows.identity] = rows.month
    broken = (first == LOCAL_RESOLUTION) & (rng.random(len(rows)) < BROKEN_RESOLUTIONS) & (lag < LONGEST_LAG)
    second_lag = np.minimum(lag + rng.integers(1, 7, size=len(rows)), LONGEST_LAG)
    return Course(
        first=first,
        first_month=np.where(first == NONE_YET, NEVER, month + lag),
        charged_month=np.where(broken, month + second_lag, NEVER),
    )


def categories(rows: Rows, course: Course) -> list[str]:
    """The last outcome category of each row of a street file; empty for incidents."""
    words = ["", *OUTCOMES, UNDER_INVESTIGATION, AWAITING_COURT, COURT_UNAVAILABLE]
    outcome, since = course.known(rows.identity, rows.known_in)
    chosen = np.where(outcome == NONE_YET, words.index(UNDER_INVESTIGATION), outcome + 1)
    waiting = rows.known_in - since < COURT_MONTHS
    court = np.where(waiting, words.index(AWAITING_COURT), words.index(COURT_UNAVAILABLE))
    chosen = np.where(outcome == CHARGED, court, chosen)
    return [words[i] for i in np.where(rows.crime_type == ASB, 0, chosen).tolist()]


def events(rows: Rows, course: Course) -> tuple[Ints, Ints, Ints]:
    """The rows of all outcomes files: position in `rows`, outcome, month; none after the last month."""
    first, charged = course.first_month[rows.identity], course.charged_month[rows.identity]
    firsts, seconds = np.flatnonzero(first <= LAST_MONTH), np.flatnonzero(charged <= LAST_MONTH)
    outcome = np.concatenate([course.first[rows.identity[firsts]], np.full(len(seconds), CHARGED)])
    return np.concatenate([firsts, seconds]), outcome, np.concatenate([first[firsts], charged[seconds]])
