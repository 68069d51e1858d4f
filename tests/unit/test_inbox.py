"""The inbox: what a file is and what it counts for beside the others, in folders and in ZIPs."""

import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.small import (
    FEW,
    build_small,
    by_path,
    hashes,
    put,
    small_workspace,
    street_bytes,
    street_name,
    street_rows,
    unaccounted,
)

from saferplan.base.errors import InputError
from saferplan.sources import files
from saferplan.sources.files import examine
from saferplan.sources.inbox import read_inbox

MONTH = FEW[1]
NAME = street_name(MONTH)
OTHER = street_bytes([*street_rows(MONTH), *street_rows(MONTH)[4:5]])  # a late issue: one incident more


@pytest.fixture
def workspace(tmp_path):
    return small_workspace(tmp_path / "w")


@pytest.fixture
def inbox(workspace):
    return workspace.inbox


@pytest.fixture
def unpacked(tmp_path):
    folder = tmp_path / "unpacked"
    folder.mkdir()
    return folder


def statuses(inbox, unpacked, **how):
    return {found.path: found.status for found in read_inbox(inbox, unpacked, **how)}


def zipped(path, members):
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_the_same_file_twice_counts_once(workspace, inbox):
    before = build_small(workspace).edition
    put(inbox / "copy" / NAME, (inbox / "police" / NAME).read_bytes())
    after = build_small(workspace).edition
    rows = by_path(after.table("input_file"))
    assert rows[f"police/{NAME}"]["status"] == "duplicate"
    assert rows[f"police/{NAME}"]["duplicates"] == 20
    assert f"copy/{NAME}" in rows[f"police/{NAME}"]["note"]
    assert not unaccounted(rows.values())
    assert before.table("monthly_count") == after.table("monthly_count")


@pytest.mark.parametrize("name", [f"{MONTH}-smallshire-street (1).csv", f"{MONTH}-smallshire-street - Copy.csv"])
def test_a_copy_as_browsers_and_windows_name_it_counts_once(workspace, inbox, unpacked, name):
    put(inbox / name, (inbox / "police" / NAME).read_bytes())
    found = statuses(inbox, unpacked)
    assert sorted([found[name], found[f"police/{NAME}"]]) == ["duplicate", "loaded"]


def test_a_street_file_whose_name_tells_no_month_is_refused_not_counted_twice(workspace, inbox):
    before = build_small(workspace).edition
    put(inbox / "january.csv", (inbox / "police" / street_name(FEW[0])).read_bytes())
    after = build_small(workspace).edition
    row = by_path(after.table("input_file"))["january.csv"]
    assert (row["status"], row["refused"]) == ("refused", 20)
    assert "told by its name" in row["note"]
    assert before.table("monthly_count") == after.table("monthly_count")


def test_a_newer_issue_supersedes_whatever_its_folder_is_called(workspace, inbox):
    put(inbox / "a-later-download" / NAME, OTHER)
    later = street_rows("2017-04")
    put(inbox / "a-later-download" / street_name("2017-04"), street_bytes(later))
    edition = build_small(workspace).edition
    rows = by_path(edition.table("input_file"))
    old, new = rows[f"police/{NAME}"], rows[f"a-later-download/{NAME}"]
    assert (old["status"], old["superseded"], old["issue"]) == ("superseded", 20, FEW[-1])
    assert (new["status"], new["kept"], new["issue"]) == ("loaded", 21, "2017-04")
    assert not unaccounted(rows.values())
    (asb,) = edition.rows("SELECT count(*) AS n FROM asb_incident WHERE strftime(month, '%Y-%m') = ?", [MONTH])
    assert asb["n"] == 5


def test_saferplan_toml_can_say_when_a_file_was_issued(workspace, inbox, unpacked):
    put(inbox / "other" / NAME, OTHER)
    put(inbox / "other" / street_name(FEW[-1]), street_bytes(street_rows(FEW[-1])))
    with pytest.raises(InputError) as caught:
        read_inbox(inbox, unpacked)
    assert f"police/{NAME}" in str(caught.value)
    assert f"other/{NAME}" in str(caught.value)
    assert "[issued]" in caught.value.way_out
    issued = {f"police/{NAME}": "2017-09"}
    found = statuses(inbox, unpacked, issued=issued)
    assert (found[f"police/{NAME}"], found[f"other/{NAME}"]) == ("loaded", "superseded")


