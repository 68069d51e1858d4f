from saferplan.base.categories import Feed, Unit
from saferplan.evidence.indicator import Indicator, Polarity

BUSINESS_ROBBERY = Indicator(
    id="business_robbery",
    title="Robbery of business property",
    unit=Unit.OFFENCE,
    feed=Feed.HOME_OFFICE,
    polarity=Polarity.LOWER_IS_BETTER,
    definition="Offences in the Home Office subgroup of robbery of business property.",
    subgroups=("Robbery of business property",),
)
