from saferplan.base.categories import Unit
from saferplan.evidence.indicator import Indicator, Polarity

CRIMINAL_DAMAGE_AND_ARSON = Indicator(
    id="criminal_damage_and_arson",
    title="Criminal damage and arson",
    unit=Unit.OFFENCE,
    categories=("Criminal damage and arson",),
    polarity=Polarity.LOWER_IS_BETTER,
    definition="Crimes published under the type Criminal damage and arson.",
)
