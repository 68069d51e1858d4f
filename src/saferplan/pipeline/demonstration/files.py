"""Writing text files whose bytes depend on nothing but the arguments. All give the rows written by path."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path


def write_csv(directory: Path, path: str, header: str, rows: Iterable[Sequence[str | int | float]]) -> dict[str, int]:
    listed = list(rows)
    target = directory / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8", newline="") as file:
        file.write(header + "\n")
        csv.writer(file, lineterminator="\n").writerows(listed)
    return {path: len(listed)}


def write_lines(directory: Path, path: str, header: str, lines: list[str]) -> dict[str, int]:
    """Lines that end as the publisher ends them, and a header that does alike."""
    write_text(directory / path, header + "\r\n" + "".join(lines))
    return {path: len(lines)}


def write_text(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text.encode("utf-8"))
