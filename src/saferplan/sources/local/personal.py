"""The gate for personal data: what a column looks like, by its heading and by a sample of its values.

It errs on the side of refusing, for a file turned away costs a minute and a name let in cannot be called back. What it
gives is the kind of thing a column looks like, never a value of it.
"""

import re
from collections.abc import Callable, Sequence

from saferplan.sources.local.place_words import names_a_place

SAMPLE = 1_500
FEW = 5
"""Below so many values nothing is told from their shape alone."""
_HEADINGS = (
    ("a name", r"^names?$|(?:fore|sur|first|last|middle|full|given|family|christian|maiden)[ _-]?names?\b|nominal|"
     r"(?:victim|suspect|offender|officer|informant|complainant|caller|person|occupier|owner|keeper|aggrieved|patient|pupil)"
     r"(?:'?s)?[ _-]*names?\b"),
    ("a date of birth", r"\bd\.?o\.?b\b|date[ _]of[ _]birth|birth[ _-]?date|\bborn\b"),
    ("a telephone number", r"\b(?:tele)?phone\b|\bmobile\b|\btel\b|\bcontact (?:no|number)\b"),
    ("an e-mail address", r"e-?mail"),
    ("an NHS number", r"\bnhs\b"),
    ("a National Insurance number", r"national[ _]insurance|\bni(?:no|[ _]?(?:number|no))\b"),
    ("a full address", r"address|\buprn\b|\bhouse[ _](?:no|number|name)\b|^street\b|\bflat\b"),
    ("a full postcode", r"^(?:full )?post ?code$|postcode \(?full\)?"),
    ("free text", r"^(?:offence |crime |incident )?(?:mo|modus operandi|notes?|comments?|narrative|summary|remarks|log|"
     r"details|circumstances|free ?text|description)$|\bmodus operandi\b|\bmo (?:text|notes?|summary)\b|free ?text"),
)  # fmt: skip
_CATEGORY_HEADINGS = ("offence_code", "category", "place_type")
_FREE = ("", "category", "place_type")
"""Columns in which anything may stand."""
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_PHONE = re.compile(r"(?:\+44\s?|00\s?44\s?|\(?0)(?:\d[\s()-]*){9,10}|44[127]\d{9}")
_MOBILE = re.compile(r"7[1-57-9]\d{8}")
"""A mobile whose leading nought a workbook dropped."""
_UPRN = re.compile(r"(?:100(?!0000)|2000)\d{8,9}")
_NI = re.compile(r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]", re.IGNORECASE)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:flat |apartment )?\d+[a-z]?[\s,]+(?:[a-z'’.-]+\s+){1,4}"
    r"(?:street|st|road|rd|avenue|ave|lane|close|drive|court|crescent|terrace|way|place|gardens|grove|walk|square)\b.*",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    r"(?:the )?(?:[a-z'’-]+ ){1,3}(?:cottage|house|farm|lodge|barn|bungalow|villa|manor|croft|flat)s?, ?"
    r"(?:[a-z'’.-]+ ?){1,4}.*",
    re.IGNORECASE,
)
"""A house with a name, and where it stands."""
_COMMON = (
    "james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark paul "
    "steven andrew kevin brian george edward peter stephen simon ian alan colin graham neil stuart jack harry oliver "
    "joshua mohammed muhammad ali ahmed mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa "
    "nancy margaret sandra ashley emily emma olivia amelia sophie chloe charlotte hannah lucy laura rachel rebecca helen "
    "claire nicola julie jane anne ann amy katie fatima aisha"
)
_FORENAMES = frozenset(_COMMON.split())
_TITLED = re.compile(r"(?:mr|mrs|ms|miss|dr)\.?\s+[a-z].*", re.IGNORECASE)
_INITIALS = re.compile(r"[A-Z][A-Za-z'’-]+, ?(?:[A-Z]\.? ?){1,3}|(?:[A-Z]\. ?){1,3}[A-Z][A-Za-z'’-]+")
"""SMITH, J. or J. Smith."""
_ONE_WORD = re.compile(r"[A-Z][A-Za-z'’-]+")
_PERSON = re.compile(
    r"^(?:victim|suspect|offender|aggrieved|complainant|informant|occupier|officer|caller|keeper|owner|patient|pupil)s?$"
)
_NAME_SHAPE = re.compile(r"[A-Z][A-Za-z'’-]+,? [A-Z][A-Za-z'’-]+(?: [A-Z][A-Za-z'’-]+)?")
_DAY = re.compile(r"(?:\d{1,2}[/.-]\d{1,2}[/.-]|)(\d{4})(?:-\d{2}-\d{2}.*)?")


def looks_personal(heading: str, values: Sequence[str], *, role: str = "", known: frozenset[str] = frozenset()) -> str:
    """What a column looks like, as in “a telephone number”; empty where it looks like nothing of the kind.

    `role` is what the mapping says it is, and `known` the words that it gives a meaning: these are no names.
    """
    if found := _by_heading(heading, role):
        return found
    sample = [each for value in values if (each := value.strip()) and each.casefold() not in known]
    if not role and _PERSON.search(heading.strip().casefold()) and _words_differ(sample, 0.3, FEW):
        return "a name"
    return next((what for what, is_so in _TESTS if sample and is_so(sample, role)), "")


