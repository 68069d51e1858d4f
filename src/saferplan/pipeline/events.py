"""Street files to the table `event`: cast, refused, held against the months they promise, freed of duplicates."""

from collections.abc import Mapping
from datetime import date

from saferplan.base.categories import ASB, CRIME_TYPES, Feed
from saferplan.base.errors import InputError
from saferplan.pipeline.ledger import Ledger
from saferplan.pipeline.loading import remove_rows
from saferplan.pipeline.monthly_files import (
    NO_ALIASES,
    allow,
    load_monthly,
    refuse_wrong_forces,
    refuse_wrong_months,
)
from saferplan.tables.engine import Engine
from saferplan.tables.reference import EVENT, with_allowed
from saferplan.tables.schema import Table

EVENTS_SOURCE = Feed.STREET.value
WORDS = "month, reported_by, longitude, latitude, location, lsoa_code, category, last_outcome"


def load_events(engine: Engine, ledger: Ledger, today: date, aliases: Mapping[str, str] = NO_ALIASES) -> Table:
    """Load the street files into table `event`, given back as it was declared.

    Rows of a month that the file's name denies or that is to come, and of a force that is not known, are refused.
    """
    files = ledger.numbered(EVENTS_SOURCE)
    if not files:
        raise InputError("There is no street file in the inbox.", "Put files from data.police.uk into inbox/.")
    table = _event_table(engine)
    load_monthly(engine, ledger, EVENTS_SOURCE, table, files)
    refuse_wrong_months(engine, ledger, EVENTS_SOURCE, "event", today)
    refuse_wrong_forces(engine, ledger, "event", aliases)
    _note_repeated_rows(engine)
    _drop_duplicates(engine, ledger)
    return table


def _event_table(engine: Engine) -> Table:
    """The table of events with its types and LSOA codes narrowed to what is known."""
    allow(engine, "crime_type", [ASB, *CRIME_TYPES])
    codes = """SELECT lsoa11_code FROM lsoa_crossing UNION SELECT lsoa21_code FROM lsoa_crossing
      UNION SELECT lsoa21_code FROM lsoa_ward ORDER BY 1"""
    table = with_allowed(EVENT, "category", "crime_type")
    if engine.value("SELECT (SELECT count(*) FROM lsoa_crossing) + (SELECT count(*) FROM lsoa_ward)"):
        engine.run(f"DROP TYPE IF EXISTS known_lsoa; CREATE TYPE known_lsoa AS ENUM ({codes})")
        table = with_allowed(table, "lsoa_code", "known_lsoa")
    return table


def _note_repeated_rows(engine: Engine) -> None:
    """Which rows repeat others, by file, before any is dropped: `repeated_row` says what is dropped and why."""
    engine.step("crimes whose identifier stands more than once", f"""CREATE OR REPLACE TEMP TABLE twice AS
      WITH short AS (SELECT hash(crime_id) AS short FROM event WHERE crime_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1)
      SELECT *, row_number() OVER (PARTITION BY crime_id, {WORDS} ORDER BY file_id, line) AS turn,
        row_number() OVER (PARTITION BY crime_id ORDER BY file_id, line) AS turn_of_identifier
      FROM event SEMI JOIN short ON hash(event.crime_id) = short.short WHERE crime_id IS NOT NULL""")  # fmt: skip
    engine.step("rows that repeat others", f"""INSERT INTO repeated_row
      SELECT file_id, 'identical_with_identifier', count(DISTINCT crime_id), count(*), max(turn), count(*)
      FROM twice WHERE turn > 1 GROUP BY file_id
      UNION ALL SELECT file_id, 'identifier_with_other_words', count(DISTINCT crime_id), count(*), max(turn_of_identifier), 0
      FROM twice WHERE turn = 1 AND turn_of_identifier > 1 GROUP BY file_id
      UNION ALL SELECT file_id, 'identical_without_identifier', count(*), sum(rows - 1), max(rows), 0 FROM (
        SELECT file_id, count(*) AS rows FROM event WHERE crime_id IS NULL
        GROUP BY file_id, {WORDS} HAVING count(*) > 1) GROUP BY file_id""")  # fmt: skip


def _drop_duplicates(engine: Engine, ledger: Ledger) -> None:
    """Drop a crime's row that repeats an earlier one to the letter, within one month and force.

    Rows without an identifier are never dropped: two incidents at one map point in one month look alike. An
    identifier that stands again with other words is kept: it may be a crime moved to another month.
    """
    repeated = engine.tuples("SELECT file_id, line FROM twice WHERE turn > 1 ORDER BY file_id, line")
    for file_id, _ in repeated:
        ledger.move(file_id, 1, to=ledger.duplicates)
    remove_rows(engine, "event", repeated)
