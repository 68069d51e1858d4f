"""Ward sheets of the simulated borough: figures by queries of their own, one page each, and what may not be said."""

import io
import re
import subprocess
from pathlib import Path

import pikepdf
import pytest

from saferplan.base.errors import InputError, SettingsError
from saferplan.base.periods import Month
from saferplan.pipeline.asked.ward import ward_figures, ward_named, wards_of
from saferplan.pipeline.reporting import write_wards
from saferplan.pipeline.ward_texts import doing_in, slug
from saferplan.report.place import place_of
from saferplan.report.wards.forms import wards_html, wards_pdf
from saferplan.report.wards.sheet import MOST_LETTERS, MOST_LINES, NATIONAL, ward_sheet


@pytest.fixture(scope="module")
def figures(edition):
    return ward_figures(edition, wards_of(edition))


@pytest.fixture(scope="module")
def sheets(edition, figures):
    return [
        ward_sheet(place_of(edition), each, "A warden walks the park.\n\nLights are mended.", (), "0")
        for each in figures
    ]


@pytest.fixture(scope="module")
def words(sheets):
    return subprocess.run(["pdftotext", "-layout", "-", "-"], input=wards_pdf(sheets, "2017-03-01"), capture_output=True, check=True
                          ).stdout.decode().split("\f")  # fmt: skip


def test_each_ward_is_counted_by_its_rows(edition, figures):
    assert len(figures) == 27
    for each in figures[:6]:
        first, last = each.twelve.start.first_day, each.twelve.end.first_day
        (row,) = edition.rows(
            "SELECT count(*) AS crimes FROM offence WHERE ward_code = ? AND NOT is_foreign AND month BETWEEN ? AND ?",
            [each.code, first, last],
        )
        assert each.crime.count == row["crimes"] == sum(beside.count for _, beside in each.types)
        (row,) = edition.rows(
            "SELECT count(*) AS incidents FROM asb_incident WHERE ward_code = ? AND NOT is_foreign AND month BETWEEN ? AND ?",
            [each.code, first, last],
        )
        assert each.asb.count == row["incidents"]
        assert each.series[0].newest.month == Month(2017, 3)
        assert (
            sum(count for month, count in each.series[0].known.items() if month >= each.twelve.start)
            == each.crime.count
        )


def test_a_ward_is_found_by_name_or_code_and_a_wrong_one_lists_them(edition):
    wards = wards_of(edition)
    code, name = next(iter(wards.items()))
    assert ward_named(wards, code) == ward_named(wards, name) == ward_named(wards, name.upper()) == code
    with pytest.raises(SettingsError, match="no ward “Nowhere”") as caught:
        ward_named(wards, "Nowhere")
    assert name in caught.value.way_out


def test_every_sheet_is_one_page_with_its_parts(sheets, words):
    pages = words[:-1]
    assert len(pages) == len(sheets) == 27
    for sheet, page in zip(sheets, pages, strict=True):
        assert sheet.name in page
        for heading in ("What happened", "What changed", "What is being done", "What we cannot tell", "Whom to call"):
            assert heading in page
        assert "A warden walks the park." in page
        assert all(how in page for _, how in NATIONAL)


def test_the_page_says_the_same_words(sheets):
    text = re.sub(r"\s+", " ", wards_html(sheets).replace("&#39;", "'").replace("&amp;", "&"))
    for sheet in sheets[:4]:
        for words in (*sheet.happened, *sheet.usual, *sheet.moved, sheet.anchors, *sheet.doing, *sheet.cannot_tell):
            assert words in text


def test_no_sheet_ranks_wards_or_gives_a_rate(sheets):
    for sheet in sheets:
        said = " ".join([*sheet.happened, *sheet.usual, *sheet.moved])
        assert not re.search(r"per 1,000|rank|highest|lowest|worst|best", said)
        assert not re.search(r"None|nan|  ", said)


def test_the_document_is_tagged_and_says_what_its_charts_show(sheets):
    with pikepdf.open(io.BytesIO(wards_pdf(sheets[:2], "2017-03-01"))) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang).lower().startswith("en")
        assert len(document.pages) == 2


FULL = (
    "word " * (MOST_LETTERS // 5),
    "\n\n".join(["word " * (MOST_LETTERS // 5 // MOST_LINES - 1)] * MOST_LINES),
    "\n\n".join(["word " * 25] * 7),
)


@pytest.mark.parametrize("doing", FULL)
def test_the_longest_text_that_is_taken_still_leaves_one_page(edition, figures, doing):
    longest = max(figures, key=lambda each: len(each.name) + len(each.anchors))
    contacts = tuple(
        (f"Team {number} {'of the council ' * 3}"[:60], "01642 000000 or write to us at " * 3) for number in range(8)
    )
    contacts = tuple((name, how[:80]) for name, how in contacts)
    sheet = ward_sheet(place_of(edition), longest, doing, contacts, "0")
    with pikepdf.open(io.BytesIO(wards_pdf([sheet], "2017-03-01"))) as document:
        assert len(document.pages) == 1


def test_a_text_that_is_too_long_or_not_utf8_is_refused(demonstration):
    workspace = demonstration.workspace
    folder = workspace.inbox / "judgements" / "wards"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "e05.txt").write_text("x" * (MOST_LETTERS + 1), encoding="utf-8")
    (folder / "some-ward.txt").write_bytes(b"\xff\xfe caf\xe9")
    try:
        with pytest.raises(InputError, match=f"{MOST_LETTERS} fit"):
            doing_in(workspace, "e05", "No name")
        (folder / "e05.txt").write_text("Lights.\n\n" * (MOST_LINES + 1), encoding="utf-8")
        with pytest.raises(InputError, match=f"{MOST_LINES + 1} lines; {MOST_LINES} fit"):
            doing_in(workspace, "e05", "No name")
        with pytest.raises(InputError, match="not UTF-8"):
            doing_in(workspace, "E0", "Some Ward")
        assert doing_in(workspace, "E0", "Another") == ""
    finally:
        for path in folder.iterdir():
            path.unlink()


def test_sheets_are_written_for_one_ward_and_for_all(demonstration, edition, tmp_path):
    code, name = list(wards_of(edition).items())[3]
    one = write_wards(demonstration.workspace, edition, name)
    assert [path.name for path in one.paths] == [f"ward-{slug(name)}.html", f"ward-{slug(name)}.pdf"]
    assert one.paths == write_wards(demonstration.workspace, edition, code).paths
    every = write_wards(demonstration.workspace, edition, None)
    assert [path.name for path in every.paths] == ["wards.html", "wards.pdf"]
    assert all(isinstance(path, Path) and path.is_file() for path in (*one.paths, *every.paths))
    for path in (*one.paths, *every.paths):
        path.unlink()