def is_surely_personal(text: str) -> bool:
    """Whether one value, wherever it stands and however often, is somebody's: all that has a form of its own."""
    text = text.strip()
    one = (
        _EMAIL.search,
        _NI.search,
        _PHONE.search,
        _POSTCODE.search,
        _nhs,
        _ADDRESS.fullmatch,
        _HOUSE.fullmatch,
        _BIRTH.search,
    )
    return any(is_so(text) for is_so in one)


SEVERAL = 3
"""A name or a text stands in a row or two; a class of offences in more."""


def may_be_said(text: str, rows: int) -> bool:
    """Whether a word for what happened may be shown as it stands, by what it looks like and in how many rows it stands."""
    return not is_surely_personal(text) and (rows >= SEVERAL or not looks_personal("", [text]))


_BIRTH = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}\b")


def _by_heading(heading: str, role: str) -> str:
    plain = re.sub(r"[\s_]+", " ", heading).strip().casefold()
    for what, pattern in _HEADINGS:
        excused = (what == "free text" and role in _CATEGORY_HEADINGS) or (
            what == "a full postcode" and role == "postcode"
        )
        if not excused and re.search(pattern, plain):
            return what
    return ""


def _share(sample: Sequence[str], is_so: Callable[[str], object]) -> float:
    return sum(1 for each in sample if is_so(each)) / len(sample)


def _nhs(text: str) -> bool:
    digits = re.sub(r"[\s-]", "", text)
    if not re.fullmatch(r"\d{10}", digits):
        return False
    check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return (0 if check == 11 else check) == int(digits[9])


def _forename(text: str) -> bool:
    parts = re.split(r"[\s,]+", text.casefold())
    return bool(_TITLED.fullmatch(text)) or (
        2 <= len(parts) <= 4 and (parts[0] in _FORENAMES or parts[-1] in _FORENAMES)
    )


def _words_differ(sample: Sequence[str], least: float, fewest: int) -> bool:
    """Single capitalised words of which many stand once: towns and kinds come again and again, surnames do not."""
    return (
        len(sample) >= fewest and _share(sample, _ONE_WORD.fullmatch) >= 0.8 and len(set(sample)) > least * len(sample)
    )


def _full_name(text: str) -> bool:
    """A common forename and a word that no street, house or kind of place is called by."""
    parts = text.split()
    return (
        2 <= len(parts) <= 3
        and _NAME_SHAPE.fullmatch(text) is not None
        and parts[0].casefold() in _FORENAMES
        and not any(names_a_place(each) for each in parts[1:])
    )


def _names(sample: Sequence[str], role: str) -> bool:
    if _share(sample, _INITIALS.fullmatch) >= 0.2:
        return True
    if role in _FREE and (_share(sample, _full_name) >= 0.01 or _words_differ(sample, 0.5, 20 if role else 10)):
        return True
    if _share(sample, _forename) >= 0.2 or _share(sample, lambda each: each.casefold() in _FORENAMES) >= 0.3:
        return True
    if role or len(sample) < FEW:
        return False
    return _share(sample, _NAME_SHAPE.fullmatch) >= 0.7 and len(set(sample)) > 0.7 * len(sample)


def _dropped_noughts(sample: Sequence[str]) -> bool:
    return len(sample) >= FEW and _share(sample, _MOBILE.fullmatch) >= 0.3 and len(set(sample)) > 0.3 * len(sample)


def _property_numbers(sample: Sequence[str]) -> bool:
    """Numbers of properties (UPRN), each of which is an address to whoever has the register."""
    return len(sample) >= FEW and _share(sample, _UPRN.fullmatch) >= 0.3 and len(set(sample)) > 0.3 * len(sample)


def _house(text: str) -> bool:
    return bool(_ADDRESS.fullmatch(text) or _HOUSE.fullmatch(text))


def _births(sample: Sequence[str], role: str) -> bool:
    """Days of an unmapped column that lie further apart than any extract reaches."""
    years = [int(found[1]) for each in sample if (found := _DAY.fullmatch(each)) and 1900 <= int(found[1]) <= 2100]
    return not role and len(years) >= FEW and len(years) > 0.8 * len(sample) and max(years) - min(years) > 25


def _free_text(sample: Sequence[str], role: str) -> bool:
    long = _share(sample, lambda each: len(each.split()) >= 7)
    return any(len(each) > 120 for each in sample) or (long >= 0.3 and len(set(sample)) > 0.5 * len(sample))


_TESTS: tuple[tuple[str, Callable[[Sequence[str], str], bool]], ...] = (
    ("an e-mail address", lambda sample, role: any(_EMAIL.search(each) for each in sample)),
    ("a National Insurance number", lambda sample, role: any(_NI.fullmatch(each) for each in sample)),
    ("an NHS number", lambda sample, role: len(sample) >= 3 and _share(sample, _nhs) >= 0.8),
    ("a telephone number", lambda sample, role: _share(sample, _PHONE.fullmatch) >= 0.2 or _dropped_noughts(sample)),
    ("a full address", lambda sample, role: _share(sample, _house) >= 0.1 or _property_numbers(sample)),
    ("a full postcode", lambda sample, role: role != "postcode" and any(_POSTCODE.search(each) for each in sample)),
    ("a name", _names),
    ("a date of birth", _births),
    ("free text", _free_text),
)
