"""Which sheets of a partner's file are read by a mapping, and where their tables stand; the others are listed."""

from dataclasses import replace

from saferplan.base.numerals import listed
from saferplan.base.periods import PeriodType
from saferplan.sources.files import Problem
from saferplan.sources.local.cells import NotReadableError
from saferplan.sources.local.headings import Found, NoHeadingsError, find_table
from saferplan.sources.local.mapping import IndicatorMapping
from saferplan.sources.local.part_years import refuse_part_years
from saferplan.sources.local.returned import LeftOut, Returned
from saferplan.sources.local.sheets import Sheet, UnreadableFileError, Workbook
from saferplan.sources.local.stated_periods import period_words, stated_period


def tables_of(workbook: Workbook, mapping: IndicatorMapping, returned: Returned) -> list[tuple[Sheet, Found]]:
    """The sheets to read with their tables; those that are not read are listed. Raises UnreadableFileError."""
    names = [sheet.name for sheet in workbook.sheets]
    if absent := [name for name in mapping.sheets if name not in names]:
        raise UnreadableFileError(
            Problem(
                f"The mapping names a sheet “{absent[0]}”, and the workbook has {listed([f'“{n}”' for n in names])}.",
                "Correct `sheets` in the mapping.",
            )
        )
    tables: list[tuple[Sheet, Found]] = []
    first: NotReadableError | None = None
    for sheet in workbook.sheets:
        if reason := _not_read(sheet, mapping):
            returned.left_out.append(_whole(sheet, reason))
            continue
        try:
            tables.append((sheet, _with_period(sheet, find_table(sheet, mapping), mapping, workbook.name)))
        except NoHeadingsError as error:
            first = first or error
            if mapping.sheets:
                raise refused_table(sheet, error) from error
            returned.left_out.append(_whole(sheet, "None of the mapping's headings stands in this sheet."))
        except NotReadableError as error:
            raise refused_table(sheet, error) from error
    if not tables:
        reason, way_out = (first.reason, first.way_out) if first else ("It has no sheet to read.", "Look at the file.")
        raise UnreadableFileError(Problem(reason, way_out))
    return tables


def _with_period(sheet: Sheet, found: Found, mapping: IndicatorMapping, file_name: str) -> Found:
    """The table with the period that its title or a name states. Raises NotReadableError where none or another is there."""
    if mapping.period_in is None:
        if PeriodType(mapping.cadence) is PeriodType.FINANCIAL_YEAR:
            refuse_part_years(sheet, found.first_row, found.last_row, found.headings.values(), file_name)
        return found
    period = stated_period(sheet, found.first_row, file_name, mapping.period_in, PeriodType(mapping.cadence))
    return replace(found, stated=period_words(period))


def _not_read(sheet: Sheet, mapping: IndicatorMapping) -> str:
    if mapping.sheets:
        return "" if sheet.name in mapping.sheets else "The mapping names other sheets."
    return "The sheet is hidden, and the mapping does not name it." if sheet.is_hidden else ""


def _whole(sheet: Sheet, reason: str) -> LeftOut:
    return LeftOut(sheet.name, 0, "", "", reason, len(sheet.rows))


def refused_table(sheet: Sheet, error: NotReadableError) -> UnreadableFileError:
    """What is wrong with a table, with the name of its sheet."""
    return UnreadableFileError(Problem(f"Sheet “{sheet.name}”: {error.reason}", error.way_out))
