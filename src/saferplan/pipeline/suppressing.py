"""Partners' figures as an edition holds them: small ones suppressed before anything is stated, compared or written.

It is done once, at the door: what is not in the edition no fact, report, chart, workbook or explanation can give away. The
file as it was received, named with sheet and cell, is where whoever may see a figure finds it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from saferplan.base.areas import AreaType
from saferplan.evidence.adding_up import Composed
from saferplan.evidence.disclosure_control import Interval, Rule, Sum, Suppressed, suppress
from saferplan.evidence.local_indicators import against_target
from saferplan.pipeline.settings import Settings
from saferplan.pipeline.suppressing_parts import NOT_COUNTED, families, found_parts, told_by_mark
from saferplan.pipeline.suppressing_rates import key_of, rates_that_tell
from saferplan.tables.engine import Engine

Row = dict[str, Any]
MADE_OF = ((AreaType.CSP, AreaType.WARD), (AreaType.CSP, AreaType.LSOA), (AreaType.FORCE, AreaType.CSP))
"""Kinds of areas of which a total of the first is the sum of the second."""
PLACE = ("area_type", "area_code", "period_type", "period")


def rule_of(settings: Settings) -> Rule:
    return Rule(settings.suppress_below, settings.suppress_zero, settings.round_to)


def suppress_values(engine: Engine, settings: Settings) -> None:
    """Suppress small figures of `local_value`, and what would give them away in the list of what was left out."""
    rule = rule_of(settings)
    indicators = {
        row["indicator_id"]: row
        for row in engine.rows("SELECT * FROM local_indicator WHERE suppress_below IS NOT NULL")
    }
    parents = _parents(engine)
    values = engine.rows("SELECT * FROM local_value ORDER BY indicator_id, area_type, area_code, period_type, period")
    seen = _seen([row for row in values if row["indicator_id"] in indicators], indicators)
    family_of = families(indicators, seen)
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for row in values:
        if family := family_of.get(row["indicator_id"]):
            groups.setdefault((family, row["period_type"], row["period"]), []).append(row)
    changed = [each for rows in groups.values() for each in _settled(rows, indicators, parents, seen, rule)]
    settled = {key_of(row): row for row in changed}
    settled |= {
        key_of(row): row
        for row in rates_that_tell((row for rows in groups.values() for row in rows), settled, indicators)
    }
    changed = list(settled.values())
    _write(engine, changed)
    _redact(
        engine, {row["file_id"] for row in changed if row["status"] in set(Suppressed)} | _withholding(groups.values())
    )


def _parents(engine: Engine) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Areas of which each area is a part."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for kind, code, csp, force in engine.tuples("SELECT area_type, area_code, csp_code, force_code FROM area"):
        above = {AreaType.CSP: csp, AreaType.FORCE: force}
        found[kind, code] = [(whole, above[whole]) for whole, part in MADE_OF if part == kind and above[whole]]
    return found


def _seen(values: Sequence[Row], indicators: Mapping[str, Row]) -> dict[str, list[Composed]]:
    """What adds up to what by the figures themselves, for mappings may not say so."""
    periods: dict[tuple[str, str], list[Row]] = {}
    for row in values:
        periods.setdefault((row["period_type"], row["period"]), []).append(row)
    return found_parts([(period, *_known(rows, indicators)) for period, rows in periods.items()], indicators)


def _known(rows: Sequence[Row], indicators: Mapping[str, Row]) -> tuple[dict[Any, float], dict[Any, Interval]]:
    """What rows count, and what marks say of what their supplier withholds."""
    cells = {key: count for row in rows for key, count in _cells(row, indicators[row["indicator_id"]]).items()}
    return cells, {("value", _of(row)): known for row in rows if (known := _withheld(row))}


def _settled(
    rows: Sequence[Row],
    indicators: Mapping[str, Row],
    parents: Mapping[tuple[str, str], list[tuple[str, str]]],
    seen: Mapping[str, Sequence[Composed]],
    rule: Rule,
) -> list[Row]:
    """The rows of one period that are not as they were: suppressed, or rounded."""
    cells, withheld = _known(rows, indicators)
    sums = [*_sums(cells, withheld, indicators, parents), *_seen_sums(cells, withheld, seen)]
    hidden = suppress(cells, list(dict.fromkeys(sums)), rule, withheld=withheld)
    found = [_shown(row, indicators[row["indicator_id"]], hidden, rule) for row in rows]
    return [new for old, new in zip(rows, found, strict=True) if new != old]


def _of(row: Row) -> tuple[str, str, str]:
    return row["indicator_id"], row["area_type"], row["area_code"]


def _cells(row: Row, indicator: Row) -> dict[Any, float]:
    """What a row says of how many: its count, or of a percentage those who did, those who did not, and all."""
    if indicator["unit"] not in NOT_COUNTED:
        count = 0.0 if row["status"] == "nil" and row["value"] is None else row["value"]
        return {} if count is None else {("value", _of(row)): count}
    if indicator["unit"] != "percent" or row["value"] is None or row["denominator"] is None:
        return {}
    did = row["value"] * row["denominator"] / 100 if row["numerator"] is None else row["numerator"]
    counts = {"did": round(did), "did not": round(row["denominator"] - did), "all": row["denominator"]}
    return {(name, _of(row)): float(count) for name, count in counts.items()}


def _withheld(row: Row) -> Interval | None:
    return told_by_mark(row["status"], row["said"])


def _seen_sums(
    cells: Mapping[Any, float], withheld: Mapping[Any, Interval], seen: Mapping[str, Sequence[Composed]]
) -> Iterator[Sum]:
    """What adds up by the figures, in each area of which the total is known."""
    known = {*cells, *withheld}
    for name, (indicator_id, *area) in sorted(known, key=str):
        for each in seen.get(name, []):
            if each.total == indicator_id:
                parts = tuple((name, (part, *area)) for part in each.parts)
                yield Sum((name, (indicator_id, *area)), parts, _has_rest((name, (indicator_id, *area)), parts, cells))


def _sums(
    cells: Mapping[Any, float], withheld: Mapping[Any, Interval], indicators: Mapping[str, Row],
    parents: Mapping[tuple[str, str], list[tuple[str, str]]],
) -> list[Sum]:  # fmt: skip
    """Which cells add up to which: areas to a wider one, indicators to their total, who did and did not to all."""
    parts: dict[tuple[Any, str], list[Any]] = {}
    known: set[Any] = {*cells, *withheld}
    for name, of in sorted(known, key=str):
        indicator_id, kind, code = of
        for whole in parents.get((kind, code), []):
            parts.setdefault(((name, (indicator_id, *whole)), kind), []).append((name, of))
        if total := indicators[indicator_id]["total_id"]:
            parts.setdefault(((name, (total, kind, code)), "indicator"), []).append((name, of))
        if name in ("did", "did not"):
            parts.setdefault((("all", of), "share"), []).append((name, of))
    return [
        Sum(total, tuple(each), _has_rest(total, each, cells)) for (total, _), each in parts.items() if total in known
    ]


def _has_rest(total: Any, parts: Iterable[Any], cells: Mapping[Any, float]) -> bool:
    """Whether all the parts are known and come to less than the total: what is left has no name."""
    counts = [cells.get(key) for key in (total, *parts)]
    return None not in counts and sum(counts[1:]) < counts[0]  # type: ignore[arg-type,operator]


def _shown(row: Row, indicator: Row, hidden: Mapping[Any, Suppressed], rule: Rule) -> Row:
    """A row as the edition holds it."""
    reasons = {name: hidden.get((name, _of(row))) for name in ("value", "did", "did not", "all")}
    found = [reason for reason in reasons.values() if reason]
    if found:
        status = Suppressed.SMALL if Suppressed.SMALL in found else Suppressed.SECONDARY
        nothing = dict.fromkeys(("value", "numerator", "lower", "upper", "against_target"))
        denominator = None if reasons["all"] or reasons["value"] else row["denominator"]
        return row | nothing | {"denominator": denominator, "status": status.value, "said": "(suppressed)"}
    return _rounded(row, indicator, rule) if rule.round_to else row


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
    keys = ("indicator_id", *PLACE)
    for row in rows:
        engine.run(
            f"UPDATE local_value SET {', '.join(f'{name} = ?' for name in columns)} "
            f"WHERE {' AND '.join(f'{name} = ?' for name in keys)}",
            [row[name] for name in (*columns, *keys)],
        )


def _withholding(groups: Iterable[Sequence[Row]]) -> set[int]:
    """Files in which a partner keeps figures back itself: a total there may give them away too."""
    return {row["file_id"] for rows in groups for row in rows if _withheld(row)}


def _redact(engine: Engine, files: Iterable[int]) -> None:
    """Take the numbers of totals out of what is listed of files with suppressed figures: they were left out, not lost."""
    for file_id in sorted(files):
        engine.run(
            """UPDATE local_left_out SET said = '(a total)', reason = 'A total, not shown: with it a suppressed figure could be '
            || 'worked out.' WHERE file_id = ? AND reason LIKE 'A total of %'""",
            [file_id],
        )
        engine.run(
            """UPDATE input_file SET note = 'A total differs from the sum of its parts; with suppressed figures among them '
            || 'neither is shown.' WHERE file_id = ? AND note LIKE '%A total of %'""",
            [file_id],
        )
