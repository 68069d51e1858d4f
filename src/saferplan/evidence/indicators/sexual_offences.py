from saferplan.base.categories import Feed, Unit
from saferplan.evidence.indicator import Indicator, Polarity

SEXUAL_OFFENCES = Indicator(
    id="sexual_offences",
    title="Sexual offences",
    unit=Unit.OFFENCE,
    feed=Feed.HOME_OFFICE,
    polarity=Polarity.NEUTRAL,
    definition="Rape and other sexual offences, as the Home Office counts them.",
    subgroups=("Rape", "Other sexual offences"),
    caveat="Many are reported years after they happened, and more reports may mean more trust: more is not by itself worse.",
)
