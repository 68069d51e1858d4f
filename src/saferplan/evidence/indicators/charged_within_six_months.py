from saferplan.base.categories import CRIME_TYPES, Denominator, Feed, Unit
from saferplan.base.outcomes import OutcomeGroup
from saferplan.evidence.indicator import Indicator, Polarity

CHARGED_WITHIN_SIX_MONTHS = Indicator(
    id="charged_within_six_months",
    title="Charged or summonsed within six months",
    unit=Unit.OFFENCE,
    categories=CRIME_TYPES,
    feed=Feed.OUTCOMES,
    denominator=Denominator.CRIMES,
    outcome=OutcomeGroup.CHARGE_OR_SUMMONS,
    polarity=Polarity.HIGHER_IS_BETTER,
    definition="Share of recorded crimes of which, within six months after the month they are published under, "
    "a suspect was charged or summonsed. By month of the crime; a crime with several outcomes counts by its last, a "
    "charge before all.",
    caveat="Every crime is followed for the same six months, so years can be compared; younger months are refused.",
)
