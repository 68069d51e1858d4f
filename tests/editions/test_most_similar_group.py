"""The list of most similar areas: what it cannot be compared with is counted and said, and a code nobody knows is refused."""

import pytest
from tests.support.home_office import rows, write_csv
from tests.support.small import AREA, COMPARATOR, build_small, csv_text, put, small_workspace, unaccounted

from saferplan.pipeline.workspace import open_workspace

GROUP = ("area_code", "member_code", "member_name", "group_issued")


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    """Smallham alone has figures; its group is Littleton and a code that no lookup has."""
    workspace = small_workspace(tmp_path_factory.mktemp("group") / "w")
    write_csv(workspace.inbox / "prc-csp-1617", rows(csps=("Smallham",)))
    members = [(COMPARATOR, "Littleton"), ("E22099999", "Nowhere")]
    put(workspace.inbox / "most-similar-group.csv",
        csv_text(GROUP, [(AREA, code, name, "2016-09") for code, name in members]))  # fmt: skip
    return build_small(workspace).edition


def test_a_code_that_no_lookup_has_is_refused_as_a_row(edition):
    (found,) = edition.rows("SELECT * FROM refusal WHERE column_name = 'member_code'")
    assert (found["line"], found["value"]) == (3, "E22099999")
    assert found["reason"] == "No community safety partnership of the lookup has this code."
    assert found["way_out"].startswith("Look the code up")
    assert [row["member_code"] for row in edition.table("most_similar_group")] == [COMPARATOR]
    assert not unaccounted(edition.table("input_file"))


def test_a_member_without_figures_is_refused_and_not_passed_over(edition):
    (row,) = edition.rows(
        "SELECT * FROM comparison WHERE comparator_type = 'most_similar' AND indicator_id = 'recorded_offences'"
    )
    assert (row["comparator_code"], row["verdict"], row["missing_reason"]) == (
        COMPARATOR,
        "refused",
        "month_not_supplied",
    )
    (fact,) = edition.rows("SELECT * FROM fact WHERE fact_id = 'most-similar-position'")
    assert fact["status"] == "refused"
    assert "Left out of the 1 area of the list: 1 (it was not supplied whole)." in fact["sentence"]


@pytest.mark.parametrize(
    ("name", "settings", "refused"),
    [
        ("Smallham", "", True),
        ("Littletown", "", True),
        ("Littletown", f'[aliases]\n"Littletown" = "{COMPARATOR}"\n', False),
        ("LITTLETON", "", False),
        ("", "", False),
    ],
)
def test_a_name_that_is_not_that_of_its_code_is_refused_as_a_row(tmp_path, name, settings, refused):
    workspace = small_workspace(tmp_path / "w")
    (workspace.path / "saferplan.toml").write_text(f'area = "{AREA}"\n{settings}', encoding="utf-8")
    put(workspace.inbox / "most-similar-group.csv", csv_text(GROUP, [(AREA, COMPARATOR, name, "2016-09")]))
    edition = build_small(open_workspace(workspace.path)).edition
    assert len(edition.table("most_similar_group")) == (not refused)
    assert not unaccounted(edition.table("input_file"))
    found = edition.table("refusal")
    assert [(row["line"], row["column_name"], row["value"]) for row in found] == [(2, "member_name", name)] * refused
    for row in found:
        assert row["reason"].startswith(f"The lookup has {COMPARATOR} as Littleton:")
        assert "[aliases]" in row["way_out"]
