from saferplan.base.categories import Denominator, Feed, Unit
from saferplan.evidence.indicator import Indicator, Polarity

SEVERITY = Indicator(
    id="severity",
    title="Crime severity",
    unit=Unit.OFFENCE,
    feed=Feed.HOME_OFFICE,
    denominator=Denominator.SEVERITY,
    polarity=Polarity.LOWER_IS_BETTER,
    definition="Offences times the weight of their code in the Crime Severity Score of the Office for National Statistics, summed, "
    "per resident; refused unless 95% of the offences have a weight.",
    caveat="Never made from the fourteen types of police.uk, and never for anti-social behaviour.",
)
