"""The loader: the only place where text becomes typed values, and where what cannot be read is named.

Files of one layout are read together. A row is refused if it has too few or too many columns, or if one of its values
cannot be cast or fails a check; the refusal names file, line, column and value. Lines are counted by the caller from
the file's bytes, so that kept + refused can be held against what the file holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import duckdb

from saferplan.tables.engine import Engine, identifier, quoted
from saferplan.tables.keeping import keep, kept_name, keys_of, read_kept
from saferplan.tables.layout import Layout, TextFile
from saferplan.tables.schema import Column, Table

VALUE_SHOWN = 200
PATHS = "paths"


@dataclass
class Loaded:
    """What became of each file's rows, by file number; `unbalanced` files do not add up and nothing of them was kept."""

    kept: dict[int, int] = field(default_factory=dict)
    refused: dict[int, int] = field(default_factory=dict)
    unbalanced: set[int] = field(default_factory=set)


def load(engine: Engine, table: Table, layout: Layout, files: Sequence[TextFile], *, target: str) -> Loaded:
    """Cast the files' rows into `target` (made if absent) and list what was refused in `refusal`.

    `target` has `file_id` and `line` before the table's columns. One scan reads all files; if a file stops the reader,
    each is read by itself, so that one bad file costs only itself.
    """
    try:
        return _load_together(engine, table, layout, files, target)
    except (duckdb.InvalidInputException, duckdb.IOException) as error:
        if len(files) == 1:
            only = files[0]
            if isinstance(error, duckdb.IOException) and _can_be_read(only.path):
                raise  # the disk, not the file
            return Loaded({only.file_id: 0}, {only.file_id: only.rows}, {only.file_id})
    outcome = Loaded()
    for file in files:
        part = load(engine, table, layout, [file], target=target)
        outcome.kept |= part.kept
        outcome.refused |= part.refused
        outcome.unbalanced |= part.unbalanced
    return outcome


def _can_be_read(path: str) -> bool:
    try:
        with Path(path).open("rb") as opened:
            opened.read(1)
    except OSError:
        return False
    return True


def _load_together(engine: Engine, table: Table, layout: Layout, files: Sequence[TextFile], target: str) -> Loaded:
    keys = keys_of(engine, table, layout, files)
    kept = read_kept(engine, table, files, keys)
    fresh = [file for file in files if file.file_id not in kept]
    outcome = Loaded(unbalanced=_read_fresh(engine, table, layout, fresh) if fresh else set())
    from_before = sum(file.rows for file in files if file.file_id in kept)
    read = engine.value("SELECT count(*) FROM staged") if fresh else 0
    engine.note(f"read {table.name}", f"CREATE TEMP TABLE staged AS {_staged_sql(table, layout)}", read + from_before)
    _fill(engine, table, target, files, kept)
    counted = dict(engine.tuples(f"SELECT file_id, count(*) FROM {target} GROUP BY file_id"))
    for file in files:
        outcome.kept[file.file_id] = counted.get(file.file_id, 0)
        outcome.refused[file.file_id] = file.rows - outcome.kept[file.file_id]
    for file in fresh:
        if file.file_id in keys and not outcome.refused[file.file_id] and file.file_id not in outcome.unbalanced:
            keep(engine, table, target, file, keys[file.file_id])
    return outcome


def _read_fresh(engine: Engine, table: Table, layout: Layout, files: Sequence[TextFile]) -> set[int]:
    """Stage files from their text, and list what is refused; gives the files that do not add up."""
    engine.run("DROP TABLE IF EXISTS staged; DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans")
    engine.run(f"SET VARIABLE {PATHS} = [{', '.join(quoted(file.path) for file in files)}]")
    engine.heard(f"read {table.name}")
    engine.run(f"CREATE TEMP TABLE staged AS {_staged_sql(table, layout)}")
    unbalanced = _number_lines(engine, files)
    _list_refusals(engine, table, layout)
    return unbalanced


def _fill(engine: Engine, table: Table, target: str, files: Sequence[TextFile], kept: set[int]) -> None:
    """Put the rows into the target in the order of the files, whether they were kept or staged anew."""
    columns = ", ".join(identifier(column.name) for column in table.columns)
    rows = f"SELECT file_id, line, {columns} FROM staged_lines WHERE refused_column IS NULL"
    makes = not engine.has_table(target)
    noted, number = f"CREATE TABLE {target} AS {rows}" if makes else f"INSERT INTO {target} {rows}", 0
    left_over = kept_name(table) if kept else None
    for is_kept, grouped in groupby(files, key=lambda file: file.file_id in kept):
        neighbours = list(grouped)
        if makes and is_kept and len(neighbours) == len(kept):
            engine.run(
                f"ALTER TABLE {left_over} RENAME TO {target}"
            )  # nothing stands before them: they need not be copied
            left_over = None
            number += sum(file.rows for file in neighbours)  # of a kept file every row was used
        else:
            ids = ", ".join(str(file.file_id) for file in neighbours)
            part = f"SELECT file_id, line, {columns} FROM {left_over} WHERE file_id IN ({ids})" if is_kept else rows
            part += "" if is_kept or not kept else f" AND file_id IN ({ids})"
            number += engine.value(f"CREATE TABLE {target} AS {part}" if makes else f"INSERT INTO {target} {part}")
        makes = False
    if left_over:
        engine.run(f"DROP TABLE {left_over}")
    engine.note(f"keep {table.name}", noted, number)


