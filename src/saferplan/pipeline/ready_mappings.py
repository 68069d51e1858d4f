"""Mappings that come with the package, to be copied into a workspace and given the supplier's own headings."""

from importlib.resources import files
from pathlib import Path

from saferplan.base.errors import SettingsError
from saferplan.pipeline import ready
from saferplan.pipeline.mappings import free_place
from saferplan.pipeline.workspace import Workspace
from saferplan.tables.editions import write_beside


def ready_names() -> list[str]:
    return sorted(each.name.removesuffix(".toml") for each in files(ready).iterdir() if each.name.endswith(".toml"))


def copy_ready(workspace: Workspace, wanted: str, name: str) -> Path:
    """Copy a ready mapping. Raises SettingsError for a name that is none, WorkspaceError where one of
    the name is there."""
    if wanted not in ready_names():
        what = f"There is no ready mapping “{wanted}”." if wanted else "Neither a file nor a ready mapping is named."
        raise SettingsError(what, f"Name a file, or with --ready one of: {', '.join(ready_names())}.")
    target = free_place(workspace.mappings, name)
    workspace.mappings.mkdir(exist_ok=True)
    write_beside(target, (files(ready) / f"{wanted}.toml").read_bytes())
    return target
