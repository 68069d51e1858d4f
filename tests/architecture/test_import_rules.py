"""The import rules hold, and each is seen to break when a violation is planted in a copy of the package."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

VIOLATIONS = {
    "Data flows one way": ("base/planted.py", "import saferplan.tables.engine\n"),
    "No two neighbours import each other, at any depth": (
        "evidence/facts/planted.py", "import saferplan.evidence.indicators\n"),
    "Django lives in web only": ("tables/planted.py", "import django\n"),
    "Only sources reach the network": ("pipeline/planted.py", "import socket\n"),
    "The pipeline is started from cli or web.jobs, nowhere else": ("report/planted.py", "import saferplan.pipeline.build\n"),
    "Sources and evidence are used by the pipeline only; pages read editions": (
        "cli/planted.py", "import saferplan.evidence.methods.limits\n"),
}  # fmt: skip
ALSO = {"evidence/indicators/planted.py": "import saferplan.evidence.facts\n"}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    environment = {"PYTHONPATH": str(folder / "src"), "PATH": "", "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_rules_hold(copy):
    found = lint(copy)
    assert found.returncode == 0, found.stdout
    assert found.stdout.count("KEPT") == len(VIOLATIONS)


@pytest.mark.parametrize("contract", VIOLATIONS)
def test_each_rule_breaks_on_a_planted_violation(copy, contract):
    name, text = VIOLATIONS[contract]
    (copy / "src" / "saferplan" / name).write_text(text, encoding="utf-8")
    if "neighbours" in contract:
        for other, words in ALSO.items():
            (copy / "src" / "saferplan" / other).write_text(words, encoding="utf-8")
    found = lint(copy)
    assert found.returncode == 1
    assert f"{contract} BROKEN" in found.stdout


def test_a_new_room_without_a_decision_is_noticed(copy):
    (copy / "src" / "saferplan" / "utils").mkdir()
    (copy / "src" / "saferplan" / "utils" / "__init__.py").write_text("", encoding="utf-8")
    found = lint(copy)
    assert found.returncode == 1
    assert "utils" in found.stdout
