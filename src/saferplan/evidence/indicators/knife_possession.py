from saferplan.base.categories import Feed, Unit
from saferplan.evidence.indicator import Indicator, Polarity

KNIFE_POSSESSION = Indicator(
    id="knife_possession",
    title="Possession of a blade or point",
    unit=Unit.OFFENCE,
    feed=Feed.HOME_OFFICE,
    polarity=Polarity.NEUTRAL,
    definition="Offences under the code for possession of an article with a blade or point.",
    subgroups=("Possession of weapons offences",),
    codes=("10D",),
    caveat="It depends much on what police look for: more is not by itself worse.",
)
