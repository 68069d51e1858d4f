"""What `refresh` and `check` print of a Word document."""

from typing import Any

from saferplan.cli.output import Lines, near, plain_objects
from saferplan.pipeline.claims import CONTRADICTED, EDITED, LACKING, STANDS, UNCHECKED, counted

MOST_LETTERS = 160


def refreshed_lines(found: Any) -> Lines:
    lines = [f"{near(found.path)}: {len(found.changed)} blocks changed, {len(found.same)} already said the same."]
    lines += [f"  changed: {name}" for name in found.changed]
    lines += [f"  left as it is, for {reason}: {name}" for name, reason in found.held_back]
    lines += [f"  left as it is, for the report has it no longer: {name}" for name in found.gone]
    lines += [f"  left as it is, for an earlier version named it by its place alone: {name}" for name in found.earlier]
    lines += [f"  in the report, and not in the document: {name} (“{about}”)" for name, about in found.lacking]
    if found.kept_copy:
        lines.append(f"The document as it was: {near(found.kept_copy)}")
    return plain_objects(found), lines


def claim_lines(claims: list[Any]) -> Lines:
    """The contradicted first, then what cannot be checked; what stands is counted."""
    numbers = counted(claims)
    lines = [
        ", ".join(f"{number} {verdict}" for verdict, number in numbers.items()) + "."
        if any(numbers.values())
        else "No number was typed."
    ]
    for verdict in (CONTRADICTED, UNCHECKED, EDITED, LACKING, STANDS):
        for claim in (each for each in claims if each.verdict == verdict):
            lines += [f"{verdict}: {claim.number}", f"  in: {_in_short(claim)}", f"  {claim.why}"]
    return plain_objects(claims), lines


def _in_short(claim: Any) -> str:
    """The beginning of a long sentence; of blocks every name."""
    is_short = len(claim.sentence) <= MOST_LETTERS or claim.number.endswith(("block", "blocks"))
    return str(claim.sentence) if is_short else f"{claim.sentence[:MOST_LETTERS]}…"
