"""A workspace: one partnership's folder, found from any folder below it."""

from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from saferplan.base.errors import BusyError, StorageError, WorkspaceError
from saferplan.pipeline.settings import FILE_NAME, Settings, read_settings, settings_text
from saferplan.tables.editions import write_beside


@dataclass(frozen=True)
class Workspace:
    """The folder and its settings."""

    path: Path
    settings: Settings

    @property
    def inbox(self) -> Path:
        return self.path / "inbox"

    @property
    def mappings(self) -> Path:
        """How suppliers' files are read, one mapping each."""
        return self.path / "mappings"

    @property
    def reports(self) -> Path:
        return self.path / "reports"

    @property
    def cache(self) -> Path:
        """Rows kept from one build to the next. Deleting it is always safe."""
        return self.path / ".cache"

    def lock(self) -> FileLock:
        return FileLock(self.path / ".build.lock")


def create_workspace(
    path: Path, area: str, comparators: list[str], *, simulated: bool = False, further: str = ""
) -> Workspace:
    """Make a workspace folder with a commented saferplan.toml, and `further` settings after it.

    Raises WorkspaceError if there is one already.
    """
    if (path / FILE_NAME).exists():
        raise WorkspaceError(f"{path} is a workspace already.", "Choose another folder, or edit its saferplan.toml.")
    text = settings_text(area, comparators, simulated=simulated) + further
    try:
        (path / "inbox" / "judgements").mkdir(parents=True, exist_ok=True)
        write_beside(path / FILE_NAME, text.encode())
        workspace = open_workspace(path)
    except OSError as error:
        raise StorageError(f"The folder {path} cannot be written: {error}.", "Choose another folder.") from error
    except Exception:
        (path / FILE_NAME).unlink(missing_ok=True)
        raise
    return workspace


def open_workspace(start: Path) -> Workspace:
    """The workspace that holds this folder. Raises WorkspaceError if none does."""
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / FILE_NAME).is_file():
            return Workspace(folder, read_settings(folder / FILE_NAME))
    raise WorkspaceError(
        f"There is no {FILE_NAME} in {start} or above it.",
        "Go to a workspace, or make one: saferplan new FOLDER --area CODE",
    )


def hold(workspace: Workspace, wait_seconds: float) -> FileLock:
    """Take the workspace for a build. Raises BusyError if another build still holds it after the wait."""
    lock = workspace.lock()
    try:
        lock.acquire(timeout=wait_seconds)
    except Timeout as error:
        raise BusyError(
            "Another build is running in this workspace.", "Wait until it has ended, or build again with --wait."
        ) from error
    except OSError as error:
        raise StorageError(f"The workspace cannot be written: {error}.", "Check the folder's permissions.") from error
    return lock
