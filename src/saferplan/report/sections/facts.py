"""The facts: stated, or refused with the reason and what would allow them."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from saferplan.base.numerals import plural
from saferplan.base.periods import Month, last_month_named
from saferplan.report.blocks import Block, FactCard, Heading, Notice, Section
from saferplan.report.place import Place
from saferplan.report.wording import day_named

UNGROUPED_UP_TO = 12
USUAL_MARKING = "OFFICIAL"
GROUPS = (
    (300, "How much"), (400, "Beside other areas"), (500, "Types of crime"), (600, "What followed"), (700, "Where"),
    (800, "What is unusual, and what may come"), (1_000, "What the figures rest on"),
)  # fmt: skip
"""Where each group's positions end, and what it is called."""
OTHERS = "Further facts"


def facts_section(place: Place) -> Section:
    facts = [fact for fact in place.edition.table("fact") if fact["may_publish"] or not place.is_public]
    if not facts:
        return Section("facts", "Facts", (Notice("facts-absent", "There are no facts in this edition."),))
    caveats = place.edition.table("fact_caveat")
    blocks: list[Block] = _out_of_date_notice(facts, place)
    for number, (name, held) in enumerate(groupby(facts, key=_group), start=1):
        is_grouped = len(facts) > UNGROUPED_UP_TO
        if is_grouped:
            blocks.append(Heading(f"facts-{number}", name))
        level = 4 if is_grouped else 3
        for alike in _alike(list(held)):
            if len(alike) > 1:
                blocks.append(_refused_together(alike, place, level))
                continue
            (fact,) = alike
            beside = tuple(caveat["text"] for caveat in caveats if caveat["fact_id"] == fact["fact_id"])
            blocks.append(_card(fact, beside, place, level))
    return Section("facts", "Facts", tuple(blocks))


def fact_cards(place: Place, fact_ids: Sequence[str], until: Month | None = None) -> list[FactCard]:
    """Cards of some facts, in this order, for a report that shows a choice; those that may not be shown are left out.

    So are those of a period that ends after `until`: a report of an older time does not tell what came later.
    """
    caveats = place.edition.table("fact_caveat")
    facts = {
        fact["fact_id"]: fact
        for fact in place.edition.table("fact")
        if (fact["may_publish"] or not place.is_public) and not _is_later(fact, until)
    }
    return [
        _card(facts[name], tuple(row["text"] for row in caveats if row["fact_id"] == name), place, 3)
        for name in fact_ids if name in facts
    ]  # fmt: skip


def _is_later(fact: dict[str, Any], until: Month | None) -> bool:
    last = last_month_named(fact["period"]) if until and fact["period"] else None
    return bool(until and last and until < last)


def _is_out_of_date(fact: dict[str, Any], place: Place) -> bool:
    """Whether newer figures should have been there on the day the report is made."""
    return bool(fact["stale_after"] and place.today and place.today > fact["stale_after"])


def _out_of_date_notice(facts: list[dict[str, Any]], place: Place) -> list[Block]:
    outdated = [fact for fact in facts if _is_out_of_date(fact, place)]
    if not outdated:
        return []
    stated = [fact for fact in facts if fact["status"] != "refused"]
    which = "All" if len(outdated) == len(stated) else f"{len(outdated)} of the"
    return [Notice(
        "facts-out-of-date",
        f"{which} {plural(len(stated), 'fact')} below {'is' if len(outdated) == 1 else 'are'} out of date: newer figures "
        f"should have been published by now. They were due from {day_named(min(fact['stale_after'] for fact in outdated))} on."
    )]  # fmt: skip


def _group(fact: dict[str, Any]) -> str:
    return next((name for end, name in GROUPS if fact["position"] < end), OTHERS)


def _alike(facts: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The stated ones each by itself, then the refused ones, those of one reason together."""
    stated = [[fact] for fact in facts if fact["status"] != "refused"]
    by_reason: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for fact in facts:
        if fact["status"] == "refused":
            by_reason.setdefault((fact["sentence"], fact["way_out"] or ""), []).append(fact)
    return [*stated, *by_reason.values()]


def _refused_together(facts: list[dict[str, Any]], place: Place, level: int) -> FactCard:
    """Questions that cannot be answered for one and the same reason: said once, with the questions below."""
    return FactCard(
        id=facts[0]["fact_id"],
        title=f"{len(facts)} questions that cannot be answered",
        sentence=facts[0]["sentence"],
        refused=True,
        way_out="" if place.is_public else facts[0]["way_out"] or "",
        caveats=tuple(fact["title"] for fact in facts),
        command="" if place.is_public else "saferplan facts",
        level=level,
    )


def _card(fact: dict[str, Any], caveats: tuple[str, ...], place: Place, level: int) -> FactCard:
    due = fact["stale_after"] and day_named(fact["stale_after"])
    is_late = _is_out_of_date(fact, place)
    return FactCard(
        id=fact["fact_id"],
        title=fact["title"],
        sentence=fact["sentence"],
        refused=fact["status"] == "refused",
        way_out="" if place.is_public else fact["way_out"] or "",
        caveats=caveats,
        command="" if place.is_public else f"saferplan explain {fact['fact_id']}",
        marking="" if fact["marking"] == USUAL_MARKING else fact["marking"],
        newer_due=f"Newer figures are due after {due}." if due and not is_late else "",
        out_of_date=f"Newer figures should have been published by {due}." if is_late else "",
        level=level,
    )
