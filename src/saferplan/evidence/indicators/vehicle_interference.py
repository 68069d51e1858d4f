from saferplan.base.categories import Feed, Unit
from saferplan.evidence.indicator import Indicator, Polarity

VEHICLE_INTERFERENCE = Indicator(
    id="vehicle_interference",
    title="Vehicle interference",
    unit=Unit.OFFENCE,
    feed=Feed.HOME_OFFICE,
    polarity=Polarity.LOWER_IS_BETTER,
    definition="Offences in the Home Office subgroup of vehicle interference.",
    subgroups=("Vehicle interference",),
)
