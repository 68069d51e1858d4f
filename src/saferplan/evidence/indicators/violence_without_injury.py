from saferplan.base.categories import Feed, Unit
from saferplan.evidence.indicator import Indicator, Polarity

VIOLENCE_WITHOUT_INJURY = Indicator(
    id="violence_without_injury",
    title="Violence without injury",
    unit=Unit.OFFENCE,
    feed=Feed.HOME_OFFICE,
    polarity=Polarity.LOWER_IS_BETTER,
    definition="Offences in the Home Office subgroup of violence without injury.",
    subgroups=("Violence without injury",),
)
