"""The gate for personal data: what a column looks like, by its heading and by a sample of its values.

It errs on the side of refusing, for a file turned away costs a minute and a name let in cannot be called back. What it
gives is the kind of thing a column looks like, never a value of it.
"""

import re
from collections.abc import Callable, Sequence

SAMPLE = 1_500
FEW = 5
"""Below so many values nothing is told from their shape alone."""
_HEADINGS = (
    ("a name", r"^names?$|(?:fore|sur|first|last|middle|full|given|family|christian|maiden)[ _-]?names?\b|nominal|"
     r"(?:victim|suspect|offender|officer|informant|complainant|caller|person|occupier|owner|keeper|aggrieved|patient|pupil)"
     r"(?:'?s)?[ _-]*names?\b"),
    ("a date of birth", r"\bd\.?o\.?b\b|date[ _]of[ _]birth|birth[ _-]?date|\bborn\b"),
    ("a telephone number", r"\b(?:tele)?phone\b|\bmobile\b|\btel\b"),
    ("an e-mail address", r"e-?mail"),
    ("an NHS number", r"\bnhs\b"),
    ("a National Insurance number", r"national[ _]insurance|\bni(?:no|[ _]?(?:number|no))\b"),
    ("a full address", r"address|\buprn\b|\bhouse[ _](?:no|number|name)\b|^street\b|\bflat\b"),
    ("a full postcode", r"^(?:full )?post ?code$|postcode \(?full\)?"),
    ("free text", r"^(?:offence |crime |incident )?(?:mo|modus operandi|notes?|comments?|narrative|summary|remarks|log|"
     r"details|circumstances|free ?text|description)$|\bmodus operandi\b|\bmo (?:text|notes?|summary)\b|free ?text"),
)  # fmt: skip
_CATEGORY_HEADINGS = ("offence_code", "category", "place_type")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_PHONE = re.compile(r"(?:\+44\s?|\(?0)(?:\d[\s()-]*){9,10}")
_NI = re.compile(r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]", re.IGNORECASE)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:flat |apartment )?\d+[a-z]?[\s,]+(?:[a-z'’.-]+\s+){1,4}"
    r"(?:street|st|road|rd|avenue|ave|lane|close|drive|court|crescent|terrace|way|place|gardens|grove|walk|square)\b.*",
    re.IGNORECASE,
)
_COMMON = (
    "james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark paul "
    "steven andrew kevin brian george edward peter stephen simon ian alan colin graham neil stuart jack harry oliver "
    "joshua mohammed muhammad ali ahmed mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa "
    "nancy margaret sandra ashley emily emma olivia amelia sophie chloe charlotte hannah lucy laura rachel rebecca helen "
    "claire nicola julie jane anne ann amy katie fatima aisha"
)
_FORENAMES = frozenset(_COMMON.split())
_TITLED = re.compile(r"(?:mr|mrs|ms|miss|dr)\.?\s+[a-z].*", re.IGNORECASE)
_NAME_SHAPE = re.compile(r"[A-Z][A-Za-z'’-]+,? [A-Z][A-Za-z'’-]+(?: [A-Z][A-Za-z'’-]+)?")
_DAY = re.compile(r"(?:\d{1,2}[/.-]\d{1,2}[/.-]|)(\d{4})(?:-\d{2}-\d{2}.*)?")


def looks_personal(heading: str, values: Sequence[str], *, role: str = "", known: frozenset[str] = frozenset()) -> str:
    """What a column looks like, as in “a telephone number”; empty where it looks like nothing of the kind.

    `role` is what the mapping says it is, and `known` the words that it gives a meaning: these are no names.
    """
    if found := _by_heading(heading, role):
        return found
    sample = [each for value in values if (each := value.strip()) and each.casefold() not in known]
    return next((what for what, is_so in _TESTS if sample and is_so(sample, role)), "")


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


def _names(sample: Sequence[str], role: str) -> bool:
    if _share(sample, _forename) >= 0.2 or _share(sample, lambda each: each.casefold() in _FORENAMES) >= 0.3:
        return True
    if role or len(sample) < FEW:
        return False
    return _share(sample, _NAME_SHAPE.fullmatch) >= 0.7 and len(set(sample)) > 0.7 * len(sample)


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
    ("a telephone number", lambda sample, role: _share(sample, _PHONE.fullmatch) >= 0.2),
    ("a full address", lambda sample, role: _share(sample, _ADDRESS.fullmatch) >= 0.1),
    ("a full postcode", lambda sample, role: role != "postcode" and any(_POSTCODE.search(each) for each in sample)),
    ("a name", _names),
    ("a date of birth", _births),
    ("free text", _free_text),
)
