"""What a typed sentence is about: one area, one indicator and one period, or why that is not told for certain."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from saferplan.base.periods import MONTH_NAMES, Month, Period, quarter_named, span_of
from saferplan.evidence.catalogue import all_indicators

_MONTHS = "|".join(MONTH_NAMES)
_BETWEEN = rf"[Bb]etween\s+(?P<m1>{_MONTHS})(?:\s+(?P<y1>\d{{4}}))?\s+and\s+(?P<m2>{_MONTHS})\s+(?P<y2>\d{{4}})"
_PERIODS = (
    _BETWEEN,
    rf"(?P<m1>{_MONTHS})(?:\s+(?P<y1>\d{{4}}))?(?:\s+to\s+|\s*[–-]\s*)(?P<m2>{_MONTHS})\s+(?P<y2>\d{{4}})",
    r"(?:Q[1-4]\s+\d{4}/\d{2}|\d{4}/\d{2}\s+Q[1-4]|\d{4}-Q[1-4])",
    r"(?:[Tt]he\s+)?(?:Q(?P<q>[1-4])|[Qq]uarter\s+(?P<qn>[1-4]|one|two|three|four)|(?P<qw>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ll]ast)"
    r"\s+quarter)(?:\s+of\s+|,\s+|\s+)\(?(?P<y6>\d{4})/(?P<s6>\d{2})(?!\d)\)?",
    rf"(?P<long>[Tt]welve months|12 months|year|[Ss]ix months|6 months|[Tt]hree months|3 months|quarter)\s+(?:to|ending|ended)\s+"
    rf"(?:(?:the\s+)?end\s+of\s+)?(?P<m3>{_MONTHS})\s+(?P<y3>\d{{4}})",
    rf"(?P<m4>{_MONTHS})\s+(?P<y4>\d{{4}})", r"(?P<y5>\d{4})\s?[/–-]\s?(?P<s5>\d{2})(?!\d)",
)  # fmt: skip
_LONG = {"six": 6, "6": 6, "three": 3, "3": 3, "quarter": 3}
"""Months of a span that is named by its last one; twelve where it is none of these."""
_NUMBERED = {"one": 1, "two": 2, "three": 3, "four": 4, "first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
_SYNONYMS = {
    "recorded crimes": "recorded_crime", "crimes": "recorded_crime", "crime": "recorded_crime", "asb": "asb",
    "asb incidents": "asb", "incidents of anti-social behaviour": "asb", "anti-social behaviour": "asb",
    "antisocial behaviour": "asb", "robberies": "robbery", "burglaries": "burglary", "vehicle crimes": "vehicle_crime",
    "bicycle thefts": "bicycle_theft",
}  # fmt: skip
_COUNTED_TWICE = {"recorded_crime": ("recorded_crime", "recorded_offences")}
"""Names that two sources count: a number may be of either."""
_PHRASES = re.compile("|".join((
    r"(?:the\s+)?same\s+(?:quarter|months?|period|time)\s+(?:of\s+)?(?:the|a)?\s*(?:year\s+(?:before|earlier|ago)|previous\s+year)",
    r"(?:the|a)\s+year\s+(?:before|earlier|ago)", r"the\s+previous\s+year", r"the\s+(?:quarter|year|month)\s+(?=¶)",
    r"(?:over\s+)?(?:the\s+)?(?:past|last|latest)\s+(?=¶)", r"over\s+(?:the\s+)?(?=¶)", r"compared\s+(?:with|to)",
    r"per\s+1?,?0*(?:\s+(?:residents|people|population))?(?!\s*\w)",
)), re.IGNORECASE)  # fmt: skip
"""What is said with words that by themselves might narrow or move a period: taken out before the others are looked at."""
_WORDS = """a all altogether an and are as at be been borough by came change changed counted crime crimes decrease decreased
decreases district down drop dropped fall fallen falls fell fewer figure for from grew growth had has have in incidents increase
increased increases is it its more number numbered of offences on our overall partnership police rate recorded reduced reduction
reported rise risen rises rose saw stood that the there this to total totalled up was we were while with against per cent percent"""
_KNOWN = frozenset(_WORDS.split())
"""Words that leave a sentence what it is. Any other may make it one of a part, another place, another time, or of nothing."""
_ROUNDED = re.compile(r"\bup to\b", re.IGNORECASE)
_HELD_AGAINST = re.compile(
    r"\b(?:on|from|against|than|since|before|after|until|by|compared with|compared to)\s+(?:in\s+)?(?:the\s+)?¶",
    re.IGNORECASE,
)
"""The only period that is named is what something is compared with, or a beginning or an end."""
_OTHER_TIME = re.compile(
    rf"\b(?:{_MONTHS}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?|Q[1-4]|H[12]|(?:19|20)\d{{2}})\b(?!,\d|\.\d|\s?%)"
)
"""A month, quarter or year that is left when the periods are taken out: one of a list, or a beginning."""
_WHOLE = re.compile(r"\b(?:borough|district|partnership|overall|altogether|total|totalled)\b", re.IGNORECASE)
_PART_OF = re.compile(r"\bof\s+(?:all\s+)?(?:the|all|these|those)\s+\d|^\W*of\s+\d|\d\s+of\s+\d", re.IGNORECASE)
"""Some of so many."""
_FIRST_SIGN = 0xE000
_AGAINST_THE_LAST = re.compile(r"¶.*\b(?:on|against|compared with|compared to)\s+(?:the\s+)?¶[^¶]*$", re.IGNORECASE)
"""Two periods, of which the second is what the first is held against."""
_CHANGED = re.compile(
    r"\b(?:r[io]se|rises|risen|f[ae]ll|falls|fallen|increas\w+|decreas\w+|dropp?\w*|grew|growth|reduc\w+|chang\w+|up|down|from)\b",
    re.IGNORECASE,
)
"""With "between January and March 2017" it may be told of a change from the one month to the other."""


@dataclass(frozen=True)
class Subject:
    """What a sentence is about, or why that is not told."""

    area: str = ""
    is_named: bool = True
    """Whether the area is named; where none is, the partnership is meant, or a place named in a heading."""
    indicators: tuple[str, ...] = ()
    period: Period | None = None
    why_not: str = ""


def read(sentence: str, own: str, places: Mapping[str, tuple[str, ...]]) -> tuple[Subject, str]:
    """What a sentence is about, and its words with ¶ for a period, ¤ for an indicator and § for an area."""
    periods, bare = _periods(sentence)
    areas, bare = _areas(bare, places)
    indicators, bare = _indicators(bare)
    left = re.sub(r"^\W*\w+", " ", bare)
    strangers = [
        word
        for word in re.findall(r"\b[A-Z]\w+", left)
        if word not in MONTH_NAMES and not re.fullmatch(r"Q[1-4]", word)
    ]
    period = _one(periods, bare)
    if len(indicators) != 1:
        return Subject(
            why_not=f"The sentence names {'several indicators' if indicators else 'no indicator that is known'}."
        ), bare
    if period is None:
        return Subject(
            why_not=f"The sentence names {'several periods' if periods else 'no period that is known'}."
        ), bare
    if other := _stranger(bare):
        return Subject(why_not=f"“{other}”: a part, another place or time, or a rounding may be meant."), bare
    if len(set(periods)) == 1 and (held := _HELD_AGAINST.search(bare)):
        return Subject(
            why_not=f"“{held[0].split()[0]}” before the only period: it may be what is compared with, or an end."
        ), bare
    if re.search(_BETWEEN, sentence) and _CHANGED.search(bare):
        return Subject(why_not="“between”: a change from the one month to the other may be meant."), bare
    if beside := _OTHER_TIME.search(bare):
        return Subject(
            why_not=f"“{beside[0]}” stands there beside the period: both may be meant, or the one within the other."
        ), bare
    if _PART_OF.search(bare) or (areas and _WHOLE.search(bare)):
        return Subject(why_not="A part and the whole may be meant, and which number is of which is not told."), bare
    if len(areas) > 1 or any(len(codes) > 1 for codes in areas) or strangers:
        return Subject(why_not="It is not told for certain which area is meant."), bare
    (indicator,) = indicators
    area = next(iter(areas))[0] if areas else own
    return Subject(area, bool(areas), _COUNTED_TWICE.get(indicator, (indicator,)), period), bare


def names_in(sentence: str, places: Mapping[str, tuple[str, ...]]) -> tuple[object, object, object]:
    """The areas, indicators and periods that a sentence names, whatever it says of them."""
    periods, bare = _periods(sentence)
    areas, bare = _areas(bare, places)
    return areas, _indicators(bare)[0], set(periods)


def _areas(bare: str, places: Mapping[str, tuple[str, ...]]) -> tuple[set[tuple[str, ...]], str]:
    """The areas that a sentence names, the longest name where one holds another; § in their places."""
    found: set[tuple[str, ...]] = set()
    for name in sorted(places, key=len, reverse=True):
        if name in bare and (cut := re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "§", bare)) != bare:
            found.add(places[name])
            bare = cut
    return found, bare


def _stranger(bare: str) -> str:
    """The first word that is not known to leave a sentence what it is; nothing where there is none."""
    if found := _ROUNDED.search(bare):
        return found[0]
    left = re.sub(r"[§¶¤]", " ", _PHRASES.sub(" ", bare))
    words = re.findall(
        r"[^\W\d_]+(?:['’-][^\W\d_]+)*", re.sub(r"\b[A-Z]\w+", "", re.sub(r"^\W*(\w)", lambda m: m[0].lower(), left))
    )
    return next((word for word in words if word.lower() not in _KNOWN), "")


def _periods(sentence: str) -> tuple[list[tuple[Month, Month]], str]:
    """The first and last month of each period that a sentence names, in its order, and its words with ¶ in their places."""
    found: list[tuple[Month, Month]] = []

    def note(match: re.Match[str]) -> str:
        try:
            found.append(_span(match))
        except ValueError:
            return match[0]
        return chr(_FIRST_SIGN + len(found) - 1)

    for pattern in _PERIODS:
        sentence = re.sub(rf"\b{pattern}", note, sentence)
    signs = [sign for sign in sentence if _FIRST_SIGN <= ord(sign) < _FIRST_SIGN + len(found)]
    return [found[ord(sign) - _FIRST_SIGN] for sign in signs], re.sub(
        f"[{''.join(signs)}]", "¶", sentence
    ) if signs else sentence


def _span(match: re.Match[str]) -> tuple[Month, Month]:
    named = match.groupdict()
    if named.get("m1"):
        last = _month(named["m2"], named["y2"])
        return _month(named["m1"], named["y1"] or named["y2"]), last
    if named.get("m3"):
        last = _month(named["m3"], named["y3"])
        return last.plus(1 - _LONG.get(named["long"].split()[0].lower(), 12)), last
    if named.get("m4"):
        return (month := _month(named["m4"], named["y4"])), month
    if named.get("y6"):
        first, _ = _financial_year(named["y6"], named["s6"])
        said = (named["q"] or named["qn"] or named["qw"]).lower()
        start = first.plus(3 * (int(_NUMBERED.get(said, said)) - 1))
        return start, start.plus(2)
    if named.get("y5"):
        return _financial_year(named["y5"], named["s5"])
    quarter = quarter_named(match[0])
    return quarter.start, quarter.end


def _financial_year(first: str, second: str) -> tuple[Month, Month]:
    year = int(first)
    if (year + 1) % 100 != int(second):
        raise ValueError(f"{first}/{second}")
    return Month(year, 4), Month(year + 1, 3)


def _month(name: str, year: str) -> Month:
    return Month(int(year), MONTH_NAMES.index(name) + 1)


def _one(periods: list[tuple[Month, Month]], bare: str) -> Period | None:
    """The one period, or of two the first, where the other is the same a year before and what it is held against."""
    if len(periods) == 2 and _AGAINST_THE_LAST.search(bare):
        first, other = periods
        if other == tuple(month.plus(-12) for month in first):
            periods = [first]
    if len(set(periods)) != 1 or periods[0][1] < periods[0][0]:
        return None
    return span_of(*periods[0])


def _indicators(bare: str) -> tuple[set[str], str]:
    """The indicators that a sentence names, the longest name where one holds another; ¤ in their places."""
    names, found = {each.title.lower(): each.id for each in all_indicators()} | _SYNONYMS, set()
    for name in sorted(names, key=len, reverse=True):
        cut = re.sub(rf"(?<!\w)(?<!\w-){re.escape(name)}(?![\w-])", "¤", bare, flags=re.IGNORECASE)
        if cut != bare:
            found.add(names[name])
            bare = cut
    return found, bare
