"""The Home Office's tables: loaded, the newest issue of each place and quarter kept, names matched, counted by code."""

from collections import Counter
from collections.abc import Mapping, Sequence

from saferplan.base.areas import AreaType, normal_name
from saferplan.base.errors import InputError
from saferplan.base.home_office import normal_subgroup
from saferplan.evidence import home_office as counting
from saferplan.pipeline.ledger import Ledger
from saferplan.pipeline.loading import heading_of, layout_of, make_if_absent, remove_rows, spell_codes_alike, text_file
from saferplan.sources.inbox import SAY_WHEN_PUBLISHED
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine
from saferplan.tables.loader import load
from saferplan.tables.reference import HOME_OFFICE_ROW

SOURCES = ("home_office_csp", "home_office_force")
_UNKNOWN = {
    "csp_name": (
        "No community safety partnership of the lookup has this name.",
        "If it is a new spelling of one, give it in saferplan.toml under [aliases] with the CSP's code.",
    ),
    "force_name": (
        "No police force of the lookup has this name.",
        "If it is a new spelling of one, give it in saferplan.toml under [aliases] with the force's code.",
    ),
    "offence_subgroup": (
        "The subgroup is none that is known under any spelling.",
        "Take the publisher's file as it was downloaded; if the subgroup is new, report it.",
    ),
}


def load_home_office(engine: Engine, ledger: Ledger, aliases: Mapping[str, str]) -> None:
    """Load the tables by CSP and by force, newest issue of each place and quarter; refuse rows whose names are not known."""
    engine.run(counting.QUARTER_SQL)
    engine.run(counting.SHORT_QUARTER_TABLE_SQL)
    for source_id in SOURCES:
        for number, found in ledger.numbered(source_id):
            file = text_file(number, found)
            loaded = load(engine, HOME_OFFICE_ROW, layout_of(found), [file], target=HOME_OFFICE_ROW.name)
            ledger.add(loaded)
            if loaded.refused[number] and number not in loaded.unbalanced:
                engine.run(counting.SHORT_BY_VALUE_SQL)
    make_if_absent(engine, HOME_OFFICE_ROW)
    _names(engine, aliases)
    _spellings(engine)
    _refuse_unknown(engine, ledger)
    _refuse_repeated(engine, ledger)
    _set_older_issues_aside(engine, ledger)


def _names(engine: Engine, aliases: Mapping[str, str]) -> None:
    """Every name in the tables with the code it stands for; no code for bodies without an area."""
    engine.run(
        "CREATE OR REPLACE TABLE home_office_name "
        "(area_type VARCHAR, name VARCHAR, plain VARCHAR, area_code VARCHAR, known BOOLEAN)"
    )
    for area_type, column in ((AreaType.CSP, "csp_name"), (AreaType.FORCE, "force_name")):
        codes = {normal_name(name): code for code, name in engine.tuples(
            f"SELECT {area_type}_code, min({area_type}_name) FROM authority_csp GROUP BY 1")}  # fmt: skip
        rows = []
        for (name,) in engine.tuples(
            f"SELECT {column} FROM home_office_row WHERE {column} IS NOT NULL UNION "
            f"SELECT place FROM short_quarter WHERE place IS NOT NULL AND area_type = '{area_type}' ORDER BY 1"
        ):
            plain = normal_name(name)
            code = aliases.get(name) or codes.get(plain)
            known = code is not None or not codes or plain.startswith(counting.BODIES_WITHOUT_AREA)
            rows.append((area_type.value, name, plain, code, known))
        engine.add("home_office_name", rows)


def _spellings(engine: Engine) -> None:
    """Every label of a subgroup with the subgroup it stands for, every code under one spelling, and the rows by them."""
    engine.run("CREATE OR REPLACE TABLE home_office_label (offence_subgroup VARCHAR, subgroup VARCHAR)")
    labels = [label for (label,) in engine.tuples("SELECT DISTINCT offence_subgroup FROM home_office_row ORDER BY 1")]
    engine.add("home_office_label", [(label, normal_subgroup(label)) for label in labels])
    spell_codes_alike(engine, "home_office_row", into="home_office_code")
    engine.run(counting.NAMED_ROW_SQL)


