"""Offence codes of the Home Office with the police.uk category of each, and severity weights of our own making.

Codes, groups and subgroups are the Home Office's, and which category holds which code follows a published mapping of
them; fraud is left out, as police.uk leaves it out. The weights are NOT those of the Office for National Statistics:
they are round numbers in a plausible order. One code has none, so that severity must be refused where it is common.
"""

from dataclasses import dataclass

UNWEIGHTED = "8R"
UNWEIGHTED_SHARES = (0.0, 0.060, 0.043)  # of all offences of a CSP, by financial year; new in April 2015


@dataclass(frozen=True)
class OffenceCode:
    """`share` is its part of the category, before the unweighted code takes its own; `weight` None is not known."""

    category: str  # as police.uk writes it
    group: str
    subgroup: str
    code: str
    description: str
    share: float
    weight: float | None


_THEFT, _VIOLENCE = "Theft offences", "Violence against the person"
_VIOLENT, _DAMAGE = "Violence and sexual offences", "Criminal damage and arson"
_WEAPONS, _ORDER, _MISCELLANEOUS = "Possession of weapons offences", "Public order offences", "Miscellaneous crimes"

# (category, group, subgroup): code, description, share, weight
_TABLE: dict[tuple[str, str, str], tuple[tuple[str, str, float, float | None], ...]] = {
    ("Bicycle theft", _THEFT, "Bicycle theft"): (("44", "Theft or unauthorised taking of a pedal cycle", 1.0, 30.0),),
    ("Burglary", _THEFT, "Domestic burglary"): (
        ("28A", "Burglary in a dwelling", 0.45, 420.0),
        ("28B", "Attempted burglary in a dwelling", 0.09, 260.0),
        ("28C", "Distraction burglary in a dwelling", 0.01, 510.0),
        ("29", "Aggravated burglary in a dwelling", 0.01, 1_400.0),
    ),
    ("Burglary", _THEFT, "Non-domestic burglary"): (
        ("30A", "Burglary in a building other than a dwelling", 0.38, 180.0),
        ("30B", "Attempted burglary in a building other than a dwelling", 0.06, 110.0),
    ),
    (_DAMAGE, _DAMAGE, "Arson"): (
        ("56A", "Arson endangering life", 0.01, 900.0),
        ("56B", "Arson not endangering life", 0.05, 170.0),
    ),
    (_DAMAGE, _DAMAGE, "Criminal damage"): (
        ("58A", "Criminal damage to a dwelling", 0.25, 9.0),
        ("58B", "Criminal damage to a building other than a dwelling", 0.11, 9.0),
        ("58C", "Criminal damage to a vehicle", 0.39, 6.0),
        ("58D", "Other criminal damage", 0.18, 6.0),
        ("58J", "Racially or religiously aggravated criminal damage", 0.01, 24.0),
    ),
    ("Drugs", "Drug offences", "Possession of drugs"): (
        ("92D", "Possession of controlled drugs (excl. Cannabis)", 0.17, 7.0),
        ("92E", "Possession of controlled drugs (Cannabis)", 0.63, 4.0),
    ),
    ("Drugs", "Drug offences", "Trafficking of drugs"): (("92A", "Trafficking in controlled drugs", 0.20, 550.0),),
    ("Other crime", _MISCELLANEOUS, _MISCELLANEOUS): (
        ("33", "Going equipped for stealing, etc", 0.06, 20.0),
        ("54", "Handling stolen goods", 0.18, 40.0),
        ("59", "Threat or possession with intent to commit criminal damage", 0.14, 15.0),
        ("79", "Perverting the course of justice", 0.20, 190.0),
        ("802", "Dangerous driving", 0.12, 130.0),
        ("83", "Bail offences", 0.02, 10.0),
        ("86", "Obscene publications etc", 0.16, 160.0),
        ("99", "Other notifiable offences", 0.12, 60.0),
    ),
    ("Other theft", _THEFT, "Other theft offences"): (
        ("35", "Blackmail", 0.02, 310.0),
        ("40", "Theft in a dwelling other than from an automatic machine or meter", 0.17, 70.0),
        ("41", "Theft by an employee", 0.04, 90.0),
        ("49", "Other theft", 0.65, 35.0),
        ("49A", "Making off without payment", 0.12, 8.0),
    ),
    ("Possession of weapons", _WEAPONS, _WEAPONS): (
        ("10B", "Possession of firearms offences", 0.12, 240.0),
        ("10C", "Possession of other weapons", 0.33, 45.0),
        ("10D", "Possession of article with blade or point", 0.55, 55.0),
    ),
    ("Public order", _ORDER, _ORDER): (
        ("62A", "Violent disorder", 0.02, 280.0),
        ("66", "Other offences against the State or public order", 0.30, 40.0),
        ("9A", "Public fear, alarm or distress", 0.60, 12.0),
        ("9B", "Racially or religiously aggravated public fear, alarm or distress", 0.08, 32.0),
    ),
    ("Robbery", "Robbery", "Robbery of business property"): (("34A", "Robbery of business property", 0.12, 980.0),),
    ("Robbery", "Robbery", "Robbery of personal property"): (("34B", "Robbery of personal property", 0.88, 690.0),),
    ("Shoplifting", _THEFT, "Shoplifting"): (("46", "Shoplifting", 1.0, 15.0),),
    ("Theft from the person", _THEFT, "Theft from the person"): (("39", "Theft from the person", 1.0, 60.0),),
    ("Vehicle crime", _THEFT, "Theft from a vehicle"): (("45", "Theft from vehicle", 0.66, 40.0),),
    ("Vehicle crime", _THEFT, "Theft of a motor vehicle"): (
        ("37.2", "Aggravated vehicle taking", 0.03, 190.0),
        ("48", "Theft or unauthorised taking of motor vehicle", 0.23, 150.0),
    ),
    ("Vehicle crime", _THEFT, "Vehicle interference"): (("126", "Interfering with a motor vehicle", 0.08, 20.0),),
    (_VIOLENT, "Sexual offences", "Other sexual offences"): (
        ("17A", "Sexual assault on a male aged 13 and over", 0.006, 480.0),
        ("20A", "Sexual assault on a female aged 13 and over", 0.040, 480.0),
        ("21", "Sexual activity involving a child under 13", 0.010, 1_100.0),
        ("22B", "Sexual activity involving child under 16", 0.014, 800.0),
        ("88E", "Exposure and voyeurism", 0.010, 70.0),
    ),
    (_VIOLENT, "Sexual offences", "Rape offences"): (
        ("19C", "Rape of a female aged 16 and over", 0.030, 3_200.0),
        ("19D", "Rape of a female child under 16", 0.006, 3_400.0),
        ("19F", "Rape of a male aged 16 and over", 0.003, 3_200.0),
    ),
    (_VIOLENT, _VIOLENCE, "Homicide"): (("1/4.1/4.10/4.2", "Homicide", 0.0004, 8_500.0),),
    (_VIOLENT, _VIOLENCE, "Stalking and harassment"): (
        ("8L", "Harassment", 0.110, 50.0),
        ("8Q", "Stalking", 0.008, 210.0),
        (UNWEIGHTED, "Malicious Communications", 0.0, None),
    ),
    (_VIOLENT, _VIOLENCE, "Violence with injury"): (
        ("2", "Attempted murder", 0.001, 4_700.0),
        ("5D", "Assault with intent to cause serious harm", 0.020, 1_700.0),
        ("8N", "Assault with injury", 0.360, 190.0),
        ("8P", "Racially or religiously aggravated assault with injury", 0.004, 260.0),
        ("8S", "Assault with injury on a constable", 0.006, 210.0),
    ),
    (_VIOLENT, _VIOLENCE, "Violence without injury"): (
        ("104", "Assault without injury on a constable", 0.020, 8.0),
        ("105A", "Assault without injury", 0.310, 14.0),
        ("105B", "Racially or religiously aggravated assault without injury", 0.006, 45.0),
        ("11A", "Cruelty to children/young persons", 0.014, 260.0),
        ("36", "Kidnapping", 0.004, 830.0),
        ("3B", "Threats to kill", 0.014, 120.0),
    ),
}

OFFENCE_CODES = tuple(
    OffenceCode(category, group, subgroup, code, description, share, weight)
    for (category, group, subgroup), listed in _TABLE.items()
    for code, description, share, weight in listed
)
