"""The workspace a command is run in, and the edition it is asked about."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # --help must not pay for these
    from saferplan.pipeline.workspace import Workspace
    from saferplan.tables.editions import Edition


def opened_workspace() -> "Workspace":
    from saferplan.pipeline.workspace import open_workspace

    return open_workspace(Path.cwd())


def opened_edition(name: str | None) -> "Edition":
    """The edition of this name, or the current one. Raises EditionError for one that was altered since it was made."""
    from saferplan.base.errors import EditionError
    from saferplan.tables.editions import named_edition

    edition = named_edition(opened_workspace().path, name)
    if altered := edition.altered_files():
        what = f"Edition {edition.name} has been altered since it was made: {', '.join(altered)}."
        raise EditionError(what, "Delete its folder and build again.")
    return edition


def current_of_folder() -> "Edition | None":
    """The current edition of the folder, whole; None where it is no workspace, or nothing was built yet."""
    from saferplan.tables.editions import current_edition

    return opened_edition(None) if current_edition(Path.cwd()) else None
