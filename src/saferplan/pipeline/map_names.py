"""Names that a mapping gets from the file it was made from."""

import re
from pathlib import Path


def name_of(path: Path) -> str:
    """A name for a mapping from a file's: without what changes from one return to the next."""
    words = re.sub(
        r"[^a-z]+",
        "-",
        re.sub(r"\b(q[1-4]|fy|return|returns|final|v\d+)\b", " ", path.stem.casefold().replace("_", " ")),
    )
    return words.strip("-")[:40].strip("-") or "supplier"


def glob_of(path: Path) -> str:
    """Names of the files to come: digits, and a quarter before them, are what changes."""
    stem = re.sub(r"(?i)(?:\bq(?:uarter)?\s*)?\d+(?:[-_. /]*\d+)*", "*", path.stem)
    stem = re.sub(r"\*[-_. *]*\*", "*", stem)
    if not stem.strip("*-_. "):
        return path.name  # a pattern of nothing but what changes would take any file
    return f"{stem if '*' in stem else stem + '*'}{path.suffix.lower()}"


def supplier_of(name: str) -> str:
    return name.replace("-", " ").capitalize()
