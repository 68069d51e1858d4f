"""What `revisions` prints: the log of a workspace's editions, newest first, in short."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from saferplan.base.numerals import plural
from saferplan.cli.comparison import (
    comparison_object,
    indicator_lines,
    input_lines,
    is_restated,
    rows_moved,
    sentence_lines,
    why,
)
from saferplan.cli.output import Lines
from saferplan.pipeline.compared.facts import FactMove
from saferplan.pipeline.compared.figures import Headlines
from saferplan.pipeline.compared.inputs import Differences
from saferplan.pipeline.compared.tables import TableMove
from saferplan.pipeline.revision_log import Entry


def log_lines(entries: Sequence[Entry]) -> Lines:
    """The revision log: newest first, the facts and headlines that moved, in short."""
    lines = [line for entry in entries for line in [*_entry_lines(entry), ""]][:-1]
    objects = [
        {"older": entry.older, "newer": entry.newer, "trouble": entry.trouble,
         "comparison": entry.comparison and comparison_object(entry.comparison, cells=False)}
        for entry in entries
    ]  # fmt: skip
    return objects, lines or ["There are not yet two editions to compare. Build again when there is news."]


def _entry_lines(entry: Entry) -> list[str]:
    title = f"{entry.newer}, after {entry.older}"
    if entry.comparison is None:
        return [title, f"  Cannot be compared. {entry.trouble}"]
    found = entry.comparison
    if found.nothing_moved:
        return [title, "  Nothing moved.", *_indented(_inputs_in_short(found.differences))]
    return [
        title, *_indented(_inputs_in_short(found.differences)), *_indented(_facts_in_short(found.facts)),
        *_indented(_headlines_in_short(found.headlines)),
        *([f"  {plural(len(found.cells), 'count')} of months in both moved."] if found.cells else []),
        *_indented(_tables_in_short(found.tables)),
    ]  # fmt: skip


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _inputs_in_short(found: Differences) -> list[str]:
    """What differs, without the single files."""
    lines = input_lines(found)[1:]
    return [line.strip() for line in lines if not line.startswith("    ") and not line.endswith("the same.")]


def _facts_in_short(facts: Sequence[FactMove]) -> list[str]:
    """Sentences before and after; facts of which other caveats are said by name, under what moved them."""
    if not facts:
        return ["No fact moved."]
    lines = [f"Facts that moved: {len(facts)}."]
    beside: dict[str, list[str]] = {}
    for fact in facts:
        if is_restated(fact):
            lines += [f"  {fact.fact_id}", *sentence_lines(fact), f"    Why: {why(fact.causes)}"]
        else:
            beside.setdefault(why(fact.causes), []).append(fact.fact_id)
    for words, names in beside.items():
        lines += [f"  Same sentence, other caveats: {', '.join(names)}", f"    Why: {words}"]
    return lines


def _tables_in_short(tables: Sequence[TableMove]) -> list[str]:
    """How many rows of tables moved, of small areas too, and why."""
    if not tables:
        return []
    names = {each.table for each in tables}
    causes = dict.fromkeys(cause for each in tables for cause in each.causes)
    return [f"Rows of {plural(len(names), 'table')}: {rows_moved(tables)}.", f"  Why: {why(causes)}"]


def _headlines_in_short(rest: Headlines) -> list[str]:
    lines = [f"Headlines that moved: {len(rest.moved)}." if rest.moved else "No headline moved."]
    for title, same in groupby(rest.moved, key=lambda each: each.title):
        lines += [f"  {title}", *indicator_lines(list(same))]
    if rest.only_limits:
        lines += [
            f"  {plural(rest.only_limits, 'figure')} more moved in limits alone.",
            f"    Why: {why(rest.limits_causes)}",
        ]
    return lines
