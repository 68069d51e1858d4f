"""Counts of a force's extract as an edition holds them: by type and flag, small ones and what would give them away suppressed."""

from collections.abc import Mapping, Sequence
from typing import Any

from saferplan.evidence.disclosure_control import Key, Rule, Sum, Suppressed, suppress
from saferplan.pipeline.event_analyses.subjects import ALL
from saferplan.tables.engine import Engine

Row = dict[str, Any]


def suppress_event_counts(engine: Engine, rule: Rule) -> None:
    """Suppress figures of `local_event_count`, an extract at a time."""
    engine.run("UPDATE local_event_count SET suppress_below = ?", [rule.below])
    extracts: dict[tuple[str, str], list[Row]] = {}
    for row in engine.rows("SELECT * FROM local_event_count ORDER BY mapping, area_code, category"):
        extracts.setdefault((row["mapping"], row["area_code"]), []).append(row)
    for rows in extracts.values():
        events = _of_column(rows, "events", rule)
        unplaced = _of_column(rows, "unplaced", rule)
        flags = _of_flags(rows, rule, frozenset(events))
        for row in rows:
            _write(engine, row, _shown(row, events, unplaced, flags, rule))


def _of_column(rows: Sequence[Row], name: str, rule: Rule) -> dict[str, Suppressed]:
    """The categories whose figure in a column is suppressed: the types come to all."""
    counts: dict[Key, float] = {row["category"]: row[name] for row in rows}
    return {str(key): reason for key, reason in suppress(counts, [_to_all(counts, "")], rule).items()}


def _of_flags(rows: Sequence[Row], rule: Rule, beside: frozenset[str]) -> dict[Key, Suppressed]:
    """The cells of types by flag: flagged, not flagged, and of how many the flag is known."""
    counts: dict[Any, float] = {}
    for row in rows:
        flagged = row["domestic_abuse"] or 0
        cells = {"flagged": flagged, "not": row["flag_known"] - flagged, "known": row["flag_known"]}
        counts |= {(name, row["category"]): count for name, count in cells.items()}
    sums = [_to_all(counts, name) for name in ("flagged", "not", "known")]
    sums += [Sum(("known", row["category"]), (("flagged", row["category"]), ("not", row["category"]))) for row in rows]
    return suppress(
        counts, sums, rule, beside=frozenset(key for key, count in counts.items() if key[1] in beside and count)
    )


def _to_all(counts: Mapping[Any, float], name: str) -> Sum:
    total: Key = (name, ALL) if name else ALL
    parts = tuple(key for key in counts if key != total and (not name or key[0] == name))
    return Sum(total, parts, sum(counts[key] for key in parts) < counts.get(total, 0))


def _shown(
    row: Row,
    events: Mapping[str, Suppressed],
    unplaced: Mapping[str, Suppressed],
    flags: Mapping[Key, Suppressed],
    rule: Rule,
) -> Row:
    """A row as the edition holds it; whether a ratio is odd would tell of the figure that it is made of."""
    category = row["category"]
    hidden = {name for name in ("flagged", "not", "known") if (name, category) in flags}
    reason = events.get(category)
    found = {
        "events": None if reason else row["events"],
        "unplaced": None if category in unplaced else row["unplaced"],
        "domestic_abuse": None if "flagged" in hidden or hidden == {"not"} else row["domestic_abuse"],
        "flag_known": None if "known" in hidden else row["flag_known"],
    }
    rounded = {name: None if count is None else rule.rounded(count) for name, count in found.items()}
    word = None if reason is None else (Suppressed.SMALL if reason is Suppressed.SMALL else Suppressed.SECONDARY).value
    return rounded | {"is_query": None if reason else row["is_query"], "suppression": word}


def _write(engine: Engine, row: Row, shown: Row) -> None:
    engine.run(
        f"UPDATE local_event_count SET {', '.join(f'{name} = ?' for name in shown)} "
        "WHERE mapping = ? AND area_code = ? AND category = ?",
        [*shown.values(), row["mapping"], row["area_code"], row["category"]],
    )
