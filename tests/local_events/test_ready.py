"""Every ready mapping reads a sample of its set whole, and none overwrites another."""

from importlib.resources import files

import pytest
from typer.testing import CliRunner

from saferplan.base.errors import SettingsError, WorkspaceError
from saferplan.cli.commands import app
from saferplan.pipeline import ready
from saferplan.pipeline.mappings import read_mapping
from saferplan.pipeline.ready_mappings import copy_ready, ready_names
from saferplan.pipeline.workspace import create_workspace
from tests.local_events.ready_samples import EVENTS, FIGURES, VALUES
from tests.support.small import AREA, build_small, check_small, put, small_workspace

UNCHECKED = {
    "fire-false-alarms",
    "council-collisions",
    "council-casualties",
    "council-exclusions",
    "council-asb",
    "health-counts",
}
"""Sets 4, 5, 6, 7 and 10, which were recalled and not read in the Schedule."""


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    made = create_workspace(tmp_path / "w", AREA, [])
    monkeypatch.chdir(made.path)
    return made


def sample(folder, name, pattern):
    """The sample under a name that the mapping takes."""
    lines = {**EVENTS, **FIGURES}[name]
    return put(folder / f"{pattern.rstrip('*')}-2017-q4.csv", "\n".join(lines) + "\n")


def test_every_ready_mapping_has_a_sample():
    assert ready_names() == sorted({**EVENTS, **FIGURES})


@pytest.mark.parametrize("name", ready_names())
def test_a_sample_of_its_set_is_read_whole(workspace, tmp_path, name):
    mapping = read_mapping(copy_ready(workspace, name, name))
    assert mapping.kind == ("events" if name in EVENTS else "indicators")
    assert not mapping.source.terms.may_publish
    file = sample(tmp_path, name, mapping.rules.files[0])
    checked = check_small(file)
    (row,) = checked.files
    assert not checked.refusals
    assert (row["source_id"], row["status"], row["refused"]) == (mapping.source.id, "loaded", 0)
    assert row["kept"] == row["rows_in"] == (len(EVENTS[name]) - 1 if name in EVENTS else row["kept"])
    assert row["kept"]
    if name == "police-crime":
        assert [each.without_meaning for each in checked.events] == [0]
    with pytest.raises(WorkspaceError, match="already"):
        copy_ready(workspace, name, name)


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_figures_of_a_ready_mapping_reach_the_edition(tmp_path, name):
    made = small_workspace(tmp_path / "w")
    mapping = read_mapping(copy_ready(made, name, name))
    sample(made.inbox, name, mapping.rules.files[0])
    rows = build_small(made).edition.rows("SELECT * FROM local_value WHERE period = '2016/17 Q4'")
    assert {each["indicator_id"]: each["value"] for each in rows} == VALUES[name]
    assert not any(each["may_publish"] for each in rows)


def test_free_text_of_the_assault_data_set_is_never_read(tmp_path):
    made = small_workspace(tmp_path / "w")
    copy_ready(made, "istv", "istv")
    sample(made.inbox, "istv", "istv")
    edition = build_small(made).edition
    events = edition.table("local_event")
    assert [(each["category"], each["place_type"], each["unit"]) for each in events] == [
        ("Fist", "Street", "local_event"), ("Bottle", "Licensed premises", "local_event"),
    ]  # fmt: skip
    assert not any(b"Quill" in path.read_bytes() for path in edition.path.iterdir())


def test_what_was_recalled_and_not_read_says_so():
    texts = {name: (files(ready) / f"{name}.toml").read_text(encoding="utf-8") for name in ready_names()}
    assert {name for name, text in texts.items() if "verify-current-text" in text} == UNCHECKED


def test_the_command_copies_one_and_names_them_all(workspace):
    assert CliRunner().invoke(app, ["map", "--ready", "istv"]).exit_code == 0
    assert "Assault method" in (workspace.mappings / "istv.toml").read_text(encoding="utf-8")
    with pytest.raises(SettingsError, match="no ready mapping") as refused:
        CliRunner().invoke(app, ["map", "--ready", "nothing"], catch_exceptions=False)
    assert "police-crime" in refused.value.way_out
