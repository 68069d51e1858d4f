from saferplan.base.categories import Feed, Unit
from saferplan.evidence.indicator import Indicator, Polarity

THEFT_OF_VEHICLES = Indicator(
    id="theft_of_vehicles",
    title="Theft of vehicles",
    unit=Unit.OFFENCE,
    feed=Feed.HOME_OFFICE,
    polarity=Polarity.LOWER_IS_BETTER,
    definition="Offences in the Home Office subgroup of theft of a motor vehicle.",
    subgroups=("Theft of a motor vehicle",),
)
