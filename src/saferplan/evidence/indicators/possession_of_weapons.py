from saferplan.base.categories import Unit
from saferplan.evidence.indicator import Indicator, Polarity

POSSESSION_OF_WEAPONS = Indicator(
    id="possession_of_weapons",
    title="Possession of weapons",
    unit=Unit.OFFENCE,
    categories=("Possession of weapons",),
    polarity=Polarity.NEUTRAL,
    definition="Crimes published under the type Possession of weapons.",
    caveat="Much of it comes to light through police activity: a rise may mean more policing.",
)
