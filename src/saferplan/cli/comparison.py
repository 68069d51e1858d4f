"""What `compare` prints: what went in, the facts and headlines that moved, the cells, each with why."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from saferplan.base.numerals import plural
from saferplan.base.periods import Month, PeriodType
from saferplan.cli.output import Lines, as_csv, plain_objects
from saferplan.pipeline.compare import Comparison
from saferplan.pipeline.compared.causes import FEED_WORDS, Cause, feed_months, revision_words, setting_words
from saferplan.pipeline.compared.cells import Cell
from saferplan.pipeline.compared.facts import FactMove
from saferplan.pipeline.compared.figures import Headline, Move
from saferplan.pipeline.compared.inputs import Differences
from saferplan.pipeline.compared.tables import TableMove

SHOWN_FILES = 12
SHOWN_ROLLING = 1
SHOWN_TABLES = 12
_FILE_WORDS = {
    "added": "added", "gone": "gone", "replaced": "replaced", "renamed": "moved, same bytes",
    "counts_now": "counts now", "set_aside": "set aside now",
}  # fmt: skip
CSV_COLUMNS = ("kind", "what", "period", "moved", "before", "after", "why")


def comparison_lines(found: Comparison, *, cells: bool) -> Lines:
    """The whole of a comparison, for people and for programs."""
    both = "itself" if found.older == found.newer else f"the newer {found.newer}"
    lines = [f"Edition {found.older} and {both}", "", *input_lines(found.differences), ""]
    if found.nothing_moved:
        lines += ["Nothing moved: every fact, figure and count is the same in both, for small areas too."]
    else:
        lines += [*_fact_lines(found.facts), "", *_headline_lines(found), "", *_cell_lines(found.cells, cells)]
        lines += ["", *_table_lines(found.tables)]
    return comparison_object(found, cells=cells), lines + _revision_lines(found, cells)


def comparison_object(found: Comparison, *, cells: bool) -> dict[str, Any]:
    whole: dict[str, Any] = plain_objects(found)
    whole["nothing_moved"] = found.nothing_moved
    whole["cells_moved"] = len(found.cells)
    del whole["names"]
    if not cells:
        del whole["cells"]
    return whole


def input_lines(found: Differences) -> list[str]:
    """What went into the one and not, or otherwise, into the other."""
    lines = ["What went in"]
    lines += [f"  New months: {feed_months(found.added)}."] if found.added else ["  Months: the same."]
    lines += [f"  No longer supplied: {feed_months(found.gone)}."] if found.gone else []
    lines += [f"  {_upper(revision_words(found.revisions))}."] if found.revisions else []
    lines += _file_lines(found)
    if found.reissued:
        lines.append(f"  {plural(found.reissued, 'file')} of the same bytes now {'counts' if found.reissued == 1 else 'count'} "
                     "as of a later issue, for a later month lies beside.")  # fmt: skip
    lines += [f"  {_upper(setting_words(each))}." for each in found.settings] or ["  Settings: the same."]
    lines.append(
        f"  Program: changed ({found.code[0]}, now {found.code[1]})." if found.code else "  Program: the same."
    )
    return lines


def _file_lines(found: Differences) -> list[str]:
    if not found.files:
        return ["  Files: the same."]
    counts = [
        f"{sum(1 for _ in same)} {_FILE_WORDS[what]}"
        for what, same in groupby(sorted(each.what for each in found.files))
    ]
    lines = [f"  Files: {', '.join(counts)}."]
    for each in found.files[:SHOWN_FILES]:
        was = f", issue {each.issue_before} before" if each.issue_before and each.issue_before != each.issue else ""
        lines.append(f"    {_FILE_WORDS[each.what]}: {each.path}{f' (issue {each.issue}{was})' if each.issue else ''}")
    more = len(found.files) - SHOWN_FILES
    return [*lines, f"    and {more:,} more; --json lists them all"] if more > 0 else lines


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _fact_lines(facts: Sequence[FactMove]) -> list[str]:
    if not facts:
        return ["Facts: none moved."]
    lines = [f"Facts that moved: {len(facts)}"]
    for fact in facts:
        lines += ["", f"  {fact.fact_id}: {fact.title}", *_said_lines(fact), f"    Why: {why(fact.causes)}"]
    return lines


def _said_lines(fact: FactMove) -> list[str]:
    opening = sentence_lines(fact) if is_restated(fact) else ["    The sentence is the same; beside it:"]
    return [
        *opening,
        *(f"    No longer said: {text}" for text in fact.caveats_gone),
        *(f"    Now said: {text}" for text in fact.caveats_new),
    ]


def is_restated(fact: FactMove) -> bool:
    """Whether the sentence itself is another, and not only what is said beside it."""
    return (fact.status, fact.sentence) != (fact.status_before, fact.sentence_before)


def sentence_lines(fact: FactMove) -> list[str]:
    """The sentence before and after."""
    if fact.what != "moved":
        return [f"    {_upper(fact.what)}: {fact.sentence or fact.sentence_before}"]
    return [
        f"    Was{_refused(fact.status_before)}: {fact.sentence_before}",
        f"    Now{_refused(fact.status)}: {fact.sentence}",
    ]


def _refused(status: str | None) -> str:
    return " refused" if status == "refused" else ""


def why(causes: Iterable[Cause]) -> str:
    return "; ".join(cause.words for cause in causes) + "."


def _headline_lines(found: Comparison) -> list[str]:
    moved = found.headlines.moved
    lines = [f"Headlines that moved: {len(moved)}" if moved else "Headlines: none moved."]
    for title, same in groupby(moved, key=lambda each: each.title):
        lines += ["", f"  {title}", *indicator_lines(list(same))]
    return [*lines, *(["", *_rest_lines(found)] if _rest_lines(found) else [])]


def indicator_lines(headlines: Sequence[Headline]) -> list[str]:
    """Financial years in full; of many rolling years the last, and how many more there are for the same reasons."""
    rolling = [each for each in headlines if each.period_type == PeriodType.ROLLING_TWELVE]
    shown = [each for each in headlines if each not in rolling] + rolling[-SHOWN_ROLLING:]
    lines = []
    for headline in shown:
        lines += [f"    {headline.period}", *_move_lines(headline.moves)]
    if left := rolling[:-SHOWN_ROLLING]:
        causes = dict.fromkeys(cause for each in left for cause in each.causes)
        lines += [
            f"    and {plural(len(left), 'more run')} of twelve months, {left[0].period} the first (--csv lists them)",
            f"      Why: {why(causes)}",
        ]
    return lines


def _move_lines(moves: Sequence[Move]) -> list[str]:
    lines = []
    for causes, same in groupby(moves, key=lambda move: move.causes):
        lines += [f"      {move.what}: was {move.before}, now {move.after}" for move in same]
        lines.append(f"      Why: {why(causes)}")
    return lines


def _rest_lines(found: Comparison) -> list[str]:
    rest = found.headlines
    lines = []
    if rest.only_limits:
        lines.append(
            f"  {plural(rest.only_limits, 'figure')} more: count, rate and verdict stand, only the limits moved."
        )
        lines.append(f"    Why: {why(rest.limits_causes)}")
    if rest.new:
        lines.append(f"  {plural(rest.new, 'figure')} of periods or indicators that {found.older} did not have.")
    if rest.gone:
        lines.append(
            f"  {plural(rest.gone, 'figure')} of {found.older} {'is' if rest.gone == 1 else 'are'} no longer there."
        )
    return lines


def _cell_lines(cells: Sequence[Cell], listed_too: bool) -> list[str]:
    what = "Counts by partnership, type of crime and month, in months of both"
    if not cells:
        return [f"{what}: none moved."]
    lines = [f"{what}: {len(cells):,} moved." + ("" if listed_too else " --cells lists them.")]
    for causes, same in groupby(sorted(cells, key=lambda cell: why(cell.causes)), key=lambda cell: cell.causes):
        group = list(same)
        before, after = (sum(getattr(cell, name) for cell in group) for name in ("before", "after"))
        lines.append(f"  {plural(len(group), 'count')}, in all {before:,}, now {after:,}. Why: {why(causes)}")
        if listed_too:
            lines += [
                f"    {cell.month:%Y-%m}  {cell.area_name}, {cell.category}: was {cell.before:,}, now {cell.after:,}"
                for cell in group
            ]
    return lines


def _table_lines(tables: Sequence[TableMove]) -> list[str]:
    """Under each cause the tables of which rows moved, those with most rows first."""
    what = "Rows of all tables, those of wards, neighbourhoods and own areas among them"
    if not tables:
        return [f"{what}: none moved."]
    lines = [f"{what}: {rows_moved(tables)}."]
    for causes, same in groupby(sorted(tables, key=lambda each: why(each.causes)), key=lambda each: each.causes):
        listed = _one_by_one(list(same))
        lines += [f"  Why: {why(causes)}", *(f"    {line}" for line in listed[:SHOWN_TABLES])]
        if others := listed[SHOWN_TABLES:]:
            lines.append(f"    and of {plural(len(others), 'more table')} (--csv lists them)")
    return lines


def rows_moved(tables: Sequence[TableMove]) -> str:
    """ "290 moved, 12,086 more in limits alone"."""
    limits = sum(each.limits for each in tables)
    more = f", {limits:,} more in limits alone" if limits else ""
    return f"{sum(each.rows for each in tables) - limits:,} moved{more}"


def _one_by_one(tables: Sequence[TableMove]) -> list[str]:
    """ "measure: ward 29 moved; lsoa 3 moved, 1 new"."""
    by_name: dict[str, list[TableMove]] = {}
    for each in tables:
        by_name.setdefault(each.table, []).append(each)
    largest_first = sorted(by_name.items(), key=lambda item: (-sum(each.rows for each in item[1]), item[0]))
    return [f"{name}: {'; '.join(_rows_words(each) for each in same)}" for name, same in largest_first]


def _rows_words(move: TableMove) -> str:
    numbers = {"moved": move.moved, "in limits alone": move.limits, "new": move.new, "gone": move.gone}
    parts = [f"{number:,} {what}" for what, number in numbers.items() if number]
    return f"{move.area_type + ' ' if move.area_type else ''}{', '.join(parts)}"


def _revision_lines(found: Comparison, listed_too: bool) -> list[str]:
    """What two issues of one month, both in the newer edition's inbox, gave differently."""
    rows = list(found.revisions)
    if not rows:
        return []
    lines = ["", f"Two issues of one month, both in the inbox of {found.newer}: what the newer issue changed"]
    for (feed, month, before, issue), same in groupby(rows, key=_issues):
        cells = list(same)
        was, now = (sum(row[name] for row in cells) for name in ("count_before", "count"))
        lines.append(f"  {_month(month)}, {FEED_WORDS.get(feed, feed)}: {plural(len(cells), 'cell')}, in all {was:,}, now {now:,} "
                     f"(issue {issue}, before it {before})")  # fmt: skip
        if listed_too:
            lines += [
                f"    {row['place']}, {row['category']}: was {row['count_before']:,}, now {row['count']:,}"
                for row in cells
            ]
    return lines


