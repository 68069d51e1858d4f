"""The measured figures as a page with its pictures."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from statistics import mean, stdev
from textwrap import fill

from saferplan.base.numerals import listed, plural
from saferplan.evidence.signals.aftermath import Aftermath
from saferplan.evidence.signals.calibration import MONTHS_A_QUARTER
from saferplan.evidence.signals.guards import Effect
from saferplan.evidence.signals.null_worlds import TINY
from saferplan.report.page import svg_file
from tests.truth.signals.cells import Cell, Found, cells_of
from tests.truth.signals.guarding import OTHERWISE, RAISED, UNGUARDED
from tests.truth.signals.methods import OURS, TITLES
from tests.truth.signals.pictures import false_picture, months_picture, share_picture
from tests.truth.signals.upsets import UPSETS
from tests.truth.signals.words import (
    BLOCKS_READ_ENOUGH,
    BLOCKS_READ_LESS,
    BY_ITSELF,
    HEAD,
    KEPT,
    KNOWN_OFF,
    NONE_KNOWN_OFF,
    NONE_OFF,
    NOT_ABLE,
    OF_FALSE,
    OF_LONGER,
    OF_PAST,
    OF_RISES,
    OF_UPSETS,
    OF_USE,
    OF_YARDSTICK,
    OFF,
    PAST_BEGAN,
    SEE_LONGER,
)
from tests.truth.signals.worlds import NO_MEMORY, OWN
from tests.truth.signals.yardstick import LONGER

KINDS = (OWN, NO_MEMORY)
WIDTH, TOO_FAR = 132, 0.2
HALF = 0.5
EARLY = (1, 2, 3)


def write_page(path: Path, about: dict, rows: Sequence[dict]) -> None:
    """Write the page of what was measured, and its pictures beside it."""
    false, yardstick, longer, upsets, planted, past = (
        [row for row in rows if row["what"][0] == kind]
        for kind in ("false", "yardstick", "longer", "upset", "planted", "past")
    )
    cells = cells_of(planted)
    drawings = {"false": false_picture(false, about["promise"])}
    if cells:
        drawings |= {"found": share_picture(cells), "months": months_picture(cells)}
    for name, drawing in drawings.items():
        path.with_name(f"{path.stem}-{name}.svg").write_text(svg_file(drawing) + "\n", encoding="utf-8")
    memory = {f"{row['what'][1]}_memory": _rate(row) for row in rows if row["what"][0] == "memory"}
    kept = next((row for row in rows if row["what"][0] == "kept"), None)
    parts = [
        HEAD.format(**about),
        *_false(
            false,
            {**memory, "stem": path.stem, "worlds": about["worlds"], "few": about["few"]},
            about["promise"],
            SEE_LONGER if longer else "",
        ),
        *_yardstick(yardstick, false, past, kept, about),
        *_longer(longer, about),
        *(_found(cells, path.stem) if cells else []),
        *_upsets(upsets),
        *(_past(past[0]) if past else []),
    ]
    path.write_text("\n".join(parts) + "\n", encoding="utf-8")


def _table(*head: str) -> list[str]:
    return ["", f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def _wrapped(text: str) -> list[str]:
    """Paragraphs in lines of the width of the page, an empty line before each."""
    return [line for part in text.strip().split("\n\n") for line in ("", fill(part, WIDTH))]


def _rate(row: dict) -> str:
    return f"{row['a_quarter']:.2f} ± {row['error']:.2f}"


def _false(rows: list[dict], words: dict[str, object], promise: float, elsewhere: str) -> list[str]:
    by = {(row["what"][1], row["what"][2]): row for row in rows}
    lines = [
        OF_FALSE.format(**words),
        *_table("method", *KINDS, "as it comes (own residuals)"),
    ]
    for name in (each for each in TITLES if (OWN, each) in by):
        own = by[OWN, name]["own"]
        rates = [_rate(by[kind, name]) for kind in KINDS]
        lines.append(_row(TITLES[name], *rates, "–" if own is None else f"{own:,.0f}"))
    off, others = (
        _too_far({name: by[kind, name]["a_quarter"] for which, name in by if which == kind}, promise) for kind in KINDS
    )
    methods = len(by) // len(KINDS)
    other = "all" if len(others) == methods else listed(others) or "none"
    lines += ["", fill((OFF if off else NONE_OFF).format(names=listed(off), methods=methods, other=other), WIDTH)]
    if off and TITLES[OURS] not in off:
        lines[-1] = fill(f"{lines[-1]} {BY_ITSELF}", WIDTH)
    unable = [title for name, title in TITLES.items() if (OWN, name) not in by]
    return [*lines, "", f"{NOT_ABLE.format(names=listed(unable))} {elsewhere}".strip()] if unable else lines


def _too_far(rates: Mapping[str, float], promise: float) -> list[str]:
    """Titles of methods that are more than a fifth off the promise."""
    return [TITLES[name] for name in TITLES if name in rates and abs(rates[name] / promise - 1) > TOO_FAR]


def _yardstick(
    rows: Sequence[dict], false: Sequence[dict], past: Sequence[dict], kept: dict | None, about: dict
) -> list[str]:
    """What blocks read of known rates, and of the partnership's own months in that light."""
    if not rows:
        return []
    own = {row["what"][2]: row["a_quarter"] for row in false if row["what"][1] == OWN}
    names = [each for each in TITLES if all(each in row["rates"] for row in rows) and each in own]
    read, known = ({name: [row["rates"][name][kind] for row in rows] for name in names} for kind in ("blocks", "known"))
    shares = {name: sum(read[name]) / sum(known[name]) for name in names}
    off = _too_far({name: mean(known[name]) for name in names}, about["promise"])
    words = {
        "number": len(rows), "worlds": about["calibration"], "promise": about["promise"], "known": _mean(known[OURS]),
        "least": min(known[OURS]), "most": max(known[OURS]),
        "off": KNOWN_OFF.format(names=listed(off)) if off else NONE_KNOWN_OFF,
        "kept": KEPT.format(**kept) if kept else "", "past": _began(past[0]) if past else "",
    }  # fmt: skip
    lines = [
        *_wrapped(OF_YARDSTICK.format(**words)),
        *_table("method", "blocks read", "known", "read ÷ known", "own months, ÷ that"),
    ]
    for name in names:
        rates = _mean(read[name]), _mean(known[name])
        lines.append(_row(TITLES[name], *rates, f"{shares[name]:.2f}", _as_known(own[name], read[name], known[name])))
    most = _as_known(own[OURS], read[OURS], known[OURS])
    most = (BLOCKS_READ_LESS if shares[OURS] < 1 else BLOCKS_READ_ENOUGH).format(most=most)
    use = {"known": f"{mean(known[OURS]):.2f}", "own": f"{own[OURS]:.2f}", "most": most, "past": words["past"]}
    return [*lines, *_wrapped(OF_USE.format(**use))]


