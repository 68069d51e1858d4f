"""Kinds of area, how their codes tell them apart, and how drifting spellings of a name are brought together.

A code of the Office for National Statistics names one area of one vintage: when a boundary changes in substance the
code changes. Codes are therefore compared as they are, never by their names.
"""

import re
from enum import StrEnum


class AreaType(StrEnum):
    LSOA = "lsoa"
    WARD = "ward"
    AUTHORITY = "authority"
    CSP = "csp"
    FORCE = "force"
    REGION = "region"
    COUNTRY = "country"
    CUSTOM = "custom"


LSOA_VINTAGE = 2021  # the vintage that measures are shown in; rows of 2011 are carried across
LSOA_CODE = r"^[EW]01[0-9]{6}$"
CODE_PATTERNS = {
    AreaType.LSOA: LSOA_CODE,
    AreaType.WARD: r"^[EW]05[0-9]{6}$",
    AreaType.AUTHORITY: r"^(E0[6-9]|W06)[0-9]{6}$",
    AreaType.CSP: r"^(E22|W14)[0-9]{6}$",
    AreaType.FORCE: r"^(E23|W15)[0-9]{6}$",
    AreaType.REGION: r"^(E12|W92)[0-9]{6}$",
}

COUNTRIES = {"E": ("E92000001", "England"), "W": ("W92000004", "Wales")}
"""Country of a code by its first letter."""

_DROPPED_WORDS = re.compile(r"\b(police|constabulary|service|the|borough of|city of|county of)\b")


def normal_name(name: str) -> str:
    """A spelling of an area's name to match by: "London, City of", "City of London Police" → "london".

    >>> normal_name("Devon & Cornwall Police") == normal_name("Devon and Cornwall Constabulary")
    True
    """
    text = re.sub(r"[,.’'-]", " ", name.casefold().replace("&", " and "))
    return " ".join(_DROPPED_WORDS.sub(" ", " ".join(text.split())).split())
