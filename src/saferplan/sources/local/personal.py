"""The gate for personal data: what a column looks like, by its heading and by a sample of its values.

It errs on the side of refusing, for a file turned away costs a minute and a name let in cannot be called back. What it
gives is the kind of thing a column looks like, never a value of it.
"""

import re
from collections.abc import Callable, Sequence

from saferplan.sources.local.names_of_people import (
    FEW,
    INDICATOR,
    UNREAD,
    are_names,
    look_like_people,
    may_be_a_name,
    names_someone,
    share,
)

SAMPLE = 1_500
_HEADINGS = (
    ("a name", r"^names?$|(?:fore|sur|first|last|middle|full|given|family|christian|maiden)[ _-]?names?\b|nominal|"
     r"(?:victim|suspect|offender|officer|informant|complainant|caller|person|occupier|owner|keeper|aggrieved|patient|pupil)"
     r"(?:'?s)?[ _-]*names?\b"),
    ("a date of birth", r"\bd\.?o\.?b\b|(?:date|day|month|year)[ _]of[ _]birth|birth[ _-]?(?:date|day|year)|^birth$|\bborn\b"),
    ("a telephone number", r"\b(?:tele)?phone\b|\bmobile\b|\btel\b|\bcontact (?:no|number)\b"),
    ("an e-mail address", r"e-?mail"),
    ("an NHS number", r"\bnhs\b"),
    ("a National Insurance number", r"national[ _]insurance|\bni(?:no|[ _]?(?:number|no))\b"),
    ("a full address", r"address|\buprn\b|\bhouse[ _](?:no|number|name)\b|^street\b|\bflat\b"),
    ("a full postcode", r"^(?:full )?post ?code$|postcode \(?full\)?"),
    ("free text", r"^(?:offence |crime |incident )?(?:mo|modus operandi|notes?|comments?|narrative|summary|remarks|log|"
     r"details|circumstances|free ?text|description)$|\bmodus operandi\b|\bmo (?:text|notes?|summary)\b|free ?text"),
)  # fmt: skip
_TEXTS = ("offence_code", "category", "place_type", INDICATOR, UNREAD)
"""Columns that may be called a description; and comments beside figures, which are neither kept nor shown."""
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_PHONE = re.compile(r"(?:\+44\s?|00\s?44\s?|\(?0)(?:\d[\s()-]*){9,10}|44[127]\d{9}")
SOME = 5
_WHOLE_MOBILE = re.compile(r"(?:\+44\s?|0)7[1-57-9](?:[\s-]?\d){8}")
_MOBILE = re.compile(r"7[1-57-9]\d{8}")
"""A mobile whose leading nought a workbook dropped."""
_UPRN = re.compile(r"(?:100(?!0000)|2000)\d{8,9}")
_NI = re.compile(r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]", re.IGNORECASE)
_PLATE = re.compile(
    r"[A-Z]{2}\d{2} ?[A-Z]{3}|[A-Z]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3}[A-Z]|(?=[A-Z]*[IZ])[A-Z]{3} ?\d{1,4}",
    re.IGNORECASE,
)
"""Registrations of cars: since 2001, before it with the year's letter first or last, and of Northern Ireland."""
_PLATE_HEADING = re.compile(
    r"\bvr[mn]\b|\bnumber ?plate\b|\b(?:vehicle|car) reg|\breg(?:istration|\.)? ?(?:no|num|number|mark|plate)\b",
    re.IGNORECASE,
)
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


def looks_personal(heading: str, values: Sequence[str], *, role: str = "", known: frozenset[str] = frozenset()) -> str:
    """What a column looks like, as in “a telephone number”; empty where it looks like nothing of the kind.

    `role` is what the mapping says it is, and `known` the words that it gives a meaning: these are no names.
    """
    if found := _by_heading(heading, role):
        return found
    sample = [each for value in values if (each := value.strip()) and each.casefold() not in known]
    if role not in ("", UNREAD, "value") and _PLATE_HEADING.search(re.sub(r"[\s_]+", " ", heading)):
        return PLATE
    if look_like_people(heading, sample, role):
        return "a name"
    return next((what for what, is_so in _TESTS if sample and is_so(sample, role)), "")


PLATE = "a car's registration"


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
        _PLATE.fullmatch,
    )
    return any(is_so(text) for is_so in one)


SEVERAL = 3
"""A name or a text stands in a row or two; a class of offences in more."""


def may_be_said(text: str, rows: int) -> bool:
    """Whether a word for what happened may be shown as it stands, by what it looks like and in how many rows it stands."""
    return not is_surely_personal(text) and (rows >= SEVERAL or not looks_personal("", [text]))


WITHHELD = "(withheld: it may be personal)"


_SPREADSHEETS_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
"""A real date among values: spreadsheets make one of 3-4. A column of them is looked at by the gate."""


def shown_label(text: str, role: str) -> str:
    """What stands in a cell of figures that cannot be used, unless it may be somebody's."""
    is_day = role in ("period", "period_end") or (role == "value" and _SPREADSHEETS_DAY.fullmatch(text))
    surely = is_surely_personal(text) and not (is_day and _BIRTH.fullmatch(text.strip()))
    is_label = role in (INDICATOR, "area")
    hidden = (
        surely
        or names_someone(text)
        or (role in (INDICATOR, UNREAD) and may_be_a_name(text))
        or looks_personal("", [text], role=INDICATOR if is_label else UNREAD) != ""
    )
    return WITHHELD if hidden else text


