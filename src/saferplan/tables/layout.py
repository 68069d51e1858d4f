"""Files of text to load, and how their columns map to those of a table."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class TextFile:
    """A file to load: its number, where its bytes are, the rows it holds by the count of its lines, its blank lines."""

    file_id: int
    path: str
    rows: int
    blank_lines: tuple[int, ...] = ()
    heading_line: int = 1
    """Line of the heading in what a person sees: a sheet may have notes above it."""
    sha256: str | None = None
    """Hash of the bytes as they were examined; rows of a file without one are not kept for the next build."""


@dataclass(frozen=True)
class Layout:
    """How the columns of some files map to a table's.

    `headings` are the files' headings in order; `names` gives each heading we use the name it has in `texts`; `texts`
    gives, for each column of the table, an SQL expression over those names that yields text.
    """

    headings: tuple[str, ...]
    names: Mapping[str, str]
    texts: Mapping[str, str]

    def heading_of(self, column: str) -> str:
        """The publisher's heading of one of our columns, for messages."""
        return next((heading for heading, name in self.names.items() if name == column), column)
