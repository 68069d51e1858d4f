"""Build the wheel, install it in a clean environment, and run the demonstration from it: what `make wheel` does.

The environment knows nothing of this folder; versions are those of constraints.txt.
"""

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]


def run(*words: object, cwd: Path) -> str:
    return subprocess.run(list(map(str, words)), cwd=cwd, check=True, capture_output=True, encoding="utf-8").stdout


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder / "dist", ROOT, cwd=folder)
        (wheel,) = (folder / "dist").glob("*.whl")
        venv.create(folder / "clean", with_pip=True)
        scripts = folder / "clean" / ("Scripts" if sys.platform == "win32" else "bin")
        python = scripts / ("python.exe" if sys.platform == "win32" else "python")
        run(python, "-m", "pip", "install", "--quiet", "--constraint", ROOT / "constraints.txt", wheel, cwd=folder)
        run(python, "-m", "saferplan", "demo", "--dir", folder / "demo", "--no-open", cwd=folder)
        facts = json.loads(run(python, "-m", "saferplan", "facts", "--json", cwd=folder / "demo"))
        assert any("14,740 crimes" in fact["sentence"] for fact in facts)
        for report in ("facts.html", "facts.pdf"):
            assert (folder / "demo" / "reports" / report).stat().st_size > 10_000
        sys.stdout.write(
            f"{wheel.name}: installed in a clean environment; the demonstration ran and its facts are right.\n"
        )


if __name__ == "__main__":
    main()
