from saferplan.base.categories import Feed, Unit
from saferplan.evidence.indicator import Indicator, Polarity

VIOLENCE_WITH_INJURY = Indicator(
    id="violence_with_injury",
    title="Violence with injury",
    unit=Unit.OFFENCE,
    feed=Feed.HOME_OFFICE,
    polarity=Polarity.LOWER_IS_BETTER,
    definition="Offences in the Home Office subgroup of violence with injury.",
    subgroups=("Violence with injury",),
)
