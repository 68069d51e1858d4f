from saferplan.base.categories import Unit
from saferplan.evidence.indicator import Indicator, Polarity

PUBLIC_ORDER = Indicator(
    id="public_order",
    title="Public order",
    unit=Unit.OFFENCE,
    categories=("Public order",),
    polarity=Polarity.LOWER_IS_BETTER,
    definition="Crimes published under the type Public order.",
)
