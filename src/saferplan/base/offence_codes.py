"""The Home Office's offence codes and the subgroup each is counted under, so that an extract can be held against its table.

The list is that of the Home Office's subgroups; a code that is not in it is listed for a person to place, never guessed.
"""

import re

_CODES = {
    "Homicide": "1 4.1 4.2 4.10",
    "Violence with injury": "2 4.3 4.7 4.9 5D 5E 8N 8P 8S",
    "Death or serious injury by unlawful driving": "4.4 4.6 4.8 37.1",
    "Violence without injury": "3A 3B 11A 13 14 36 104 105A 105B 106",
    "Stalking and harassment": "8L 8M 8Q 8R",
    "Rape": "19C 19D 19E 19F 19G 19H",
    "Other sexual offences": "17A 17B 20A 20B 21 22A 22B 23 70 71 72 73 88A 88C 88D 88E",
    "Robbery of business property": "34A",
    "Robbery of personal property": "34B",
    "Residential burglary": "28A 28B 28C 28D 28E 28F 28G 28H 29 29A",
    "Burglary of business and community": "30A 30B 30C 30D 31 31A",
    "Theft from a vehicle": "45",
    "Theft of a motor vehicle": "37.2 48",
    "Vehicle interference": "126",
    "Theft from the person": "39",
    "Bicycle theft": "44",
    "Shoplifting": "46",
    "Other theft offences": "35 40 41 42 43 47 49 49A",
    "Arson": "56A 56B",
    "Criminal damage": "58A 58B 58C 58D 58J",
    "Trafficking of drugs": "92A",
    "Possession of drugs": "92C 92D 92E",
    "Possession of weapons offences": "10A 10B 10C 10D 81 90",
    "Public order offences": "9A 9B 62A 66",
    "Miscellaneous crimes against society": (
        "15 24 26 27 33 33A 38 54 59 60 61 61A 67 69 76 79 80 83 86 95 96 99 802 814"
    ),
    "Fraud": "51 52 53 55",
}
HOMICIDE_CODE = "1/4.1/4.2/4.10"
"""The one code under which the Home Office's table gives all homicide: none of its parts has a row of its own."""

SUBGROUP_OF_CODE = {code: subgroup for subgroup, codes in _CODES.items() for code in codes.split()}
SUBGROUP_OF_CODE[HOMICIDE_CODE] = "Homicide"


def normal_code(text: str) -> str | None:
    """A code as the Home Office writes it, from one with leading noughts or a subclass; None for one that is not known.

    >>> normal_code("028A"), normal_code("46/00"), normal_code("1/4.1/4.10/4.2"), normal_code("Theft")
    ('28A', '46', '1/4.1/4.2/4.10', None)
    """
    spelled = (spelled_alike(text), spelled_alike(text.partition("/")[0]))
    return next((code for code in spelled if code in SUBGROUP_OF_CODE), None)


def spelled_alike(text: str) -> str:
    """A code of the Home Office's tables, known or not, under one spelling, by which the codes of two tables are matched.

    White space, small letters, leading noughts, a subclass and the order of a code's parts make no other code; what does
    not begin with a digit ("UK Finance", for fraud) is only freed of double white space.

    >>> spelled_alike(" 92d "), spelled_alike("1/4.1/4.10/4.2"), spelled_alike("046/00"), spelled_alike("UK  Finance")
    ('92D', '1/4.1/4.2/4.10', '46', 'UK Finance')
    """
    plain = re.sub(r"\s+", "", text).upper()
    if not plain[:1].isdigit():
        return " ".join(text.split())
    parts = {part.lstrip("0") for part in _SUBCLASS.sub(r"\1", plain).split("/")} - {""}
    return "/".join(sorted(parts, key=_by_its_numbers)) or plain


_SUBCLASS = re.compile(r"^([^/]+)/0\d$")


def _by_its_numbers(part: str) -> list[tuple[int, str]]:
    """The place of a part among others: 4.10 comes after 4.2."""
    return [(int(piece), "") if piece.isdigit() else (0, piece) for piece in re.findall(r"[0-9]+|[^0-9]+", part)]
