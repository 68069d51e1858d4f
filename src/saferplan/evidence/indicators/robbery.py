from saferplan.base.categories import Unit
from saferplan.evidence.indicator import Indicator, Polarity

ROBBERY = Indicator(
    id="robbery",
    title="Robbery",
    unit=Unit.OFFENCE,
    categories=("Robbery",),
    polarity=Polarity.LOWER_IS_BETTER,
    definition="Crimes published under the type Robbery.",
)
