from saferplan.base.categories import CRIME_TYPES, Unit
from saferplan.evidence.indicator import Demand, Indicator, Polarity

POLICE_GENERATED = Indicator(
    id="police_generated",
    title="Police generated crime",
    unit=Unit.OFFENCE,
    categories=CRIME_TYPES,
    demand=Demand.POLICE_GENERATED,
    polarity=Polarity.NEUTRAL,
    definition="Recorded crime that by the partnership's own setting comes to light by what police do, by type of the "
    "street files.",
    caveat="Which types these are is a local setting, dated; without it none is classified.",
)
