from saferplan.base.categories import Feed, Unit
from saferplan.evidence.indicator import Indicator, Polarity

DRUG_TRAFFICKING = Indicator(
    id="drug_trafficking",
    title="Trafficking of drugs",
    unit=Unit.OFFENCE,
    feed=Feed.HOME_OFFICE,
    polarity=Polarity.NEUTRAL,
    definition="Offences in the Home Office subgroup of trafficking of drugs.",
    subgroups=("Trafficking of drugs",),
    caveat="It depends much on what police look for: more is not by itself worse.",
)
