"""Partners' figures as an edition holds them: small ones suppressed before anything is stated, compared or written.

It is done once, at the door: what is not in the edition no fact, report, chart, workbook or explanation can give away. The
file as it was received, named with sheet and cell, is where whoever may see a figure finds it.
"""

from collections.abc import Mapping, Sequence
from math import inf
from typing import Any

from saferplan.evidence.disclosure_control import Interval, Rule, Suppressed, suppress
from saferplan.evidence.local_indicators import against_target
from saferplan.pipeline.local_settling import CONTRADICTED
from saferplan.pipeline.settings import Settings
from saferplan.pipeline.suppressing_flows import found_flows
from saferplan.pipeline.suppressing_listings import redact
from saferplan.pipeline.suppressing_parts import NOT_COUNTED, Cell, found_parts, told_by_mark
from saferplan.pipeline.suppressing_rates import rates_that_tell
from saferplan.pipeline.suppressing_shares import key_of
from saferplan.pipeline.suppressing_sums import areas_above, sums_of
from saferplan.sources.local.values import told_by
from saferplan.tables.engine import Engine

Row = dict[str, Any]


def rule_of(settings: Settings) -> Rule:
    return Rule(settings.suppress_below, settings.suppress_zero, settings.round_to)


def suppress_values(engine: Engine, settings: Settings) -> None:
    """Suppress small figures of `local_value`, and what would give them away in the lists of what was refused and left out."""
    rule = rule_of(settings)
    indicators = _by_sender(engine)
    values = engine.rows("SELECT * FROM local_value ORDER BY indicator_id, area_type, area_code, period_type, period")
    rows = [row for row in values if indicators[row["indicator_id"]]["suppress_below"] is not None]
    counts, withheld = _known(rows, indicators)
    withheld |= (refused := _small_refused(engine, indicators, rule))
    seen, blank = found_parts(counts, withheld, indicators), _blank(rows, indicators)
    flows = found_flows(counts, indicators)
    sums, opened = sums_of(
        counts | flows.cells, withheld, blank, indicators | flows.indicators, areas_above(engine), seen, rule,
        flows.sums,
    )  # fmt: skip
    hidden = suppress(counts | flows.cells, sums, rule, withheld=withheld | opened)
    shown = {key_of(row): _shown(row, indicators[row["indicator_id"]], hidden, rule) for row in rows}
    shown |= {key_of(row): row for row in rates_that_tell(values, shown, indicators, rule)}
    _write(engine, [new for old in values if (new := shown.get(key_of(old), old)) != old])
    touched = [row for row in values if _withheld(row) or shown.get(key_of(row), row)["status"] in set(Suppressed)]
    names = {row["indicator_id"] for row in touched} | {of[0] for _, of in refused}
    senders = {indicators[name]["supplier"] for name in names}
    redact(engine, rule, {its["source_id"] for its in indicators.values() if its["supplier"] in senders})


def _by_sender(engine: Engine) -> dict[str, Row]:
    """The indicators with their supplier, one for mappings that read sheets of the same file, whatever name each gives it."""
    indicators = engine.rows("SELECT * FROM local_indicator ORDER BY position")
    suppliers = {row["source_id"]: row["supplier"] for row in indicators}
    files: dict[str, set[str]] = {}
    for sha256, source_id in engine.tuples("SELECT sha256, source_id FROM input_file ORDER BY file_id"):
        if source_id in suppliers:
            files.setdefault(sha256, set()).add(suppliers[source_id])
    name_of = {name: name for name in suppliers.values()}
    for names in files.values():
        joined = {name_of[name] for name in names}
        name_of = {name: min(joined) if of in joined else of for name, of in name_of.items()}
    return {row["indicator_id"]: row | {"supplier": name_of[row["supplier"]]} for row in indicators}


def _blank(rows: Sequence[Row], indicators: Mapping[str, Row]) -> set[Cell]:
    """Cells of counts that stand in the file without anything said."""
    return {
        ("value", key_of(row))
        for row in rows
        if row["status"] == "not_supplied" and indicators[row["indicator_id"]]["unit"] not in NOT_COUNTED
    }


def _known(rows: Sequence[Row], indicators: Mapping[str, Row]) -> tuple[dict[Any, float], dict[Any, Interval]]:
    """What rows count, and what marks say of what their supplier withholds."""
    cells = {key: count for row in rows for key, count in _cells(row, indicators[row["indicator_id"]]).items()}
    return cells, {("value", key_of(row)): known for row in rows if (known := _withheld(row))}


