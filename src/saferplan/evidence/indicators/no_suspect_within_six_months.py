from saferplan.base.categories import CRIME_TYPES, Denominator, Feed, Unit
from saferplan.base.outcomes import OutcomeGroup
from saferplan.evidence.indicator import Indicator, Polarity

NO_SUSPECT_WITHIN_SIX_MONTHS = Indicator(
    id="no_suspect_within_six_months",
    title="Closed with no suspect identified within six months",
    unit=Unit.OFFENCE,
    categories=CRIME_TYPES,
    feed=Feed.OUTCOMES,
    denominator=Denominator.CRIMES,
    outcome=OutcomeGroup.NO_SUSPECT,
    polarity=Polarity.LOWER_IS_BETTER,
    definition="Share of recorded crimes of which, within six months after the month they are published under, "
    "the investigation was closed with no suspect identified. By month of the crime; a crime with several outcomes "
    "counts by its last, a charge before all.",
    caveat="Every crime is followed for the same six months, so years can be compared; younger months are refused.",
)
