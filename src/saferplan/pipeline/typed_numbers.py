"""Which numbers of a typed sentence may count something: days, years, telephone numbers and places in a text do not.

What is left out here is listed nowhere, so a number goes only where nothing beside it says that it is a count.
"""

import re

from saferplan.base.periods import MONTH_NAMES

NUMBER = re.compile(
    r"(?<![\w.])([+−-]?)(\d{1,3}(?:[, \u00a0\u2009\u202f]\d{3})+|\d+)(\.\d+)?(\s?%|\s+per\s?cent\b)?"
    r"(?:(?:k|m|bn)\b|(?!\w))(?![.,]\d)",
    re.ASCII,
)
_MONTHS = "|".join(MONTH_NAMES)
_UNITS = (
    "crimes|offences|incidents|burglaries|robberies|thefts|assaults|homicides|murders|rapes|stabbings|arsons|attacks|victims|"
    "arrests|searches|reports|cases"
)
_COUNTS = rf"(?![,.]?\d|\s?%|\s+(?:¤|(?:{_UNITS})\b))"
"""Not the beginning of a longer number, and not beside what is counted."""
_PLACE = "page|section|chapter|table|figure|paragraph|para|item|version|room|note|step|part|schedule|article|option|chart|map"
_AT = rf"\d{{1,4}}(?:\.\d+)*{_COUNTS}"
_NOT_FIGURES = re.compile("|".join((
    r"\b\d{1,2}/\d{1,2}/\d{2,4}\b", r"(?<!\w)(?:\+\d|0\d)[\d ]{7,}\b(?:,?\s+ext\w*\.?\s+\d+)?", r"(?<=per )1,?000\b",
    rf"(?i:\b(?:{_PLACE}|appendix|annex)\.?)\s+{_AT}(?:\s?[–-]\s?{_AT})?",
    rf"(?i:\b(?:(?:{_PLACE})s|appendices|annexes)\.?)\s+{_AT}(?:(?:,\s|\s?[–-]\s?){_AT})*(?:\s+(?:and|or|to)\s+{_AT})?",
)))  # fmt: skip
"""Days, telephone numbers, the unit of a rate, and where something stands; after a comma only behind “tables”, “pages”."""
_YEAR = re.compile(rf"\b(?:19|20)\d{{2}}\b{_COUNTS}")
_MOVED = (
    r"\b(?:rose|risen|rises?|fell|fallen|falls?|grew|grown|increased?|decreased?|dropped|reduced|went|climbed|up|down)"
)
_IS_A_COUNT = re.compile(
    rf"(?:{_MOVED}\s+(?:\w+ly\s+)?to|\b(?:came|comes|amounted)\s+to|\b(?:stood|stands|remained)\s+at|\b(?:totalled|numbered|reached)|"
    r"[¤¶§]\s+(?:was|were|is)|\b[Tt]here\s+(?:was|were)|[¤¶]\s*[:=]|¶\s*\(|\b(?:more|fewer|less)\s+than|\b(?:nearly|almost|exactly))\s*$"
)
"""Before what looks like a year, and is what something came to."""
_FROM = re.compile(rf"{_MOVED}\s+from\s+(?:\d{{4}}\s+to\s+)?$")
_DAY = re.compile(rf"\b(?:[12]?\d|3[01])(?:st|nd|rd|th)?\s+(?:{_MONTHS})\b(?!\s+to\b)(?:\s+\d{{4}})?")
_ORDINAL = re.compile(r"^\s*\(?\d{1,2}[.)]\s+")
"""Of a list, typed."""
_CALLED = re.compile(r"\b(?:call|dial|ring|phone|telephone)\b", re.IGNORECASE)
_EMERGENCY = re.compile(r"\b(?:999|101)\b(?!\s*%|,\d|\s+(?:¤|[a-z]{5,}))")
_NUMERALS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|dozen|million"
)
_NO_KIND = (
    "of|for|in|on|at|to|from|by|with|and|or|as|per|the|that|which|had|has|have|was|were|saw|see|are|is|months?|years?|weeks?|"
    "days?"
)
_IN_WORDS = re.compile(
    rf"\b((?:(?:an?|one)\s+(?=hundred|thousand|dozen|million))?(?:{_NUMERALS})(?:(?:\s+and\s+|[\s-]+)(?:{_NUMERALS}|one))*)"
    rf"(?:\s+of\s+(?:the|these|those|all|our))?(?:\s+(?!(?:{_NO_KIND})\b)[a-z-]+){{0,2}}\s+(?:{_UNITS})\b",
    re.IGNORECASE,
)
"""From two on, and only of what is counted of crime: “nine knife crimes”, and neither “two wards” nor “one of the crimes”."""


def without_ordinal(text: str) -> str:
    """A paragraph without the number of a list before it."""
    return _ORDINAL.sub("", text.strip())


def without_days(sentence: str) -> str:
    return _DAY.sub(" ", sentence)


def figures_only(bare: str) -> str:
    """A sentence without the numbers that count nothing; ¶ stands in it for a period, ¤ for an indicator, § for an area."""
    bare = _YEAR.sub(lambda match: match[0] if _is_a_count(match, bare) else " ", _NOT_FIGURES.sub(" ", bare))
    return _EMERGENCY.sub(" ", bare) if _CALLED.search(bare) else bare


def _is_a_count(year: re.Match[str], bare: str) -> bool:
    before = year.string[: year.start()]
    return bool(_IS_A_COUNT.search(before) or ("¶" in bare and _FROM.search(before)))


def numbers_in_words(sentence: str) -> list[str]:
    """Numbers that are not written in figures, of crimes, incidents and their like."""
    return [match[1] for match in _IN_WORDS.finditer(sentence)]
