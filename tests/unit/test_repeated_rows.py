"""Two files that give the same key of a lookup or of residents: the newest issue counts, and without an order none is guessed."""

import pytest
from tests.support.small import AREA, build_small, by_path, csv_text, put, small_workspace, unaccounted

from saferplan.base.errors import InputError
from saferplan.pipeline.workspace import open_workspace

HEADINGS = ("ltla23_code", "ltla23_name", "total_population")


@pytest.fixture
def workspace(tmp_path):
    return small_workspace(tmp_path / "w")


def residents(workspace, path, *people):
    rows = [(code, name, number) for (code, name), number in zip(
        (("E06099001", "Smallham"), ("E06099002", "Littleton")), people, strict=False)]  # fmt: skip
    return put(workspace.inbox / path, csv_text(HEADINGS, rows))


def counted(edition):
    (row,) = edition.rows(
        "SELECT residents FROM population WHERE area_type = 'csp' AND area_code = ? AND year = 2015", [AREA]
    )
    return row["residents"]


def test_the_newest_issue_of_residents_counts_whatever_the_order_of_its_folder(workspace):
    residents(workspace, "population/issue-2016-07/population15_ltla23.csv", 90_000, 80_000)
    residents(workspace, "population/issue-2017-07/population15_ltla23.csv", 91_000, 80_000)
    edition = build_small(workspace).edition
    assert counted(edition) == 91_000
    older, newer = (
        by_path(edition.table("input_file"))[f"population/issue-{year}-07/population15_ltla23.csv"]
        for year in (2016, 2017)
    )
    assert (older["kept"], older["superseded"], older["duplicates"], older["refused"]) == (0, 1, 1, 0)
    assert newer["kept"] == 2
    assert not unaccounted(edition.table("input_file"))


@pytest.mark.parametrize("dated", ["", '[issued]\n"b/population15_ltla23.csv" = "2016-07"\n'])
def test_residents_of_two_files_without_an_order_stop_the_build(workspace, dated):
    residents(workspace, "a/population15_ltla23.csv", 90_000)
    residents(workspace, "b/population15_ltla23.csv", 91_000)
    (workspace.path / "saferplan.toml").write_text(f'area = "{AREA}"\n{dated}', encoding="utf-8")
    with pytest.raises(InputError) as caught:
        build_small(open_workspace(workspace.path))
    for words in ("a/population15_ltla23.csv (line 2)", "b/population15_ltla23.csv (line 2)", "ltla23_code E06099001"):
        assert words in caught.value.what
    assert "[issued]" in caught.value.way_out
    assert "issue-YYYY-MM" in caught.value.way_out


def test_saferplan_toml_says_which_residents_are_newer(workspace):
    residents(workspace, "a/population15_ltla23.csv", 90_000)
    residents(workspace, "b/population15_ltla23.csv", 91_000)
    issued = '[issued]\n"a/population15_ltla23.csv" = "2017-07"\n"b/population15_ltla23.csv" = "2016-07"\n'
    (workspace.path / "saferplan.toml").write_text(f'area = "{AREA}"\n{issued}', encoding="utf-8")
    assert counted(build_small(open_workspace(workspace.path)).edition) == 90_000


def test_a_row_that_contradicts_its_own_file_is_refused_and_names_the_line_that_counts(workspace):
    rows = [("E06099001", "Smallham", 90_000), ("E06099001", "Smallham", 91_000)]
    put(workspace.inbox / "population15_ltla23.csv", csv_text(HEADINGS, rows))
    edition = build_small(workspace).edition
    assert counted(edition) == 90_000
    (found,) = edition.rows("SELECT * FROM refusal WHERE value = 'E06099001'")
    assert (found["line"], found["column_name"]) == (3, "ltla23_code")
    assert found["reason"].startswith("Line 2 of population15_ltla23.csv gives other figures")


def test_of_two_lists_of_a_most_similar_group_the_last_issued_counts(workspace):
    for month in ("2015-09", "2016-09"):
        put(
            workspace.inbox / f"most-similar-{month}.csv",
            csv_text(("area_code", "member_code", "member_name", "group_issued"),
                     [(AREA, "E22099002", "Littleton", month)]),
        )  # fmt: skip
    edition = build_small(workspace).edition
    assert [f"{row['group_issued']:%Y-%m}" for row in edition.table("most_similar_group")] == ["2016-09"]
    assert not edition.table("refusal")
