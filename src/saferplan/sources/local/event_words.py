"""What a supplier's code and category mean: by the mapping's own words first, then as the Home Office and police.uk write them."""

from dataclasses import dataclass

from saferplan.base.categories import ASB, CRIME_TYPES, Unit
from saferplan.base.home_office import SUBGROUPS, normal_subgroup
from saferplan.base.offence_codes import SUBGROUP_OF_CODE, normal_code
from saferplan.sources.local.event_mapping import EventMapping

LOCAL_EVENT = "local_event"
_TYPES = {each.casefold(): each for each in (*CRIME_TYPES, ASB)}
_TYPE_OF_SUBGROUP = {each.name: each.category for each in SUBGROUPS}


@dataclass(frozen=True)
class Meaning:
    """What an event is; nothing where it is not known."""

    offence_code: str | None = None
    subgroup: str | None = None
    category: str | None = None
    unit: str | None = None


def meaning_of(rules: EventMapping, code: str, word: str) -> Meaning:
    """The meaning of a row's code and category. A code goes before a category, for it says more."""
    if rules.counts == LOCAL_EVENT:
        given = {each.casefold(): meant for each, meant in rules.categories.items()}
        return Meaning(category=given.get(word.casefold(), word) or None, unit=LOCAL_EVENT)
    if rules.counts == "asb_incident":
        return Meaning(category=ASB, unit=Unit.ASB_INCIDENT.value)
    given = {each.casefold(): meant for each, meant in rules.categories.items()}
    for said in (code, word):
        if said and (meaning := meaning_of_word(given.get(said.strip().casefold(), said))):
            return meaning
    return Meaning()


def meaning_of_word(said: str) -> Meaning | None:
    """What a code, or a name of a type or subgroup, means as the publishers write it; None where it is none."""
    if category := _TYPES.get(said.strip().casefold()):
        unit = Unit.ASB_INCIDENT if category == ASB else Unit.OFFENCE
        return Meaning(category=category, unit=unit.value)
    code = normal_code(said)
    subgroup = SUBGROUP_OF_CODE[code] if code else normal_subgroup(said)
    if subgroup is None:
        return None
    return Meaning(code, subgroup, _TYPE_OF_SUBGROUP[subgroup], Unit.OFFENCE.value)
