from saferplan.base.categories import Feed, Unit
from saferplan.evidence.indicator import Indicator, Polarity

HOMICIDE = Indicator(
    id="homicide",
    title="Homicide",
    unit=Unit.OFFENCE,
    feed=Feed.HOME_OFFICE,
    polarity=Polarity.LOWER_IS_BETTER,
    definition="Murder, manslaughter, infanticide and corporate manslaughter.",
    subgroups=("Homicide",),
)
