from saferplan.base.categories import ASB, Unit
from saferplan.evidence.indicator import Indicator, Polarity

ASB_INCIDENTS = Indicator(
    id="asb",
    title="Anti-social behaviour incidents",
    unit=Unit.ASB_INCIDENT,
    categories=(ASB,),
    polarity=Polarity.LOWER_IS_BETTER,
    definition="Incidents of anti-social behaviour reported to the police. They are incidents, not crimes.",
    caveat="Reports to councils and landlords are not among them.",
)
