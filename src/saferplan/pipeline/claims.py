"""`check report.docx`: the numbers that a person typed, held against the edition.

A number in a sentence that names one indicator, one period and one area (the partnership where none is named) can be held
against the edition's own figures for it: the count, the year before's, the change and the rate. Any other number can only be
found among the figures or not.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from saferplan.base.numerals import one_decimal, percent, whole
from saferplan.base.periods import MONTH_NAMES, Month, months_between
from saferplan.evidence.catalogue import all_indicators
from saferplan.tables.editions import Edition

STANDS, CONTRADICTED, UNCHECKED = "stands", "contradicted", "cannot be checked"
_NUMBER = re.compile(r"(?<![\w./-])[+−-]?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(\s?%|\s+per\s?cent)?(?![\w/-]|\.\d|,\d)")
_YEAR = re.compile(r"\b((?:19|20)\d{2})\s?[/–-]\s?(\d{2})\b")
_MONTH = re.compile(rf"\b({'|'.join(MONTH_NAMES)})\s+((?:19|20)\d{{2}})\b")
_NOT_FIGURES = re.compile("|".join((
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{'|'.join(MONTH_NAMES)})\b", r"\b(?:19|20)\d{2}\b", r"\b0\d[\d ]{7,}\b",
    r"(?<!\d)(?<!\d,)(?:999|101)(?!,?\d)(?!\s+[a-z]{3,}s\b)", r"\bQ[1-4]\b", r"\bper\s+1,?000\b",
)))  # fmt: skip
"""Days, years, telephone numbers, quarters and what a rate is per: numbers that count nothing."""
_SPAN = re.compile(
    rf"\b({'|'.join(MONTH_NAMES)})(?:\s+((?:19|20)\d{{2}}))?\s+(?:to|–|-)\s+({'|'.join(MONTH_NAMES)})\s+((?:19|20)\d{{2}})\b"
)
_SYNONYMS = {
    "recorded crime": "recorded_crime", "crimes": "recorded_crime", "crime": "recorded_crime", "asb": "asb",
    "anti-social behaviour": "asb", "antisocial behaviour": "asb", "incidents": "asb", "robberies": "robbery",
    "burglaries": "burglary", "vehicle crimes": "vehicle_crime",
}  # fmt: skip
SMALLEST = 10
"""Smaller whole numbers are words of a text ("three priorities") far more often than figures."""


@dataclass(frozen=True)
class Claim:
    """A number that was typed, the sentence it stands in, and what the edition says of it."""

    number: str
    sentence: str
    verdict: str
    why: str


def check_document(edition: Edition, path: Path) -> list[Claim]:
    """Every number typed outside the controls. Raises InputError for a file that is no Word document."""
    from saferplan.report.documents.controls import typed_texts
    from saferplan.report.documents.word import open_document

    known = known_figures(edition)
    return [claim for text in typed_texts(open_document(path)) for claim in claims_in(text, known)]


Key = tuple[str, str, str]
"""Area, indicator, period."""


@dataclass(frozen=True)
class Known:
    """What the edition says: by key the words of each figure and what it is, counts by month, and what areas are called."""

    own: str
    areas: Mapping[str, str]
    """Codes by name in small letters."""
    figures: Mapping[Key, Mapping[str, str]]
    months: Mapping[Key, int]


def known_figures(edition: Edition) -> Known:
    """The figures of the partnership, its wards and the CSPs beside it, as they would be written."""
    (partnership,) = edition.table("partnership")
    named = edition.rows("SELECT area_code, name FROM area WHERE (area_type = 'csp' AND role IN ('own', 'comparator')) "
                         "OR (area_type = 'ward' AND role = 'own') ORDER BY area_type, area_code")  # fmt: skip
    codes = [row["area_code"] for row in named]
    found: dict[Key, dict[str, str]] = {}
    months: dict[Key, int] = {}
    for row in edition.rows(
        "SELECT * FROM measure WHERE list_contains(?, area_code) AND count IS NOT NULL ORDER BY ALL", [codes]
    ):
        key = (row["area_code"], row["indicator_id"], row["period"])
        here = found.setdefault(key, {})
        here[whole(row["count"])] = "the count"
        if row["value"] is not None:
            here[one_decimal(row["value"])] = "the rate or share"
    for row in edition.rows("SELECT * FROM monthly_count WHERE list_contains(?, area_code) ORDER BY ALL", [codes]):
        months[row["area_code"], row["indicator_id"], str(Month.of(row["month"]))] = row["count"]
    for row in edition.rows("SELECT * FROM change WHERE list_contains(?, area_code) AND years = 1 AND value IS NOT NULL "
                            "ORDER BY ALL", [codes]):  # fmt: skip
        here = found.setdefault((row["area_code"], row["indicator_id"], row["period"]), {})
        _add_change(here, row["count_before"], row["count"], row["value"])
    return Known(partnership["area_code"], {row["name"].lower(): row["area_code"] for row in named}, found, months)


def _add_change(here: dict[str, str], before: int, after: int, change: float) -> None:
    here[percent(change)] = "the change on the year before"
    here.setdefault(whole(before), "the count of the year before")
    here.setdefault(whole(abs(after - before)), "the change in number")


def claims_in(text: str, known: Known) -> Iterator[Claim]:
    """The numbers of a paragraph, sentence by sentence."""
    for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z0-9])", text.strip()):
        keys = _keys(sentence, known)
        bare = _MONTH.sub(" ", _SPAN.sub(" ", _NOT_FIGURES.sub(" ", _YEAR.sub(" ", sentence))))
        for match in _NUMBER.finditer(bare):
            number = _plain(match)
            if "%" in number or "." in number or float(number.replace(",", "")) >= SMALLEST:
                yield _judged(number, sentence, keys, known)


def _keys(sentence: str, known: Known) -> list[Key]:
    """Every area, indicator and period that a sentence names, together."""
    named = {code for name, code in known.areas.items() if re.search(rf"\b{re.escape(name)}\b", sentence.lower())}
    areas = sorted(named - {known.own} or {known.own})
    return [
        (area, each, period)
        for area in areas
        for each in sorted(_subjects(sentence))
        for period in sorted(_periods(sentence))
    ]


def _figures_of(key: Key, known: Known) -> Mapping[str, str]:
    """The figures of a key; those of a run of months are summed from its months, where each is known."""
    if key in known.figures or " to " not in key[2]:
        return known.figures.get(key, {})
    first, last = (Month.parse(text) for text in key[2].split(" to "))
    after, before = (
        [known.months.get((*key[:2], str(month.plus(-back)))) for month in months_between(first, last)]
        for back in (0, 12)
    )
    if None in after:
        return {}
    count = sum(number for number in after if number is not None)
    found = {whole(count): "the count"}
    if None not in before and (earlier := sum(number for number in before if number is not None)):
        _add_change(found, earlier, count, count / earlier - 1)
    return found


def _plain(match: re.Match[str]) -> str:
    """A number as the edition would write it: "14,740", "8.8%"."""
    digits = f"{int(match[1].replace(',', '')):,}{match[2] or ''}"
    return f"{digits}%" if match[3] else digits


def _judged(number: str, sentence: str, keys: list[Key], known: Known) -> Claim:
    figures = {key: found for key in keys if (found := _figures_of(key, known))}
    for key, found in figures.items():
        if what := _same(number, found):
            return Claim(number, sentence, STANDS, f"{what} of {_key_words(key, known)}")
    if len(keys) == len(figures) == 1 and (beside := _of_a_kind(number, figures[keys[0]])):
        return Claim(number, sentence, CONTRADICTED, f"The edition says, of {_key_words(keys[0], known)}: {beside}.")
    why = "It is not told which figure it is." if len(keys) != 1 else "The edition has no figure of its kind."
    return Claim(number, sentence, UNCHECKED, why)


def _key_words(key: Key, known: Known) -> str:
    """ "burglary, 2016/17", with the area where it is not the partnership."""
    area, indicator, period = key
    name = next((name.title() for name, code in known.areas.items() if code == area), area)
    return f"{indicator.replace('_', ' ')}, {period}" + ("" if area == known.own else f", {name}")


def _same(number: str, known: Mapping[str, str]) -> str:
    """What a number is among some figures; a percentage may be given with fewer decimals."""
    if number in known:
        return known[number]
    if number.endswith("%") and "." not in number:
        return next(
            (what for words, what in known.items() if words.endswith("%") and f"{float(words[:-1]):.0f}%" == number), ""
        )
    return ""


def _of_a_kind(number: str, known: Mapping[str, str]) -> str:
    """The figures that a number of its shape would have to be one of."""
    if number.endswith("%"):
        wanted = {words: what for words, what in known.items() if words.endswith("%")}
    elif "." in number:
        wanted = {words: what for words, what in known.items() if "." in words and not words.endswith("%")}
    else:
        wanted = {words: what for words, what in known.items() if what.startswith("the count")}
    return ", ".join(f"{what} {words}" for words, what in wanted.items())


def _subjects(sentence: str) -> set[str]:
    """The indicators that a sentence names; the longest name is meant where one holds another."""
    lowered, found = sentence.lower(), set()
    names = {
        each.title.lower(): each.id for each in all_indicators() if each.feed.value == "police_uk_street"
    } | _SYNONYMS
    for name in sorted(names, key=len, reverse=True):
        pattern = rf"\b{re.escape(name)}\b"
        if re.search(pattern, lowered):
            found.add(names[name])
            lowered = re.sub(pattern, " ", lowered)
    return found - {"recorded_crime"} if len(found) > 1 and "asb" not in found else found


def _periods(sentence: str) -> set[str]:
    """The financial years, runs of months and months that a sentence names, by the edition's names."""
    years = {f"{first}/{last}" for first, last in _YEAR.findall(sentence)}
    spans = {
        f"{_month(first, first_year or last_year)} to {_month(last, last_year)}"
        for first, first_year, last, last_year in _SPAN.findall(sentence)
    }
    months = {_month(month, year) for month, year in _MONTH.findall(_SPAN.sub(" ", sentence))}
    return years | spans | months


def _month(name: str, year: str) -> str:
    return f"{year}-{MONTH_NAMES.index(name) + 1:02d}"


def counted(claims: list[Claim]) -> dict[str, Any]:
    """How many claims there are of each verdict."""
    return {verdict: sum(claim.verdict == verdict for claim in claims) for verdict in (STANDS, CONTRADICTED, UNCHECKED)}
