"""The one look of all charts: colours that hold in grey and for colour-blind readers, and the way Altair draws."""

import json
import re
from functools import cache
from typing import Any

from saferplan.report.blocks import Drawing
from saferplan.report.typeface import STACK, font_files

INK, MUTED, RULE = "#0b0c0c", "#484f53", "#d3d8db"
CRIME, ASB, OTHER = "#12436d", "#801650", "#383f43"
CRIME_BAR, OTHER_BAR = "#74a3cd", "#a3adb3"
SHADES = ("#e4edf5", "#b3cde3", "#74a3cd", "#3a74ab", "#103d6b")
"""From light to dark; each step is at least 15% darker in grey."""
TEXT_PX, TITLE_PX = 14, 16
NARROW_UNDER = 500

_DROPPED = re.compile(r' (?:aria-[a-z]+|role|class|pointer-events|font-family|stroke-miterlimit)="[^"]*"')
_LONG_DECIMAL = re.compile(r"-?\d+\.\d{3,}")
_IDENTIFIED = re.compile(r'(\bid="|url\(#|href="#)')
_OUTER = re.compile(r'<svg[^>]*?width="([\d.]+)" height="([\d.]+)"[^>]*>(.*)</svg>', re.DOTALL)


def drawn(chart: Any, *, side_px: int = 4) -> Drawing:
    """An Altair chart as the inside of an SVG, without what only a script would need.

    `side_px` is kept free at the sides, for readers whose typeface is wider than the one the chart was measured with.
    """
    spec = _with_rows(chart.configure(**_config(side_px)).to_dict(validate=False))
    svg = _converter().vegalite_to_svg(spec)
    found = _OUTER.search(svg)
    if found is None:
        raise ValueError("the chart was not drawn as SVG")
    body = _LONG_DECIMAL.sub(lambda number: f"{float(number[0]):.1f}", _DROPPED.sub("", found[3]))
    return Drawing(round(float(found[1])), round(float(found[2])), body)


def as_values(rows: list[dict[str, Any]]) -> Any:
    """Rows for Altair, carried as the name of their data until the chart is drawn.

    Altair copies and checks rows given as values at every layer: half of the time a chart takes.
    """
    import altair

    return altair.NamedData(name=json.dumps(rows))


def _with_rows(spec: Any) -> Any:
    """The specification with the rows back in the place of the names that carry them."""
    if isinstance(spec, dict):
        if isinstance(spec.get("data"), dict) and "name" in spec["data"]:
            spec = {**spec, "data": {"values": json.loads(spec["data"]["name"])}}
        return {key: each if key == "data" else _with_rows(each) for key, each in spec.items()}
    return [_with_rows(each) for each in spec] if isinstance(spec, list) else spec


def with_own_identifiers(body: str, prefix: str) -> str:
    """The same body with its identifiers made unique on a page that holds many."""
    return _IDENTIFIED.sub(lambda start: f"{start[1]}{prefix}-", body)


@cache
def _converter() -> Any:
    import vl_convert

    vl_convert.register_font_directory(str(font_files()[0].parent))
    return vl_convert


def _config(side_px: int) -> dict[str, Any]:
    label = {"labelFontSize": TEXT_PX, "labelColor": INK, "titleFontSize": TEXT_PX, "titleColor": INK}
    return {
        "background": "transparent",
        "font": STACK,
        "padding": {"left": side_px, "right": side_px, "top": 2, "bottom": 4},
        "view": {"stroke": None},
        "axis": {
            **label,
            "titleFontWeight": "normal",
            "gridColor": RULE,
            "domain": False,
            "ticks": False,
            "labelPadding": 6,
        },
        "title": {
            "fontSize": TITLE_PX,
            "fontWeight": 600,
            "color": INK,
            "anchor": "start",
            "frame": "group",
            "offset": 10,
        },
        "text": {"fontSize": TEXT_PX, "color": INK},
    }
