from saferplan.base.categories import Feed, Unit
from saferplan.evidence.indicator import Indicator, Polarity

PERSONAL_ROBBERY = Indicator(
    id="personal_robbery",
    title="Robbery of personal property",
    unit=Unit.OFFENCE,
    feed=Feed.HOME_OFFICE,
    polarity=Polarity.LOWER_IS_BETTER,
    definition="Offences in the Home Office subgroup of robbery of personal property.",
    subgroups=("Robbery of personal property",),
)