def test_a_folder_named_for_its_issue_goes_before_the_months_of_the_download(workspace, inbox, unpacked):
    """One month downloaded later, on its own: by the months of its download it would always be the older."""
    put(inbox / "issue-2017-09" / NAME, OTHER)
    found = statuses(inbox, unpacked)
    assert (found[f"issue-2017-09/{NAME}"], found[f"police/{NAME}"]) == ("loaded", "superseded")
    issued = {f"issue-2017-09/{NAME}": "2016-01"}
    found = statuses(inbox, unpacked, issued=issued)
    assert (found[f"issue-2017-09/{NAME}"], found[f"police/{NAME}"]) == ("superseded", "loaded")


def test_a_zip_of_months_is_dated_by_its_own_path(workspace, inbox, unpacked):
    zipped(inbox / "late.zip", {NAME: OTHER})
    found = statuses(inbox, unpacked, issued={"late.zip": "2017-09"})
    assert (found[f"late.zip!{NAME}"], found[f"police/{NAME}"]) == ("loaded", "superseded")


def test_crimes_that_stand_twice_are_dropped_and_incidents_never(workspace, inbox):
    rows = street_rows(MONTH)
    put(inbox / "police" / NAME, street_bytes(rows * 2))
    edition = build_small(workspace).edition
    row = by_path(edition.table("input_file"))[f"police/{NAME}"]
    incidents = sum(each[9] == "Anti-social behaviour" for each in rows)
    assert (row["kept"], row["duplicates"]) == (20 + incidents, 20 - incidents)
    (stored,) = edition.rows("SELECT count(*) AS n FROM asb_incident WHERE strftime(month, '%Y-%m') = ?", [MONTH])
    assert stored["n"] == 2 * incidents == 8


def test_a_crime_identifier_with_other_words_is_no_duplicate(workspace, inbox):
    rows = street_rows(MONTH, 6)
    again = [list(rows[0])]
    again[0][9] = "Robbery"
    put(inbox / "police" / NAME, street_bytes(rows + again))
    row = by_path(build_small(workspace).edition.table("input_file"))[f"police/{NAME}"]
    assert (row["kept"], row["duplicates"]) == (7, 0)


@pytest.mark.parametrize(
    ("archive", "folder"),
    [("2017-04.zip", ""), ("police/0123456789abcdef.zip", ""), ("latest.zip", "download/")],
    ids=["monthly archive", "custom download", "with a folder in it"],
)
def test_zips_are_read_in_place(workspace, inbox, archive, folder):
    months = (*FEW, "2017-04")
    members = {f"{folder}{street_name(month)}": street_bytes(street_rows(month)) for month in months}
    members[f"{folder}2017-04/2017-04-smallshire-outcomes.csv"] = b"Crime ID,Month\n"
    members["__MACOSX/2017-04/._2017-04-smallshire-street.csv"] = b"\0\5\26\7\0"
    members[".DS_Store"] = b"\0\0"
    zipped(inbox / archive, members)
    before = hashes(inbox)
    edition = build_small(workspace).edition
    rows = by_path(edition.table("input_file"))
    assert {path.partition("!")[2] for path in rows if path.startswith(archive)} == {
        name for name in members if name.endswith(".csv") and "MACOSX" not in name
    }
    assert not unaccounted(rows.values())
    assert rows[f"{archive}!{folder}{street_name('2017-04')}"]["kept"] == 20
    assert rows[f"{archive}!{folder}2017-04/2017-04-smallshire-outcomes.csv"]["status"] == "refused"
    counted = {row["month"].strftime("%Y-%m"): row["n"] for row in edition.rows(
        "SELECT month, count(*) AS n FROM asb_incident GROUP BY month")}  # fmt: skip
    assert counted == dict.fromkeys(months, 4)
    assert hashes(inbox) == before


def test_files_of_excel_and_of_the_system_are_left_alone(inbox, unpacked):
    for name in ("~$counts.csv", ".DS_Store", "judgements/weights.csv"):
        put(inbox / name, b"x")
    assert not {"~$counts.csv", ".DS_Store", "judgements/weights.csv"} & statuses(inbox, unpacked).keys()


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("minutes.pdf", "not_recognised", "binary"),
        ("wards.dbf", "not_recognised", "boundary file beside it"),
    ],
)
def test_files_that_are_not_text_by_nature_are_named_for_what_they_are(inbox, unpacked, name, status, words):
    put(inbox / name, b"PK\3\4\0\0\xff\n")
    (found,) = (each for each in read_inbox(inbox, unpacked) if each.path == name)
    assert found.status == status
    assert words in found.note


@pytest.mark.parametrize("folder", ["a [1] 100% *?", "naïve ‘quoted’ 'folder'", "x" * 100])
def test_folders_may_have_any_name(workspace, inbox, folder):
    put(inbox / folder / street_name("2016-12"), street_bytes(street_rows("2016-12", 5)))
    row = by_path(build_small(workspace).edition.table("input_file"))[f"{folder}/{street_name('2016-12')}"]
    assert row["kept"] == 5


