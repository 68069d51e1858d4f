"""A scan of case and coordinate files, for those who come from SaTScan."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from saferplan.base.errors import SettingsError
from saferplan.evidence.scan.places import places_of
from saferplan.evidence.scan.scanning import CannotScanError, Scan, ScanSettings, scan
from saferplan.pipeline.scan_files import CaseTable, TimeUnit, read_case_table, time_number

__all__ = ["ScanSettings", "ScannedFiles", "scan_files"]


@dataclass(frozen=True)
class ScannedFiles:
    """The answer of a scan with what was read."""

    table: CaseTable
    settings: ScanSettings
    scan: Scan

    def days(self, first: int, last: int) -> tuple[date, date]:
        """First and last day of a window of columns."""
        unit = self.table.unit
        return unit.first_day(self.table.first + first), unit.last_day(self.table.first + last)


def scan_files(
    cases: Path, coordinates: Path, unit: TimeUnit, settings: ScanSettings, *, surveillance_from: str | None = None,
    threads: int = 1, heard: Callable[[str], None] = lambda _: None,
) -> ScannedFiles:  # fmt: skip
    """Read, scan, and hear how many replications are made. Raises InputError, and SettingsError for what cannot be scanned."""
    heard("Reading")
    table = read_case_table(cases, coordinates, unit)
    began = None if surveillance_from is None else _column_of(surveillance_from, table)
    settings = replace(settings, unit=unit.value, surveillance_from=began)
    places = places_of(table.identifiers, table.x, table.y, table.counts)
    made = 0

    def tell(more: int) -> None:
        nonlocal made
        made = min(made + more, settings.replications)
        heard(f"{made:,} of {settings.replications:,} replications")

    heard("Drawing circles")
    try:
        return ScannedFiles(table, settings, scan(places, settings, threads=threads, on_progress=tell))
    except CannotScanError as refused:
        raise SettingsError(
            f"cannot scan: {refused}", "Change the files or the options; --help lists them."
        ) from refused


def _column_of(word: str, table: CaseTable) -> int:
    """The column of time at which scans began to be made, of those that can have been scanned: the first has none before it."""
    column = time_number(word, table.unit, "--surveillance-from") - table.first
    last = table.counts.shape[1] - 1
    if not 0 < column <= last:
        known = f"{table.unit.written(table.first)} to {table.unit.written(table.first + last)}"
        raise SettingsError(
            f"--surveillance-from {word}: the cases are of {known}",
            f"Give a {table.unit} after the first, up to the last.",
        )
    return column
