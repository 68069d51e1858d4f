"""The reference is fresh, seen to go stale, and the pages name only commands and facts that exist."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from saferplan.evidence.catalogue import all_facts

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
COMMANDS = {
    "new", "build", "facts", "explain", "coverage", "analyses", "compare", "revisions", "page", "editions", "check", "demo",
    "report", "ask", "refresh", "desk", "map", "hash", "scan", "signals", "backtest",
}  # fmt: skip


def generate(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(folder / "generate.py"), "--check"], capture_output=True, encoding="utf-8", check=False
    )


def test_the_reference_is_fresh():
    found = generate(ROOT / "docs")
    assert found.returncode == 0, found.stderr


def test_a_stale_page_is_noticed(tmp_path):
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    page = tmp_path / "docs" / "reference" / "facts.md"
    page.write_text(page.read_text(encoding="utf-8").replace("recorded-crime", "recorded-crimes"), encoding="utf-8")
    found = generate(tmp_path / "docs")
    assert found.returncode == 1
    assert "facts.md" in found.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_pages_name_commands_facts_and_files_that_exist(page):
    text = page.read_text(encoding="utf-8")
    assert set(re.findall(r"(?m)^\s*saferplan ([a-z]+)", text)) <= COMMANDS
    assert set(re.findall(r"saferplan explain ([a-z][a-z-]+)", text)) <= {fact.id for fact in all_facts()}
    for link in re.findall(r"\]\((?!#)([^)#]+)[^)]*\)", text):
        assert (page.parent / link).exists(), link


def test_every_word_of_the_glossary_is_used():
    glossary = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    words = re.findall(r"(?m)^\| `([a-z_0-9]+)`", glossary)
    assert len(words) > 25
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    assert [word for word in words if word not in source] == []
