"""Files mutated at random: nothing but a SaferplanError is ever raised, and every row is accounted for.

A thousand examples in the ordinary run; ten thousand, drawn anew, with SAFERPLAN_SOAK=1.
"""

import csv
import io
import zipfile
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.small import geojson, put, ward_features, write_lookups

from saferplan.base.errors import SaferplanError
from saferplan.pipeline.boundaries import load_boundaries, reading_ahead
from saferplan.pipeline.events import EVENTS_SOURCE, load_events
from saferplan.pipeline.ledger import Ledger, write_ledger
from saferplan.pipeline.loading import load_references
from saferplan.sources.files import examine
from saferplan.sources.inbox import read_files, settle
from saferplan.sources.published.police_uk_street import POLICE_UK_STREET
from saferplan.sources.recognise import recognise
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import connect

NAME = POLICE_UK_STREET.sample_name
SAMPLE = POLICE_UK_STREET.sample.encode() + b"".join(
    line.replace(b"0000000000000", b"%013d" % number) + b"\n"
    for number, line in enumerate(POLICE_UK_STREET.sample.encode().splitlines()[1:] * 2)
)
TODAY = date(2017, 6, 1)
QUICK = settings(deadline=None, database=None, derandomize=True,
                 suppress_health_check=list(HealthCheck))  # fmt: skip
LONG = settings(QUICK, max_examples=10_000, derandomize=False, print_blob=True)
TELLING = [
    b",",
    b'"',
    b"\n",
    b"\r",
    b"\r\n",
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b";",
    b"\t",
    b" ",
    b"\\",
    b"2031-01",
    b"-",
    b"",
]


@st.composite
def mutations(draw, sample=SAMPLE):
    """The sample with up to six changes of bytes, lines or columns."""
    content = sample
    for _ in range(draw(st.integers(1, 6))):
        content = draw(st.sampled_from(CHANGES))(draw, content)
    return content


def _place(draw, content):
    return draw(st.integers(0, max(0, len(content) - 1)))


def _flip(draw, content):
    place = _place(draw, content)
    return content[:place] + bytes([draw(st.integers(0, 255))]) + content[place + 1 :]


def _insert(draw, content):
    place = _place(draw, content)
    return content[:place] + draw(st.sampled_from(TELLING) | st.binary(max_size=4)) + content[place:]


def _delete(draw, content):
    place = _place(draw, content)
    return content[:place] + content[place + draw(st.integers(1, 80)) :]


def _cut(draw, content):
    return content[: _place(draw, content)]


def _lines(change):
    def changed(draw, content):
        lines = content.split(b"\n")
        return b"\n".join(change(draw, lines))

    return changed


@_lines
def _double(draw, lines):
    place = draw(st.integers(0, len(lines) - 1))
    return lines[:place] + lines[place : place + 1] * draw(st.integers(2, 3)) + lines[place + 1 :]


@_lines
def _blank(draw, lines):
    place = draw(st.integers(0, len(lines)))
    return [*lines[:place], draw(st.sampled_from([b"", b"\r", b" ", b",,,"])), *lines[place:]]


@_lines
def _turn_columns(draw, lines):
    one, other = draw(st.integers(0, 11)), draw(st.integers(0, 11))
    which = draw(st.sampled_from(["all", "heading", "rows"]))
    return [
        _turned(line, one, other) if which == "all" or (which == "heading") == (number == 0) else line
        for number, line in enumerate(lines)
    ]


def _turned(line, one, other):
    values = line.split(b",")
    if max(one, other) < len(values):
        values[one], values[other] = values[other], values[one]
    return b",".join(values)


@_lines
def _other_ends(draw, lines):
    first = draw(st.integers(0, len(lines)))
    return [*lines[:first], *(line + b"\r" for line in lines[first:-1]), lines[-1]]


CHANGES = (_flip, _insert, _delete, _cut, _double, _blank, _turn_columns, _other_ends)


class Bench:
    """One engine that has read Smallshire's lookups, and loads one file after another."""

    def __init__(self, folder):
        self.folder = folder
        self.engine = connect(threads=1)
        for table in all_tables().values():
            self.engine.create(table)
        write_lookups(folder / "lookups")
        (folder / "unpacked").mkdir()
        load_references(self.engine, Ledger(read_files([folder / "lookups"], folder / "unpacked")))

    def load(self, contents):
        """What became of each file, its refusals, and the lines kept of it."""
        found = [examine(name, put(self.folder / name, content), "") for name, content in contents.items()]
        for each in found:
            recognise(each)
        ledger = Ledger(settle(found, {}))
        self.engine.run("DROP TABLE IF EXISTS event; DELETE FROM input_file; DELETE FROM refusal")
        kept = []
        if ledger.numbered(EVENTS_SOURCE):
            load_events(self.engine, ledger, TODAY)
            kept = self.engine.rows("SELECT * FROM event ORDER BY line")
        write_ledger(self.engine, ledger)
        refusals = self.engine.rows("SELECT * FROM refusal ORDER BY line")
        for file in self.engine.rows("SELECT * FROM input_file"):
            mine = [[row for row in rows if row["file_id"] == file["file_id"]] for rows in (refusals, kept)]
            yield file, *mine


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    made = Bench(tmp_path_factory.mktemp("bench"))
    yield made
    made.engine.close()


