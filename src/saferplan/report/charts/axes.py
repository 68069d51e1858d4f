"""Scales and their gridlines for drawings made by hand."""

from dataclasses import dataclass
from math import ceil, floor, log10

from saferplan.base.numerals import whole
from saferplan.report.charts.lettering import text, width_px
from saferplan.report.charts.theme import RULE, TEXT_PX

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True)
class Scale:
    """From a value to a place in pixels, in proportion."""

    low: float
    high: float
    low_px: float
    high_px: float

    def __call__(self, value: float) -> float:
        return self.low_px + (value - self.low) / (self.high - self.low) * (self.high_px - self.low_px)


def round_ticks(low: float, high: float, about: int, *, least_step: float = 0) -> list[float]:
    """Round values from at or below `low` to at or above `high`, about so many."""
    if high <= low:
        high = low + 1
    rough = (high - low) / max(1, about)
    power = 10.0 ** floor(log10(rough))
    step = max(least_step, next(each * power for each in STEPS if each * power >= rough * 0.999))
    return [place * step for place in range(floor(low / step), ceil(high / step - 1e-9) + 1)]


def counts_axis(high: float, about: int) -> list[float]:
    """Ticks for counts: from nought, whole numbers."""
    return round_ticks(0, max(high, 1), about, least_step=1)


def ticks_px(ticks: list[float], size: float = TEXT_PX) -> float:
    """The room that the labels of ticks take at the left of a plot."""
    return max(width_px(whole(tick), size) for tick in ticks) + 8


def horizontals(ticks: list[float], y: Scale, left: float, right: float, size: float = TEXT_PX) -> str:
    """Gridlines across the plot, each with its value at the left."""
    return "".join(
        f'<path d="M{left:.1f},{y(tick):.1f}H{right:.1f}" stroke="{RULE}"/>'
        + text(left - 6, y(tick) + size * 0.35, whole(tick), size, anchor="end")
        for tick in ticks
    )


def drawn_path(points: list[tuple[float, float]], *, closed: bool = False) -> str:
    """Points as the `d` of an SVG path."""
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in points) + ("Z" if closed else "")