def _staged_sql(table: Table, layout: Layout) -> str:
    """One scan: text in, typed values out, with the first column that could not be read, and its text.

    A file is read by one thread, several files by several: one file read by two may come out with its parts changed
    about, and its line numbers would be other rows' (DuckDB 2.0.0, files over 8 MB).

    The files' paths are a variable and not part of the text: the text is kept in the edition, which is the same
    wherever the workspace lies and says nothing of whose computer it was made on.
    """
    names = [layout.names.get(heading, f"unused_{place}") for place, heading in enumerate(layout.headings)]
    declared = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in names)
    texts = ", ".join(f"{layout.texts[column.name]} AS x_{column.name}" for column in table.columns)
    casts = ", ".join(f"{_cast_sql(column)} AS {identifier(column.name)}" for column in table.columns)
    columns = ", ".join(identifier(column.name) for column in table.columns)
    changed = [name for name in table.column_names if name in names and layout.texts[name] != name]
    raw = "".join(f", {identifier(name)} AS raw_{name}" for name in changed)
    carried = "".join(f", raw_{name}" for name in changed)
    values = " ".join(
        f"WHEN {quoted(name)} THEN {'raw_' if name in changed else 'x_'}{name}" for name in table.column_names
    )
    return f"""
WITH texts AS (
  SELECT list_position(getvariable('{PATHS}'), read_from) AS place, {texts}{raw}
  FROM read_csv(getvariable('{PATHS}'), columns = {{{declared}}}, auto_detect = false, header = true, delim = ',', quote = '"',
    escape = '"', strict_mode = true, parallel = false, null_padding = false, store_rejects = true, rejects_limit = 0,
    filename = 'read_from', max_line_size = 1048576)
), typed AS (
  SELECT place, {casts}, {", ".join(f"x_{column.name}" for column in table.columns)}{carried} FROM texts
), judged AS (
  SELECT *, {_refused_sql(table)} AS refused_column FROM typed
)
SELECT place, {columns}, refused_column, left(CASE refused_column {values} END, {VALUE_SHOWN}) AS refused_value
FROM judged"""


def _cast_sql(column: Column) -> str:
    """The one cast. Blank text is null; text that cannot be read becomes null, and is refused because it was not blank."""
    text = f"nullif(x_{column.name}, '')"
    if column.sql_type == "VARCHAR":
        return text
    if column.sql_type == "BLOB":
        return f"CASE WHEN length({text}) % 2 = 0 THEN TRY(unhex({text})) END"  # an odd digit would be padded
    if column.sql_type in ("INTEGER", "BIGINT"):  # a cast would round 15.5
        return f"CASE WHEN regexp_full_match({text}, '-?[0-9]+') THEN TRY_CAST({text} AS {column.sql_type}) END"
    if column.sql_type == "DATE":  # a cast would read 2016-5-1
        return f"CASE WHEN length({text}) = 10 THEN TRY_CAST({text} AS DATE) END"
    return f"TRY_CAST({text} AS {column.sql_type})"


def _refused_sql(table: Table) -> str:
    """The name of the first column whose value is missing, unreadable or fails its check; null for a good row."""
    cases = []
    for column in table.columns:
        name = identifier(column.name)
        if not column.nullable:
            cases.append(f"WHEN {name} IS NULL THEN {quoted(column.name)}")
        elif column.sql_type != "VARCHAR":
            cases.append(f"WHEN {name} IS NULL AND x_{column.name} <> '' THEN {quoted(column.name)}")
        if column.check:
            cases.append(f"WHEN NOT ({column.check}) THEN {quoted(column.name)}")
    return f"CASE {' '.join(cases)} END"


