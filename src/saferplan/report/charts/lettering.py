"""Text in drawings made by hand: how wide it may become, where it is folded, and its SVG element.

The page names Source Sans Pro and does not carry it: many readers see Arial, which is wider. Widths are therefore those
of Helvetica, whose metrics Arial shares (Adobe Font Metrics, 1990), so that what fits by them fits in either.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from saferplan.report.charts.theme import INK, TEXT_PX

LINE_PX = 18
_BOLD_WIDER = 1.08
_OTHERS = 0.64
_WIDTHS = {
    0.19: "'", 0.222: "ijl", 0.278: " !,./:;I[\\]ft|", 0.333: "()-`r“”‘’", 0.389: '*"', 0.5: "Jckvsxyz",
    0.556: "#$0123456789?L_abdeghnopqu–", 0.584: "+<=>−±×", 0.611: "FTZ", 0.667: "&ABEKPSVXY", 0.722: "CDHNRUw",
    0.778: "GOQ", 0.833: "Mm", 0.944: "W", 0.889: "%", 1.0: "—…",
}  # fmt: skip
_WIDTH_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}


def width_px(words: str, size: float = TEXT_PX, *, bold: bool = False) -> float:
    """How wide a text may become, in pixels."""
    wide = sum(_WIDTH_OF.get(letter, _OTHERS) for letter in words) * size
    return wide * _BOLD_WIDER if bold else wide


def folded(words: str, room_px: float, size: float = TEXT_PX, *, bold: bool = False) -> list[str]:
    """Lines that fit the room; a word longer than a line is broken."""
    lines: list[str] = []
    for word in words.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width_px(joined, size, bold=bold) <= room_px:
            lines[-1] = joined
        else:
            lines += _pieces(word, room_px, size, bold)
    return lines


def _pieces(word: str, room_px: float, size: float, bold: bool) -> list[str]:
    """A word as it is where a line holds it; else parted at its hyphens, and between letters only where that is not enough."""
    if width_px(word, size, bold=bold) <= room_px:
        return [word]
    pieces = [""]
    for part in re.findall(r"[^-]*-|[^-]+", word):
        for unit in [part] if width_px(part, size, bold=bold) <= room_px else part:
            if pieces[-1] and width_px(pieces[-1] + unit, size, bold=bold) > room_px:
                pieces.append("")
            pieces[-1] += unit
    return pieces


@dataclass(frozen=True)
class Box:
    """The room that something takes on a drawing, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, others: Sequence["Box"]) -> bool:
        return any(
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
            for other in others
        )


def text_box(
    x: float, y: float, words: str, size: float = TEXT_PX, *, anchor: str = "start", bold: bool = False
) -> Box:
    """The room of a text whose baseline is at y."""
    wide = width_px(words, size, bold=bold)
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    return Box(left, y - size, left + wide, y + size * 0.3)


def text(
    x: float, y: float, words: str, size: float = TEXT_PX, *,
    anchor: str = "start", bold: bool = False, colour: str = INK, italic: bool = False,
) -> str:  # fmt: skip
    """A line of text as SVG; y is its baseline."""
    style = (f' text-anchor="{anchor}"' if anchor != "start" else "") + (' font-weight="600"' if bold else "")
    style += ' font-style="italic"' if italic else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{colour}"{style}>{escape(words)}</text>'


def paragraph(
    x: float, y: float, lines: Sequence[str], size: float = TEXT_PX, *, anchor: str = "start", bold: bool = False, colour: str = INK
) -> str:  # fmt: skip
    """Lines below one another; y is the first one's baseline."""
    return "".join(
        text(x, y + LINE_PX * place, line, size, anchor=anchor, bold=bold, colour=colour)
        for place, line in enumerate(lines)
    )
