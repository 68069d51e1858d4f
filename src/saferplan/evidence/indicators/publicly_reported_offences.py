from saferplan.base.categories import Feed, Unit
from saferplan.evidence.indicator import Demand, Indicator, Polarity

PUBLICLY_REPORTED_OFFENCES = Indicator(
    id="publicly_reported_offences",
    title="Publicly reported crime, Home Office",
    unit=Unit.OFFENCE,
    feed=Feed.HOME_OFFICE,
    demand=Demand.PUBLICLY_REPORTED,
    polarity=Polarity.LOWER_IS_BETTER,
    definition="Offences that by the partnership's own setting, by offence code, come to light by reports of the public.",
    caveat="Which codes these are is a local setting, dated; without it none is classified.",
)