def _refuse_unknown(engine: Engine, ledger: Ledger) -> None:
    for column, (reason, way_out) in _UNKNOWN.items():
        names = (
            "SELECT offence_subgroup FROM home_office_label WHERE subgroup IS NULL" if column == "offence_subgroup"
            else f"SELECT name FROM home_office_name WHERE NOT known AND area_type = '{column.removesuffix('_name')}'"
        )  # fmt: skip
        rows = engine.tuples(
            f"SELECT file_id, line, {column} FROM home_office_row WHERE {column} IN ({names}) ORDER BY file_id, line"
        )
        _refuse(engine, ledger, column, rows, reason, way_out)


_REPEATED = {
    "other_number": "Another row gives another number for the same place, quarter and code.",
    "other_words": "Another row gives the same number for the same place, quarter and code, but describes another offence.",
}


def _refuse_repeated(engine: Engine, ledger: Ledger) -> None:
    """A row for a place, quarter and code that an earlier row of the file gave, however each is spelled.

    It is a duplicate, and dropped, if number and description are the same; else it is refused, for it cannot be told whether
    both count: but for homicide the publisher's tables give each code one row. A code of several offences
    ("1/4.1/4.2/4.10" of homicide) may stand in several rows, one for each.
    """
    repeated = engine.tuples(counting.REPEATED_SQL)
    same = [(file_id, line) for file_id, line, _, how in repeated if how == "same"]
    for file_id, _ in same:
        ledger.move(file_id, 1, to=ledger.duplicates)
    remove_rows(engine, "home_office_row", same)
    for how, reason in _REPEATED.items():
        rows = [(file_id, line, code) for file_id, line, code, found in repeated if found == how]
        _refuse(engine, ledger, "offence_code", rows, reason, "Take the publisher's file as it was downloaded.")


def _refuse(
    engine: Engine, ledger: Ledger, column: str, rows: Sequence[tuple[int, int, str]], reason: str, way_out: str
) -> None:
    """Refuse rows by file and line; what they leave short is noted, for a sum without them is not whole."""
    engine.insert(all_tables()["refusal"], [
        (file_id, line, heading_of(ledger.files[file_id - 1], column), value, reason, way_out)
        for file_id, line, value in rows
    ])  # fmt: skip
    places = [(file_id, line) for file_id, line, _ in rows]
    for file_id, _ in places:
        ledger.move(file_id, 1, to=ledger.refused)
    engine.run("CREATE OR REPLACE TEMP TABLE refused_line (file_id INTEGER, line BIGINT)")
    engine.add("refused_line", places)
    if places:
        engine.run(counting.SHORT_BY_LINE_SQL)
    remove_rows(engine, "home_office_row", places)


def _set_older_issues_aside(engine: Engine, ledger: Ledger) -> None:
    """Keep the newest issue of each place and quarter, for an issue may hold some places only.

    Raises InputError where two files of one place and quarter cannot be put in order.
    """
    engine.run(
        "CREATE OR REPLACE TABLE home_office_issue (file_id INTEGER, source_id VARCHAR, issue VARCHAR, path VARCHAR)"
    )
    rows = [(number, source_id, found.issue or "", found.path)
            for source_id in SOURCES for number, found in ledger.numbered(source_id)]  # fmt: skip
    if not rows:
        return
    engine.add("home_office_issue", rows)
    engine.step("issues of each place and quarter", """CREATE OR REPLACE TABLE quarter_issue AS
      SELECT *, rank() OVER (PARTITION BY source_id, area_type, place, quarter ORDER BY issue DESC) AS age FROM (
        SELECT DISTINCT file_id, source_id, area_type, place, quarter, issue, path
        FROM home_office_named JOIN home_office_issue USING (file_id))""")  # fmt: skip
    _refuse_ties(engine)
    engine.step("offences that a newer issue changed", _REVISION_SQL)
    older = engine.tuples("""SELECT file_id, line FROM home_office_named
      JOIN quarter_issue USING (file_id, area_type, place, quarter) WHERE age > 1""")  # fmt: skip
    for file_id, rows_aside in Counter(file_id for file_id, _ in older).items():
        ledger.move(file_id, rows_aside, to=ledger.superseded)
    remove_rows(engine, "home_office_row", older)


