from saferplan.base.categories import Unit
from saferplan.evidence.indicator import Indicator, Polarity

OTHER_CRIME = Indicator(
    id="other_crime",
    title="Other crime",
    unit=Unit.OFFENCE,
    categories=("Other crime",),
    polarity=Polarity.LOWER_IS_BETTER,
    definition="Crimes published under the type Other crime.",
)
