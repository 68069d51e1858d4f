from saferplan.base.categories import Feed, Unit
from saferplan.evidence.indicator import Indicator, Polarity

RECORDED_OFFENCES = Indicator(
    id="recorded_offences",
    title="Recorded crime, Home Office",
    unit=Unit.OFFENCE,
    feed=Feed.HOME_OFFICE,
    polarity=Polarity.LOWER_IS_BETTER,
    definition="All offences that the Home Office counts for the partnership, fraud left out.",
    caveat="Fraud is recorded nationally and is not among them.",
)