def _as_known(own: float, read: Sequence[float], known: Sequence[float]) -> str:
    """What was read, by how blocks read what is known; its error by leaving out one history at a time (Efron's jackknife)."""
    without = [(sum(known) - true) / max(sum(read) - found, TINY) for found, true in zip(read, known, strict=True)]
    error = (len(without) - 1) / len(without) ** 0.5 * stdev(without) if len(without) > 1 else float("nan")
    return f"{own * sum(known) / sum(read):.2f} ± {own * error:.2f}"


def _longer(rows: Sequence[dict], about: dict) -> list[str]:
    """What our detectors begin where there are five years of months."""
    if not rows:
        return []
    names = [each for each in TITLES if all(each in row["rates"] for row in rows)]
    rates = {name: [row["rates"][name] for row in rows] for name in names}
    off = _too_far({name: mean(each["known"] for each in found) for name, found in rates.items()}, about["promise"])
    words = {"number": len(rows), "months": LONGER, "worlds": about["calibration"],
             "read": _read_of_known(rates), "off": KNOWN_OFF.format(names=listed(off)) if off else NONE_KNOWN_OFF}  # fmt: skip
    lines = [*_wrapped(OF_LONGER.format(**words)), *_table("method", "blocks read", "known")]
    for name, found in rates.items():
        lines.append(_row(TITLES[name], *(_mean([each[kind] for each in found]) for kind in ("blocks", "known"))))
    return lines


def _read_of_known(rates: Mapping[str, Sequence[Mapping[str, float]]]) -> float:
    """How many times what is known blocks read of ours all together."""
    read, known = (sum(each[kind] for each in rates[OURS]) for kind in ("blocks", "known"))
    return read / known


def _began(past: dict) -> str:
    """What began after the first month-end gone through, as false signals are counted: what is seen then may have begun before."""
    first, last = (datetime.strptime(past[each], "%B %Y") for each in ("first", "last"))
    months = 12 * (last.year - first.year) + last.month - first.month
    raised = sum(each["month_end"] != past["first"] for each in past["raised"])
    return PAST_BEGAN.format(raised=raised, quarters=months / MONTHS_A_QUARTER)