def _issues(row: Any) -> tuple[str, date, str, str]:
    return row["feed"], row["month"], row["issue_before"], row["issue"]


def _month(day: date) -> str:
    return Month.of(day).name


def comparison_csv(found: Comparison, *, cells: bool) -> str:
    """A row for each thing that moved."""
    rows = [*_fact_rows(found.facts), *_headline_rows(found.headlines.moved), *_table_rows(found.tables)]
    if cells:
        rows += [*_cell_rows(found.cells), *_issue_rows(found)]
    return as_csv(CSV_COLUMNS, rows)


CsvRow = tuple[object, ...]


def _fact_rows(facts: Iterable[FactMove]) -> Iterable[CsvRow]:
    for fact in facts:
        words = why(fact.causes)
        if is_restated(fact):
            yield "fact", fact.fact_id, "", "sentence", fact.sentence_before, fact.sentence, words
        yield from (("fact", fact.fact_id, "", "caveat", text, "", words) for text in fact.caveats_gone)
        yield from (("fact", fact.fact_id, "", "caveat", "", text, words) for text in fact.caveats_new)


def _headline_rows(headlines: Iterable[Headline]) -> Iterable[CsvRow]:
    for each in headlines:
        for move in each.moves:
            yield "headline", each.indicator_id, each.period, move.what, move.before, move.after, why(move.causes)


def _table_rows(tables: Iterable[TableMove]) -> Iterable[CsvRow]:
    for each in tables:
        yield "table", each.table, "", each.area_type or "", "", _rows_words(each), why(each.causes)


def _cell_rows(cells: Iterable[Cell]) -> Iterable[CsvRow]:
    for cell in cells:
        what, month = f"{cell.area_name}, {cell.category}", f"{cell.month:%Y-%m}"
        yield "cell", what, month, "count", cell.before, cell.after, why(cell.causes)


def _issue_rows(found: Comparison) -> Iterable[CsvRow]:
    for row in found.revisions:
        what, month = f"{row['place']}, {row['category']}", f"{row['month']:%Y-%m}"
        issues = f"issue {row['issue']}, before it {row['issue_before']}"
        yield "issue", what, month, row["feed"], row["count_before"], row["count"], issues
