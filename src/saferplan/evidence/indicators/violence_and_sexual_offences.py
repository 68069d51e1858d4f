from saferplan.base.categories import Unit
from saferplan.evidence.indicator import Indicator, Polarity

VIOLENCE_AND_SEXUAL_OFFENCES = Indicator(
    id="violence_and_sexual_offences",
    title="Violence and sexual offences",
    unit=Unit.OFFENCE,
    categories=("Violence and sexual offences",),
    polarity=Polarity.LOWER_IS_BETTER,
    definition="Crimes published under the type Violence and sexual offences.",
    caveat="From serious violence to harassment without injury; recording has changed more than once.",
)
