from saferplan.base.categories import Feed, Unit
from saferplan.evidence.indicator import Indicator, Polarity

DRUG_POSSESSION = Indicator(
    id="drug_possession",
    title="Possession of drugs",
    unit=Unit.OFFENCE,
    feed=Feed.HOME_OFFICE,
    polarity=Polarity.NEUTRAL,
    definition="Offences in the Home Office subgroup of possession of drugs.",
    subgroups=("Possession of drugs",),
    caveat="It depends much on what police look for: more is not by itself worse.",
)
