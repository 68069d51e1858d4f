"""What a report is made of, before it becomes a page or a document: both are drawn from the same blocks."""

from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    text: str
    kind: ClassVar[str] = "text"


@dataclass(frozen=True)
class Notice:
    """Says plainly that something is absent, in the place where it would stand."""

    text: str
    kind: ClassVar[str] = "notice"


@dataclass(frozen=True)
class Listing:
    """A plain list. `lead` introduces it."""

    lead: str
    items: tuple[str, ...]
    kind: ClassVar[str] = "listing"


@dataclass(frozen=True)
class FactCard:
    """A fact with what must be said beside it; a refused one says why and what would allow it."""

    title: str
    sentence: str
    refused: bool
    way_out: str
    caveats: tuple[str, ...]
    command: str
    kind: ClassVar[str] = "fact"


@dataclass(frozen=True)
class Drawing:
    """The inside of an SVG and its size. Its own identifiers are made unique where it is placed."""

    width: int
    height: int
    body: str


@dataclass(frozen=True)
class Figure:
    """A chart in two widths: one is shown, the other is out of sight and out of the accessibility tree."""

    id: str
    title: str
    alt: str
    caption: str
    wide: Drawing
    narrow: Drawing
    kind: ClassVar[str] = "figure"


@dataclass(frozen=True)
class GridColumn:
    heading: str
    numeric: bool = False
    weight: int = 1
    """Its share of the width in print, against the other columns of text."""


@dataclass(frozen=True)
class Grid:
    """A table. The first column names the row. A folded one opens on request on the page."""

    id: str
    caption: str
    columns: tuple[GridColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    marked_row: str = ""
    """The name in the first column of the row to set apart, if any."""
    folded: bool = False
    kind: ClassVar[str] = "grid"


Block = Text | Notice | Listing | FactCard | Figure | Grid


@dataclass(frozen=True)
class Section:
    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Outline:
    """A whole report: who and when, what to warn of, and its sections in order."""

    name: str
    period: str
    edition: str
    code_version: str
    marking: str
    is_simulated: bool
    last_day: str
    sections: tuple[Section, ...] = field(default=())

    @property
    def title(self) -> str:
        return f"{self.name}: facts for {self.period}" if self.period else f"{self.name}: facts"
