"""`check report.docx`: the numbers that a person typed, held against the edition.

A number in a sentence that names one indicator and one period can be held against the edition's own figures for it: the
count, the year before's, the change and the rate. Any other number can only be found among the figures or not.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from saferplan.base.numerals import one_decimal, percent, whole
from saferplan.base.periods import MONTH_NAMES
from saferplan.evidence.catalogue import all_indicators
from saferplan.tables.editions import Edition

STANDS, CONTRADICTED, UNCHECKED = "stands", "contradicted", "cannot be checked"
_NUMBER = re.compile(r"(?<![\w./-])[+−-]?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(\s?%|\s+per\s?cent)?(?![\w/-]|\.\d|,\d)")
_YEAR = re.compile(r"\b((?:19|20)\d{2})\s?[/–-]\s?(\d{2})\b")
_MONTH = re.compile(rf"\b({'|'.join(MONTH_NAMES)})\s+((?:19|20)\d{{2}})\b")
_NOT_FIGURES = re.compile("|".join((
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{'|'.join(MONTH_NAMES)})\b", r"\b(?:19|20)\d{2}\b", r"\b0\d[\d ]{7,}\b",
    r"(?<!\d)(?<!\d,)(?:999|101)(?!,?\d)", r"\bQ[1-4]\b",
)))  # fmt: skip
"""Days, years, telephone numbers and quarters: numbers that count nothing."""
_SYNONYMS = {
    "recorded crime": "recorded_crime", "crimes": "recorded_crime", "crime": "recorded_crime", "asb": "asb",
    "anti-social behaviour": "asb", "antisocial behaviour": "asb", "incidents": "asb",
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

    figures = known_figures(edition)
    return [claim for text in typed_texts(open_document(path)) for claim in claims_in(text, figures)]


Figures = Mapping[tuple[str, str], Mapping[str, str]]
"""By indicator and period, the words of each figure that the edition has of the partnership, and what it is."""


def known_figures(edition: Edition) -> dict[tuple[str, str], dict[str, str]]:
    """What the edition says of the partnership: counts, rates and changes, as they would be written."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    own = "area_type = 'csp' AND area_code = (SELECT area_code FROM partnership)"
    for row in edition.rows(f"SELECT * FROM measure WHERE {own} AND count IS NOT NULL ORDER BY ALL"):
        here = found.setdefault((row["indicator_id"], row["period"]), {})
        here[whole(row["count"])] = "the count"
        if row["value"] is not None:
            here[one_decimal(row["value"])] = "the rate or share"
    for row in edition.rows(f"SELECT * FROM change WHERE {own} AND years = 1 AND value IS NOT NULL ORDER BY ALL"):
        here = found.setdefault((row["indicator_id"], row["period"]), {})
        here[percent(row["value"])] = "the change on the year before"
        here.setdefault(whole(row["count_before"]), "the count of the year before")
        here.setdefault(whole(abs(row["count"] - row["count_before"])), "the change in number")
    return found


def claims_in(text: str, figures: Figures) -> Iterator[Claim]:
    """The numbers of a paragraph, sentence by sentence."""
    for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z0-9])", text.strip()):
        indicators, periods = _subjects(sentence), _periods(sentence)
        bare = _MONTH.sub(" ", _NOT_FIGURES.sub(" ", _YEAR.sub(" ", sentence)))
        for match in _NUMBER.finditer(bare):
            number = _plain(match)
            if "%" in number or "." in number or float(number.replace(",", "")) >= SMALLEST:
                yield _judged(number, sentence, indicators, periods, figures)


def _plain(match: re.Match[str]) -> str:
    """A number as the edition would write it: "14,740", "8.8%"."""
    digits = f"{int(match[1].replace(',', '')):,}{match[2] or ''}"
    return f"{digits}%" if match[3] else digits


def _judged(number: str, sentence: str, indicators: set[str], periods: set[str], figures: Figures) -> Claim:
    keys = [key for key in figures if key[0] in indicators and key[1] in periods]
    for key in keys:
        if what := _same(number, figures[key]):
            return Claim(number, sentence, STANDS, f"{what} of {key[0].replace('_', ' ')}, {key[1]}")
    if len(indicators) == 1 and len(periods) == 1 and keys and (beside := _of_a_kind(number, figures[keys[0]])):
        return Claim(
            number,
            sentence,
            CONTRADICTED,
            f"The edition says, of {keys[0][0].replace('_', ' ')}, {keys[0][1]}: {beside}.",
        )
    why = "It is not told which figure it is." if len(keys) != 1 else "The edition has no figure of its kind."
    return Claim(number, sentence, UNCHECKED, why)


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
    """The financial years and months that a sentence names, by the edition's names."""
    years = {f"{first}/{last}" for first, last in _YEAR.findall(sentence)}
    months = {f"{year}-{MONTH_NAMES.index(month) + 1:02d}" for month, year in _MONTH.findall(sentence)}
    return years | months


def counted(claims: list[Claim]) -> dict[str, Any]:
    """How many claims there are of each verdict."""
    return {verdict: sum(claim.verdict == verdict for claim in claims) for verdict in (STANDS, CONTRADICTED, UNCHECKED)}
