"""What the values of each measure look like: whether any is a fraction or carries a £, and which rows say how many of how many."""

from collections.abc import Iterable, Iterator

from saferplan.sources.local.cells import BLANK, Cell, NotReadableError, is_blank, words
from saferplan.sources.local.heading_cells import is_figure
from saferplan.sources.local.mapping import BETWEEN
from saferplan.sources.local.proposal import Proposal
from saferplan.sources.local.sheets import Sheet
from saferplan.sources.local.values import Said, read_value


def note_values(sheet: Sheet, found: Proposal) -> None:
    """Adds to a proposal which of its measures have fractions, sums of money, and a numerator with a denominator."""
    for called, cell in _labelled(sheet, found, "value"):
        said = _said(cell)
        if said and said.number is not None and not said.is_percent and (said.is_money or said.number % 1):
            found.fractional.add(called)
        if said and said.is_money:
            found.in_pounds.add(called)
    parts = {called for called, cell in _labelled(sheet, found, "numerator") if is_figure(cell)}
    found.shares = {
        called for called, cell in _labelled(sheet, found, "denominator") if called in parts and is_figure(cell)
    }


def _said(cell: Cell) -> Said | None:
    try:
        return read_value(cell)
    except NotReadableError:
        return None


def _labelled(sheet: Sheet, found: Proposal, role: str) -> Iterator[tuple[str, Cell]]:
    """The cells below the columns of a role, each with all that its measure may be called."""
    columns = [column for column, each in found.roles.items() if each == role]
    for row, label in _rows(sheet, found):
        for column in (each for each in columns if each in sheet.rows[row]):
            heading = words(sheet.filled(found.row, column))
            yield from ((each, sheet.rows[row][column]) for each in (label, heading, f"{label}{BETWEEN}{heading}"))


def _rows(sheet: Sheet, found: Proposal) -> Iterable[tuple[int, str]]:
    """The rows below the headings, each with its label; one that is written for several rows goes on below it."""
    column = next((each for each, role in found.roles.items() if role == "indicator"), None)
    label: Cell = BLANK
    for row in (each for each in sheet.rows if each > found.row):
        own = BLANK if column is None else sheet.filled(row, column)
        is_carried = is_blank(own) and "indicator" in found.layout.get("fill_down", [])
        label = label if is_carried else own
        yield row, words(label)
