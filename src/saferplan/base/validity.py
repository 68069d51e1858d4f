"""What a source can support, and what an analysis asks of it: an analysis that asks for more is refused by name.

Street files are monthly and snapped to map points: no day, no hour, no address, no person can be read from them. Which
analysis needs what is set out here once; a source declares what it supports.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Support(StrEnum):
    """Something that can be read from a source's rows."""

    MONTH = "the month"
    QUARTER = "the quarter"
    DAY = "the day"
    TIME_OF_DAY = "the time of day"
    SMALL_AREA = "the neighbourhood (LSOA)"
    MAP_POINT = "a map point shared by several addresses"
    EXACT_PLACE = "the exact place"
    OFFENCE_CODE = "the offence code"
    OUTCOME = "the outcome of a crime"
    VICTIM = "which victim it was, by a key"
    PLACE_KEY = "which place it was, by a key"


@dataclass(frozen=True)
class Analysis:
    """An analysis by the name people ask for it, what it needs, and the data that would allow it."""

    id: str
    title: str
    needs: tuple[Support, ...]
    way_out: str


_EVENTS = "It needs a force extract or a partner's file with the date and time of each event."
_SAID = "the exact place of each event, whose mapping says that its points are exact because the supplier does"
_PLACES = f"It needs a force extract or a partner's file with {_SAID}."

ANALYSES = (
    Analysis("month-by-month", "Month by month", (Support.MONTH,), "It needs monthly files."),
    Analysis("change-and-rate", "Yearly change and rate", (Support.QUARTER,), "It needs monthly or quarterly files."),
    Analysis("usual-range", "Usual range of months", (Support.MONTH,), "It needs monthly files."),
    Analysis(
        "by-neighbourhood",
        "By neighbourhood (LSOA), concentration",
        (Support.SMALL_AREA,),
        "It needs rows with an LSOA.",
    ),
    Analysis("by-ward", "By ward, by point in the boundary", (Support.MAP_POINT,), "It needs rows with a map point."),
    Analysis(
        "anchors", "At a prison, hospital or police station", (Support.MAP_POINT,), "It needs rows with a map point."
    ),
    Analysis(
        "severity",
        "Severity",
        (Support.OFFENCE_CODE,),
        "It needs the Home Office's table or an extract with offence codes.",
    ),
    Analysis("outcomes", "What became of crimes", (Support.OUTCOME,), "It needs the outcomes files."),
    Analysis("day-by-hour", "Day by hour", (Support.DAY, Support.TIME_OF_DAY), _EVENTS),
    Analysis("bank-holidays", "Weekdays and bank holidays", (Support.DAY,), _EVENTS),
    Analysis(
        "near-repeat",
        "Near repeats (Knox)",
        (Support.DAY, Support.EXACT_PLACE),
        f"It needs a force extract or a partner's file with the date and {_SAID}.",
    ),
    Analysis("by-address", "By address, or hot spots finer than an LSOA", (Support.EXACT_PLACE,), _PLACES),
    Analysis(
        "repeat-places",
        "Repeat places",
        (Support.PLACE_KEY,),
        "It needs a partner's file with a keyed hash of the place.",
    ),
    Analysis(
        "repeat-victims",
        "Repeat victims",
        (Support.VICTIM,),
        "It needs a partner's file with a keyed hash of the victim.",
    ),
)


def analysis_named(analysis_id: str) -> Analysis:
    """The analysis of this name. Raises KeyError for a name that is none."""
    return {each.id: each for each in ANALYSES}[analysis_id]


_IMPLIED = {Support.MONTH: Support.QUARTER, Support.DAY: Support.MONTH, Support.EXACT_PLACE: Support.MAP_POINT}
"""Who knows the day knows the month."""


def lacking(analysis: Analysis, supports: Iterable[Support]) -> list[Support]:
    """What the analysis needs and the source cannot give; nothing where it may be made."""
    known = set(supports)
    for _ in _IMPLIED:
        known |= {_IMPLIED[each] for each in known if each in _IMPLIED}
    return [need for need in analysis.needs if need not in known]