def _small_refused(engine: Engine, indicators: Mapping[str, Row], rule: Rule) -> dict[Any, Interval]:
    """Cells for which contradicting values were refused, a small one or a mark among them: they are kept back like a mark's."""
    if not engine.has_table(CONTRADICTED):
        return {}
    return {
        ("value", key_of(row)): (0.0, inf)
        for row in engine.rows(f"SELECT * FROM {CONTRADICTED}")
        if indicators[row["indicator_id"]]["suppress_below"] is not None
        and indicators[row["indicator_id"]]["unit"] not in NOT_COUNTED
        and (row["value"] is None or rule.is_small(row["value"]))
    }


def _cells(row: Row, indicator: Row) -> dict[Cell, float]:
    """What a row says of how many: its count, or of a percentage those who did, those who did not, and all."""
    if indicator["unit"] not in NOT_COUNTED:
        count = 0.0 if row["status"] == "nil" and row["value"] is None else row["value"]
        return {} if count is None else {("value", key_of(row)): count}
    if indicator["unit"] != "percent" or row["value"] is None or row["denominator"] is None:
        return {}
    did = row["value"] * row["denominator"] / 100 if row["numerator"] is None else row["numerator"]
    counts = {"did": round(did), "did not": round(row["denominator"] - did), "all": row["denominator"]}
    return {(name, key_of(row)): float(count) for name, count in counts.items()}


def _withheld(row: Row) -> Interval | None:
    return told_by_mark(row["status"], row["said"])


def _shown(row: Row, indicator: Row, hidden: Mapping[Any, Suppressed], rule: Rule) -> Row:
    """A row as the edition holds it."""
    reasons = {name: hidden.get((name, key_of(row))) for name in ("value", "did", "did not", "all")}
    found = [reason for reason in reasons.values() if reason]
    if found:
        status = Suppressed.SMALL if Suppressed.SMALL in found else Suppressed.SECONDARY
        nothing = dict.fromkeys(("value", "numerator", "lower", "upper", "against_target"))
        denominator = None if reasons["all"] or reasons["value"] else row["denominator"]
        return row | nothing | {"denominator": denominator, "status": status.value, "said": "(suppressed)"}
    row = _without_few_beside(row, indicator, rule)
    return _rounded(row, indicator, rule) if rule.round_to else row


def _without_few_beside(row: Row, indicator: Row, rule: Rule) -> Row:
    """A row without a numerator and denominator that tell of a few, or of what is kept back; nor with a figure as its mark."""
    if _withheld(row):
        is_mark = told_by(row["said"]) or not any(map(str.isdigit, row["said"]))
        return row | {"numerator": None, "denominator": None, "said": row["said"] if is_mark else "(withheld)"}
    over, under = row["numerator"], row["denominator"]
    few = (over, under, None if over is None or under is None else under - over)
    if any(map(rule.is_small, few)) and ("all", key_of(row)) not in _cells(row, indicator):
        return row | {"numerator": None, "denominator": None}
    return row


def _rounded(row: Row, indicator: Row, rule: Rule) -> Row:
    """A row with its counts rounded, and a percentage made of them anew; it has no limits then."""
    if row["value"] is None or (indicator["unit"] in NOT_COUNTED and row["denominator"] is None):
        return row
    over, under = (None if row[name] is None else rule.rounded(row[name]) for name in ("numerator", "denominator"))
    value: float | None = rule.rounded(row["value"])
    if indicator["unit"] == "percent":
        over = rule.rounded(row["value"] * row["denominator"] / 100) if over is None else over
        value = 100 * over / under if under else None
    against = against_target(value, indicator["target"], indicator["polarity"], None)
    return row | {"value": value, "numerator": over, "denominator": under, "lower": None, "upper": None,
                  "against_target": against, "said": "(rounded)"}  # fmt: skip


def _write(engine: Engine, rows: Sequence[Row]) -> None:
    columns = ("value", "numerator", "denominator", "lower", "upper", "status", "against_target", "said")
    keys = ("indicator_id", "area_type", "area_code", "period_type", "period")
    for row in rows:
        engine.run(
            f"UPDATE local_value SET {', '.join(f'{name} = ?' for name in columns)} "
            f"WHERE {' AND '.join(f'{name} = ?' for name in keys)}",
            [row[name] for name in (*columns, *keys)],
        )