def rows_are_conserved(bench, contents):
    for file, refusals, kept in bench.load(contents):
        _is_conserved(contents[file["path"]], file, refusals, kept)


def _is_conserved(content, file, refusals, kept):
    physical = content.split(b"\n")
    filled = [number for number, line in enumerate(physical, start=1)
              if line and (line != b"\r" or number == len(physical))]  # fmt: skip
    assert (
        file["rows_in"] == file["kept"] + file["refused"] + file["duplicates"] + file["superseded"] + file["left_out"]
    )
    assert file["rows_in"] == (max(0, len(filled) - 1) if file["status"] in ("loaded", "refused") else 0)
    if file["status"] == "loaded":
        assert len(kept) == file["kept"]
        assert len(refusals) == file["refused"]
        lines = [row["line"] for row in kept] + [each["line"] for each in refusals]
        assert len(set(lines)) == len(lines)
        assert set(lines) <= set(filled[1:])
        for row in kept:
            _stands_there(physical[row["line"] - 1], row)
    else:
        assert not kept
        assert file["status"] != "refused" or len(refusals) == 1


def _stands_there(line, row):
    """What was kept is what the line says, read by another reader."""
    (values,) = csv.reader([line.decode().rstrip("\r\n")])
    for name in ("reported_by", "location", "category", "lsoa_name"):
        assert not row[name] or str(row[name]) in values


def some_files(count):
    """Mutated files of as many forces, each with identifiers of its own, read in one scan."""
    one = {f"2016-05-{letter}-street.csv": mutations(SAMPLE.replace(b"0a00", b"0%c00" % ord(digit)))
           for letter, digit in zip("abcdefgh"[:count], "0123456789", strict=False)}  # fmt: skip
    return st.fixed_dictionaries(one)


@given(some_files(8))
@settings(QUICK, max_examples=125)
def test_a_thousand_mutated_street_files_lose_no_row_and_raise_no_traceback(bench, contents):
    rows_are_conserved(bench, contents)


@given(some_files(1))
@settings(QUICK, max_examples=100)
def test_a_mutated_street_file_by_itself_loses_no_row(bench, contents):
    rows_are_conserved(bench, contents)


@pytest.mark.soak
@given(some_files(8))
@settings(LONG, max_examples=1_250)
def test_ten_thousand_mutated_street_files(bench, contents):
    rows_are_conserved(bench, contents)


def boundaries_are_read_or_refused(bench, content):
    found = examine("ward24.geojson", put(bench.folder / "ward24.geojson", content), "")
    recognise(found)
    ledger = Ledger(settle([found], {}))
    with reading_ahead(ledger) as read:
        load_boundaries(bench.engine, ledger, read, "ons_boundary_ward", set())
    bench.engine.run("DELETE FROM refusal; DELETE FROM input_file")
    write_ledger(bench.engine, ledger)


@given(mutations(geojson(ward_features())))
@settings(QUICK, max_examples=300)
def test_a_mutated_boundary_file_raises_no_traceback(bench, content):
    boundaries_are_read_or_refused(bench, content)


@pytest.mark.soak
@given(mutations(geojson(ward_features())))
@LONG
def test_ten_thousand_mutated_boundary_files(bench, content):
    boundaries_are_read_or_refused(bench, content)


def packed():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(NAME, SAMPLE)
        archive.writestr("2016-05/more/" + NAME, SAMPLE)
    return target.getvalue()


def a_zip_is_read_or_refused(folder, content):
    unpacked = folder / "unpacked"
    for path in unpacked.iterdir():
        path.unlink()
    path = put(folder / "archive.zip", content)
    try:
        found = read_files([path], unpacked)
    except SaferplanError:
        return
    assert all(each.status != "loaded" or each.readable.parent == unpacked for each in found)
    assert all(each.problem or each.note or each.usable for each in found)


@given(mutations(packed()))
@settings(QUICK, max_examples=500)
def test_a_mutated_zip_raises_no_traceback_and_stays_in_its_folder(bench, content):
    a_zip_is_read_or_refused(bench.folder, content)


@pytest.mark.soak
@given(mutations(packed()))
@LONG
def test_ten_thousand_mutated_zips(bench, content):
    a_zip_is_read_or_refused(bench.folder, content)
