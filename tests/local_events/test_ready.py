"""Every ready mapping can be read as it is, and none overwrites another."""

import pytest
from typer.testing import CliRunner

from saferplan.base.errors import SettingsError, WorkspaceError
from saferplan.cli.commands import app
from saferplan.pipeline.mappings import read_mapping
from saferplan.pipeline.ready_mappings import copy_ready, ready_names
from saferplan.pipeline.workspace import create_workspace
from tests.support.small import AREA


@pytest.mark.parametrize("name", ready_names())
def test_it_can_be_read(tmp_path, name):
    workspace = create_workspace(tmp_path / "w", AREA, [])
    found = read_mapping(copy_ready(workspace, name, name))
    assert found.kind == "events"
    with pytest.raises(WorkspaceError, match="already"):
        copy_ready(workspace, name, name)


def test_the_command_copies_one_and_names_them_all(tmp_path, monkeypatch):
    workspace = create_workspace(tmp_path / "w", AREA, [])
    monkeypatch.chdir(workspace.path)
    assert CliRunner().invoke(app, ["map", "--ready", "istv"]).exit_code == 0
    assert "Assault method" in (workspace.mappings / "istv.toml").read_text(encoding="utf-8")
    with pytest.raises(SettingsError, match="no ready mapping") as refused:
        CliRunner().invoke(app, ["map", "--ready", "nothing"], catch_exceptions=False)
    assert "police-crime" in refused.value.way_out
