from saferplan.base.categories import Feed, Unit
from saferplan.evidence.indicator import Indicator, Polarity

ARSON = Indicator(
    id="arson",
    title="Arson",
    unit=Unit.OFFENCE,
    feed=Feed.HOME_OFFICE,
    polarity=Polarity.LOWER_IS_BETTER,
    definition="Offences in the Home Office subgroup of arson.",
    subgroups=("Arson",),
)
