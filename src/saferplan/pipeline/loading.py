"""From files to typed tables: each file numbered, each layout read in one scan, each row accounted for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from saferplan.base.categories import ASB, CRIME_TYPES
from saferplan.base.errors import InputError
from saferplan.sources.boundaries import features_of
from saferplan.sources.contract import Source
from saferplan.sources.files import InputFile, Problem
from saferplan.sources.recognise import vintage_of
from saferplan.tables.catalogue import all_tables
from saferplan.tables.editions import sha256_of
from saferplan.tables.engine import Engine, quoted
from saferplan.tables.loader import Layout, Loaded, TextFile, load
from saferplan.tables.reference import EVENT, REFERENCE_TABLES, with_allowed
from saferplan.tables.schema import Table

EVENTS_SOURCE = "police_uk_street"


@dataclass
class Ledger:
    """What became of every file's rows, by file number."""

    files: list[InputFile]
    kept: dict[int, int] = field(default_factory=dict)
    refused: dict[int, int] = field(default_factory=dict)
    duplicates: dict[int, int] = field(default_factory=dict)

    def numbered(self, source_id: str) -> list[tuple[int, InputFile]]:
        """The usable files of a source with their numbers."""
        return [
            (number, found)
            for number, found in enumerate(self.files, start=1)
            if found.usable and found.source and found.source.id == source_id
        ]

    def add(self, loaded: Loaded) -> None:
        self.kept |= loaded.kept
        self.refused |= loaded.refused
        for file_id in loaded.unbalanced:
            found = self.files[file_id - 1]
            found.status = "refused"
            found.problem = _why_unbalanced(found)

    def move(self, file_id: int, rows: int, *, to: dict[int, int]) -> None:
        """Rows that were kept turn out refused or duplicate."""
        self.kept[file_id] -= rows
        to[file_id] = to.get(file_id, 0) + rows


def _why_unbalanced(found: InputFile) -> Problem:
    """The line whose quotation marks do not pair, or that the file was changed while it was being read."""
    line_number, text = 1, ""
    assert found.readable is not None
    if _is_changed(found):
        return CHANGED
    try:
        with found.readable.open(encoding="utf-8-sig", errors="replace", newline="\n") as lines:
            odd = ((number, line) for number, line in enumerate(lines, start=1) if line.count('"') % 2)
            line_number, text = next(odd, (1, ""))
    except OSError:
        return CHANGED
    return Problem(
        "The rows do not add up to the lines: a quotation mark is opened and not closed.",
        "Download the file again; if it was edited, undo the edit.",
        line=line_number,
        value=text[:200].rstrip(),
    )


def _is_changed(found: InputFile) -> bool:
    """Whether the file is no longer the one whose hash was taken."""
    try:
        return found.readable is None or sha256_of(found.readable) != found.sha256
    except OSError:
        return True


CHANGED = Problem(
    "The file was changed, moved or locked while it was being read.",
    "Leave the inbox alone until the build has ended, then build again.",
)


def load_references(engine: Engine, ledger: Ledger) -> None:
    """Load the lookups and populations; every reference table exists afterwards, empty where no file was supplied."""
    for table in REFERENCE_TABLES.values():
        for number, found in ledger.numbered(_source_of(ledger, table.name)):
            year = f"'20{found.hints['year']}'" if "year" in found.hints else None
            file = TextFile(number, str(found.readable), found.rows_in, found.blank_lines)
            ledger.add(load(engine, table, _layout(found, year), [file], target=table.name))
        if not engine.value("SELECT count(*) FROM duckdb_tables() WHERE table_name = ?", [table.name]):
            engine.run(table.create_sql().replace("(\n", "(file_id INTEGER, line BIGINT,\n", 1))
        _drop_repeated(engine, table, ledger)


def _source_of(ledger: Ledger, table_name: str) -> str:
    return next((found.source.id for found in ledger.files if found.source and found.source.table == table_name), "")


def _layout(found: InputFile, year: str | None = None) -> Layout:
    assert found.source is not None
    names: dict[str, str] = {}
    for heading in found.headings:
        column = found.source.column_of(heading)
        if column and column.name not in names.values():
            names[heading] = column.name
    texts = {**found.source.texts, "year": year} if year else found.source.texts
    return Layout(tuple(found.headings), names, texts)


def _heading(found: InputFile, column_name: str) -> str:
    """The publisher's heading of one of our columns, for messages."""
    known = ((heading, found.source.column_of(heading)) for heading in found.headings if found.source)
    return next((heading for heading, column in known if column and column.name == column_name), column_name)


def _drop_repeated(engine: Engine, table: Table, ledger: Ledger) -> None:
    """Rows with a key that an earlier row had: the same row is a duplicate, another one is refused."""
    key, columns = ", ".join(table.sort_key), ", ".join(table.column_names)
    repeated = f"""SELECT file_id, line, {table.sort_key[0]} AS value, same FROM (
      SELECT *, row_number() OVER (PARTITION BY {key} ORDER BY file_id, line) AS turn,
        hash({columns}) = first(hash({columns})) OVER (PARTITION BY {key} ORDER BY file_id, line) AS same
      FROM {table.name}) WHERE turn > 1 ORDER BY file_id, line"""
    found = engine.tuples(repeated)
    refusals = [
        (
            file_id,
            line,
            _heading(ledger.files[file_id - 1], table.sort_key[0]),
            value,
            "Another row gives other figures for the same code.",
            "Keep one of them.",
        )
        for file_id, line, value, same in found
        if not same
    ]
    for file_id, _, _, same in found:
        ledger.move(file_id, 1, to=ledger.duplicates if same else ledger.refused)
    engine.insert(all_tables()["refusal"], refusals)
    _remove(engine, table.name, [(file_id, line) for file_id, line, _, _ in found])


