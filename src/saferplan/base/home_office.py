"""The Home Office's groups and subgroups of offences, their drifting labels, and the police.uk type each belongs to.

The subgroups are those of the open data tables of police recorded crime since 2015/16. That police.uk counts homicide,
violence and sexual offences as one type, and theft from and of vehicles as one, is by the definition of its types; which
subgroup is under which type was read from the mapping of 132 offence codes in `CrimeCatMappings.csv`.
"""

from dataclasses import dataclass

VIOLENCE, SEXUAL = "Violence against the person", "Sexual offences"
THEFT = "Theft offences"
FRAUD = "Fraud offences"


@dataclass(frozen=True)
class Subgroup:
    """A subgroup of offences: its group, and the police.uk type its offences are published under (none for fraud).

    `stood_under` is the subgroup that its offences are counted in by tables that do not know it, as that of 2017/18.
    """

    name: str
    group: str
    category: str | None
    stood_under: str | None = None


_VIOLENCE_TYPE = "Violence and sexual offences"

SUBGROUPS = (
    Subgroup("Homicide", VIOLENCE, _VIOLENCE_TYPE),
    Subgroup("Violence with injury", VIOLENCE, _VIOLENCE_TYPE),
    Subgroup("Violence without injury", VIOLENCE, _VIOLENCE_TYPE),
    Subgroup("Stalking and harassment", VIOLENCE, _VIOLENCE_TYPE),
    Subgroup(
        "Death or serious injury by unlawful driving", VIOLENCE, _VIOLENCE_TYPE, stood_under="Violence with injury"
    ),
    Subgroup("Rape", SEXUAL, _VIOLENCE_TYPE),
    Subgroup("Other sexual offences", SEXUAL, _VIOLENCE_TYPE),
    Subgroup("Robbery of business property", "Robbery", "Robbery"),
    Subgroup("Robbery of personal property", "Robbery", "Robbery"),
    Subgroup("Residential burglary", THEFT, "Burglary"),
    Subgroup("Burglary of business and community", THEFT, "Burglary"),
    Subgroup("Theft from a vehicle", THEFT, "Vehicle crime"),
    Subgroup("Theft of a motor vehicle", THEFT, "Vehicle crime"),
    Subgroup("Vehicle interference", THEFT, "Vehicle crime"),
    Subgroup("Theft from the person", THEFT, "Theft from the person"),
    Subgroup("Bicycle theft", THEFT, "Bicycle theft"),
    Subgroup("Shoplifting", THEFT, "Shoplifting"),
    Subgroup("Other theft offences", THEFT, "Other theft"),
    Subgroup("Arson", "Criminal damage and arson", "Criminal damage and arson"),
    Subgroup("Criminal damage", "Criminal damage and arson", "Criminal damage and arson"),
    Subgroup("Trafficking of drugs", "Drug offences", "Drugs"),
    Subgroup("Possession of drugs", "Drug offences", "Drugs"),
    Subgroup("Possession of weapons offences", "Possession of weapons offences", "Possession of weapons"),
    Subgroup("Public order offences", "Public order offences", "Public order"),
    Subgroup("Miscellaneous crimes against society", "Miscellaneous crimes against society", "Other crime"),
    Subgroup("Fraud", FRAUD, None),
)
NOT_FRAUD = tuple(each.name for each in SUBGROUPS if each.category)

_DRIFT = {
    "rape offences": "Rape",
    "all other theft offences": "Other theft offences",
    "domestic burglary": "Residential burglary",
    "burglary residential": "Residential burglary",
    "residential burglary": "Residential burglary",
    "burglary - residential": "Residential burglary",
    "non-domestic burglary": "Burglary of business and community",
    "non-residential burglary": "Burglary of business and community",
    "burglary business and community": "Burglary of business and community",
    "burglary - business and community": "Burglary of business and community",
    "miscellaneous crimes": "Miscellaneous crimes against society",
    "harassment": "Stalking and harassment",
    "death or serious injury - unlawful driving": "Death or serious injury by unlawful driving",
    "death or serious injury caused by illegal driving": "Death or serious injury by unlawful driving",
    "theft or unauthorised taking of motor vehicle": "Theft of a motor vehicle",
    "theft of motor vehicle": "Theft of a motor vehicle",
    "theft from vehicle": "Theft from a vehicle",
    "trafficking in drugs": "Trafficking of drugs",
}
SUBGROUP_OF_LABEL = {each.name.casefold(): each.name for each in SUBGROUPS} | _DRIFT
"""Every label that is known, in small letters, with the subgroup it stands for."""


def normal_subgroup(label: str) -> str | None:
    """The subgroup under a published label, whatever its spelling; None for a label that is not known.

    >>> normal_subgroup("Rape offences"), normal_subgroup("Fraud: action fraud")
    ('Rape', 'Fraud')
    """
    plain = " ".join(label.split()).casefold()
    if plain.startswith("fraud"):
        return "Fraud"
    return SUBGROUP_OF_LABEL.get(plain)
