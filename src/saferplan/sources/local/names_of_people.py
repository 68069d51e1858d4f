"""How names of people are written: what a column of them looks like, whatever its heading says."""

import re
from collections.abc import Callable, Sequence

from saferplan.sources.local.measure_words import holds_measure_word
from saferplan.sources.local.place_words import names_a_place

FEW = 5
"""Below so many values nothing is told from their shape alone."""
INDICATOR, UNREAD = "indicator", "unread"
"""Parts of columns of figures: labels of what is counted, and columns that the mapping does not read."""
_ANYTHING = ("", "category", "place_type")
"""Columns in which anything may stand."""
_COMMON = (
    "james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark paul "
    "steven andrew kevin brian george edward peter stephen simon ian alan colin graham neil stuart jack harry oliver "
    "joshua mohammed muhammad ali ahmed mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa "
    "nancy margaret sandra ashley emily emma olivia amelia sophie chloe charlotte hannah lucy laura rachel rebecca helen "
    "claire nicola julie jane anne ann amy katie fatima aisha"
)
_FORENAMES = frozenset(_COMMON.split())
_COMMON_SURNAMES = (
    "smith jones williams taylor davies evans wilson thomas roberts johnson robinson thompson watson jackson wright harris "
    "clarke patel hughes edwards turner harrison morris khan hussain ahmed akhtar begum kaur singh shah mahmood iqbal malik "
    "phillips mitchell simpson marshall adams ellis murphy kelly collins morgan bennett richardson anderson campbell murray "
    "gibson stevens griffiths jenkins owen powell rogers chapman kennedy reynolds wilkinson atkinson o'brien o'connor doyle "
    "nowak kowalski okafor adeyemi nguyen"
)
_SURNAMES = frozenset(_COMMON_SURNAMES.split())
"""Surnames that are common in England and Wales and nothing else in English: no Green, Hill, Ward or Young."""
_TITLED = re.compile(r"(?:mr|mrs|ms|miss|dr)\.?\s+[a-z].*", re.IGNORECASE)
_NAME = "[A-ZÀ-Þ][A-Za-zÀ-ÿ'’-]+"
_INITIALS = re.compile(rf"{_NAME}, ?(?:[A-Z]\.? ?){{1,3}}|(?:[A-Z]\. ?){{1,3}}{_NAME}")
"""SMITH, J. or J. Smith."""
_BARE_INITIALS = re.compile(rf"[A-Z](?: ?[A-Z])? ({_NAME})")
"""J Smith, AB Jones, PC Brown."""
_TRAILING_INITIALS = re.compile(rf"({_NAME}),? [A-Z]\.?(?: ?[A-Z]\.?)?")
"""Smith J, Khan A B."""
_SERVICE = (
    "division team district sector block wing beat zone class shift platoon section list category unit relief watch group area "
    "band grade tier level type priority response rota ward line desk phase stage"
)
_PARTS_OF_SERVICES = frozenset(_SERVICE.split())
_ONE_WORD = re.compile(_NAME)
_SHAPE = re.compile(rf"{_NAME},? {_NAME}(?: {_NAME})?")
_PERSON = re.compile(
    r"^(?:victim|suspect|offender|aggrieved|complainant|informant|occupier|officer|caller|keeper|owner|patient|pupil|client|"
    r"customer|resident|tenant|householder|applicant|participant|beneficiary|volunteer|member|person|child|young person|"
    r"(?:service|scheme) user|(?:key|case|support|social) ?worker|staff|staff member)s?$"
)


def share(sample: Sequence[str], is_so: Callable[[str], object]) -> float:
    return sum(1 for each in sample if is_so(each)) / len(sample)


def look_like_people(heading: str, sample: Sequence[str], role: str) -> bool:
    """Whether a column called after people holds words that may be their names."""
    if role not in ("", INDICATOR, UNREAD) or not _PERSON.search(heading.strip().casefold()):
        return False
    if role and len(sample) >= FEW and share(sample, holds_measure_word) >= 0.5:
        return False  # kinds of people: adults, families
    if role and len(sample) > 1 and all(_SHAPE.fullmatch(each) and not holds_measure_word(each) for each in sample):
        return True
    return words_differ(sample, 0.3, FEW) or (
        bool(role) and len(sample) >= FEW and share(sample, _SHAPE.fullmatch) >= 0.5
    )


def are_names(sample: Sequence[str], role: str) -> bool:
    if share(sample, _INITIALS.fullmatch) >= 0.2:
        return True
    bare = [each for each in sample if _bare_initials(each)]
    if len(set(bare)) >= FEW and len(bare) >= 0.3 * len(sample):
        return True
    if role in (*_ANYTHING, INDICATOR, UNREAD) and share(sample, _full_name) >= 0.01:
        return True
    if role in _ANYTHING and words_differ(sample, 0.5, 20 if role else 10):
        return True
    if share(sample, _forename) >= 0.2 or share(sample, lambda each: each.casefold() in _FORENAMES) >= 0.3:
        return True
    if role == INDICATOR:
        return _unlike_measures(sample) or _name_clients(sample)
    if role or len(sample) < FEW:
        return False
    return share(sample, _SHAPE.fullmatch) >= 0.7 and len(set(sample)) > 0.7 * len(sample)


def may_be_a_name(label: str) -> bool:
    """Whether one label of figures may be somebody's name: it has the form, and no word that figures are called by."""
    return _SHAPE.fullmatch(label) is not None and not holds_measure_word(label)


