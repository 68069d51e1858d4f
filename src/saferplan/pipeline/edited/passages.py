"""A sentence or cell that a person edited, beside what the report says there.

A number typed over is contradicted by the report's. So is a number that stands as it was where the words that say what it
is were put for others: a rise for a fall, one type, place or period for another. Words that were only put in contradict
nothing; where they may turn the sense of a sentence, its numbers cannot be checked.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from saferplan.pipeline.claim_subjects import names_in
from saferplan.pipeline.claims import CONTRADICTED, EDITED, STANDS, UNCHECKED, Claim, Figures, claims_in
from saferplan.pipeline.typed_numbers import NUMBER

_TOKEN = re.compile(rf"\b(?:19|20)\d\d/\d\d\b|{NUMBER.pattern}|\w+(?:['’-]\w+)*")
_TURNS = {
    "up": "rise rises rose risen rising increase increases increased up grew growth higher more above over met",
    "down": "fall falls fell fallen falling decrease decreases decreased down drop dropped reduction reduced lower fewer less "
    "below under",
    "not": "no not never none nothing neither nor without cannot missed",
    "same": "same alike", "beyond": "beyond", "within": "within", "green": "green", "amber": "amber", "red": "red", "grey": "grey",
}  # fmt: skip
_SENSE = {word: sense for sense, words in _TURNS.items() for word in words.split()}
_CHANGE = "change|difference|rise|fall|increase|decrease"
_UNDECIDED = re.compile(
    rf"\b(?:no|not an?|any) (?:clear|significant|real|marked|obvious) (?:{_CHANGE})(?: or (?:{_CHANGE}))?\b"
    r"|\bcannot be told apart\b|\b(?:about|much|broadly) the same\b"
    r"|\b(?:broadly similar|little changed|unchanged|stable)\b",
    re.IGNORECASE,
)
"""Ways of saying that two figures cannot be told apart."""
_YEAR = re.compile(r"(?:19|20)\d\d")
THE_WORDS = "the words"


@dataclass(frozen=True)
class Edit:
    """What differs between two passages: numbers typed, each with the report's in its place, and whether words went."""

    typed: tuple[tuple[str, str], ...]
    kept: tuple[str, ...]
    """The numbers that both have, in the same places."""
    has_lost_words: bool
    has_lost_numbers: bool


def where(name: str) -> str:
    return f"In the block “{name}”, whose words were edited"


def tokens(text: str) -> list[str]:
    return [match[0].strip() for match in _TOKEN.finditer(text)]


def key(token: str) -> str:
    """A token as it is compared: 14 740 is 14,740, and +5.6 % is 5.6%."""
    if not is_number(token):
        return token.lower()
    return re.sub(r"[,\s\u00a0\u2009\u202f]", "", token).replace("-", "−").removeprefix("+")


def is_number(token: str) -> bool:
    return bool(NUMBER.fullmatch(token))


def numbers_in(text: str) -> list[str]:
    return [token for token in tokens(text) if is_number(token)]


def of_passage(theirs: str, ours: str, name: str, figures: Figures) -> Iterator[Claim]:
    """What is to be said of a passage that says another thing than the report; one claim at the least."""
    own = _own(theirs, figures)
    edit = _edit(theirs, ours, {*own, *_own(ours, figures)})
    claims = [_typed(number, said, theirs, own.get(number), name) for number, said in edit.typed]
    claims += [each for each in own.values() if not NUMBER.fullmatch(each.number) and each.number not in ours]
    claims += _of_kept(edit, theirs, ours, own, name, figures, is_named=bool(claims))
    yield from claims or [Claim(name, theirs, EDITED, f"The report says: {ours}")]


def _edit(theirs: str, ours: str, counted: Collection[str]) -> Edit:
    """`counted` are the numbers that count something; a year among others is none."""
    new, old = tokens(theirs), tokens(ours)
    typed: list[tuple[str, str]] = []
    kept: list[str] = []
    has_lost_words = has_lost_numbers = False
    for what, start, end, first, last in SequenceMatcher(
        None, list(map(key, old)), list(map(key, new)), autojunk=False
    ).get_opcodes():
        if what == "equal":
            kept += filter(is_number, new[first:last])
            continue
        gone, come = old[start:end], new[first:last]
        lost, put = _without_shared(*([each for each in words if _counts(each, counted)] for words in (gone, come)))
        typed += [(number, lost[place] if place < len(lost) else "") for place, number in enumerate(put)]
        has_lost_numbers |= len(lost) > len(put)
        has_lost_words |= not all(map(is_number, gone))
    return Edit(tuple(typed), tuple(kept), has_lost_words, has_lost_numbers)


