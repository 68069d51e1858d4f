"""The measured figures as a page."""

from collections.abc import Iterable
from pathlib import Path

from tests.truth.signals.methods import OURS

NAMES = {
    OURS: "ours, all together", "percent_on_last_year": "±% on the same month last year",
    "quarter_on_last_year": "±% on the same quarter last year", "two_standard_deviations": "standard deviations of a year",
    "ears_c1": "EARS C1", "ears_c2": "EARS C2", "ears_c3": "EARS C3",
}  # fmt: skip


def write_page(path: Path, rows: Iterable[dict]) -> None:
    """Write the page of what was measured."""
    held = list(rows)
    about = next(row for row in held if row["what"] == "about")
    false = [row for row in held if row["what"][0] == "false"]
    planted = [row for row in held if row["what"][0] == "planted"]
    path.write_text("\n".join([*_head(about), *_false(false), "", *_found(planted, about)]) + "\n", encoding="utf-8")


def _head(about: dict) -> list[str]:
    return [
        "# How well signals work",
        "",
        "Made by `python -m tests.truth.signals WORKSPACE`; not written by hand.",
        "",
        f"{about['places']} neighbourhoods, {about['months']} months ({about['from']} to {about['to']}). Thresholds were found on "
        f"{about['calibration']} worlds of chance for a promise of {about['promise']:g} false signals that begin in a quarter, for "
        "our detectors all together and for each rule of thumb by itself, and judged on worlds of other generators and seeds "
        f"({', '.join(map(str, about['seeds']))}).",
        "",
    ]


def _false(rows: list[dict]) -> list[str]:
    lines = [
        "## False signals that begin in a quarter",
        "",
        "*Negative binomial*: the measured dispersion, season and trend, months without memory. *Block bootstrap*: the "
        "partnership's own residuals in blocks of six months, with whatever happened in them. *As it comes*: the rule at the "
        "threshold that offices use.",
        "",
        "| method | negative binomial | block bootstrap | as it comes (negative binomial) |",
        "|---|---|---|---|",
    ]
    by = {(row["what"][1], row["what"][2]): row for row in rows}
    for name in dict.fromkeys(row["what"][2] for row in rows):
        cells = [by.get((kind, name)) for kind in ("negative binomial", "block bootstrap")]
        said = [f"{row['a_quarter']:.2f} ± {row['error']:.2f}" if row else "–" for row in cells]
        own = cells[0]["own"] if cells[0] and cells[0]["own"] is not None else None
        lines.append(f"| {NAMES.get(name, name)} | {said[0]} | {said[1]} | {'–' if own is None else f'{own:,.0f}'} |")
    return lines


def _found(rows: list[dict], about: dict) -> list[str]:
    lines = [
        "## Rises put in, at the same rate of false signals",
        "",
        f"Share found within six months of {about['planted']} worlds each, and the median month-end of those found (1 is the "
        "first). The best rule of thumb is the one that found most, then soonest. What the same world says without the rise is not "
        "counted.",
        "",
        "| rise | neighbourhoods | categories | shape | ours | best rule of thumb | which |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        _, rise, amount, which, shape = row["what"]
        months = row["months"]
        rules = [name for name in months if name != OURS]
        best = max(rules, key=lambda name: (_share(months[name]), -_middle(months[name])))
        told = (f"+{rise:.0%}", amount, which, shape, _cell(months[OURS]), _cell(months[best]), NAMES.get(best, best))
        lines.append(f"| {' | '.join(map(str, told))} |")
    ours, theirs = (
        sum(_share(row["months"][name]) if name else max(_share(each) for key, each in row["months"].items() if key != OURS)
            for row in rows) / max(len(rows), 1)
        for name in (OURS, None)
    )  # fmt: skip
    return [
        *lines,
        "",
        f"Over all rows: ours {ours:.0%}; the best rule of thumb of each row, chosen afterwards, {theirs:.0%}.",
    ]


def _share(months: list[int | None]) -> float:
    return sum(each is not None for each in months) / len(months)


def _middle(months: list[int | None]) -> float:
    found = sorted(each for each in months if each is not None)
    return found[len(found) // 2] if found else 99


def _cell(months: list[int | None]) -> str:
    return f"{_share(months):.0%}" + (f", month {_middle(months)}" if _share(months) else "")
