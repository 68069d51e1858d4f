from saferplan.base.categories import Unit
from saferplan.evidence.indicator import Indicator, Polarity

VEHICLE_CRIME = Indicator(
    id="vehicle_crime",
    title="Vehicle crime",
    unit=Unit.OFFENCE,
    categories=("Vehicle crime",),
    polarity=Polarity.LOWER_IS_BETTER,
    definition="Crimes published under the type Vehicle crime.",
)
