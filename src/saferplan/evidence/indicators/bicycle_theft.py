from saferplan.base.categories import Unit
from saferplan.evidence.indicator import Indicator, Polarity

BICYCLE_THEFT = Indicator(
    id="bicycle_theft",
    title="Bicycle theft",
    unit=Unit.OFFENCE,
    categories=("Bicycle theft",),
    polarity=Polarity.LOWER_IS_BETTER,
    definition="Crimes published under the type Bicycle theft.",
)
