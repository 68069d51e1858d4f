"""Counts of many series by months or quarters, each with whether it may be counted, and what rates are divided by."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property
from typing import Any

import numpy as np

from saferplan.base.periods import Month, Period

Array = np.ndarray[Any, Any]


class Standing(IntEnum):
    """Whether a month of a series may be counted, and if not why; the first reason in this order is given."""

    WHOLE = 0
    ROWS_REFUSED = 1
    NOT_SUPPLIED = 2
    PARTIAL = 3
    NOT_CLASSIFIED = 4
    NOT_PLACED = 5
    TOO_YOUNG = 6
    NOT_IN_TABLE = 7


@dataclass(frozen=True)
class Unplaced:
    """Rows of forces' files that could be placed in no area of theirs: they may belong to any."""

    force_of: Array
    """For each series the row of its force in the two below; -1 where none are lost (a whole force)."""
    rows: Array
    """Forces × bins: rows that count as supplied."""
    unplaced: Array
    """Forces × bins: of these, those placed nowhere."""

    def share(self, inside: Array) -> Array:
        """Share of the force's rows in some bins that lie nowhere, for each series; 0 where there are none."""
        rows, lost = (np.append(values[:, inside].sum(axis=1), 0) for values in (self.rows, self.unplaced))
        return np.asarray((lost / np.maximum(rows, 1))[self.force_of])


@dataclass(frozen=True)
class SeriesSet:
    """Counts of many series: row i is `indicators[i]` in area (`area_types[i]`, `area_codes[i]`)."""

    indicators: Array
    area_types: Array
    area_codes: Array
    months: tuple[Month, ...]
    """First month of each bin."""
    counts: Array
    standing: Array
    """Series × bins: a Standing."""
    visited: Array
    """True for a series of a place that people visit: no rate per resident."""
    step_months: int = 1
    """Months in a bin: 1, or 3 for quarters."""
    crimes: Array | None = None
    """Series × bins: the crimes that a share is of; None for series that are no shares."""
    unplaced: Unplaced | None = None
    """Rows that could be placed nowhere; None where none are counted."""
    followed: Array | None = None
    """Series × bins: the Standing of the files by which crimes are followed; None for series of crimes that are not."""

    classification: Array | None = None
    """Series × bins: the number of the local classification in force, by which the series is counted; None without any."""

    def taken(self, rows: Array) -> "SeriesSet":
        """The series of some rows."""
        names = ("indicators", "area_types", "area_codes", "counts", "standing", "visited")
        crimes = None if self.crimes is None else self.crimes[rows]
        followed = None if self.followed is None else self.followed[rows]
        classification = None if self.classification is None else self.classification[rows]
        lost = self.unplaced and replace(self.unplaced, force_of=self.unplaced.force_of[rows])
        return replace(
            self,
            crimes=crimes,
            unplaced=lost,
            followed=followed,
            classification=classification,
            **{name: getattr(self, name)[rows] for name in names},
        )

    @cached_property
    def columns(self) -> dict[Month, int]:
        """The column of each month, or of the quarter it lies in."""
        return {
            month.plus(more): column for column, month in enumerate(self.months) for more in range(self.step_months)
        }

    @property
    def middles(self) -> Array:
        """The middle of each bin, in months, as the fits of trend and season want it."""
        return np.array([month.index for month in self.months], float) + (self.step_months - 1) / 2


@dataclass(frozen=True)
class Residents:
    """Residents (or households) of areas by year: `number[place, year - first_year]`, nan where unknown."""

    places: Mapping[tuple[str, str], int]
    years: tuple[int, ...]
    number: Array

    def nearest(self, series: SeriesSet, period: Period) -> tuple[Array, Array]:
        """Residents and their year for each series: the mid-year nearest the period's middle, the earlier of two."""
        count = len(series.indicators)
        residents, year_used = np.full(count, np.nan), np.full(count, np.nan)
        rows = np.array([self.places.get(key, -1) for key in zip(series.area_types, series.area_codes, strict=True)])
        for place in sorted(
            range(len(self.years)), key=lambda p: (abs(self.years[p] + 0.5 - period.midpoint_year), self.years[p])
        ):
            candidate = np.where(rows >= 0, self.number[rows, place], np.nan)
            fill = np.isnan(residents) & ~np.isnan(candidate)
            residents[fill], year_used[fill] = candidate[fill], self.years[place]
        return residents, year_used
