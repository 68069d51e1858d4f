"""What every table promises: a DDL that runs, a total sort key, words for every column."""

import re

import pytest

from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import connect

TABLES = pytest.mark.parametrize("table", all_tables().values(), ids=lambda table: table.name)


@TABLES
def test_its_ddl_runs_and_its_checks_bite(table, tmp_path):
    engine = connect()
    engine.create(table)
    assert engine.value(table.repeated_keys_sql()) == 0
    engine.run(table.copy_sql((tmp_path / "t.parquet").as_posix()))
    described = [row["column_name"] for row in engine.rows(f"DESCRIBE {table.name}")]
    assert described == table.column_names


@TABLES
def test_it_is_described(table):
    assert table.description.endswith(".")
    for column in table.columns:
        assert column.description.endswith(".")
        assert re.fullmatch(r"[a-z][a-z0-9_]*", column.name)
    assert set(table.sort_key) <= set(table.column_names)
    assert not any(column.nullable for column in table.columns if column.name in table.sort_key)


FORBIDDEN = {"score", "kpi", "stakeholder", "data", "process", "handle", "manager", "helpers", "common"}


def test_no_identifier_is_a_word_we_do_not_use():
    words = {
        word
        for table in all_tables().values()
        for name in (table.name, *table.column_names)
        for word in name.split("_")
    }
    assert not words & FORBIDDEN
