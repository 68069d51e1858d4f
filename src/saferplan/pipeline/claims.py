"""`check report.docx`: the numbers that a person typed, held against the edition.

A number is held against a figure only where its sentence names one area, one indicator and one period, in words that are
known, and where the words beside the number say which figure of these it is: the count, the count of the year before, the
change or the rate. Everything else cannot be checked, and is listed with the reason.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from saferplan.base.numerals import one_decimal, whole
from saferplan.base.periods import Month, Period
from saferplan.evidence.catalogue import indicators_by_id
from saferplan.evidence.findings import SMALLEST_BASE
from saferplan.evidence.series_break import SeriesBreak, breaks_between, refuses
from saferplan.pipeline.asked.street import breaks_of
from saferplan.pipeline.claim_subjects import Subject, read
from saferplan.pipeline.typed_numbers import NUMBER, figures_only, numbers_in_words, without_days, without_ordinal
from saferplan.tables.editions import Edition

STANDS, CONTRADICTED, UNCHECKED = "stands", "contradicted", "cannot be checked"
EDITED, LACKING = "edited, with no number in it", "not in the document"
"""What is said of a block beside its numbers; no error."""
COUNT, BEFORE, NET, SHARE, RATE = (
    "the count", "the count of the year before", "the change in number", "the change on the year before", "the rate",
)  # fmt: skip
_IN_WORDS = "It is written in words: only figures are held against the edition."
_DOWN, _UP = (
    r"fell|fall|falls|decrease[ds]?|down|drop(?:ped)?|reduction|fewer",
    r"rose|rise|rises|increase[ds]?|up|growth",
)
_FROM_BEFORE = r"(?:(?:from|against|compared with|compared to)(?:\s+¶ \()?|on ¶ \()\s*$"
_AFTER_BEFORE = r"^\s*(?:¤\s*)?(?:in\s+)?(?:the|a) (?:same \w+ a )?year (?:before|earlier|ago)"

_OTHER_THINGS = re.compile(r"\s+(?!(?:was|is|as|this|its|has)\b)[a-z]+s\b")
"""What is counted stands after the number, and it is not the indicator: "in 27 wards"."""


@dataclass(frozen=True)
class Claim:
    """A number that was typed, the sentence it stands in, and what the edition says of it."""

    number: str
    sentence: str
    verdict: str
    why: str


@dataclass(frozen=True)
class Figures:
    """What the edition says: names of areas, and count and rate by area, indicator, first and last month."""

    own: str
    areas: Mapping[str, tuple[str, ...]]
    measures: Mapping[tuple[str, str, Month, Month], tuple[float, float | None]]
    unquoted: frozenset[tuple[str, str, str]]
    """Area, indicator and period of each change that the edition will not quote."""
    breaks: Sequence[SeriesBreak] = ()
    forces: Mapping[str, str | None] = field(default_factory=dict)

    def quotes_change(self, area: str, indicator: str, period: Period, before: float) -> bool:
        """Whether a change on the year before may be quoted: 20 or more to compare with, and no break that refuses it."""
        own, labels = indicators_by_id()[indicator], (f"{period.start} to {period.end}", _year(period))
        between = breaks_between(self.breaks, own, self.forces.get(area), period.year_before(), period)
        is_unquoted = any((area, indicator, label) in self.unquoted for label in labels)
        return before >= SMALLEST_BASE and not refuses(between, own) and not is_unquoted


def _year(period: Period) -> str:
    """What a financial year is called among the changes; of any other period nothing there."""
    return f"{period.start.year}/{period.end.year % 100:02d}" if len(period.months) == 12 else ""


def known_figures(edition: Edition) -> Figures:
    """The figures of the partnership, its wards, other partnerships and forces."""
    kinds = "area_type IN ('csp', 'force', 'ward')"
    areas: dict[str, tuple[str, ...]] = {}
    for row in edition.rows(f"SELECT DISTINCT name, area_code FROM area WHERE {kinds} ORDER BY ALL"):
        areas[row["name"]] = (*areas.get(row["name"], ()), row["area_code"])
    measures = {
        (row["area_code"], row["indicator_id"], Month.of(row["period_start"]), Month.of(row["period_end"])): (
            row["count"], row["value"],
        )
        for row in edition.rows(f"SELECT * FROM measure WHERE {kinds} AND count IS NOT NULL AND missing_reason IS NULL")
    }  # fmt: skip
    refused = edition.rows(f"SELECT * FROM change WHERE {kinds} AND years = 1 AND value IS NULL")
    unquoted = frozenset((row["area_code"], row["indicator_id"], row["period"]) for row in refused)
    forces = {row["area_code"]: row["force_code"] for row in edition.rows("SELECT area_code, force_code FROM area")}
    return Figures(edition.table("partnership")[0]["area_code"], areas, measures, unquoted, breaks_of(edition), forces)


def sentences_of(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+(?=[A-Z])", text)


def claims_in(text: str, figures: Figures) -> Iterator[Claim]:
    """The numbers of a paragraph, sentence by sentence."""
    for sentence in sentences_of(without_ordinal(text)):
        subject, bare = read(without_days(sentence), figures.own, figures.areas)
        bare = figures_only(bare)
        found = list(NUMBER.finditer(bare))
        if subject.is_named and subject.area != figures.own and sum(_kind(each, bare) == COUNT for each in found) > 1:
            subject = Subject(why_not="Two counts beside one place: which of them is its own is not told.")
        for match in found:
            yield _judged(match, bare, sentence, subject, figures)
        yield from (Claim(number, sentence, UNCHECKED, _IN_WORDS) for number in numbers_in_words(sentence))


def _judged(match: re.Match[str], bare: str, sentence: str, subject: Subject, figures: Figures) -> Claim:
    number = match[0].strip()
    if subject.period is None:
        return Claim(number, sentence, UNCHECKED, subject.why_not)
    kind = _kind(match, bare)
    if not kind:
        return Claim(number, sentence, UNCHECKED, "The words beside it do not tell which figure it is.")
    known = {each: value for each in subject.indicators if (value := _figure(kind, each, subject, figures)) is not None}
    what = f"{kind} of {subject.indicators[0].replace('_', ' ')}, {subject.period.words}"
    if not known:
        return Claim(number, sentence, UNCHECKED, f"The edition does not give {what}, for that area.")
    if any(_same(match, bare, value, kind) for value in known.values()):
        wrong = kind == COUNT and _wrong_way(match, bare, subject, figures)
        return Claim(number, sentence, CONTRADICTED, wrong) if wrong else Claim(number, sentence, STANDS, what)
    if not subject.is_named and (other := _elsewhere(match, bare, kind, subject, figures)):
        return Claim(number, sentence, UNCHECKED, f"No place is named; it is what the edition says of {other}.")
    said = " or ".join(dict.fromkeys(_written(value, kind) for value in known.values()))
    return Claim(number, sentence, CONTRADICTED, f"The edition says, of {what}: {said}.")


def _wrong_way(match: re.Match[str], bare: str, subject: Subject, figures: Figures) -> str:
    """What is said against "fell to" of a count that rose, and the other way about; nothing where nothing is."""
    moved = re.search(rf"\b(?:({_UP})|({_DOWN}))\s+to\s*$", bare[: match.start()], re.IGNORECASE)
    now, before = (_figure(kind, subject.indicators[0], subject, figures) for kind in (COUNT, BEFORE))
    if not moved or now is None or before is None:
        return ""
    is_so = now > before if moved[1] else now < before
    return "" if is_so else f"The count is right, and the year before it was {whole(before)}."


def _elsewhere(match: re.Match[str], bare: str, kind: str, subject: Subject, figures: Figures) -> str:
    """The first place whose figure a number is: a heading above may have named it."""
    for name, codes in figures.areas.items():
        for there in (replace(subject, area=code) for code in codes):
            for indicator in subject.indicators:
                value = _figure(kind, indicator, there, figures)
                if value is not None and _same(match, bare, value, kind):
                    return name
    return ""


def _kind(match: re.Match[str], bare: str) -> str:
    """Which figure a number is, by the words on either side of it; nothing where they do not tell."""
    before, after = bare[: match.start()], bare[match.end() :]
    if re.match(r"\s+in\s+\d", after) or re.search(r"\d\s+in\s+$", before):  # 1 in 20
        return ""
    if not match[0].strip()[-1].isdigit() and not match[4]:
        return ""
    if re.match(r"\s*(?:¤\s*)?per\s+1?,?0*(?:\s|$)|\s*(?:¤\s*)?per\s+1,?000", after):
        return RATE
    moves = re.search(rf"\b(?:{_UP}|{_DOWN}|change)\b(?:\s+(?:by|of))?\s*\(?$", before, re.IGNORECASE)
    if match[4]:
        return SHARE if moves or match[1] else ""
    if match[3]:
        return ""
    if re.match(r"\s+(?:more|fewer)\b", after) or (moves and re.search(r"\b(?:by|of)\s*$", before)):
        return NET
    if re.search(_FROM_BEFORE, before, re.IGNORECASE) or re.match(_AFTER_BEFORE, after):
        return BEFORE
    named = r"(?:the quarter|the year|(?:the\s+(?:(?:past|last|latest|quarter)\s+)?)?[§¶])"
    counted = rf"¤(?:,?\s+(?:(?:in|for|during|over|of)\s+)?{named})*\s*[:,]?\s*"
    linked = r"(?:(?:was|were|is|came to|stood at|totalled|rose to|fell to|numbered)\s+)?$"
    if re.match(r"\s+(?:recorded\s+|reported\s+)?¤", after):
        return COUNT
    if re.search(counted + linked, before) and not _OTHER_THINGS.match(after):
        return COUNT
    return ""


def _figure(kind: str, indicator: str, subject: Subject, figures: Figures) -> float | None:
    assert subject.period is not None
    first, last = subject.period.start, subject.period.end
    now = figures.measures.get((subject.area, indicator, first, last))
    before = figures.measures.get((subject.area, indicator, first.plus(-12), last.plus(-12)))
    if kind in (COUNT, RATE):
        return None if now is None else now[0] if kind == COUNT else now[1]
    if before is None:
        return None
    if kind == BEFORE:
        return before[0]
    if now is None or not figures.quotes_change(subject.area, indicator, subject.period, before[0]):
        return None
    return now[0] - before[0] if kind == NET else 100 * (now[0] - before[0]) / before[0]


def _same(match: re.Match[str], bare: str, value: float, kind: str) -> bool:
    """Whether a number is a figure, at the decimals it is given with; of a change the direction too."""
    typed = float(f"{re.sub(r'[^0-9]', '', match[2])}{match[3] or ''}")
    if kind in (NET, SHARE):
        around = bare[max(match.start() - 30, 0) : match.start()]
        if not re.search(rf"\b(?:{_DOWN}|{_UP})\b", around, re.IGNORECASE):
            around = bare[match.end() : match.end() + 8]
        falls, rises = (bool(re.search(rf"\b(?:{words})\b", around, re.IGNORECASE)) for words in (_DOWN, _UP))
        signs = {"+": value > 0, "-": value < 0, "−": value < 0}
        if (falls and not rises and value > 0) or (rises and not falls and value < 0) or not signs.get(match[1], True):
            return False
    half = 0.5 * 10 ** -(len(match[3] or ".") - 1)
    return abs(abs(value) - typed) <= (half + 1e-9 if kind in (SHARE, RATE) else 0)


def _written(value: float, kind: str) -> str:
    sign = ("+" if value > 0 else "−" if value < 0 else "") if kind in (NET, SHARE) else ""
    shown = one_decimal(abs(value)) if kind in (SHARE, RATE) else whole(abs(value))
    return f"{sign}{shown}{'%' if kind == SHARE else ''}"


def counted(claims: list[Claim]) -> dict[str, Any]:
    """How many numbers and blocks there are of each verdict that is about a figure."""
    return {verdict: sum(claim.verdict == verdict for claim in claims) for verdict in (STANDS, CONTRADICTED, UNCHECKED)}
