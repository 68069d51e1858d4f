from saferplan.base.categories import Unit
from saferplan.evidence.indicator import Indicator, Polarity

BURGLARY = Indicator(
    id="burglary",
    title="Burglary",
    unit=Unit.OFFENCE,
    categories=("Burglary",),
    polarity=Polarity.LOWER_IS_BETTER,
    definition="Crimes published under the type Burglary.",
    caveat="Homes and businesses together.",
)
