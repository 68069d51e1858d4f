"""What an indicator is: one unit from one feed, what it counts, what it is divided by, and which way is better."""

from dataclasses import dataclass
from enum import StrEnum

from saferplan.base.categories import Denominator, Feed, Unit, UnitsDiffer, unit_of
from saferplan.base.home_office import NOT_FRAUD, normal_subgroup
from saferplan.base.outcomes import OutcomeGroup


class Polarity(StrEnum):
    LOWER_IS_BETTER = "lower_is_better"
    HIGHER_IS_BETTER = "higher_is_better"
    NEUTRAL = "neutral"


class Demand(StrEnum):
    """Whether crime comes to light by the public's reports or by what police do: a local setting, dated, by offence."""

    PUBLICLY_REPORTED = "publicly_reported"
    POLICE_GENERATED = "police_generated"


@dataclass(frozen=True)
class Indicator:
    """A definition.

    `categories` are the publisher's types it counts in the street files; all are of `unit`, or UnitsDiffer is raised.
    `subgroups` are the Home Office's, under their normal spelling, and `codes` narrow them to offence codes; ValueError
    is raised for a subgroup that is not known. `outcome` is the group of outcomes whose share of crimes is shown.
    `demand` leaves it to the partnership's setting which offences are counted.
    """

    id: str
    title: str
    unit: Unit
    polarity: Polarity
    definition: str
    categories: tuple[str, ...] = ()
    feed: Feed = Feed.STREET
    denominator: Denominator = Denominator.RESIDENTS
    subgroups: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    outcome: OutcomeGroup | None = None
    demand: Demand | None = None
    caveat: str = ""

    def __post_init__(self) -> None:
        if any(unit_of(category) is not self.unit for category in self.categories):
            raise UnitsDiffer(f"{self.id} counts {self.unit}s only: an incident is not a crime")
        if self.feed is Feed.SEARCHES and self.unit is not Unit.SEARCH:
            raise UnitsDiffer(f"{self.id} counts searches: a search is not a crime")
        if unknown := [name for name in self.subgroups if normal_subgroup(name) != name]:
            raise ValueError(f"{self.id} names subgroups that are not known: {', '.join(unknown)}")

    @property
    def counted_subgroups(self) -> tuple[str, ...]:
        """The Home Office subgroups it counts; all but fraud where none is named."""
        return self.subgroups or NOT_FRAUD
