"""The rate of recorded crime beside each comparator's. "Lowest" is said only when every test bears it out."""

from dataclasses import dataclass

from saferplan.base.categories import Feed
from saferplan.base.numerals import listed
from saferplan.base.periods import Period
from saferplan.evidence.fact import Evidence, Fact, Refusal, Row, Statement
from saferplan.evidence.refused_wording import MEND_REFUSED, refused_caveats, source_refused_caveats
from saferplan.evidence.wording import (
    NOT_WHOLE,
    SUPPLY_MONTHS,
    SUPPLY_WHOLE_TABLE,
    population_caveats,
    rate,
    year_passed_over,
)


@dataclass(frozen=True)
class Source:
    """Who counted, and in which year."""

    indicator: str
    year: Period
    counted: str
    feed: Feed


def state(evidence: Evidence) -> Statement | Refusal:
    """By the Home Office where its table reaches the latest year, else, or where it has no rates, by police.uk."""
    sources = _sources(evidence)
    if not sources:
        return Refusal(NOT_WHOLE, SUPPLY_MONTHS)
    if not evidence.comparators:
        return Refusal("No comparator is named.", 'Name some in saferplan.toml: comparators = ["E22…"].')
    answers = [_by(evidence, source) for source in sources]
    return next((answer for answer in answers if isinstance(answer, Statement)), answers[0])


def _sources(evidence: Evidence) -> list[Source]:
    official, latest = evidence.home_office_year, evidence.latest_year
    found = []
    if official is not None and (latest is None or official.end >= latest.end):
        found.append(Source("recorded_offences", official, "Counted by the Home Office.", Feed.HOME_OFFICE))
    if latest is not None:
        found.append(Source("recorded_crime", latest, "Counted from police.uk.", Feed.STREET))
    return found


def _by(evidence: Evidence, source: Source) -> Statement | Refusal:
    year = source.year
    own_key, own = evidence.year_measure(source.indicator, evidence.area_code, year)
    if own is None or own["value"] is None:
        return Refusal(
            f"There is no rate for {evidence.area_name} in {year.label}: {_why(own)}.", _way_out(own), (own_key,)
        )
    others = [evidence.year_measure(source.indicator, code, year) for code in evidence.comparators]
    lacking = [
        (key, row) for key, row in others if row is None or row["value"] is None or not _same_residents(own, row)
    ]
    if len(lacking) == len(others):
        key, row = lacking[0]
        reason = f"No comparator has a rate to compare in {year.label}: {evidence.names[key.area_code]}: {_why(row)}."
        return Refusal(reason, _way_out(row), (own_key, *(key for key, _ in others)))
    rated = [row for _, row in others if row is not None and row["value"] is not None and _same_residents(own, row)]
    gone = [f"{evidence.names[key.area_code]} is left out: {_why(row)}." for key, row in lacking]
    named = _named(evidence, source.indicator)
    caveats = (
        source.counted,
        _RANGE,
        *gone,
        *_chance_lowest(evidence, named),
        *_other_forces(evidence, rated),
        *population_caveats(evidence, [own, *rated]),
        *year_passed_over(evidence, year, source.feed),
        *_refused(evidence, source),
    )
    return Statement(_sentence(evidence, named, own, rated, bool(lacking)), year.label,
                     (own_key, *(key for key, _ in others)), caveats)  # fmt: skip


def _refused(evidence: Evidence, source: Source) -> tuple[str, ...]:
    if source.feed is Feed.HOME_OFFICE:
        return source_refused_caveats(evidence, "home_office_csp", "Home Office's tables")
    return refused_caveats(evidence, source.year)


def _named(evidence: Evidence, indicator: str) -> list[Row]:
    return [
        row for row in evidence.comparisons if row["indicator_id"] == indicator and row["comparator_type"] == "named"
    ]


def _other_forces(evidence: Evidence, rated: list[Row]) -> tuple[str, ...]:
    """Comparators that another force records: practice may differ."""
    own = evidence.forces.get(evidence.area_code)
    codes = [row["area_code"] for row in rated]
    names = sorted(evidence.names[code] for code in codes if evidence.forces.get(code, own) != own)
    if not names:
        return ()
    return (
        f"{listed(names)} {'is' if len(names) == 1 else 'are'} recorded by another force, whose practice may differ.",
    )


