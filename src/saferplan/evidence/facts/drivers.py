"""What drove the change of recorded crime: the types and the wards that moved most. What moved is not why it moved."""

from collections.abc import Callable

from saferplan.base.numerals import listed, whole
from saferplan.evidence.break_wording import break_words, is_broken, lowered
from saferplan.evidence.fact import Evidence, Fact, Refusal, Row, Statement
from saferplan.evidence.refused_wording import refused_caveats
from saferplan.evidence.wording import (
    AFTER_BREAK,
    NOT_WHOLE,
    SUPPLY_MONTHS,
    gone_words,
    year_passed_over,
)

SHOWN = 3


def by_type(evidence: Evidence) -> Statement | Refusal:
    return _drivers(evidence, "category", lowered)


def by_ward(evidence: Evidence) -> Statement | Refusal:
    return _drivers(evidence, "ward", lambda part: evidence.names.get(part, "places in no ward"))


def _drivers(evidence: Evidence, part_type: str, named: Callable[[str], str]) -> Statement | Refusal:
    year = evidence.latest_year
    if year is None:
        return Refusal(NOT_WHOLE, SUPPLY_MONTHS)
    key, _ = evidence.year_measure("recorded_crime", evidence.area_code, year)
    key_before, _ = evidence.year_measure("recorded_crime", evidence.area_code, year.year_before())
    change = evidence.change("recorded_crime", year)
    rows = evidence.rows("contribution", part_type=part_type, period=year.label)
    known = [row for row in rows if row["net"] is not None]
    if is_broken(change) or (rows and not known):
        return Refusal(
            f"How crime is recorded changed between {year.label} and the year before, so no change is taken apart.",
            AFTER_BREAK, (key, key_before))  # fmt: skip
    if not rows:
        _, before = evidence.year_measure("recorded_crime", evidence.area_code, year.year_before())
        if part_type == "ward" and before is not None and before["count"] is not None:
            return Refusal(
                "The wards' part in the change is not known.",
                "Put boundaries of current wards into inbox/ and build again.",
            )
        return Refusal(f"The year before {year.label} was not supplied whole{gone_words(before)}.", SUPPLY_MONTHS)
    net = sum(row["count"] - row["count_before"] if row["net"] is None else row["net"] for row in rows)
    sentence = f"{_opening(evidence, net, year.label)}{_moves(known, net, named)}"
    caveats: tuple[str, ...] = (_what_they_are(rows, named),)
    if change:
        caveats += break_words(evidence, change)
    caveats += (*year_passed_over(evidence, year), *refused_caveats(evidence, year, year.year_before()))
    return Statement(sentence, year.label, (key, key_before), caveats, ("contribution",))


def _opening(evidence: Evidence, net: int, year: str) -> str:
    if net == 0:
        return f"Recorded crime in {evidence.area_name} came to the same number in {year} as the year before."
    return (
        f"There were {whole(abs(net))} {'more' if net > 0 else 'fewer'} crimes in {evidence.area_name} in {year} "
        f"than the year before."
    )


def _what_they_are(rows: list[Row], named: Callable[[str], str]) -> str:
    """What the parts say, and which are left out because a break refuses their change."""
    gone = sorted(named(row["part"]) for row in rows if row["net"] is None)
    if not gone:
        return "This is what moved, not why. The parts sum to the whole; each part's own move may be within chance."
    return (
        "This is what moved, not why. Each part's own move may be within chance. "
        f"Left out, for how it is recorded changed between: {listed(gone)}. So the others do not sum to the whole."
    )


def _moves(rows: list[Row], net: int, named: Callable[[str], str]) -> str:
    """The parts that moved most with the whole, and those that moved most against it."""
    sign = 1 if net >= 0 else -1
    ordered = sorted(rows, key=lambda row: (-abs(row["net"]), row["part"]))
    along = [row for row in ordered if row["net"] * sign > 0][:SHOWN]
    against = [row for row in ordered if row["net"] * sign < 0][:SHOWN]
    said = f" {_share_words(along, net)} {listed([_part(row, named) for row in along])}." if along else ""
    return f"{said} Against it went {listed([_part(row, named) for row in against])}." if against else said


def _share_words(along: list[Row], net: int) -> str:
    """ "Most of it" only where the parts named come to more than half of the whole."""
    named = abs(sum(row["net"] for row in along))
    return "Most of it lies in" if named > abs(net) / 2 else f"The largest parts ({whole(named)} in all) lie in"


def _part(row: Row, named: Callable[[str], str]) -> str:
    return f"{named(row['part'])} ({'+' if row['net'] > 0 else '−'}{whole(abs(row['net']))})"


WHAT_DROVE_IT = Fact("what-drove-it", 260, "Which types of crime drove the change?", by_type)
WHERE_IT_CHANGED = Fact("where-it-changed", 270, "Which wards drove the change?", by_ward)
