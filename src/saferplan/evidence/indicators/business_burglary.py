from saferplan.base.categories import Feed, Unit
from saferplan.evidence.indicator import Indicator, Polarity

BUSINESS_BURGLARY = Indicator(
    id="business_burglary",
    title="Burglary of business and community",
    unit=Unit.OFFENCE,
    feed=Feed.HOME_OFFICE,
    polarity=Polarity.LOWER_IS_BETTER,
    definition="Offences in the Home Office subgroup of burglary other than residential.",
    subgroups=("Burglary of business and community",),
    caveat="Per 1,000 residents: the number of businesses is no source here.",
)
