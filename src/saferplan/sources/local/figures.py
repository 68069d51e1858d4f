"""The figure of an entry: its number held against its unit, its limits, and what it is a share of."""

from dataclasses import dataclass

from saferplan.sources.local.cells import BLANK, NotReadableError
from saferplan.sources.local.entries import Entry
from saferplan.sources.local.mapping import PERCENT, POUNDS, MappedIndicator
from saferplan.sources.local.values import HAS_VALUE, Said, Status, read_status, read_value

ROUNDING = 0.51
"""How far a percentage may stand from its own numerator and denominator: it may be rounded to a whole one."""
CONTRADICTED = (Status.NOT_APPLICABLE, Status.NOT_SUPPLIED)


@dataclass(frozen=True)
class Figure:
    """A number or the status that says why there is none, and what it is a share of where that is given."""

    status: Status
    number: float | None = None
    numerator: float | None = None
    denominator: float | None = None


class FigureError(NotReadableError):
    """A cell of the figure cannot be used; `role` says which."""

    def __init__(self, role: str, reason: str, way_out: str) -> None:
        super().__init__(reason, way_out)
        self.role = role


def read_figure(entry: Entry, indicator: MappedIndicator) -> Figure:
    """Raises FigureError for a cell that cannot be read, and where two cells contradict each other."""
    value = _read(entry, "value")
    number = _number(value, indicator) if value.status in HAS_VALUE else None
    part, whole = _plain(entry, "numerator"), _plain(entry, "denominator")
    if part is not None and whole is not None and part > whole:
        raise FigureError("numerator", f"{part:g} of {whole:g} is more than all.", "Correct the two columns.")
    status = value.status
    if status is Status.NOT_SUPPLIED and part is not None and whole is not None and indicator.unit == PERCENT:
        number, status = (100 * part / whole, Status.GIVEN) if whole else (None, Status.NOT_APPLICABLE)
    elif number is not None and indicator.unit == PERCENT and part is not None and whole:
        _agree(number, part, whole)
    return _with_status(entry, Figure(status, number, part, whole))


def _read(entry: Entry, role: str) -> Said:
    try:
        return read_value(entry.said.get(role, BLANK))
    except NotReadableError as error:
        raise FigureError(role, error.reason, error.way_out) from error


def _plain(entry: Entry, role: str) -> float | None:
    """A numerator or denominator: a number that is not below zero, or none."""
    said = _read(entry, role)
    if said.number is not None and (said.number < 0 or said.is_percent):
        raise FigureError(role, "It is no number of people or things.", "Write how many there were.")
    return said.number


def _number(said: Said, indicator: MappedIndicator) -> float:
    number = said.number or 0.0
    if said.is_percent and indicator.unit != PERCENT:
        raise FigureError(
            "value", f"It is a percentage, and {indicator.title} is counted in {indicator.unit}.",
            "Write the number, or correct the unit in the mapping.",
        )  # fmt: skip
    if said.is_money and indicator.unit != POUNDS:
        raise FigureError(
            "value", f"It is a sum of money, and {indicator.title} is counted in {indicator.unit}.",
            f"Write the number, or put unit = “{POUNDS}” into the mapping.",
        )  # fmt: skip
    if indicator.unit == PERCENT and not said.is_percent and said.status is Status.GIVEN:
        number = _hundredths(number, indicator)
    highest = 100.0 if indicator.maximum is None and indicator.unit == PERCENT else indicator.maximum
    if (indicator.minimum is not None and number < indicator.minimum) or (highest is not None and number > highest):
        raise FigureError(
            "value", f"{number:g} lies outside what {indicator.title} can be.",
            "Correct it, or `minimum` and `maximum` in the mapping.",
        )  # fmt: skip
    return number


def _hundredths(number: float, indicator: MappedIndicator) -> float:
    """Whether 0.12 means 12% or 0.12% is for the mapping to say."""
    if indicator.fractions:
        return round(number * 100, 9)
    if indicator.fractions is None and 0 < abs(number) < 1:
        raise FigureError(
            "value", f"{number:g} may be {number * 100:g}% or {number:g}%.",
            "Write it with a percent sign, or put fractions = true or false into the mapping.",
        )  # fmt: skip
    return number


def _agree(number: float, part: float, whole: float) -> None:
    share = 100 * part / whole
    if abs(number - share) > ROUNDING:
        raise FigureError(
            "value", f"It says {number:g}%, and {part:g} of {whole:g} is {share:.1f}%.", "Correct one of the three."
        )


def _with_status(entry: Entry, figure: Figure) -> Figure:
    """What the column of statuses says goes before what the value says."""
    try:
        status = read_status(entry.said.get("status", BLANK))
    except NotReadableError as error:
        raise FigureError("status", error.reason, error.way_out) from error
    if status in (Status.GIVEN, figure.status):
        return figure
    if status in CONTRADICTED and figure.number is not None:
        raise FigureError(
            "status", f"It says {status.replace('_', ' ')}, and a value stands beside it.", "Correct one of the two."
        )
    return Figure(status, 0.0 if status is Status.NIL else None)
