from saferplan.base.categories import Denominator, Feed, Unit
from saferplan.evidence.indicator import Indicator, Polarity

RESIDENTIAL_BURGLARY = Indicator(
    id="residential_burglary",
    title="Residential burglary",
    unit=Unit.OFFENCE,
    feed=Feed.HOME_OFFICE,
    denominator=Denominator.HOUSEHOLDS,
    polarity=Polarity.LOWER_IS_BETTER,
    definition="Offences in the Home Office subgroup of residential (before April 2017: domestic) burglary, per 1,000 households.",
    subgroups=("Residential burglary",),
)
