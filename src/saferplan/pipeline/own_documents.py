"""Word documents that a person may have written into: one is replaced only while it is, byte for byte, what was written there."""

import hashlib
import json
from pathlib import Path

from saferplan.tables.editions import write_beside

RECORD = ".written.json"
"""Beside the reports: the hash of each document as it was last written."""


def write_document(path: Path, content: bytes) -> Path:
    """Write it, under another name where what lies there is not what was written there; gives the path it has."""
    record = path.parent / RECORD
    written = _read(record)
    target, number = path, 2
    while target.exists() and hashlib.sha256(target.read_bytes()).hexdigest() != written.get(target.name):
        target, number = path.with_name(f"{path.stem} ({number}){path.suffix}"), number + 1
    write_beside(target, content)
    written[target.name] = hashlib.sha256(content).hexdigest()
    write_beside(record, (json.dumps(written, indent=1, sort_keys=True) + "\n").encode())
    return target


def _read(record: Path) -> dict[str, str]:
    """Nothing where there is no record, or none that can be read: then every document there is somebody's own."""
    try:
        found = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
