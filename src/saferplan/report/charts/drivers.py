"""What each type of crime adds to the net change of recorded crime, as bars to either side of nought."""

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

WORDS = DriverWords("category", "type of crime", "Type of crime")


def gather(place: Place) -> Drivers:
    return gather_drivers(place, WORDS)


DRIVERS = Chart(
    "drivers", 200, "What drove the change", gather, title_of, lead_of, draw_drivers, alt_of, caption_of, grids_of,
    tones=BAR_TONES,
)  # fmt: skip
