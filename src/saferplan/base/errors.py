"""Errors that are shown to a person without a traceback, each with the way out.

The tree, with the exit code of the command that meets it::

    SaferplanError            1
     ├─ SettingsError         2   saferplan.toml, or a word on the command line, cannot be used
     ├─ WorkspaceError        2   there is no workspace here, or there is one already
     ├─ InputError            3   a file in the inbox cannot be used as it is
     ├─ EditionError          4   an edition is missing, altered or of another format
     ├─ BusyError            75   another build holds the workspace
     └─ StorageError         74   the disk is full or cannot be written
"""


class SaferplanError(Exception):
    """Something a person can put right. `way_out` says how, in the imperative."""

    exit_code = 1

    def __init__(self, what: str, way_out: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.way_out = way_out

    def __str__(self) -> str:
        return f"{self.what}\n{self.way_out}" if self.way_out else self.what


class SettingsError(SaferplanError):
    exit_code = 2


class WorkspaceError(SaferplanError):
    exit_code = 2


class InputError(SaferplanError):
    exit_code = 3


class EditionError(SaferplanError):
    exit_code = 4


class StorageError(SaferplanError):
    exit_code = 74


class BusyError(SaferplanError):
    exit_code = 75
