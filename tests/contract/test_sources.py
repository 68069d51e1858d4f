"""What every source promises, asked of each by its own sample: whoever adds one writes a sample, not a test."""

import re
from pathlib import Path

import pytest

from saferplan.base.disclosure import Disclosure
from saferplan.sources.contract import Form
from saferplan.sources.files import examine
from saferplan.sources.recognise import all_sources, recognise
from saferplan.tables.engine import connect, identifier
from saferplan.tables.reference import EVENT, HOME_OFFICE_ROW, OUTCOME_EVENT, REFERENCE_TABLES, SEARCH_EVENT

TABLES = REFERENCE_TABLES | {table.name: table for table in (HOME_OFFICE_ROW, OUTCOME_EVENT, SEARCH_EVENT)}
SOURCES = pytest.mark.parametrize("source", all_sources(), ids=lambda source: source.id)


def sample_file(source, folder: Path):
    path = folder / source.sample_name
    path.write_text(source.sample, encoding="utf-8", newline="")
    return examine(path.name, path, "")


@SOURCES
def test_it_says_what_it_is(source):
    for words in (
        source.title,
        source.terms.publisher,
        source.terms.licence,
        source.terms.attribution,
        source.cadence,
        source.address,
    ):
        assert words.strip() == words != ""
    assert isinstance(source.terms.disclosure, Disclosure)
    assert source.terms.marking.startswith("OFFICIAL")
    assert source.terms.may_publish <= (source.terms.disclosure is Disclosure.OPEN)
    assert re.fullmatch(r"[a-z][a-z0-9_]+", source.id)
    assert all(column.description.endswith(".") for column in source.columns)
    assert all(caveat.endswith(".") for caveat in source.caveats)


@SOURCES
def test_its_sample_is_ours_and_small(source):
    assert source.sample.count("\n") <= 21
    assert re.search(r"(?i)example|E(0[156]|22)099", source.sample + source.sample_name)


@SOURCES
def test_its_sample_is_recognised_as_its_own(source, tmp_path):
    found = sample_file(source, tmp_path)
    recognise(found)
    assert found.source is source
    assert found.problem is None
    assert found.status == "loaded"


@SOURCES
def test_its_file_name_pattern_fits_its_sample(source):
    assert re.search(source.fits, source.sample_name)


@SOURCES
def test_it_maps_text_to_text_for_every_column_of_its_table(source):
    if source.form is not Form.CSV:
        return
    table = EVENT if source.id == "police_uk_street" else TABLES[source.table]
    told_by_name = {"year"} if source.dated_by_name else set()
    assert {column.name for column in table.columns} == source.texts.keys() | told_by_name
    engine = connect()
    declared = ", ".join(f"'' AS {identifier(column.name)}" for column in source.columns)
    for expression in source.texts.values():
        (kind,) = engine.con.execute(f"SELECT typeof({expression}) FROM (SELECT {declared})").fetchone()
        assert kind == "VARCHAR"
