from saferplan.base.categories import Feed, Unit
from saferplan.evidence.indicator import Indicator, Polarity

RAPE = Indicator(
    id="rape",
    title="Rape",
    unit=Unit.OFFENCE,
    feed=Feed.HOME_OFFICE,
    polarity=Polarity.NEUTRAL,
    definition="Offences in the Home Office subgroup of rape.",
    subgroups=("Rape",),
    caveat="Many are reported years after they happened, and more reports may mean more trust: more is not by itself worse.",
)
