"""What `ask` prints: the table, the months, what to bear in mind and what is not said."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from saferplan.cli.output import Lines
from saferplan.pipeline.reporting import answer_title
from saferplan.report.answer import HEADINGS, POINT_HEADINGS, answer_cells, point_cells

BAR_LETTERS = 40


def answer_lines(found: Any) -> Lines:
    lines = [
        answer_title(found),
        "",
        *_table([HEADINGS, *answer_cells(found.lines)], (0, 5)),
        "",
        f"{found.series.title}:",
    ]
    lines += [*_months(found), "", "To bear in mind:", *(f"  {text}" for text in found.caveats)]
    if found.refused:
        lines += ["Not said, and why:", *(f"  {text}" for text in found.refused)]
    if found.points:
        lines += ["The map points of this area:", *_table([POINT_HEADINGS, *point_cells(found.points)], (0, 3))]
    objects = {
        "area_code": found.area_code, "area_name": found.area_name, "from": str(found.span.start), "to": str(found.span.end),
        "counts": [{"what": name, "count": each.count, "a_year_before": each.before, "change": each.share,
                    "verdict": each.verdict, "missing_reason": each.missing_reason} for name, each in found.lines],
        "months": [{"month": str(row.month), "count": row.count, "missing_reason": row.reason} for row in found.series.rows],
        "caveats": list(found.caveats), "not_said": list(found.refused), "map_points": [asdict(each) for each in found.points],
    }  # fmt: skip
    return objects, lines


def _table(rows: Sequence[tuple[str, ...]], words: tuple[int, int]) -> list[str]:
    """Rows in columns: those of words to the left, those of figures to the right."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return [
        "  ".join(
            cell.ljust(width) if place in words else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _months(found: Any) -> list[str]:
    """A bar a month of those asked for; a gap says that it is one."""
    rows = [row for row in found.series.rows if found.span.start <= row.month <= found.span.end]
    most = max((row.count for row in rows if row.count is not None), default=0)
    return [
        f"  {row.month}  {row.count:>7,}  {'#' * round(BAR_LETTERS * row.count / most) if most else ''}".rstrip()
        if row.count is not None else f"  {row.month}        -  {row.verdict_words.partition(': ')[2]}"
        for row in rows
    ]  # fmt: skip
