"""Partners' files into `local_value`: read by their mappings, put to areas, held against each other, each row accounted for."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from saferplan.base.errors import SettingsError
from saferplan.base.periods import Month
from saferplan.evidence.local_indicators import against_target, percent_limits
from saferplan.pipeline.ledger import CHANGED, Ledger, is_changed
from saferplan.pipeline.local_areas import AreaFinder
from saferplan.pipeline.local_returns import write_returns
from saferplan.pipeline.local_settling import Placed, list_refused, settle
from saferplan.pipeline.mappings import SavedMapping
from saferplan.pipeline.settings import Settings
from saferplan.sources.files import InputFile
from saferplan.sources.local.cells import NotReadableError
from saferplan.sources.local.personal import WITHHELD, shown_label
from saferplan.sources.local.reading import read_return
from saferplan.sources.local.returned import LeftOut, Refused, Returned, Value
from saferplan.sources.local.sheets import UnreadableFileError
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine


def load_local(
    engine: Engine, ledger: Ledger, mappings: Sequence[SavedMapping], settings: Settings, today: date
) -> None:
    """Fill the tables of local indicators from every mapping's files; a figure of a period still to come is refused."""
    of_kind = [each for each in mappings if each.kind == "indicators"]
    if not of_kind:
        return
    finder = AreaFinder(engine, settings.area, settings.aliases)
    position = 0
    for mapping in of_kind:
        position = _define(engine, mapping, finder, position, settings.suppress_below)
        placed: list[Placed] = []
        for file_id, found in ledger.numbered(mapping.source.id):
            placed += _read(engine, ledger, mapping, finder, file_id, found, today)
        kept = settle(engine, ledger, placed)
        engine.insert(all_tables()["local_value"], [_value_row(each, mapping) for each in kept])
        write_returns(engine, mapping, kept)


def _define(engine: Engine, mapping: SavedMapping, finder: AreaFinder, position: int, below: int) -> int:
    """Fill `local_indicator`. Raises SettingsError where the mapping names an area that is not known."""
    rows = []
    for each in mapping.rules.indicator:
        try:
            place = finder.find(each.area, mapping.rules.areas)
        except NotReadableError as error:
            raise SettingsError(f"mappings/{mapping.name}.toml: {error.reason}", error.way_out) from error
        handling = mapping.rules.handling_of(each)
        position += 1
        rows.append((
            each.id, position, mapping.name, mapping.source.id, mapping.rules.supplier, each.title, each.unit, each.polarity,
            *place, each.target, mapping.rules.cadence_of(each).value, mapping.rules.due_days_of(each), each.sentence or None,
            handling.disclosure.value, handling.marking, handling.may_publish, mapping.rules.total_of(each),
            below if each.suppress else None,
        ))  # fmt: skip
    engine.insert(all_tables()["local_indicator"], rows)
    return position


def _read(
    engine: Engine, ledger: Ledger, mapping: SavedMapping, finder: AreaFinder, file_id: int, found: InputFile, today: date
) -> list[Placed]:  # fmt: skip
    """A file's values in their areas; what it refuses and leaves out is listed."""
    assert found.readable is not None
    try:
        returned = read_return(found.readable, mapping.rules)
    except UnreadableFileError as error:
        found.status, found.problem = "refused", error.problem
        return []
    if is_changed(found):
        found.status, found.problem = "refused", CHANGED
        return []
    found.lines = returned.rows_in + 1
    placed = []
    for value in returned.values:
        if value.period.start > Month.of(today) and not value.is_blank:
            returned.refused.append(_still_to_come(value))
            continue
        try:
            placed.append(Placed(value, finder.find(value.area, mapping.rules.areas), file_id, found))
        except NotReadableError as error:
            _set_aside(returned, value, error)
    _list(engine, ledger, file_id, returned)
    ledger.kept[file_id] = len(placed)
    if said := [*returned.notes, *returned.differences]:
        found.note = " ".join(said[:3])
    return placed


def _still_to_come(value: Value) -> Refused:
    reason = f"{value.period.words} is still to come."
    return Refused(value.sheet, value.row, value.cell, value.said, reason, "Correct the year of its period.")


def _set_aside(returned: Returned, value: Value, error: NotReadableError) -> None:
    """A value in no known area is refused; a line that gives nothing, such as a note, is left out."""
    label = shown_label(value.area, "area")
    if value.is_blank:
        reason = "A note, or a line without a figure."
        returned.left_out.append(LeftOut(value.sheet, value.row, value.cell, label, reason))
    else:
        said = label if value.area_cell != value.cell else value.said
        reason = "It is no area that is known here, and may be personal." if label == WITHHELD else error.reason
        returned.refused.append(Refused(value.sheet, value.row, value.area_cell, said, reason, error.way_out))


def _list(engine: Engine, ledger: Ledger, file_id: int, returned: Returned) -> None:
    list_refused(engine, ledger, [(file_id, each) for each in returned.refused])
    ledger.left_out[file_id] = sum(each.rows for each in returned.left_out)
    engine.insert(
        all_tables()["local_left_out"],
        [(file_id, e.sheet, e.row, e.cell, e.said, e.rows, e.reason) for e in returned.left_out],
    )


def _value_row(each: Placed, mapping: SavedMapping) -> tuple[Any, ...]:
    value = each.value
    indicator = next(one for one in mapping.rules.indicator if one.id == value.indicator_id)
    limits = None
    if value.number is not None and indicator.unit == "percent":
        limits = percent_limits(value.numerator, value.denominator)
    return (
        value.indicator_id, *each.place, value.period.period_type.value, value.period.label, value.period.start.first_day,
        value.number,        value.numerator, value.denominator, *(limits or (None, None)), value.status.value,
        against_target(value.number, indicator.target, indicator.polarity, limits), value.said, value.may_publish,
        each.file_id, value.sheet, value.cell,
    )  # fmt: skip
