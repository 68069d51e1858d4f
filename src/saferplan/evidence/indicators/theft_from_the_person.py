from saferplan.base.categories import Unit
from saferplan.evidence.indicator import Indicator, Polarity

THEFT_FROM_THE_PERSON = Indicator(
    id="theft_from_the_person",
    title="Theft from the person",
    unit=Unit.OFFENCE,
    categories=("Theft from the person",),
    polarity=Polarity.LOWER_IS_BETTER,
    definition="Crimes published under the type Theft from the person.",
)
