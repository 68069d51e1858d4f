"""What the headings of force systems and of section 17A sets say: which column may hold what. Values then have to bear it out.

They are the words such files usually bear, not any one force's list; a column under another heading is not read until a
person names it in the mapping.
"""

import re

_BEGINNING = r"\b(?:from|start(?:ed|s)?|earliest|first|began|begin(?:ning)?|min)\b"
_END = r"\b(?:to|end(?:ed|s)?|latest|last|until|finish(?:ed)?|max)\b"
_REPORTED = r"\b(?:report(?:ed|ing)?|record(?:ed|ing)?|created|logged|received|crimed|input|arriv(?:al|ed))\b"
_HAPPENED = r"\b(?:committed|occur\w*|offence|incident|assault|event|crime|collision|admission|admitted|call|fire)\b"
_LATER = r"\b(?:updat\w*|modifi\w*|clos\w+|outcome|finali\w+|disposal|detect\w*|extract\w*|arrest\w*|charged?|review\w*|birth)\b"
_DAY = r"\b(?:date|day|datetime|dt|on)\b"
_TIME = r"\b(?:time|hour|hrs?|tm)\b"

COLUMNS: dict[str, str] = {
    "offence_code": r"\bh\.?o\.?c?\.? ?(?:offence |crime |counting |class )*(?:code|class|no)?\b|"
    r"home office (?:\w+ )*(?:code|class\w*)|\b(?:offence|crime|class\w*|counting) ?(?:sub ?)?codes?\b|^codes?$",
    "easting": r"\beastings?\b|\beast\b|^x$|\bx ?(?:co ?ord\w*|ref)|\bgrid ref\w* ?\(?[ex]\b|^e$|"
    r"\b(?:location|grid|co ?ord\w*) [ex]$|\blong?(?:itude)?\b|^lng$",
    "northing": r"\bnorthings?\b|\bnorth\b|^y$|\by ?(?:co ?ord\w*|ref)|\bgrid ref\w* ?\(?[ny]\b|^n$|"
    r"\b(?:location|grid|co ?ord\w*) [ny]$|\blat(?:itude)?\b",
    "ward": r"\bwards?\b|^wd\d\d(?:cd|nm)$",
    "postcode": r"\bpost ?codes?\b|\boutward\b|\bout ?codes?\b|\bpost (?:district|sector)\b",
    "place_type": r"\b(?:premises?|location|place|scene|venue|property|site) ?(?:type|category|class\w*|desc\w*|use)\b|"
    r"^premises?$|\b(?:type|kind|category) of (?:premises?|location|place|scene|venue|property)\b",
    "category": r"categor|\bclass(?:ification)?\b|\bsub ?(?:group|class|type)\b|\bgroup$|\bassault method\b|\bicd\b|"
    r"\b(?:crime|offence|incident|event|call|asb|fire|home office) ?(?:sub ?)?(?:type|group|desc\w*|title|name)\b|"
    r"^(?:type|offence|crime|incident|nature|reason)$|\b(?:opening|closing|qualifier|nsir)\b",
}  # fmt: skip
FLAGS: dict[str, str] = {
    "domestic_abuse": r"\bdomestic|\bd\.?[av]\.?\b|\bda ?flag|\bda[ _-]",
    "hate": r"\bhate\b",
    "knife": r"\bknife|\bknives|\bblade|\bbladed\b|\bsharp (?:instrument|object)",
    "alcohol": r"\balcohol|\bdrink\b|\bdrunk|\bintoxicat",
    "repeat": r"\brepeat(?:ed)?\b(?! (?:location|place|address|offender|suspect|caller|premises))",
}
_COUNTS = (
    r"\b(?:counts?|totals?|volume|quantity|qty|values?|figures?|amount|crimes|offences|incidents|cases|calls|reports)\b|"
    r"\b(?:number|no\.?) of\b|^(?:number|no|n|how many)$"
)
_VICTIM = r"\b(?:victim|aggrieved|person|complainant|ip|patient)\b"
_PLACE = r"\b(?:place|address|premises?|location|property|uprn|site)\b"


def plain(heading: str) -> str:
    """A heading in small letters, words parted by single spaces: "DateFrom", "DATE_FROM" and "date-from" are one.

    >>> plain("CommittedFrom_Date"), plain("HO Code")
    ('committed from date', 'ho code')
    """
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return re.sub(r"[\s_\-/]+", " ", parted).strip(" :.#*").casefold()


def may_be(role: str, heading: str) -> bool:
    """Whether a heading can be that of a column or flag of this name."""
    return re.search({**COLUMNS, **FLAGS}[role], plain(heading)) is not None


def flag_of(heading: str) -> str:
    return next((name for name in FLAGS if may_be(name, heading)), "")


def key_of(heading: str) -> str:
    """Whose a keyed hash is; empty where the heading does not say."""
    said = plain(heading)
    if re.search(_PLACE, said):
        return "place_key"
    return "victim_key" if re.search(_VICTIM, said) else ""


def names_crime(heading: str) -> bool:
    """Whether a heading speaks of crimes, which the police alone record."""
    return re.search(r"\b(?:crimes?|offences?|home office)\b", plain(heading)) is not None


def may_count(heading: str) -> bool:
    """Whether a column of numbers may say how many a row stands for.

    >>> [may_count(each) for each in ("Number of crimes", "Count", "Crimes", "Value", "Beat no", "Age")]
    [True, True, True, True, False, False]
    """
    return re.search(_COUNTS, plain(heading)) is not None


def says_day(heading: str) -> bool:
    return any(re.search(each, plain(heading)) for each in (_DAY, _BEGINNING, _END, _REPORTED))


def says_date(heading: str) -> bool:
    """Whether a heading speaks of a day in so many words."""
    return re.search(_DAY.replace("|on", ""), plain(heading)) is not None


def says_time(heading: str) -> bool:
    return re.search(_TIME, plain(heading)) is not None


def moment_of(heading: str) -> str:
    """Which moment a column of days or times tells: from, to, reported, or empty where it is one that is not asked for.

    >>> [moment_of(each) for each in ("Date From", "Latest Date", "Date Reported", "Date", "Date Updated")]
    ['from', 'to', 'reported', 'from', '']
    """
    said = plain(heading)
    if re.search(_LATER, said):
        return ""
    if re.search(_REPORTED, said):
        return "reported"
    return "to" if re.search(_END, said) and not re.search(_BEGINNING, said) else "from"


def is_clear(heading: str) -> bool:
    """Whether a heading says by itself that its column tells when it happened or began."""
    said = plain(heading)
    return moment_of(heading) == "from" and bool(re.search(_BEGINNING, said) or re.search(_HAPPENED, said))
