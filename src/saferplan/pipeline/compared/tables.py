"""Tables whose rows are not the same in two editions: how many rows of which kind of area, and what can have moved them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from saferplan.pipeline.compared.causes import Cause, causes_of
from saferplan.pipeline.compared.inputs import Differences
from saferplan.pipeline.compared.side import Side, of_this_version
from saferplan.pipeline.compared.table_reaches import rows_reach
from saferplan.tables.catalogue import all_tables
from saferplan.tables.schema import Column, Table

NOT_COMPARED = frozenset({"fact", "fact_caveat", "fact_measure", "fact_table", "source", "step"})
"""Told as facts and as inputs, or how the edition was made."""
_KINDS = ("area_type", "place_type")
_OF_LIMITS = frozenset({
    "lower", "upper", "dispersion", "freedom", "run_correlation", "p", "p_with_runs", "p_adjusted", "p_lowest", "rank_lower",
    "rank_upper",
})  # fmt: skip
_BEFORE_LIMITS = ("lower_", "upper_", "dispersed_")
"""Names of columns, and how they begin, that every month of a series moves: a row that differs in these alone says the same."""


@dataclass(frozen=True)
class TableMove:
    """Rows of a table, of one kind of area where it has several, that moved for the same causes."""

    table: str
    area_type: str | None
    moved: int
    limits: int
    """Rows that differ in limits and chances alone."""
    new: int
    gone: int
    causes: tuple[Cause, ...]

    @property
    def rows(self) -> int:
        return self.moved + self.limits + self.new + self.gone


def compared_tables() -> tuple[Table, ...]:
    """Tables that are compared row by row: not those of rows of files, which are told by what is counted of them."""
    return tuple(
        table for name, table in all_tables().items() if name not in NOT_COMPARED and "file_id" not in table.sort_key
    )


def table_moves(older: Side, newer: Side, differences: Differences) -> tuple[TableMove, ...]:
    """Of every table compared, the rows that are in one edition only or say something else."""
    found: dict[tuple[str, str, tuple[Cause, ...]], Counter[str]] = {}
    for table in compared_tables():
        if older.digest_of(table.name) != newer.digest_of(table.name):
            for part in _parts(older, newer, table):
                key = table.name, part["area_type"] or "", _causes(differences, table, part)
                found.setdefault(key, Counter())[part["what"]] += part["rows"]
    return tuple(
        TableMove(name, kind or None, rows["moved"], rows["limits"], rows["new"], rows["gone"], causes)
        for (name, kind, causes), rows in found.items()
    )


def _causes(differences: Differences, table: Table, part: dict[str, Any]) -> tuple[Cause, ...]:
    in_both = part["what"] in ("moved", "limits")
    reasons = (part["reason_before"], part["reason"], part["broken"]) if in_both else ()
    reach = rows_reach(table.name, part["indicator_id"], part["area_type"], in_both=in_both, reasons=reasons)
    return causes_of(differences, [replace(reach, limits=part["what"] == "limits")])


def _parts(older: Side, newer: Side, table: Table) -> Iterable[dict[str, Any]]:
    with of_this_version(older.edition):
        return newer.edition.rows(_moved_sql(table, *(side.edition.reading_sql(table.name) for side in (older, newer))))


def _moved_sql(table: Table, older: str, newer: str) -> str:
    """Counts the rows that moved, by what became of them, kind of area, indicator, and why a figure is missing."""
    key, kind = table.sort_key, next((name for name in _KINDS if name in table.sort_key), "NULL")
    told = [column for column in table.columns if column.name not in (*key, "file_id")]
    otherwise = " OR ".join(_differs_sql(column) for column in told) or "false"
    beside_limits = " OR ".join(_differs_sql(column) for column in told if not _is_of_limits(column)) or "false"
    return f"""SELECT {kind} AS area_type, {"indicator_id" if "indicator_id" in key else "NULL"} AS indicator_id,
      CASE WHEN older.here IS NULL THEN 'new' WHEN newer.here IS NULL THEN 'gone'
        WHEN {beside_limits} THEN 'moved' ELSE 'limits' END AS what,
      {_reasons_sql(table)}, count(*) AS rows
    FROM (SELECT *, true AS here FROM ({older})) AS older
    FULL JOIN (SELECT *, true AS here FROM ({newer})) AS newer USING ({", ".join(key)})
    WHERE older.here IS NULL OR newer.here IS NULL OR {otherwise} GROUP BY ALL ORDER BY ALL"""


def _is_of_limits(column: Column) -> bool:
    return column.name in _OF_LIMITS or column.name.startswith(_BEFORE_LIMITS)


def _reasons_sql(table: Table) -> str:
    """Why a figure is missing on either side, and whether other breaks in recording stand beside it."""
    before, now = (
        f"{side}.missing_reason" if "missing_reason" in table.column_names else "NULL" for side in ("older", "newer")
    )
    broken = "older.break_ids IS DISTINCT FROM newer.break_ids" if "break_ids" in table.column_names else "false"
    return f"{before} AS reason_before, {now} AS reason, CASE WHEN {broken} THEN 'series_break' END AS broken"


def _differs_sql(column: Column) -> str:
    """Whether a column is another; numbers that differ by rounding alone are the same."""
    before, now = f"older.{column.name}", f"newer.{column.name}"
    if column.sql_type != "DOUBLE":
        return f"{before} IS DISTINCT FROM {now}"
    near = f"abs({before} - {now}) <= greatest(1e-9 * greatest(abs({before}), abs({now})), 1e-12)"
    return f"({before} IS DISTINCT FROM {now} AND NOT coalesce({near}, false))"
