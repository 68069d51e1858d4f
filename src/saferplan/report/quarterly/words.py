"""Cells and phrases of the quarterly report, the same in every form."""

from saferplan.base.numerals import one_decimal, percent, whole
from saferplan.report.blocks import Number
from saferplan.report.quarterly.figures import Beside, Rate
from saferplan.report.wording import IF_ONE_BY_ONE, missing

VERDICTS = {
    "up": "Up", "down": "Down", "about_the_same": "About the same", "no_clear_change": "No clear change",
    "not_enough_history": "Not enough history", "refused": "Not compared",
    "up_alone": "Up by itself, not among all", "down_alone": "Down by itself, not among all",
}  # fmt: skip
BANDS = {
    "up": "Above what is usual for it", "down": "Below what is usual for it", "about_the_same": "As is usual for it",
    "no_clear_change": "As is usual for it", "not_enough_history": "Not enough history", "refused": "Not compared",
    "up_alone": "As is usual for it", "down_alone": "As is usual for it",
}  # fmt: skip
"""What is said of a ward: its own twelve months against the twelve before, beyond what chance would move."""


def count_cell(count: int | None) -> str:
    return "not known" if count is None else Number(whole(count), count, "count")


def net_cell(beside: Beside) -> str:
    if beside.net is None:
        return "–"
    sign = "+" if beside.net > 0 else "−" if beside.net < 0 else ""
    return Number(f"{sign}{whole(abs(beside.net))}", beside.net, "change")


def share_cell(beside: Beside) -> str:
    """The change in percent; a number alone is given on a base under 20, so there is none here."""
    if beside.share is None:
        return "–"
    sign = "+" if beside.share > 0 else "−" if beside.share < 0 else ""
    return Number(f"{sign}{percent(beside.share)}", beside.share, "share")


def verdict_cell(beside: Beside) -> str:
    """What may be said; where no change is quoted, why."""
    if beside.share is None and beside.missing_reason:
        return f"Not compared: {missing(beside.missing_reason)}"
    runs = ", if months vary one by one" if beside.is_doubtful else ""
    return VERDICTS[beside.verdict] + runs + ("; recording changed between" if beside.break_ids else "")


def rate_cell(rate: Rate | None) -> str:
    """A rate, and for another area whether the partnership is told apart from it."""
    if rate is None:
        return "–"
    return "no rate" if rate.value is None else Number(one_decimal(rate.value), float(rate.value), "rate")


def moved_words(beside: Beside, before: str) -> str:
    """ "5,485, a rise of 1.4% on July to September 2024 (5,411)"; without a percentage on a base under 20."""
    if beside.count is None:
        return f"not known: {missing(beside.missing_reason)}"
    if beside.before is None or beside.share is None:
        return whole(beside.count) + (f" ({whole(beside.before)} in {before})" if beside.before is not None else "")
    move = (
        "the same as"
        if beside.share == 0
        else f"a {'rise' if beside.share > 0 else 'fall'} of {percent(beside.share)} on"
    )
    return f"{whole(beside.count)}, {move} {before} ({whole(beside.before)})"


def verdict_sentence(beside: Beside) -> str:
    """The verdict as a sentence of its own."""
    said = {
        "up": "That is a rise beyond what chance would make.", "down": "That is a fall beyond what chance would make.",
        "about_the_same": "That is about the same.", "no_clear_change": "That is no clear change.",
        "not_enough_history": "There is not enough history to judge that.",
    }  # fmt: skip
    text = said.get(beside.verdict, "") if beside.share is not None else ""
    if text and beside.is_doubtful:
        text = text.removesuffix(".") + IF_ONE_BY_ONE + "."
    return f"{text} Recording changed between.".strip() if beside.break_ids else text
