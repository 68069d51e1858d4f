"""`hash`: replace a column of a file by keyed hashes, before it is sent."""

from pathlib import Path

from saferplan.base.errors import SettingsError
from saferplan.sources.local.keyed_hash import hash_column, new_key, read_key


def hash_file(path: Path, column: str, key_file: Path, target: Path, *, make_key: bool) -> int:
    """Write `target`; gives its rows. Raises SettingsError where the key would lie beside what it protects."""
    if key_file.resolve().parent == target.resolve().parent:
        raise SettingsError(
            "The key would lie beside the file that is to be sent.",
            "Keep the key in a folder that never leaves your desk.",
        )
    if not path.is_file():
        raise SettingsError(f"There is no file {path}.", "Check the spelling.")
    if target.exists():
        raise SettingsError(f"There is a file {target} already.", "Choose another --out: nothing is overwritten.")
    for folder, what in ((target.parent, "--out"), (key_file.parent, "--key-file")):
        if not folder.is_dir():
            raise SettingsError(f"There is no folder {folder}.", f"Make it first, or name another in {what}.")
    if make_key:
        new_key(key_file)
    return hash_column(path, column, read_key(key_file), target)
