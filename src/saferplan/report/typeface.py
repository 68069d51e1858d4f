"""One typeface for charts and documents on every machine: Source Sans Pro (OFL), from its package."""

from importlib.resources import files
from pathlib import Path

FAMILY = "Source Sans Pro"
STACK = "Source Sans Pro, Segoe UI, Arial, sans-serif"
_USED = ("SourceSansPro-Regular.ttf", "SourceSansPro-It.ttf", "SourceSansPro-Semibold.ttf", "SourceSansPro-Bold.ttf")


def font_files() -> list[Path]:
    """The static TrueType files we use; the package holds the same faces as OpenType too."""
    folder = Path(str(files("font_source_sans_pro"))) / "files"
    return [folder / name for name in _USED]
