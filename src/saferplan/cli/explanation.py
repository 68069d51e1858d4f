"""What `explain` prints: the sentence, its tests, its measures and tables, the SQL, the files with their lines."""

from typing import Any

from saferplan.base.categories import Denominator
from saferplan.cli.output import Lines

LARGE = 1_000
"""From so much on, a figure's decimals say nothing."""


def explanation_lines(explanation: Any) -> Lines:
    fact = explanation.fact
    objects = {
        "fact": fact,
        "caveats": explanation.caveats,
        "measures": [
            {"measure": o.measure, "sql": o.sql, "rows": o.row_count, "files": o.files} for o in explanation.origins
        ],
        "tables": [
            {"table": g.table, "sql": g.sql, "rows": g.row_count, "files": g.files, "figures": g.rows}
            for g in explanation.grounds
        ],
        "tests": explanation.tests,
        "counting_rules": explanation.counting_rules,
        "steps": explanation.steps,
    }
    lines = [fact["sentence"], *(f"  {text}" for text in explanation.caveats)]
    if fact["way_out"]:
        lines.append(f"  → {fact['way_out']}")
    lines += [_test_line(row) for row in explanation.tests]
    for ground in explanation.grounds:
        lines += ["", f"Table: {ground.table}, {ground.row_count:,} rows", f"  SQL: {_one_line(ground.sql)}"]
        lines += [f"  {_figures(row)}" for row in ground.rows]
        lines += [f"  Made from {len(ground.files)} files", *map(_file_line, ground.files)]
    for origin in explanation.origins:
        lines += ["", *_origin_lines(origin)]
    if explanation.counting_rules:
        lines += ["", "The same year by other rules:"]
        lines += [
            f"  {r['period']} {r['area_code']} by {_RULES[r['rule']]}: {r['count']:,}"
            for r in explanation.counting_rules
        ]
    lines += ["", f"{len(explanation.steps)} steps of SQL made the tables; --json prints them all."]
    return objects, lines


_RULES = {
    "lsoa_code": "LSOA of 2021 (the rule used)",
    "lsoa_name": "LSOA name as published",
    "boundary": "map point in the ward boundaries",
}


def _figures(row: dict[str, Any]) -> str:
    """A row of a table as names and values."""
    return ", ".join(f"{name} {_number(value)}" for name, value in row.items() if value is not None)


def _number(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return f"{value:,.0f}" if isinstance(value, int) or abs(value) >= LARGE else f"{value:#.4g}"


def _origin_lines(origin: Any) -> list[str]:
    m = origin.measure
    count = "missing: " + m["missing_reason"].replace("_", " ") if m["count"] is None else f"{m['count']:,}"
    lines = [f"Measure: {m['indicator_id']}, {m['area_type']} {m['area_code']}, {m['period']}: {count}"]
    if m["value"] is not None:
        lines.append(f"  {_value_words(origin)}{_limit_words(m)}")
    elif m["missing_reason"] and m["count"] is not None:
        lines.append(f"  no rate: {m['missing_reason'].replace('_', ' ')}")
    lines += [f"  SQL: {origin.sql}", f"  Rows: {origin.row_count:,}, in {len(origin.files)} files"]
    return lines + [_file_line(row) for row in origin.files]


def _value_words(origin: Any) -> str:
    """A value with what it is divided by."""
    m = origin.measure
    below = f"{m['denominator']:,}"
    return {
        Denominator.RESIDENTS: f"{m['value']:.1f} per 1,000 of {below} residents of mid-{m['denominator_year']}",
        Denominator.HOUSEHOLDS: f"{m['value']:.1f} per 1,000 of {below} households of {m['denominator_year']}",
        Denominator.CRIMES: f"{m['value']:.1f}% of {below} crimes",
        Denominator.SEVERITY: f"{m['value']:.2f} of severity for each of {below} residents of mid-{m['denominator_year']}",
    }[origin.divided_by]


def _limit_words(m: dict[str, Any]) -> str:
    if m["lower"] is None:
        return "; a sum of weights has no limits"
    said = f"; {m['method']} limits {m['lower']:.1f} to {m['upper']:.1f}"
    if not m["dispersion"]:
        return said
    return f"{said}, with dispersion {m['dispersion']:.1f}: {m['dispersed_lower']:.1f} to {m['dispersed_upper']:.1f}"


def _test_line(row: dict[str, Any]) -> str:
    verdict = row["verdict"].replace("_", " ")
    if "comparator_code" in row:
        opening = f"Test: {row['indicator_id']}, {row['area_code']} against {row['comparator_code']}, {row['period']}"
        if row["p_adjusted"] is None:
            return f"{opening}: {verdict}"
        return (
            f"{opening}{_other_words(row)}: "
            f"rate ratio {row['ratio']:.3f} (95% {row['lower']:.3f} to {row['upper']:.3f}), p {row['p']:.2g}, "
            f"adjusted for the number of comparators (Holm) {row['p_adjusted']:.2g}: {verdict}"
        )
    opening = f"Test: {row['indicator_id']}, {row['area_code']}, {row['period']} against {row['period_before']}"
    if row["lower"] is None:
        return f"{opening}: {verdict}"
    return (
        f"{opening}: {row['value']:+.1%} (95% {row['lower']:+.1%} to {row['upper']:+.1%}, dispersion "
        f"{row['dispersion']:.1f}), p {row['p']:.2g}: {verdict}"
    )


_WITHOUT = ("force", "region", "country")


def _other_words(row: dict[str, Any]) -> str:
    """What the partnership is held against, with its count and what that is divided by; older editions lack them."""
    if row["other_count"] is None:
        return ""
    whose = "there without the partnership" if row["comparator_type"] in _WITHOUT else "there"
    return f" ({row['other_count']:,} {whose}, over {row['other_denominator']:,}: {row['other_value']:.1f})"


def _file_line(row: dict[str, Any]) -> str:
    issue = f"issue {row['issue']}" if row["issue"] else "issue not stated"
    return (
        f"    {row['path']} lines {row['first_line']}–{row['last_line']} ({row['rows']:,} rows), {issue}, "
        f"sha256 {row['sha256'][:16]}…, {row['licence']}"
    )


def _one_line(sql: str) -> str:
    return " ".join(sql.split())
