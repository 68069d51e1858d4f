from saferplan.base.categories import CRIME_TYPES, Unit
from saferplan.evidence.indicator import Demand, Indicator, Polarity

PUBLICLY_REPORTED = Indicator(
    id="publicly_reported",
    title="Publicly reported crime",
    unit=Unit.OFFENCE,
    categories=CRIME_TYPES,
    demand=Demand.PUBLICLY_REPORTED,
    polarity=Polarity.LOWER_IS_BETTER,
    definition="Recorded crime that by the partnership's own setting comes to light by reports of the public, by type "
    "of the street files.",
    caveat="Which types these are is a local setting, dated; without it none is classified.",
)
