"""Series breaks: changes in how crime is recorded or published, and which comparisons they touch.

A break has a first month and an end of its effect. A comparison of two periods is touched if the break's span lies
between them in any part: unless the earlier period starts when the effect has ended, or the later ends before it began.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from saferplan.base.categories import Denominator, Feed
from saferplan.base.home_office import SUBGROUPS
from saferplan.base.periods import Month, Period
from saferplan.evidence.indicator import Indicator

CLASSIFIED_ANEW = "classified-anew"
"""What the id of a break begins with that is the partnership's own new classification, and no change of recording."""


class Behaviour(StrEnum):
    """What is done with a comparison of a touched group across the break; a total is always annotated."""

    ANNOTATE = "annotate"
    SPLIT = "split"
    REFUSE = "refuse"


@dataclass(frozen=True)
class SeriesBreak:
    """A break. `groups` are police.uk types or Home Office subgroups, all of them where empty; forces by their code."""

    id: str
    from_month: Month
    wording: str
    effect: str
    behaviour: Behaviour = Behaviour.ANNOTATE
    effect_until: Month | None = None
    groups: tuple[str, ...] = ()
    feeds: tuple[Feed, ...] = ()
    force_code: str | None = None
    citation: str = ""
    is_local: bool = False
    indicators: tuple[str, ...] = ()
    """The indicators that alone are counted otherwise; any where empty."""

    @property
    def status(self) -> str:
        """A break that nobody can look up is only suspected."""
        return "cited" if self.citation else "suspected"

    @property
    def said(self) -> str:
        """When recording changed and how; of one that nobody can look up, that it is suspected."""
        until = self.effect_until or self.from_month
        when = self.from_month.name if until == self.from_month else f"from {self.from_month.name} to {until.name}"
        doubt = "" if self.citation else " (suspected)"
        return f"Recording changed, {when}{doubt}: {self.wording}"

    @property
    def last_unsettled(self) -> Month:
        """The last month before the new practice holds in full: the month before a break that came at once."""
        return self.effect_until if self.effect_until else self.from_month.plus(-1)

    def lies_between(self, before: Period, period: Period) -> bool:
        """Whether a comparison of these two periods straddles the break or its working in."""
        return before.start <= self.last_unsettled and period.end >= self.from_month

    def concerns(self, indicator: Indicator, force_code: str | None) -> bool:
        """Whether any of what the indicator counts is touched in that force's area."""
        return (
            (not self.feeds or indicator.feed in self.feeds)
            and (self.force_code is None or force_code in (None, self.force_code))
            and (not self.indicators or indicator.id in self.indicators)
            and bool(touched_parts(self, indicator))
        )

    def touches_all(self, indicator: Indicator) -> bool:
        """Whether everything that the indicator counts is touched: it is the affected group, not a total over it.

        A type of which only a subgroup is touched is a total over it.
        """
        parts = set(counted_parts(indicator))
        if indicator.feed is not Feed.HOME_OFFICE and self.groups:
            return parts <= set(self.groups)
        return touched_parts(self, indicator) == parts


def counted_parts(indicator: Indicator) -> tuple[str, ...]:
    """The types or subgroups that an indicator sums."""
    return (
        indicator.counted_subgroups
        if indicator.feed is Feed.HOME_OFFICE
        else indicator.categories or (indicator.title,)
    )


def touched_parts(series_break: SeriesBreak, indicator: Indicator) -> set[str]:
    """The parts of an indicator that a break touches; a subgroup is touched with its type, a type with any subgroup."""
    parts = set(counted_parts(indicator))
    if not series_break.groups:
        return parts
    groups = set(series_break.groups)
    category_of = {each.name: each.category for each in SUBGROUPS}
    if indicator.feed is Feed.HOME_OFFICE:
        return {part for part in parts if part in groups or category_of.get(part) in groups}
    return parts & (groups | {category_of[name] or "" for name in groups & category_of.keys()})


def breaks_between(
    breaks: Iterable[SeriesBreak], indicator: Indicator, force_code: str | None, before: Period, period: Period
) -> list[SeriesBreak]:
    """The breaks that touch a comparison, in the order of their months."""
    if indicator.denominator is Denominator.SEVERITY:
        return []
    found = [each for each in breaks if each.lies_between(before, period) and each.concerns(indicator, force_code)]
    return sorted(found, key=lambda each: (each.from_month, each.id))


def refuses(breaks: Sequence[SeriesBreak], indicator: Indicator) -> bool:
    """Whether one of the breaks forbids a change of this indicator: it is of the affected group, and not to annotate."""
    return any(each.behaviour is not Behaviour.ANNOTATE and each.touches_all(indicator) for each in breaks)
