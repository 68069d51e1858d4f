"""Street files to the table `event`: cast, refused, held against the months they promise, freed of duplicates."""

from collections.abc import Sequence
from datetime import date

from saferplan.base.categories import ASB, CRIME_TYPES
from saferplan.base.errors import InputError
from saferplan.pipeline.ledger import Ledger
from saferplan.pipeline.loading import layout_of, make_if_absent, remove_rows
from saferplan.sources.files import InputFile
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine, quoted
from saferplan.tables.loader import TextFile, load
from saferplan.tables.reference import EVENT, with_allowed

EVENTS_SOURCE = "police_uk_street"


def load_events(engine: Engine, ledger: Ledger, today: date) -> None:
    """Load the street files into table `event`; refuse rows of a month the file's name denies or that is to come."""
    _allow(engine, "crime_type", [ASB, *CRIME_TYPES])
    codes = [code for (code,) in engine.tuples(
        "SELECT lsoa11_code FROM lsoa_crossing UNION SELECT lsoa21_code FROM lsoa_crossing "
        "UNION SELECT lsoa21_code FROM lsoa_ward ORDER BY 1")]  # fmt: skip
    table = with_allowed(EVENT, "category", "crime_type")
    if codes:
        _allow(engine, "known_lsoa", codes)
        table = with_allowed(table, "lsoa_code", "known_lsoa")
    by_layout: dict[tuple[str, ...], list[tuple[int, InputFile]]] = {}
    for number, found in ledger.numbered(EVENTS_SOURCE):
        by_layout.setdefault(tuple(found.headings), []).append((number, found))
    for group in by_layout.values():
        files = [TextFile(number, str(found.readable), found.rows_in, found.blank_lines) for number, found in group]
        ledger.add(load(engine, table, layout_of(group[0][1]), files, target="event"))
    if not by_layout:
        raise InputError("There is no street file in the inbox.", "Put files from data.police.uk into inbox/.")
    make_if_absent(engine, table)
    _refuse_wrong_months(engine, ledger, today)
    _drop_duplicates(engine, ledger)


def _allow(engine: Engine, name: str, values: Sequence[str]) -> None:
    engine.run(f"DROP TYPE IF EXISTS {name}")
    engine.run(f"CREATE TYPE {name} AS ENUM ({', '.join(quoted(value) for value in values)})")


def _refuse_wrong_months(engine: Engine, ledger: Ledger, today: date) -> None:
    engine.run("CREATE OR REPLACE TEMP TABLE promised (file_id INTEGER, month DATE)")
    promised = [
        (number, f"{found.hints['month']}-01")
        for number, found in ledger.numbered(EVENTS_SOURCE)
        if "month" in found.hints
    ]
    if promised:
        engine.con.executemany("INSERT INTO promised VALUES (?, ?)", promised)
    wrong = engine.tuples(
        """SELECT event.file_id, line, strftime(event.month, '%Y-%m'), event.month > $1
        FROM event LEFT JOIN promised USING (file_id)
        WHERE event.month > $1 OR event.month <> promised.month ORDER BY ALL""",
        [today.replace(day=1)],
    )
    reasons = {
        True: ("The month is in the future.", "Check the year; take the publisher's file as it was downloaded."),
        False: ("The month is not the one the file's name says.", "Give the file its publisher's name back."),
    }
    rows = [(file_id, line, "Month", month, *reasons[bool(future)]) for file_id, line, month, future in wrong]
    engine.insert(all_tables()["refusal"], rows)
    for file_id, *_ in wrong:
        ledger.move(file_id, 1, to=ledger.refused)
    remove_rows(engine, "event", [(file_id, line) for file_id, line, *_ in wrong])


def _drop_duplicates(engine: Engine, ledger: Ledger) -> None:
    """Drop a crime's row that repeats an earlier one to the letter, within one month and force.

    Rows without an identifier are never dropped: two incidents at one map point in one month look alike. An
    identifier that stands again with other words is kept: it may be a crime moved to another month.
    """
    repeated = engine.tuples("""
      WITH twice AS (SELECT hash(crime_id) AS short FROM event WHERE crime_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1)
      SELECT file_id, line FROM (
        SELECT *, row_number() OVER (PARTITION BY crime_id, month, reported_by, longitude, latitude, location, lsoa_code,
          category, last_outcome ORDER BY file_id, line) AS turn
        FROM event SEMI JOIN twice ON hash(event.crime_id) = twice.short WHERE crime_id IS NOT NULL)
      WHERE turn > 1 ORDER BY file_id, line""")
    for file_id, _ in repeated:
        ledger.move(file_id, 1, to=ledger.duplicates)
    remove_rows(engine, "event", repeated)