def _chance_lowest(evidence: Evidence, rows: list[Row]) -> tuple[str, ...]:
    """How sure it is that the partnership's rate is the lowest of those named."""
    if not rows or rows[0]["p_lowest"] is None:
        return ()
    low, high = rows[0]["rank_lower"], rows[0]["rank_upper"]
    place = f"lies between {low} and {high}" if low < high else f"is {low}"
    return (
        f"The chance that {evidence.area_name} truly has the lowest rate of these {len(rows) + 1} areas is "
        f"{rows[0]['p_lowest']:.0%}; its place from the lowest {place}.",
    )


_RANGE = (
    "Rates are compared by the range expected by chance, allowing for how much each place varies from month to month."
)

_WHY = {
    "rows_refused": "rows of the Home Office's table of the year were refused",
    "month_not_supplied": "the year was not supplied whole",
    "no_population": "no residents were supplied",
    "count_under_20": "fewer than 20 crimes were recorded",
    "rows_unplaced": "over 3% of its force's rows lie in no known place",
    "visited_place": "people come to the place from elsewhere",
    "month_partial": "a month of the year was supplied only in part",
    "not_in_table": "the Home Office's table supplied has no row of some of it",
}


def _same_residents(own: Row, other: Row) -> bool:
    """Rates over residents of different years are not compared."""
    return bool(own["denominator_year"] == other["denominator_year"])


def _why(row: Row | None) -> str:
    if row is None:
        return "nothing was supplied"
    return _WHY.get(row["missing_reason"], "its residents are of another year than the partnership's")


def _way_out(row: Row | None) -> str:
    if row is not None and row["missing_reason"] == "no_population":
        return "Put mid-year residents by authority into inbox/ and build again."
    if row is not None and row["missing_reason"] == "not_in_table":
        return SUPPLY_WHOLE_TABLE
    if row is not None and row["missing_reason"] == "rows_refused":
        return MEND_REFUSED
    return SUPPLY_MONTHS


def _sentence(evidence: Evidence, named: list[Row], own: Row, others: list[Row], incomplete: bool) -> str:
    name = evidence.area_name
    ordered = sorted(others, key=lambda row: evidence.names[row["area_code"]])
    rates = listed([f"{rate(row)} in {evidence.names[row['area_code']]}" for row in ordered])
    opening = (
        f"In {own['period']} there were {rate(own)} recorded crimes per 1,000 residents in {name}, beside {rates}."
    )
    return f"{opening} {_standing(evidence, named, own, ordered, incomplete)}"


def _standing(evidence: Evidence, named: list[Row], own: Row, others: list[Row], incomplete: bool) -> str:
    """Where the partnership stands, by adjusted tests against each; otherwise the observed order and no more."""
    verdict = {row["comparator_code"]: row["verdict"] for row in named}
    by_verdict: dict[str, list[str]] = {}
    for row in others:
        by_verdict.setdefault(verdict[row["area_code"]], []).append(evidence.names[row["area_code"]])
    if by_verdict.keys() == {"lower"} and not incomplete:
        return f"That is the lowest of these {len(others) + 1} areas, by a test against each."
    lowest = all(row["value"] > own["value"] for row in others)
    parts = [
        words.format(listed(by_verdict[name], "or" if name == "not_distinguishable" else "and"))
        for name, words in _STANDING.items()
        if name in by_verdict
    ]
    opening = "It is "
    if lowest:
        opening = (
            "It is the lowest rate observed: " if "lower" in by_verdict else "It is the lowest rate observed, but "
        )
    return f"{opening}{', but '.join([listed(parts[:-1], 'and'), parts[-1]]) if len(parts) > 1 else parts[0]}."


_STANDING = {
    "lower": "lower than {}",
    "higher": "higher than {}",
    "not_distinguishable": "not distinguishable from {}",
    "not_enough_history": "not yet to be compared with {} for want of history",
}

RECORDED_CRIME_RATE = Fact("recorded-crime-rate", 300, "How does the rate compare with the areas we chose?", state)
