"""Signals of an edition when they are asked for: all, one, its page, the rows behind it."""

from pathlib import Path
from typing import Any

from saferplan.base.errors import EditionError, SettingsError
from saferplan.pipeline.local_event_counting import DAY
from saferplan.pipeline.rows_as_csv import csv_of
from saferplan.pipeline.signals.partners import condition_of, partner_kinds
from saferplan.pipeline.workspace import Workspace
from saferplan.report.page import html_text
from saferplan.report.place import place_of
from saferplan.report.signals.blocks import signal_outline
from saferplan.report.signals.judging import unmatched_words
from saferplan.report.signals.reading import Signal, has_signals, signals_in
from saferplan.tables.editions import Edition, write_beside


def found_signals(edition: Edition, *, public: bool = False) -> list[Signal]:
    """Signals in their order. EditionError where they were not looked for."""
    if not has_signals(edition):
        raise EditionError(
            f"Edition {edition.name} was made without looking for signals.",
            "Run `saferplan build --signals`, or set signals = true in saferplan.toml.",
        )
    return signals_in(edition, public=public)


def named_signal(edition: Edition, name: str, *, public: bool = False) -> Signal:
    """The signal whose identifier begins so. SettingsError for none, or several."""
    matching = [each for each in found_signals(edition, public=public) if each.id.startswith(name.lower())]
    if public and not matching:  # outside the partnership it is not told whether there is one
        raise SettingsError(
            f"No signal of edition {edition.name} that begins “{name}” is cleared to be shown.",
            "A judgement clears one, with may_publish = true.",
        )
    judged = [words for each, words in unmatched_words(edition).items() if each.startswith(name.lower())]
    if judged and not matching:
        raise SettingsError(f"Edition {edition.name} has no such signal, though it was judged: {' '.join(judged)}")
    if len(matching) != 1:
        what = "begins two signals" if matching else "is no signal"
        listed = ", ".join(each.id for each in matching or found_signals(edition, public=public)) or "none"
        raise SettingsError(f"“{name}” {what} of edition {edition.name}.", f"They are: {listed}.")
    return matching[0]


def write_signal_page(workspace: Workspace, edition: Edition, signal: Signal) -> Path:
    """Write the page of one signal and return its path."""
    path = workspace.reports / f"signal-{signal.id}.html"
    workspace.reports.mkdir(exist_ok=True)
    write_beside(path, html_text(signal_outline(place_of(edition), signal)).encode("utf-8"))
    return path


def rows_behind(edition: Edition, signal: Signal) -> str:
    """The rows of the signal's places, months and category as CSV, with file and line; of partners' events these alone."""
    if signal.is_of_partner:
        return csv_of(_partner_rows(edition, signal))
    table, condition = ("asb_incident", "true") if signal.is_asb else ("offence", "category = ?")
    values: list[object] = [] if signal.is_asb else [signal.row["category"]]
    rows = edition.rows(
        f"""SELECT path, counted.* EXCLUDE (file_id) FROM {table} AS counted JOIN input_file USING (file_id)
            WHERE {condition} AND NOT is_foreign AND month BETWEEN ? AND ?
              AND lsoa21_code IN (SELECT lsoa21_code FROM signal_place WHERE signal_id = ?)
            ORDER BY file_id, line""",
        [*values, signal.row["since"], signal.row["last_month"], signal.id],
    )  # fmt: skip
    return csv_of(rows)


def _partner_rows(edition: Edition, signal: Signal) -> list[dict[str, Any]]:
    """File and row of each: what stands there is the partner's, and read in its file."""
    (kind,) = [each for each in partner_kinds(edition.engine()) if each.name == signal.row["category"]
               and each.mapping == signal.row["mapping"]]  # fmt: skip
    return edition.rows(
        f"""SELECT path, line FROM local_event JOIN input_file USING (file_id) WHERE {condition_of(kind)}
            AND date_trunc('month', {DAY}) BETWEEN ? AND ?
            AND lsoa21_code IN (SELECT lsoa21_code FROM signal_place WHERE signal_id = ?) ORDER BY file_id, line""",
        [signal.row["since"], signal.row["last_month"], signal.id],
    )  # fmt: skip
