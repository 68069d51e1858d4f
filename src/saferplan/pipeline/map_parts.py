"""What adds up in a file that is being mapped, asked of a person so that it holds for later files too."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from saferplan.base.numerals import listed, plural
from saferplan.evidence.adding_up import Composed, Interval
from saferplan.pipeline.map_kind import Answers
from saferplan.pipeline.suppressing_parts import NOT_COUNTED, composed_of_units, told_by_mark
from saferplan.sources.local.mapping import IndicatorMapping
from saferplan.sources.local.reading import read_return
from saferplan.sources.local.returned import Value
from saferplan.sources.local.sheets import UnreadableFileError


def add_parts(said: dict[str, Any], path: Path, answers: Answers) -> None:
    """Put `parts` into the indicators of a mapping that are sums of others in the file, if a person does not say otherwise.

    Nothing where the file cannot be read as the mapping is so far: what is wrong is told when it is tried.
    """
    try:
        mapping = IndicatorMapping.model_validate(said)
        values = read_return(path, mapping).values
    except (ValidationError, UnreadableFileError):
        return
    titles = {each.id: each.title for each in mapping.indicator}
    by_id = {each["id"]: each for each in said["indicator"]}
    for found in _of_one_total_each(_composed(mapping, values)):
        parts = listed([f"“{titles[part]}”" for part in found.parts])
        question = (
            f"“{titles[found.total]}” is {parts} together in {plural(found.rows, 'row')}. Shall they be kept as its parts, so "
            "that none is shown from which a suppressed one could be worked out?"
        )
        if answers.is_yes(f"parts of {titles[found.total]}", question, "yes"):
            by_id[found.total]["parts"] = list(found.parts)


def _composed(mapping: IndicatorMapping, values: Sequence[Value]) -> list[Composed]:
    """What adds up among counts, whatever their unit; nothing of percentages, sums of money and what counts no people."""
    units = {each.id: each.unit for each in mapping.indicator if each.suppress and each.unit not in NOT_COUNTED}
    counts: dict[str, dict[Any, Interval]] = {name: {} for name in units}
    for value in values:
        known = (value.number, value.number) if value.number is not None else told_by_mark(value.status, value.said)
        if known and value.indicator_id in counts:
            counts[value.indicator_id][value.area.casefold(), value.period.label] = known
    titles = {each.id: each.title for each in mapping.indicator}
    return composed_of_units(list(counts.items()), units, titles)


def _of_one_total_each(found: Sequence[Composed]) -> list[Composed]:
    """Those that a mapping can say: one list of parts of a total, no part of two totals, no total among parts.

    What is left out is found by a build itself.
    """
    kept: list[Composed] = []
    for each in sorted(found, key=lambda one: (-one.rows, len(one.parts))):
        taken = {part for one in kept for part in one.parts}
        totals = {one.total for one in kept}
        if not ({each.total, *each.parts} & taken or {each.total, *each.parts} & totals):
            kept.append(each)
    return kept
