"""What an indicator is: one unit, the categories it counts, and which way is better."""

from dataclasses import dataclass
from enum import StrEnum

from saferplan.base.categories import Unit, UnitsDiffer, unit_of


class Polarity(StrEnum):
    LOWER_IS_BETTER = "lower_is_better"
    NEUTRAL = "neutral"


@dataclass(frozen=True)
class Indicator:
    """A definition. `categories` are the publisher's types it counts; all are of `unit`, or UnitsDiffer is raised."""

    id: str
    title: str
    unit: Unit
    categories: tuple[str, ...]
    polarity: Polarity
    definition: str
    caveat: str = ""

    def __post_init__(self) -> None:
        if any(unit_of(category) is not self.unit for category in self.categories):
            raise UnitsDiffer(f"{self.id} counts {self.unit}s only: an incident is not a crime")
