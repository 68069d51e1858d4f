from saferplan.base.categories import Feed, Unit
from saferplan.evidence.indicator import Indicator, Polarity

ASSAULTS_ON_EMERGENCY_WORKERS = Indicator(
    id="assaults_on_emergency_workers",
    title="Assaults on constables and emergency workers",
    unit=Unit.OFFENCE,
    feed=Feed.HOME_OFFICE,
    polarity=Polarity.LOWER_IS_BETTER,
    definition="Assault on a constable or other emergency worker, with injury and without.",
    subgroups=("Violence with injury", "Violence without injury"),
    codes=("8S", "8T", "104", "104A"),
    caveat="The code for emergency workers other than constables came with the Act of 2018; before it only constables are counted.",
)
