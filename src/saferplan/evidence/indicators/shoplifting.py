from saferplan.base.categories import Unit
from saferplan.evidence.indicator import Indicator, Polarity

SHOPLIFTING = Indicator(
    id="shoplifting",
    title="Shoplifting",
    unit=Unit.OFFENCE,
    categories=("Shoplifting",),
    polarity=Polarity.LOWER_IS_BETTER,
    definition="Crimes published under the type Shoplifting.",
    caveat="Depends on what shops report.",
)
