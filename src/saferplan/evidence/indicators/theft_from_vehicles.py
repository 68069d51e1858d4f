from saferplan.base.categories import Feed, Unit
from saferplan.evidence.indicator import Indicator, Polarity

THEFT_FROM_VEHICLES = Indicator(
    id="theft_from_vehicles",
    title="Theft from vehicles",
    unit=Unit.OFFENCE,
    feed=Feed.HOME_OFFICE,
    polarity=Polarity.LOWER_IS_BETTER,
    definition="Offences in the Home Office subgroup of theft from a vehicle.",
    subgroups=("Theft from a vehicle",),
)