def _refuse_ties(engine: Engine) -> None:
    tied = engine.rows("""SELECT min(path) AS first, max(path) AS second, strftime(quarter, '%Y-%m') AS quarter
      FROM quarter_issue GROUP BY source_id, area_type, place, quarter
      HAVING count(*) > 1 AND (count(DISTINCT issue) < count(*) OR bool_or(issue = ''))
      ORDER BY quarter, first, second LIMIT 1""")  # fmt: skip
    if tied:
        raise InputError(
            f"{tied[0]['first']} and {tied[0]['second']} both give the quarter from {tied[0]['quarter']}, "
            "and it cannot be told which was published later.",
            SAY_WHEN_PUBLISHED,
        )


_REVISION_SQL = """
INSERT INTO revision
WITH called AS (
  SELECT area_type, coalesce(area_code, plain) AS place, min(name) AS name FROM home_office_name GROUP BY ALL
), rows AS (
  SELECT source_id, quarter, area_type, place, issue, age, offence_code, sum(count) AS count
  FROM home_office_named JOIN quarter_issue USING (file_id, area_type, place, quarter) GROUP BY ALL
), pairs AS (
  SELECT source_id, quarter, area_type, place, older.issue AS issue_before, newest.issue AS issue
  FROM (SELECT DISTINCT source_id, quarter, area_type, place, issue FROM rows WHERE age > 1) AS older
  JOIN (SELECT DISTINCT source_id, quarter, area_type, place, issue FROM rows WHERE age = 1) AS newest
    USING (source_id, quarter, area_type, place)
), cells AS (
  SELECT pairs.*, offence_code, count AS before, 0 AS now
  FROM pairs JOIN (SELECT * RENAME (issue AS issue_before) FROM rows)
    USING (source_id, quarter, area_type, place, issue_before)
  UNION ALL SELECT pairs.*, offence_code, 0, count
  FROM pairs JOIN rows USING (source_id, quarter, area_type, place, issue)
)
SELECT source_id, quarter, name, offence_code, issue_before, issue, CAST(sum(before) AS BIGINT), CAST(sum(now) AS BIGINT)
FROM cells JOIN called USING (area_type, place) GROUP BY ALL HAVING sum(before) <> sum(now)"""
"""Cells of a place and quarter that two issues give, where they differ; of a place that only one of them holds nothing changed."""


def count_home_office(engine: Engine, whole_from_share: float) -> None:
    """Fill `home_office_count`, and sum it over forces, regions and countries whose every part is there.

    `whole_from_share` is the share of an area's median quarter under which a quarter is not taken for whole.
    """
    for name, sql in (
        ("offences by area, quarter and code", counting.HOME_OFFICE_COUNT_SQL),
        ("CSPs of forces, regions and countries", counting.WIDER_SQL),
        ("quarters of which rows were refused", counting.HOME_OFFICE_REFUSED_SQL),
        ("quarters of partnerships that are not whole", counting.not_whole_sql(whole_from_share)),
        ("areas supplied whole by quarter", counting.HOME_OFFICE_SUPPLIED_SQL),
        ("quarters of areas that are there in part", counting.HOME_OFFICE_PARTIAL_SQL),
        ("offences of wider areas", counting.CODE_COUNT_SQL),
    ):
        engine.step(name, sql)
