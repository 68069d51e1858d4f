from saferplan.base.categories import Unit
from saferplan.evidence.indicator import Indicator, Polarity

DRUGS = Indicator(
    id="drugs",
    title="Drugs",
    unit=Unit.OFFENCE,
    categories=("Drugs",),
    polarity=Polarity.NEUTRAL,
    definition="Crimes published under the type Drugs.",
    caveat="Much of it comes to light through police activity: a rise may mean more policing.",
)
