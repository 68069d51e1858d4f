from saferplan.base.categories import Feed, Unit
from saferplan.evidence.indicator import Indicator, Polarity

STALKING_AND_HARASSMENT = Indicator(
    id="stalking_and_harassment",
    title="Stalking and harassment",
    unit=Unit.OFFENCE,
    feed=Feed.HOME_OFFICE,
    polarity=Polarity.NEUTRAL,
    definition="Offences in the Home Office subgroup of stalking and harassment, malicious communications among them.",
    subgroups=("Stalking and harassment",),
    caveat="More reports may mean more trust in being heard: more is not by itself worse.",
)
