"""Sentences of signals, for a board."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from saferplan.base.numerals import listed
from saferplan.base.periods import Month

MONTHS_A_YEAR = 12
QUARTERS_A_YEAR = 4
MOST_WARDS = 3


@dataclass(frozen=True)
class Neighbourhood:
    """What a neighbourhood is called, and how much of what is told of lies in which wards."""

    name: str
    wards: Mapping[str, int]


def place_words(whole: str, is_whole: bool, places: Sequence[Neighbourhood], most: int = 0) -> str:
    """“in Hardwick (Stockton-on-Tees 005B)”, “in 7 neighbourhoods of Hardwick, Roseworth and Norton North”.

    `places` are in order of their excess; `whole` is the partnership, and `most` how few of its places hold most of it, where
    they are few enough to be named.
    """
    if is_whole:
        named = f", most of it {place_words(whole, False, places[:most])}" if most else ""
        return f"across {whole}{named}"
    wards = _most_first(places)
    if len(places) == 1:
        return f"in {wards[0]} ({places[0].name})" if wards else f"in {places[0].name}"
    if not wards:
        return f"in {len(places)} neighbourhoods around {places[0].name}"
    return f"in {len(places)} neighbourhoods of {_listed(wards)}"


def _most_first(places: Sequence[Neighbourhood]) -> list[str]:
    """The wards that have any of it, those with most first, and where two have as much in the order of the places."""
    found: Counter[str] = Counter()
    for place in places:
        found.update(place.wards)
    return [ward for ward, _ in found.most_common()]


def _listed(names: Sequence[str]) -> str:
    if len(names) > MOST_WARDS:
        return f"{', '.join(names[:MOST_WARDS])} and {len(names) - MOST_WARDS} more"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def when_words(since: Month, last: Month, is_about: bool, is_newest: bool = True) -> str:
    """“in October 2025”, “from August to October 2025”, “since about March 2025”; “from about March” where it went no further."""
    if is_about and is_newest:
        return f"since about {since.name}"
    if is_about:
        return f"from about {since.name} to {last.name}"
    if since == last:
        return f"in {last.name}"
    first = since.name.split()[0] if since.year == last.year else since.name
    return f"from {first} to {last.name}"


def left_out_words(months: Sequence[Month]) -> str:
    """“ (October 2025 is not known and left out)”; empty where every month is known."""
    if not months:
        return ""
    return f" ({listed([each.name for each in months])} {'is' if len(months) == 1 else 'are'} not known and left out)"


def unit_words(noun: str, count: float) -> str:
    """Offences, incidents or events, one or many."""
    return noun if round(count) == 1 else f"{noun}s"


def sentence(
    category: str,
    place: str,
    when: str,
    observed: float,
    expected: float,
    interval: tuple[float, float],
    noun: str,
) -> str:
    """What was recorded where and when, what would be usual, and how much more or fewer that is, with its range."""
    were = "was" if round(observed) == 1 else "were"
    usual = f"about {expected:,.0f}" if round(expected) else "less than one"
    return (
        f"{category} {place}: {observed:,.0f} {unit_words(noun, observed)} {were} recorded {when}, where {usual} "
        f"would be usual. That is {_more_words(observed - expected)} ({_range_words(interval)})."
    )


def _more_words(excess: float) -> str:
    return f"{abs(excess):,.0f} {'more' if excess > 0 else 'fewer'}" if round(excess) else "as many as usual"


def _range_words(interval: tuple[float, float]) -> str:
    """“between 23 and 49”; where it may be the one or the other, “between 24 fewer and 22 more”."""
    low, high = (round(each) for each in interval)
    if low < 0 < high:
        return f"between {-low:,} fewer and {high:,} more"
    least, most = sorted((abs(low), abs(high)))
    return f"between {least:,} and {most:,}"


def chance_words(a_quarter: float, is_least: bool) -> str:
    """How often chance begins one as strong, in all places and types together: it is no chance of this place.

    `is_least`: none was as strong in all that was simulated.
    """
    years = 1 / (a_quarter * QUARTERS_A_YEAR)
    if is_least:
        return f"In {years:,.0f} simulated years chance began none as strong, in any type anywhere in the partnership."
    return f"Somewhere in the partnership, in one type or another, chance alone begins one as strong {_often(years)}."


def _often(years: float) -> str:
    months = years * MONTHS_A_YEAR
    if months < 0.75:
        return "more than once a month"
    if months < 1.5:
        return "about once a month"
    return f"about once in {years:,.0f} years" if years >= 1.5 else f"about once in {months:,.0f} months"
