from saferplan.base.categories import Feed, Unit
from saferplan.evidence.indicator import Indicator, Polarity

CRIMINAL_DAMAGE = Indicator(
    id="criminal_damage",
    title="Criminal damage",
    unit=Unit.OFFENCE,
    feed=Feed.HOME_OFFICE,
    polarity=Polarity.LOWER_IS_BETTER,
    definition="Offences in the Home Office subgroup of criminal damage, arson left out.",
    subgroups=("Criminal damage",),
)
