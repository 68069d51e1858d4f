"""The one look of all charts: colours that hold in grey and for colour-blind readers."""

import re

INK, MUTED, RULE = "#0b0c0c", "#484f53", "#d3d8db"
CRIME, ASB, OTHER = "#12436d", "#801650", "#383f43"
CRIME_BAR, OTHER_BAR = "#74a3cd", "#a3adb3"
CRIME_BAND, ASB_BAND = "#c3d8ea", "#e9c9d8"
"""Behind a line of the same colour."""
FUNNEL_INNER, FUNNEL_OUTER = "#b9c4ca", "#dfe5e8"
SHADES = ("#e4edf5", "#b3cde3", "#74a3cd", "#3a74ab", "#103d6b")
"""From light to dark; each step is at least 15% darker in grey."""
TEXT_PX, TITLE_PX = 14, 16
NARROW_UNDER = 500

_IDENTIFIED = re.compile(r'(\bid="|url\(#|href="#)')


def with_own_identifiers(body: str, prefix: str) -> str:
    """The same body with its identifiers made unique on a page that holds many."""
    return _IDENTIFIED.sub(lambda start: f"{start[1]}{prefix}-", body)
