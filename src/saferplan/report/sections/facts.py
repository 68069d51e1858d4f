"""The facts of the edition, in their order. A refused fact stands in its place and says what would allow it."""

from typing import Any

from saferplan.report.blocks import Block, FactCard, Notice, Section
from saferplan.report.place import Place


def facts_section(place: Place) -> Section:
    caveats = place.edition.table("fact_caveat")
    cards: list[Block] = [
        _card(fact, tuple(caveat["text"] for caveat in caveats if caveat["fact_id"] == fact["fact_id"]))
        for fact in place.edition.table("fact")
    ]
    return Section("facts", "Facts", tuple(cards) or (Notice("There are no facts in this edition."),))


def _card(fact: dict[str, Any], caveats: tuple[str, ...]) -> FactCard:
    return FactCard(
        title=fact["title"],
        sentence=fact["sentence"],
        refused=fact["status"] == "refused",
        way_out=fact["way_out"] or "",
        caveats=caveats,
        command=f"saferplan explain {fact['fact_id']}",
    )