def test_older_vintages_of_a_lookup_are_superseded(inbox, unpacked):
    newest = (inbox / "LSOA21_WD24_LAD24_lookup.csv").read_text("utf-8")
    put(inbox / "LSOA21_WD22_LAD22_lookup.csv", newest.replace("WD24", "WD22").replace("LAD24", "LAD22"))
    found = statuses(inbox, unpacked)
    assert found["LSOA21_WD22_LAD22_lookup.csv"] == "superseded"
    assert found["LSOA21_WD24_LAD24_lookup.csv"] == "loaded"


@pytest.mark.parametrize(
    ("name", "headings", "column", "renamed"),
    [
        ("prc-csp.csv", "FinancialYear,FinancialQuarter,ForceName,CSPName,Offence Description,Offence Group,Offence Subgroup,"
         "OffenceCode,Count", "Financial Year", "FinancialYear"),
        ("household-counts.csv", "date,geography,geog code,homes", "geography code", "geog code"),
        ("severity-weights.csv", "Offence code,Weighting", "Weight", "Weighting"),
        ("LAD24_CSP24_PFA24.csv", "LAD24CD,LAD24NM,CSP code,CSP name,PFA code,PFA name", "CSP24CD", ""),
    ],
)  # fmt: skip
def test_renamed_columns_of_a_file_known_by_its_name_are_named(inbox, unpacked, name, headings, column, renamed):
    put(inbox / name, f"{headings}\n{','.join('1' * (headings.count(',') + 1))}\n")
    (found,) = (each for each in read_inbox(inbox, unpacked) if each.path == name)
    assert found.status == "refused"
    assert found.problem.reason == f"The column “{column}” is missing."
    assert renamed in found.problem.way_out


def residents_named(name, inbox, unpacked):
    put(inbox / name, "ltla21_code,ltla21_name,total_population\nE06099001,Smallham,90000\n")
    (found,) = (each for each in read_inbox(inbox, unpacked) if each.path == name)
    return found


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("population24_ltla23.csv", "2024"),
        ("population_ltla21_mid2024_ltla.csv", "2024"),
        ("mid-2022 population ltla 2023.csv", "2022"),
        ("mye24_ltla.csv", "2024"),
        ("population 24 by ltla.csv", "2024"),
        ("Population_LTLA21_2023_ltla.csv", "2023"),
    ],
)
def test_the_year_of_residents_is_not_the_vintage_of_their_areas(inbox, unpacked, name, year):
    found = residents_named(name, inbox, unpacked)
    assert (found.status, found.hints) == ("loaded", {"year": year})


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("population_2021_to_2024_ltla.csv", "this name may mean 2021 or 2024"),
        ("population24_ltla23_2025-07-14.csv", "this name may mean 2024 or 2025"),
        ("population_ltla21.csv", "this name does not tell it"),
        ("residents 2024.csv", "this name does not tell it"),
    ],
)
def test_a_name_that_leaves_the_year_of_residents_open_is_refused(inbox, unpacked, name, words):
    found = residents_named(name, inbox, unpacked)
    assert found.status == "refused"
    assert words in found.problem.reason
    assert "population16_ltla21.csv" in found.problem.way_out


@pytest.mark.parametrize("name", ["csp-spend.csv", "household-burglary.csv", "prc-csp-notes.csv"])
def test_a_word_in_its_name_does_not_make_a_partners_file_a_publishers(inbox, unpacked, name):
    put(inbox / name, "date,victims\n2024-05-01,3\n")
    assert statuses(inbox, unpacked)[name] == "not_recognised"


@given(
    st.lists(st.sampled_from([b"a", b"bc", b",", b"\n", b"\r\n", b"\xc3\xa9", b'"']), max_size=40), st.integers(1, 9)
)
@settings(max_examples=300, deadline=None, database=None, derandomize=True)
def test_lines_are_counted_alike_in_pieces_of_any_size(tmp_path_factory, pieces, chunk):
    content = b"".join(pieces)
    path = put(tmp_path_factory.getbasetemp() / "pieces.csv", content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "CHUNK_BYTES", chunk)
        found = examine("pieces.csv", path, "")
    physical = content.split(b"\n")
    ended = physical[:-1]
    blank = [number for number, line in enumerate(ended, start=1) if line in (b"", b"\r")]
    left = 1 if physical[-1] else 0
    if left and physical[-1] == b"\r":
        return  # a lone return at the end is a mixture of line breaks, refused
    assert found.bytes == len(content)
    assert found.lines == len(ended) + left - len(blank)
    assert list(found.blank_lines) == blank
