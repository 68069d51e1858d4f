"""The figures of a ward sheet, as they are handed to it: counted, compared and judged already."""

from dataclasses import dataclass

from saferplan.base.periods import Period
from saferplan.report.charts.monthly_series import MonthlySeries
from saferplan.report.quarterly.figures import Beside


@dataclass(frozen=True)
class WardFigures:
    """A ward over twelve months. Verdicts of the ward are among all wards of the partnership, of its types among them."""

    code: str
    name: str
    twelve: Period
    crime: Beside
    asb: Beside
    types: tuple[tuple[str, Beside], ...]
    """Types of crime by name, the most frequent first."""
    series: tuple[MonthlySeries, ...]
    """Crime and incidents by month with the range usual for this ward; without one where its history is too short."""
    anchors: tuple[tuple[str, int], ...]
    """Kinds of place that are not the streets around them, and the crimes put there in the year of `anchors_year`."""
    anchors_year: str | None
    near_edge_share: float | None
    """Share of the ward's rows at map points near its boundary, which may belong next door."""
    partnership_crimes: int | None
    """Crimes of the whole partnership in the same months."""
