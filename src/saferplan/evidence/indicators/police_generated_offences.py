from saferplan.base.categories import Feed, Unit
from saferplan.evidence.indicator import Demand, Indicator, Polarity

POLICE_GENERATED_OFFENCES = Indicator(
    id="police_generated_offences",
    title="Police generated crime, Home Office",
    unit=Unit.OFFENCE,
    feed=Feed.HOME_OFFICE,
    demand=Demand.POLICE_GENERATED,
    polarity=Polarity.NEUTRAL,
    definition="Offences that by the partnership's own setting, by offence code, come to light by what police do.",
    caveat="Which codes these are is a local setting, dated; without it none is classified.",
)