_TITLE_WITHIN = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Dr)\.? (?:[A-Z]\.? ?)*{_NAME}")
_RANKED = re.compile(
    rf"\b(?:PC|PCSO|DC|DS|DI|Sgt|Sergeant|Insp|Inspector|Constable|Cllr|Councillor)\.? (?:[A-Z]\.? )?({_NAME})"
)
_NEAR_SURNAME = re.compile(rf"\b[A-Z]\. ?({_NAME})|\b[A-Z] ({_NAME})|\b({_NAME}),? [A-Z]\b")
_HOUSE_WITHIN = re.compile(
    r"\b\d+[a-z]? (?:[A-Z][a-z'’]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Close|Drive|Court|Crescent|Terrace|Grove)\b"
)
_PAIR_WITHIN = re.compile(rf"(?=\b({_NAME} {_NAME}))")


def names_someone(text: str) -> bool:
    """Whether a text holds a name: one behind a title, or a common forename before a word that is no place's.

    >>> [names_someone(each) for each in ("ask Mary Quill", "Mrs Byrne rang", "provisional", "Mary Street")]
    [True, True, False, False]
    """
    return bool(_TITLE_WITHIN.search(text)) or any(_full_name(each) for each in _PAIR_WITHIN.findall(text))


def words_differ(sample: Sequence[str], least: float, fewest: int) -> bool:
    """Single capitalised words of which many stand once: towns and kinds come again and again, surnames do not."""
    return (
        len(sample) >= fewest and share(sample, _ONE_WORD.fullmatch) >= 0.8 and len(set(sample)) > least * len(sample)
    )


_FEW_PAIRS = 3
"""So many labels, all of two capitalised words and none of them a word of figures, are names."""


def _unlike_measures(labels: Sequence[str]) -> bool:
    """Labels written as names are, of which hardly any holds a word that figures are called by."""
    different = sorted(set(labels))
    if len(different) >= _FEW_PAIRS and all(
        _SHAPE.fullmatch(each) and not holds_measure_word(each) for each in different
    ):
        return True
    is_shaped = any(share(different, form.fullmatch) >= 0.7 for form in (_SHAPE, _ONE_WORD))
    return len(different) >= FEW and is_shaped and share(different, holds_measure_word) <= 0.2


_HELPED = re.compile(
    rf"\b(?:by|with|for|to|of) (?:(?:[A-Z]\. ?|[A-Z]{{1,2}} ){{1,2}}({_NAME})|({_NAME} {_NAME})(?: ({_NAME}))?)"
)
_PAIR_BEFORE = re.compile(rf"(?=\b({_NAME} {_NAME})(?: ({_NAME}))?)")
"""Visits by J Smith, Work with Mary Quill."""


def _name_clients(labels: Sequence[str]) -> bool:
    """Labels of which one is a common surname or names whom a service was for, or two are a surname and an initial."""
    initials = {found[1].casefold() for each in labels if (found := _trailing_initials(each))}
    return bool(initials & _SURNAMES) or len(initials) > 1 or any(map(_names_client, labels))


def _trailing_initials(text: str) -> re.Match[str] | None:
    found = _TRAILING_INITIALS.fullmatch(text)
    return found if found and not (_is_of_service(found[1]) or holds_measure_word(found[1])) else None


def _is_of_service(word: str) -> bool:
    return word.casefold() in _PARTS_OF_SERVICES or names_a_place(word)


def _names_client(label: str) -> bool:
    """Whether one label of figures is a surname, or holds a name behind "by", "with" or "for".

    >>> [_names_client(each) for each in ("SMITH", "Visits by John Smith", "Calls to J Khan", "Thefts from John Lewis", "Noise")]
    [True, True, True, False, False]
    """
    ranked = [name for name in _RANKED.findall(label) if not (_is_of_service(name) or holds_measure_word(name))]
    near = [name for names in _NEAR_SURNAME.findall(label) for name in names if name.casefold() in _SURNAMES]
    if label.casefold() in _SURNAMES or _TITLE_WITHIN.search(label) or ranked or near or _HOUSE_WITHIN.search(label):
        return True
    pairs = [
        pair for pair, behind in _PAIR_BEFORE.findall(label)
        if pair.split()[1].casefold() in _SURNAMES and _full_name(pair) and not _is_of_service(behind)
    ]  # fmt: skip
    helped = [
        bool(initialled and not _is_of_service(initialled) and not holds_measure_word(initialled))
        or (_full_name(pair) and not _is_of_service(behind))
        for initialled, pair, behind in _HELPED.findall(label)
    ]
    return bool(pairs) or any(helped)


def _bare_initials(text: str) -> bool:
    """An initial or two before or behind a word that is no place's and no part of a service: "J Smith", and not "A Division"."""
    found = _BARE_INITIALS.fullmatch(text)
    return (found is not None and not _is_of_service(found[1])) or _trailing_initials(text) is not None


def _forename(text: str) -> bool:
    parts = re.split(r"[\s,]+", text.casefold())
    is_place = any(names_a_place(each) for each in parts[1:])  # James Cook Hospital
    return bool(_TITLED.fullmatch(text)) or (
        2 <= len(parts) <= 4 and not is_place and (parts[0] in _FORENAMES or parts[-1] in _FORENAMES)
    )


def _full_name(text: str) -> bool:
    """A common forename and a word that no street, house or kind of place is called by."""
    parts = text.split()
    return (
        2 <= len(parts) <= 3
        and _SHAPE.fullmatch(text) is not None
        and parts[0].casefold() in _FORENAMES
        and not any(names_a_place(each) for each in parts[1:])
    )
