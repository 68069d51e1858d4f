"""--help is quick because it imports none of the heavy parts."""

import subprocess
import sys


def test_help_imports_no_heavy_part():
    script = (
        "import sys\n"
        "sys.argv = ['saferplan', '--help']\n"
        "from saferplan.cli import run\n"
        "try:\n    run()\nexcept SystemExit:\n    pass\n"
        "heavy = {'pydantic', 'duckdb', 'numpy', 'scipy', 'shapely', 'pyproj', 'python_calamine', 'typst', 'jinja2', 'numba'}\n"
        "sys.exit(', '.join(sorted(heavy & set(sys.modules))) or 0)\n"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=False)
    assert found.returncode == 0, found.stderr
    for command in (
        "new",
        "build",
        "facts",
        "explain",
        "coverage",
        "compare",
        "revisions",
        "page",
        "editions",
        "check",
        "demo",
        "map",
        "hash",
        "scan",
        "signals",
        "backtest",
    ):
        assert command in found.stdout


def test_the_module_runs_like_the_script():
    found = subprocess.run(
        [sys.executable, "-m", "saferplan", "--version"], capture_output=True, encoding="utf-8", check=True
    )
    assert found.stdout.strip()
