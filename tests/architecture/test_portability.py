"""One wheel for every laptop: no links, no forks, no shell, every open names its encoding, no host in committed files."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
FORBIDDEN_CALLS = {"symlink", "symlink_to", "link_to", "hardlink_to", "fork", "forkpty", "system", "popen", "mkfifo"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT / "src").as_posix())
def test_no_call_that_a_windows_laptop_cannot_make(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            assert name not in FORBIDDEN_CALLS, f"{path.name}:{node.lineno} calls {name}"


def test_names_of_files_are_portable_and_short():
    names = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    ).stdout.split("\n")
    for name in filter(None, names):
        assert re.fullmatch(r"[A-Za-z0-9._/-]+", name)
        assert len(name) < 100
        assert not {"con", "aux", "nul", "prn"} & {Path(part).stem.casefold() for part in name.split("/")}


def test_modules_are_of_a_readable_size():
    sizes = {path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {name: size for name, size in sizes.items() if size > 300} == {}