def _counts(token: str, counted: Collection[str]) -> bool:
    return is_number(token) and (token in counted or _YEAR.fullmatch(token) is None)


def _without_shared(lost: list[str], put: list[str]) -> tuple[list[str], list[str]]:
    """The numbers of two stretches of words that are not in both."""
    were, are = Counter(map(key, lost)), Counter(map(key, put))
    shared = were & are
    return [each for each in lost if not shared[key(each)]], [each for each in put if not shared[key(each)]]


def _typed(number: str, said: str, text: str, own: Claim | None, name: str) -> Claim:
    """By its own sentence where that tells, else by what the report would write in its place."""
    if own and own.verdict == STANDS:
        return _within(own, name)
    if said:
        return Claim(number, text, CONTRADICTED, f"{where(name)}: the report says {said} there.")
    if own and own.verdict == CONTRADICTED:
        return _within(own, name)
    return Claim(number, text, UNCHECKED, f"{where(name)}: the report has no such number there.")


def _of_kept(
    edit: Edit, theirs: str, ours: str, own: dict[str, Claim], name: str, figures: Figures, *, is_named: bool
) -> Iterator[Claim]:
    """Of the numbers that stand as they were among words that do not."""
    is_turned = _is_turned(theirs, ours, figures)
    if not is_turned and not (edit.has_lost_words or edit.has_lost_numbers):
        return
    judged = [own[number] for number in dict.fromkeys(edit.kept) if number in own]
    if judged and all(each.verdict == STANDS for each in judged):
        yield from (_within(each, name) for each in judged)
    elif (judged and not is_named) or is_turned or edit.has_lost_numbers:
        verdict = CONTRADICTED if is_turned and edit.has_lost_words else UNCHECKED
        if judged or not is_named:
            yield Claim(
                ", ".join(each.number for each in judged) or THE_WORDS,
                theirs,
                verdict,
                f"{where(name)}: the report says: {ours}",
            )


def _own(text: str, figures: Figures) -> dict[str, Claim]:
    """What the passage itself tells of each number; of one that stands there twice the worse."""
    by_number: dict[str, Claim] = {}
    for claim in sorted(
        claims_in(text, figures), key=lambda each: (STANDS, UNCHECKED, CONTRADICTED).index(each.verdict)
    ):
        by_number[claim.number] = claim
    return by_number


def _within(claim: Claim, name: str) -> Claim:
    return replace(claim, why=f"{where(name)}: {claim.why}")


def _is_turned(theirs: str, ours: str, figures: Figures) -> bool:
    """Whether what a passage names was put for something else, or its words point another way.

    An area, a date or a word that is only gone, or only put in, or written in another way, turns nothing; a type that is gone does.
    """
    new, old = _sense(theirs, figures), _sense(ours, figures)
    is_other = any(now - before and before - now for now, before in zip(new, old, strict=True))
    if bool(_UNDECIDED.search(theirs)) != bool(_UNDECIDED.search(ours)):
        return True
    return is_other or bool(old[_TYPES] - new[_TYPES]) or ("not" in _words(theirs)) != ("not" in _words(ours))


_TYPES = 1


def _sense(text: str, figures: Figures) -> tuple[set[object], ...]:
    """The areas, types and periods that a passage names, and which way its words point."""
    return (*(set(each) for each in names_in(text, figures.areas)), _words(text) - {"not"})  # type: ignore[call-overload]


def _words(text: str) -> set[object]:
    said = {_SENSE[word] for token in tokens(_UNDECIDED.sub(" ", text)) if (word := token.lower()) in _SENSE}
    return said | ({"same"} if _UNDECIDED.search(text) else set())


def added(theirs: str, name: str, figures: Figures) -> Iterator[Claim]:
    """Of a sentence that the report has not."""
    claims = list(claims_in(theirs, figures))
    for each in claims:
        if each.verdict == UNCHECKED:
            yield replace(each, why=f"{where(name)}: the report has no such sentence there. {each.why}")
        else:
            yield _within(each, name)
    if not claims:
        yield Claim(name, theirs, EDITED, "The report does not say that there.")


def in_words(numbers: Sequence[str]) -> str:
    """Some numbers as they are, many by how many they are."""
    return ", ".join(numbers) if len(numbers) <= 3 else f"{len(numbers)} numbers"
