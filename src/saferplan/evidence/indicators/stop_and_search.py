from saferplan.base.categories import Feed, Unit
from saferplan.evidence.indicator import Indicator, Polarity

STOP_AND_SEARCH_COUNT = Indicator(
    id="stop_and_search",
    title="Stop and search",
    unit=Unit.SEARCH,
    feed=Feed.SEARCHES,
    polarity=Polarity.NEUTRAL,
    definition="Stops and searches of persons and vehicles, by map point; those without one are in the force's figure only.",
    caveat="It is what police do, not crime. People searched in a place need not live there.",
)
