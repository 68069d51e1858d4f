"""What a file shows of rows that are no crime of their own: references that repeat, and a status that says so.

Of references none is given, only how many rows repeat one.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from saferplan.sources.local.crime_references import Repeats, may_be_reference, names_a_crime
from saferplan.sources.local.event_headings import plain
from saferplan.sources.local.event_roles import Column, Roles

_STATUS = r"\bstatus\b|\bstate\b|\bvalidation\b|\boutcome\b|\bresult\b|\bdecision\b|\bno ?crim\w*"
_NO_CRIME = re.compile(
    r"\bcancel|\bno[ -]?crim|\bnot (?:a )?crime\b|^transfer(?:red)?(?: (?:to|out)\b(?!.*\bbody\b).*)?$|\bduplicate\b|"
    r"\b(?:created|recorded) in error\b|^void",
    re.IGNORECASE,
)
"""What is said of a record that is no crime of this force's; not the outcome of a crime that another body looks into."""
MOST_STATUSES = 30
_AGREE = 0.9


@dataclass(frozen=True)
class ProposedReference:
    """A column whose references repeat, and whether the rows of one agree on offence and day, as those of one crime do."""

    heading: str
    rows: int
    is_one_crime: bool


@dataclass(frozen=True)
class ProposedStatus:
    """A column by which rows may be left out, and what it says of those, with the rows looked at that say it."""

    heading: str
    values: dict[str, int]


@dataclass(frozen=True)
class Leaving:
    """What was found of both."""

    reference: ProposedReference | None = None
    status: ProposedStatus | None = None
    headings: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        held = {each.heading for each in (self.reference, self.status) if each}
        object.__setattr__(self, "headings", frozenset(held))


def leaving_of(roles: Roles, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Leaving:
    """Look at the columns that have no part, by the rows the gate looks at."""
    called = [each for each in roles.free if names_a_crime(each.heading)]
    called += [each for each in roles.free if may_be_reference(each.heading) and each not in called]
    reference = _reference(called[0], roles, headings, rows) if called else None
    statuses = (_status(each) for each in roles.free if each not in called[:1] and not each.looks())
    return Leaving(reference, next((each for each in statuses if each), None))


def _reference(
    column: Column, roles: Roles, headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> ProposedReference | None:
    repeats = Repeats()
    for each in column.values:
        repeats.see(each)
    if not repeats.rows:
        return None
    agreed = list(_agreements(column, roles, headings, rows))
    is_one_crime = names_a_crime(column.heading) and sum(agreed) >= _AGREE * len(agreed)
    return ProposedReference(column.heading, repeats.rows, is_one_crime)


def _agreements(column: Column, roles: Roles, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[bool]:
    """Of each row that repeats a reference whether it gives offence and day as the first row did."""
    place = headings.index(column.heading)
    told = [headings.index(roles.columns[role].heading) for role in _ONE_CRIME if role in roles.columns]
    first: dict[str, tuple[str, ...]] = {}
    for row in rows:
        if place < len(row) and row[place]:
            said = tuple(row[each] if each < len(row) else "" for each in told)
            if row[place] in first:
                yield first[row[place]] == said
            first.setdefault(row[place], said)


_ONE_CRIME = ("offence_code", "category", "from_date")


def _status(column: Column) -> ProposedStatus | None:
    words = Counter(column.values)
    if not re.search(_STATUS, plain(column.heading)) or len(words) > MOST_STATUSES:
        return None
    values = {word: rows for word, rows in words.most_common() if _NO_CRIME.search(word)}
    return ProposedStatus(column.heading, values) if values else None