_BIRTH = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}\b")


def _by_heading(heading: str, role: str) -> str:
    plain = re.sub(r"[\s_]+", " ", heading).strip().casefold()
    for what, pattern in _HEADINGS:
        excused = (what == "free text" and role in _TEXTS) or (what == "a full postcode" and role == "postcode")
        if not excused and re.search(pattern, plain):
            return what
    return ""


def _nhs(text: str) -> bool:
    digits = re.sub(r"[\s-]", "", text)
    if not re.fullmatch(r"\d{10}", digits):
        return False
    check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return (0 if check == 11 else check) == int(digits[9])


def _dropped_noughts(sample: Sequence[str]) -> bool:
    return len(sample) >= FEW and share(sample, _MOBILE.fullmatch) >= 0.3 and len(set(sample)) > 0.3 * len(sample)


def _property_numbers(sample: Sequence[str]) -> bool:
    """Numbers of properties (UPRN), each of which is an address to whoever has the register."""
    return len(sample) >= FEW and share(sample, _UPRN.fullmatch) >= 0.3 and len(set(sample)) > 0.3 * len(sample)


def _has_several(sample: Sequence[str], is_one: Callable[[str], object]) -> bool:
    """Whether several different values are of a kind, however many others there are: one in twenty is enough to be met."""
    return len({each for each in sample if is_one(each)}) >= SOME


def _house(text: str) -> bool:
    return bool(_ADDRESS.fullmatch(text) or _HOUSE.fullmatch(text))


def _plates(sample: Sequence[str], role: str) -> bool:
    """Registrations of cars, in a column that would be kept or shown: one that is not read may hold them."""
    found = [each for each in sample if _PLATE.fullmatch(each)] if role not in ("", UNREAD) else []
    return len(set(found)) >= 3 and len(found) >= 0.3 * len(sample)


def _births(sample: Sequence[str], role: str) -> bool:
    """Days of a column that is no day of an event, and lie further apart than any extract or series of figures reaches."""
    if role not in ("", UNREAD, "value", INDICATOR, "area", "ward", *_TEXTS):
        return False
    years = [year for each in sample if (year := _year_of(each, is_bare=role in ("", UNREAD)))]
    return len(years) >= FEW and len(years) > 0.8 * len(sample) and max(years) - min(years) > MOST_YEARS


MOST_YEARS = 25
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_FORMS_OF_DAYS = tuple(map(re.compile, (
    r"\d{1,2}[/.-]\d{1,2}[/.-](?P<year>\d{4})", r"(?P<year>\d{4})-\d{2}-\d{2}.*", r"\d{1,2}[/.-]\d{1,2}[/.-](?P<short>\d{2})",
    r"(?P<year>\d{4})(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])",
    rf"(?i:\d{{1,2}}(?:st|nd|rd|th)?[\s-](?:{_MONTHS})[a-z]*\.?,?[\s-](?:(?P<year>\d{{4}})|(?P<short>\d{{2}})))",
)))  # fmt: skip
LAST_SHORT_YEAR = 40
"""A year of two figures up to this one is of this century, one after it of the last."""


def _year_of(text: str, *, is_bare: bool) -> int | None:
    """The year of a day as it is written in figures, or a year alone; None of what is neither."""
    for form in _FORMS_OF_DAYS:
        if found := form.fullmatch(text):
            said = found.groupdict()
            short = int(said["short"]) if said.get("short") else 0
            year = int(said["year"]) if said.get("year") else short + (2000 if short <= LAST_SHORT_YEAR else 1900)
            return year if 1900 <= year <= 2100 else None
    return int(text) if is_bare and re.fullmatch(r"(?:19|20)\d\d", text) else None


def _free_text(sample: Sequence[str], role: str) -> bool:
    if role in (INDICATOR, UNREAD):
        return False  # titles of measures are sentences, too
    long = share(sample, lambda each: len(each.split()) >= 7)
    return any(len(each) > 120 for each in sample) or (long >= 0.3 and len(set(sample)) > 0.5 * len(sample))


_TESTS: tuple[tuple[str, Callable[[Sequence[str], str], bool]], ...] = (
    ("an e-mail address", lambda sample, role: any(_EMAIL.search(each) for each in sample)),
    ("a National Insurance number", lambda sample, role: any(_NI.fullmatch(each) for each in sample)),
    ("an NHS number", lambda sample, role: len(sample) >= 3 and share(sample, _nhs) >= 0.8),
    (
        "a telephone number",
        lambda sample, role: (
            share(sample, _PHONE.fullmatch) >= 0.2
            or _has_several(sample, _WHOLE_MOBILE.fullmatch)
            or _dropped_noughts(sample)
        ),
    ),
    (
        "a full address",
        lambda sample, role: share(sample, _house) >= 0.1 or _has_several(sample, _house) or _property_numbers(sample),
    ),
    ("a full postcode", lambda sample, role: role != "postcode" and any(_POSTCODE.search(each) for each in sample)),
    ("a name", are_names),
    (PLATE, _plates),
    ("a date of birth", _births),
    ("free text", _free_text),
)
