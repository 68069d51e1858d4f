"""What each ward adds to the net change of recorded crime, as bars to either side of nought."""

from saferplan.report.charts.chart import Chart
from saferplan.report.charts.diverging import (
    BAR_TONES,
    Drivers,
    DriverWords,
    alt_of,
    caption_of,
    draw_drivers,
    gather_drivers,
    grids_of,
    lead_of,
    title_of,
)
from saferplan.report.place import Place

WORDS = DriverWords("ward", "ward", "Ward")


def gather(place: Place) -> Drivers:
    return gather_drivers(place, WORDS)


WARD_DRIVERS = Chart(
    "ward-drivers", 210, "Where it changed", gather, title_of, lead_of, draw_drivers, alt_of, caption_of, grids_of,
    tones=BAR_TONES,
)  # fmt: skip