def _remove(engine: Engine, table_name: str, rows: Sequence[tuple[int, int]]) -> None:
    if rows:
        engine.run("CREATE OR REPLACE TEMP TABLE leaving (file_id INTEGER, line BIGINT)")
        engine.con.executemany("INSERT INTO leaving VALUES (?, ?)", rows)
        engine.run(f"DELETE FROM {table_name} WHERE (file_id, line) IN (SELECT (file_id, line) FROM leaving)")


@dataclass(frozen=True)
class Boundary:
    """A boundary that was kept: its file, its properties by our names, its geometry, the year of its code."""

    file_id: int
    words: dict[str, str]
    wkb: bytes
    vintage: int | None


def load_boundaries(engine: Engine, ledger: Ledger, source_id: str, known: set[str]) -> dict[str, Boundary]:
    """Boundaries by area code. A code that is not among the `known` ones, where any are known, is refused."""
    kept: dict[str, Boundary] = {}
    refusals = []
    for number, found in ledger.numbered(source_id):
        assert found.source is not None
        ledger.kept[number] = 0
        code_heading = next(h for h in found.headings if found.source.columns[0].matches(h))
        if _is_changed(found):
            found.status, found.problem = "refused", CHANGED
            continue
        features = list(features_of(found))
        for feature in features:
            code = feature.properties.get(code_heading, "")
            reason, way_out = _boundary_defect(code, feature.defect, kept, known)
            if reason or feature.wkb is None:
                refusals.append((number, feature.place, code_heading, code, reason, way_out))
                continue
            words = {c.name: feature.properties.get(h, "") for h in found.headings if (c := found.source.column_of(h))}
            kept[code] = Boundary(number, words, feature.wkb, vintage_of(found))
            ledger.kept[number] += 1
        ledger.refused[number] = found.rows_in - ledger.kept[number]
    engine.insert(all_tables()["refusal"], refusals)
    return kept


def _boundary_defect(code: str, defect: str, kept: Mapping[str, Boundary], known: set[str]) -> tuple[str, str]:
    if not code:
        return "The area has no code.", "Take the publisher's file as it was downloaded."
    if code in kept:
        return "The code stands twice.", "Take the publisher's file as it was downloaded."
    if defect:
        return f"The boundary cannot be used: {defect}.", "Take the publisher's file as it was downloaded."
    if known and code not in known:
        return (
            "The code is not in the lookup supplied: it is of another vintage.",
            "Supply boundaries and lookup of one vintage.",
        )
    return "", ""


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
        ledger.add(load(engine, table, _layout(group[0][1]), files, target="event"))
    if not by_layout:
        raise InputError("There is no street file in the inbox.", "Put files from data.police.uk into inbox/.")
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
    _remove(engine, "event", [(file_id, line) for file_id, line, *_ in wrong])


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
    _remove(engine, "event", repeated)


def write_ledger(engine: Engine, ledger: Ledger) -> None:
    """Fill `input_file`, list the refused files in `refusal`, and hold every file's rows against its lines."""
    rows, refusals = [], []
    for number, found in enumerate(ledger.files, start=1):
        rows_in = found.rows_in
        kept, duplicates = ledger.kept.get(number, 0), ledger.duplicates.get(number, 0)
        refused = ledger.refused.get(number, 0)
        if found.status == "refused":
            kept, refused = 0, rows_in
        elif found.status == "duplicate":
            duplicates = rows_in
        superseded = rows_in if found.status == "superseded" else 0
        if found.status in ("not_used", "not_recognised"):
            rows_in = 0
        if kept + refused + duplicates + superseded != rows_in:
            raise AssertionError(f"{found.path}: {rows_in} rows in, {kept}+{refused}+{duplicates}+{superseded} out")
        note = found.problem.reason if found.problem else found.note
        source_id = found.source.id if found.source else None
        rows.append((number, found.path, source_id, found.sha256, found.bytes, found.issue, found.status, note, rows_in,
                     kept, refused, duplicates, superseded))  # fmt: skip
        if found.status == "refused" and found.problem:
            problem = found.problem
            refusals.append(
                (number, problem.line, problem.column or "(file)", problem.value, problem.reason, problem.way_out)
            )
    engine.insert(all_tables()["input_file"], rows)
    engine.insert(all_tables()["refusal"], refusals)


def used_sources(ledger: Ledger) -> list[Source]:
    """The sources of the files that were read, in the order of their identifiers."""
    used = {found.source.id: found.source for found in ledger.files if found.source and found.status != "not_used"}
    return [used[source_id] for source_id in sorted(used)]