def _mean(rates: Sequence[float]) -> str:
    error = stdev(rates) / len(rates) ** 0.5 if len(rates) > 1 else float("nan")
    return f"{mean(rates):.2f} ± {error:.2f}"


def _found(cells: list[Cell], stem: str) -> list[str]:
    worlds = [cell.ours.worlds for cell in cells]
    many = " to ".join(map(str, sorted({min(worlds), max(worlds)})))
    often = [_kind(each) for each in cells if each.ours.share > HALF]
    lines = [
        *_wrapped(OF_RISES.format(worlds=many, stem=stem, found="; ".join(often) or "none")),
        *_table("rise", "neighbourhoods", "categories", "shape", "ours", "best rule of thumb", "which"),
    ]
    for cell in cells:
        kind = f"+{cell.rise:.0%}", cell.amount, cell.which, cell.shape
        lines.append(
            _row(*kind, _cell(cell.ours), _cell(cell.theirs), TITLES[cell.best_rule] if cell.theirs.share else "–")
        )
    ours, theirs = (
        sum(each) / len(cells) for each in zip(*((c.ours.share, c.theirs.share) for c in cells), strict=True)
    )
    return [
        *lines, "",
        f"Over all rows: ours {ours:.0%}; the best rule of thumb of each row, chosen afterwards, {theirs:.0%}. {_compared(cells)}",
        "", fill(_sooner(cells), WIDTH),
    ]  # fmt: skip


def _sooner(cells: Sequence[Cell]) -> str:
    """What each has found at early month-ends; the rule is the best of each row at that month-end."""
    told = []
    for month in EARLY:
        ours = mean(cell.ours.share_by(month) for cell in cells)
        theirs = mean(cell.best_share_by(month) for cell in cells)
        told.append(f"{ours:.0%} and {theirs:.0%} by month-end {month}")
    return (
        f"Sooner: ours and the best rule of each row at that month-end have found {listed(told)}. The month of those found "
        "is later for a method that goes on to find more."
    )


def _kind(cell: Cell) -> str:
    where = plural(cell.amount, "neighbourhood")
    what = "all categories" if cell.which == "all" else "one category"
    return f"+{cell.rise:.0%} in {where} and {what} ({cell.shape})"


def _compared(cells: Sequence[Cell]) -> str:
    """Rows that one of the two finds more often, beyond the 95% limits of the other."""
    more = [cell for cell in cells if cell.ours.interval()[0] > cell.theirs.interval()[1]]
    fewer = [cell for cell in cells if cell.ours.interval()[1] < cell.theirs.interval()[0]]
    return (
        f"Ours finds more, with limits that do not meet, in {len(more)} of {len(cells)} rows, the rule of thumb in "
        f"{len(fewer)}; the others are not told apart."
    )


def _cell(found: Found) -> str:
    low, high = found.interval()
    when = f", month {found.middle}" if found.share else ""
    return f"{found.share:.0%} ({low * 100:.0f}–{high * 100:.0f}){when}"


def _upsets(rows: list[dict]) -> list[str]:
    lines = [OF_UPSETS, *_table("change", "worlds", "without guards", "refused", "downgraded", "raised")]
    for name in (upset.name for upset in UPSETS):
        batches = [row for row in rows if row["what"][1] == name]
        became = sum((Counter(row["became"]) for row in batches), Counter[str]())
        numbers = (became[key] for key in (UNGUARDED, Effect.REFUSED, Effect.DOWNGRADED))
        lines.append(_row(name, sum(row["worlds"] for row in batches), *numbers, became[RAISED] + became[OTHERWISE]))
    return lines


def _past(row: dict) -> list[str]:
    verdicts = Counter(each["followed"] for each in row["raised"])
    known = sum(verdicts.values()) - verdicts[Aftermath.NOT_KNOWN]
    told = ", ".join(
        f"{verdicts[each]} {each}" for each in Aftermath if each is not Aftermath.NOT_KNOWN and verdicts[each]
    )
    head = OF_PAST.format(first=row["first"], last=row["last"], number=len(row["raised"]), known=known, told=told)
    return [head, *(line for each in row["raised"] for line in ("", _told(each)))]


def _told(each: dict) -> str:
    what = each["followed"]
    if each["observed"] is not None:
        what += f" ({each['observed']:,} in the next three months, where about {each['usual']:,.0f} would be usual)"
    reasons = " ".join(each["reasons"])
    return (
        f"- **{each['month_end']}, {each['status']}.** {each['sentence']} {each['chance']} {reasons}".rstrip()
        + f" *What followed*: {what}."
    )
