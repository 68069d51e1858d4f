"""What a report is made of, before it becomes a page or a document: both are drawn from the same blocks."""

from dataclasses import dataclass, field
from typing import ClassVar


class Number(str):
    """A figure in a cell: its words, with the value and its shape for a form that has live numbers.

    `shape` is `count`, `change` (a signed count), `share` (0.088 is 8.8%, signed) or `rate`.
    """

    __slots__ = ("shape", "value")
    value: float
    shape: str

    def __new__(cls, words: str, value: float, shape: str) -> "Number":
        made = super().__new__(cls, words)
        made.value, made.shape = value, shape
        return made

    def __getnewargs__(self) -> tuple[str, float, str]:  # type: ignore[override]
        return str(self), self.value, self.shape


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    id: str
    text: str
    kind: ClassVar[str] = "text"


@dataclass(frozen=True)
class Notice:
    """Says plainly that something is absent, in the place where it would stand."""

    id: str
    text: str
    kind: ClassVar[str] = "notice"


@dataclass(frozen=True)
class Listing:
    """A plain list. `lead` introduces it."""

    id: str
    lead: str
    items: tuple[str, ...]
    kind: ClassVar[str] = "listing"


@dataclass(frozen=True)
class Heading:
    """A heading within a section; the page's navigation leads to it."""

    id: str
    text: str
    kind: ClassVar[str] = "heading"


@dataclass(frozen=True)
class FactCard:
    """A fact with what must be said beside it; a refused one says why and what would allow it."""

    id: str
    title: str
    sentence: str
    refused: bool
    way_out: str
    caveats: tuple[str, ...]
    command: str
    """How to follow it to its rows; empty where the reader has no tool for that."""
    marking: str = ""
    """Its protective marking where that is stricter than the usual one."""
    newer_due: str = ""
    """The day after which newer figures are due."""
    out_of_date: str = ""
    """Where that day has passed: since when newer figures should have been there."""
    level: int = 3
    """Its heading's level: below a section's, or below a heading within one."""
    kind: ClassVar[str] = "fact"

    @property
    def said(self) -> str:
        """Its sentence in a report for the partnership; of a refused one that it is."""
        return f"Refused: {self.sentence}" if self.refused else self.sentence

    @property
    def beside(self) -> tuple[str, ...]:
        """What is said beside it, in the order of the page."""
        allow = f"What would allow it: {self.way_out}" if self.way_out else ""
        late = f"Out of date. {self.out_of_date}" if self.out_of_date else ""
        return tuple(filter(None, (allow, late, *self.caveats, self.newer_due)))


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
    is_wide: bool = False
    """Has so many columns that print turns the page."""
    kind: ClassVar[str] = "grid"


Block = Text | Notice | Listing | Heading | FactCard | Figure | Grid


@dataclass(frozen=True)
class Section:
    id: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def headings(self) -> tuple[Heading, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Heading))


@dataclass(frozen=True)
class Part:
    """Sections that belong together, under one name in the navigation."""

    title: str
    sections: tuple[Section, ...]


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
    parts: tuple[Part, ...] = field(default=())
    is_public: bool = False
    subject: str = "Facts"
    """What the report is, as its head and its file's title say before the period."""

    @property
    def sections(self) -> tuple[Section, ...]:
        return tuple(section for part in self.parts for section in part.sections)

    @property
    def standing(self) -> str:
        """Who may see it, as the head of every page says."""
        return "Public" if self.is_public else "Internal draft: not for publication"

    @property
    def title(self) -> str:
        subject = f"{self.subject[:1].lower()}{self.subject[1:]}"
        return f"{self.name}: {subject} for {self.period}" if self.period else f"{self.name}: {subject}"
