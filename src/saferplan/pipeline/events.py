"""Street files to the table `event`: cast, refused, held against the months they promise, freed of duplicates."""

from collections.abc import Mapping, Sequence
from datetime import date

from saferplan.base.areas import normal_name
from saferplan.base.categories import ASB, CRIME_TYPES
from saferplan.base.errors import InputError
from saferplan.pipeline.ledger import Ledger
from saferplan.pipeline.loading import heading_of, layout_of, make_if_absent, remove_rows
from saferplan.sources.files import InputFile
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine, quoted
from saferplan.tables.loader import TextFile, load
from saferplan.tables.reference import EVENT, with_allowed

EVENTS_SOURCE = "police_uk_street"
NO_ALIASES: Mapping[str, str] = {}
FORCES_WITHOUT_AREA = ("British Transport Police", "Police Service of Northern Ireland")
FILE_NAMES = {"btp": "British Transport Police", "northern-ireland": "Police Service of Northern Ireland"}
UNKNOWN_FORCE = (
    "No police force is of this name.",
    "If it is a new spelling of one, give it in saferplan.toml under [aliases] with the force's code.",
)
OTHER_FORCE = ("The force is not the one the file's name says.", "Give the file its publisher's name back.")


def load_events(engine: Engine, ledger: Ledger, today: date, aliases: Mapping[str, str] = NO_ALIASES) -> None:
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
    _refuse_wrong_forces(engine, ledger, aliases)
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


def _refuse_wrong_forces(engine: Engine, ledger: Ledger, aliases: Mapping[str, str]) -> None:
    """Refuse rows recorded by a force that is none we know, or by another than the file's name says.

    A misspelt name would otherwise pass for another force's row and leave the count without a word.
    """
    forces = dict(engine.tuples("SELECT force_code, min(force_name) FROM authority_csp GROUP BY 1"))
    known = {normal_name(name) for name in (*forces.values(), *FORCES_WITHOUT_AREA)}
    reasons: dict[tuple[int, str], tuple[str, str]] = {}
    for file_id, reporter in engine.tuples("SELECT DISTINCT file_id, reported_by FROM event ORDER BY ALL"):
        name = normal_name(forces.get(aliases.get(reporter, ""), reporter))
        named = normal_name(
            FILE_NAMES.get(slug := ledger.files[file_id - 1].hints.get("force", ""), slug.replace("-", " "))
        )
        if forces and name not in known and not any(name.startswith(f"{each} ") for each in known):
            reasons[file_id, reporter] = UNKNOWN_FORCE
        elif slug and not (name.startswith(named) or named.startswith(name)):
            reasons[file_id, reporter] = OTHER_FORCE
    for (file_id, reporter), (reason, way_out) in reasons.items():
        rows = engine.tuples(
            "SELECT line FROM event WHERE file_id = ? AND reported_by = ? ORDER BY line", [file_id, reporter]
        )
        heading = heading_of(ledger.files[file_id - 1], "reported_by")
        engine.insert(
            all_tables()["refusal"], [(file_id, line, heading, reporter, reason, way_out) for (line,) in rows]
        )
        ledger.move(file_id, len(rows), to=ledger.refused)
        remove_rows(engine, "event", [(file_id, line) for (line,) in rows])


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