def _number_lines(engine: Engine, files: Sequence[TextFile]) -> set[int]:
    """Give each row its file and line (view `staged_lines`), and find files whose lines do not add up.

    Rows are staged in the order of the files, so a row's number gives its line: the heading, the rows before it, and
    the lines between that were rejected by the reader or blank.
    """
    engine.run(
        "CREATE OR REPLACE TEMP TABLE loading "
        "(place INTEGER, file_id INTEGER, path VARCHAR, rows BIGINT, heading_line BIGINT)"
    )
    engine.add(
        "loading",
        [[place, file.file_id, file.path, file.rows, file.heading_line] for place, file in enumerate(files, start=1)],
    )
    engine.run("""CREATE OR REPLACE TEMP TABLE rejected_line AS
      SELECT loading.place, errors.line, min(errors.csv_line) AS text, min(errors.error_type) AS error_type
      FROM reject_errors errors JOIN reject_scans scans USING (scan_id, file_id)
      JOIN loading ON loading.path = scans.file_path GROUP BY ALL""")
    engine.run("""CREATE OR REPLACE TEMP TABLE file_start AS
      SELECT loading.place, file_id, rows, heading_line, first_row, coalesce(parsed, 0) AS parsed, coalesce(rejected, 0) AS rejected
      FROM loading
      LEFT JOIN (SELECT place, min(rowid) AS first_row, count(*) AS parsed FROM staged GROUP BY place) AS read
        ON read.place = loading.place
      LEFT JOIN (SELECT place, count(*) AS rejected FROM rejected_line GROUP BY place) AS left_out
        ON left_out.place = loading.place""")
    unbalanced = {
        file_id for (file_id,) in engine.tuples("SELECT file_id FROM file_start WHERE parsed + rejected <> rows")
    }
    engine.run("""SET VARIABLE starts = (SELECT list(CASE WHEN parsed + rejected = rows THEN first_row END ORDER BY place)
      FROM file_start)""")
    engine.run("SET VARIABLE file_ids = (SELECT list(file_id ORDER BY place) FROM file_start)")
    engine.run("SET VARIABLE headings = (SELECT list(heading_line ORDER BY place) FROM file_start)")
    _skipped_lines(engine, files)
    engine.run(f"CREATE OR REPLACE TEMP VIEW staged_lines AS {_lines_sql(engine)}")
    return unbalanced


def _skipped_lines(engine: Engine, files: Sequence[TextFile]) -> None:
    """Lines of a file that gave no row: after how many rows they stand, and how many have gone by then."""
    engine.run("CREATE OR REPLACE TEMP TABLE blank_line (place INTEGER, line BIGINT)")
    blank = [[place, line] for place, file in enumerate(files, start=1) for line in file.blank_lines]
    engine.add("blank_line", blank)
    engine.run("""CREATE OR REPLACE TEMP TABLE skipped AS
      SELECT place, after_rows, max(lines) AS lines FROM (
        SELECT place, line - 1 - row_number() OVER (PARTITION BY place ORDER BY line) AS after_rows,
          row_number() OVER (PARTITION BY place ORDER BY line) AS lines
        FROM (SELECT place, line FROM rejected_line UNION ALL FROM blank_line))
      GROUP BY place, after_rows""")


def _lines_sql(engine: Engine) -> str:
    """Rows with their file and line, in the order of the files: no join but where lines gave no row, for joins disturb it.

    Only there is anything to add to the row's own number.
    """
    row, line, join = "staged.rowid - getvariable('starts')[staged.place]", "row_in_file + 1", ""
    if engine.value("SELECT count(*) FROM skipped"):
        line += " + coalesce(skipped.lines, 0)"
        join = "ASOF LEFT JOIN skipped ON skipped.place = numbered.place AND skipped.after_rows <= numbered.row_in_file"
    return f"""
WITH numbered AS (
  SELECT getvariable('file_ids')[staged.place] AS file_id, {row} AS row_in_file, staged.* FROM staged
  WHERE getvariable('starts')[staged.place] IS NOT NULL
)
SELECT {line} + getvariable('headings')[numbered.place] AS line, numbered.* FROM numbered {join}"""


def _list_refusals(engine: Engine, table: Table, layout: Layout) -> None:
    """Into `refusal`: lines the reader rejected, and rows with a value that cannot be used."""
    engine.run("""INSERT INTO refusal
      SELECT file_id, line + heading_line - 1, '(columns)', left(trim(text, chr(10) || chr(13)), 200),
        CASE error_type WHEN 'TOO MANY COLUMNS' THEN 'The row has too many columns.'
          WHEN 'MISSING COLUMNS' THEN 'The row has too few columns: the file may have been cut short.'
          ELSE 'The row cannot be read: a quotation mark is not closed, or the row is too long.' END,
        'Download the file again; if it was edited, undo the edit.'
      FROM rejected_line JOIN file_start USING (place) WHERE parsed + rejected = rows""")
    if not engine.value("SELECT count(refused_column) FROM staged"):
        return
    for column in table.columns:
        advice = column.advice or f"It should be of type {column.sql_type}."
        engine.run(
            """INSERT INTO refusal
            SELECT file_id, line, ?, refused_value,
              CASE WHEN refused_value IS NULL OR refused_value = '' THEN 'The value is missing.'
                ELSE 'The value cannot be used.' END, ?
            FROM staged_lines WHERE refused_column = ?""",
            [layout.heading_of(column.name), advice, column.name],
        )
