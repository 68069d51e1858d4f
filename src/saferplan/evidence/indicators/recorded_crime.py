from saferplan.base.categories import CRIME_TYPES, Unit
from saferplan.evidence.indicator import Indicator, Polarity

RECORDED_CRIME = Indicator(
    id="recorded_crime",
    title="Recorded crime",
    unit=Unit.OFFENCE,
    categories=CRIME_TYPES,
    polarity=Polarity.LOWER_IS_BETTER,
    definition="All crimes recorded by the police and published by place: thirteen types, anti-social behaviour left out.",
    caveat="Fraud is recorded nationally and is not among them.",
)
