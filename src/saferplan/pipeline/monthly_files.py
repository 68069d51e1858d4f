"""Files that a force sends a month: loaded layout by layout, and held against the month and force their names promise."""

from collections.abc import Mapping, Sequence
from datetime import date

from saferplan.base.areas import normal_name
from saferplan.pipeline.ledger import Ledger
from saferplan.pipeline.loading import heading_of, layout_of, make_if_absent, remove_rows, text_file
from saferplan.sources.files import InputFile
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine, quoted
from saferplan.tables.loader import load
from saferplan.tables.schema import Table

NO_ALIASES: Mapping[str, str] = {}
FORCES_WITHOUT_AREA = ("British Transport Police", "Police Service of Northern Ireland")
FILE_NAMES = {"btp": "British Transport Police", "northern-ireland": "Police Service of Northern Ireland"}
UNKNOWN_FORCE = (
    "No police force is of this name.",
    "If it is a new spelling of one, give it in saferplan.toml under [aliases] with the force's code.",
)
OTHER_FORCE = ("The force is not the one the file's name says.", "Give the file its publisher's name back.")


def load_monthly(
    engine: Engine, ledger: Ledger, source_id: str, table: Table, files: Sequence[tuple[int, InputFile]]
) -> None:
    """Load the files of a source into the table of this name, one scan a layout; the table exists afterwards."""
    by_layout: dict[tuple[str, ...], list[tuple[int, InputFile]]] = {}
    for number, found in files:
        by_layout.setdefault(tuple(found.headings), []).append((number, found))
    for group in by_layout.values():
        texts = [text_file(number, found) for number, found in group]
        ledger.add(load(engine, table, layout_of(group[0][1]), texts, target=table.name))
    make_if_absent(engine, table)


def allow(engine: Engine, name: str, values: Sequence[str]) -> None:
    """An enumeration of what a column may hold."""
    engine.run(f"DROP TYPE IF EXISTS {name}")
    engine.run(f"CREATE TYPE {name} AS ENUM ({', '.join(quoted(value) for value in values)})")


def refuse_wrong_months(engine: Engine, ledger: Ledger, source_id: str, table_name: str, today: date) -> None:
    """Refuse rows of a month that the file's name denies, or that is still to come."""
    engine.run("CREATE OR REPLACE TEMP TABLE promised (file_id INTEGER, month DATE)")
    numbered = ledger.numbered(source_id)
    promised = [(number, f"{found.hints['month']}-01") for number, found in numbered if "month" in found.hints]
    engine.add("promised", promised)
    wrong = engine.tuples(
        f"""SELECT rows.file_id, line, strftime(rows.month, '%Y-%m'), rows.month > $1
        FROM {table_name} AS rows LEFT JOIN promised USING (file_id)
        WHERE rows.month > $1 OR rows.month <> promised.month ORDER BY ALL""",
        [today.replace(day=1)],
    )
    reasons = {
        True: ("The month is in the future.", "Check the year; take the publisher's file as it was downloaded."),
        False: ("The month is not the one the file's name says.", "Give the file its publisher's name back."),
    }
    rows = [
        (file_id, line, _month_heading(ledger, file_id), month, *reasons[bool(future)])
        for file_id, line, month, future in wrong
    ]
    engine.insert(all_tables()["refusal"], rows)
    for file_id, *_ in wrong:
        ledger.move(file_id, 1, to=ledger.refused)
    remove_rows(engine, table_name, [(file_id, line) for file_id, line, *_ in wrong])


def _month_heading(ledger: Ledger, file_id: int) -> str:
    found = ledger.files[file_id - 1]
    return next((heading for heading in found.headings if heading in ("Month", "Date")), "Month")


def refuse_wrong_forces(
    engine: Engine, ledger: Ledger, table_name: str, aliases: Mapping[str, str] = NO_ALIASES
) -> None:
    """Refuse rows recorded by a force that is none we know, or by another than the file's name says.

    A misspelt name would otherwise pass for another force's row and leave the count without a word.
    """
    forces = dict(engine.tuples("SELECT force_code, min(force_name) FROM authority_csp GROUP BY 1"))
    known = {normal_name(name) for name in (*forces.values(), *FORCES_WITHOUT_AREA)}
    reasons: dict[tuple[int, str], tuple[str, str]] = {}
    for file_id, reporter in engine.tuples(f"SELECT DISTINCT file_id, reported_by FROM {table_name} ORDER BY ALL"):
        name = normal_name(forces.get(aliases.get(reporter, ""), reporter))
        slug = ledger.files[file_id - 1].hints.get("force", "")
        named = named_force(slug)
        if forces and name not in known and not any(name.startswith(f"{each} ") for each in known):
            reasons[file_id, reporter] = UNKNOWN_FORCE
        elif slug and not (name.startswith(named) or named.startswith(name)):
            reasons[file_id, reporter] = OTHER_FORCE
    for (file_id, reporter), reason in reasons.items():
        _refuse_reporter(engine, ledger, table_name, file_id, reporter, reason)


def named_force(slug: str) -> str:
    """The normal name of the force that a file's name tells: "avon-and-somerset" → "avon and somerset"."""
    return normal_name(FILE_NAMES.get(slug, slug.replace("-", " ")))


def _refuse_reporter(
    engine: Engine, ledger: Ledger, table_name: str, file_id: int, reporter: str, reason: tuple[str, str]
) -> None:
    rows = engine.tuples(
        f"SELECT line FROM {table_name} WHERE file_id = ? AND reported_by = ? ORDER BY line", [file_id, reporter]
    )
    heading = heading_of(ledger.files[file_id - 1], "reported_by")
    engine.insert(all_tables()["refusal"], [(file_id, line, heading, reporter, *reason) for (line,) in rows])
    ledger.move(file_id, len(rows), to=ledger.refused)
    remove_rows(engine, table_name, [(file_id, line) for (line,) in rows])
