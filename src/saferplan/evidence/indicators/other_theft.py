from saferplan.base.categories import Unit
from saferplan.evidence.indicator import Indicator, Polarity

OTHER_THEFT = Indicator(
    id="other_theft",
    title="Other theft",
    unit=Unit.OFFENCE,
    categories=("Other theft",),
    polarity=Polarity.LOWER_IS_BETTER,
    definition="Crimes published under the type Other theft.",
)
