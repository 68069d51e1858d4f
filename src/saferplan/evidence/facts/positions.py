"""The partnership against the rest of its force, region and country, and against its most similar group."""

from saferplan.base.categories import Feed
from saferplan.base.numerals import listed, plural
from saferplan.evidence.fact import Evidence, Fact, MeasureKey, Refusal, Row, Statement
from saferplan.evidence.refused_wording import MEND_REFUSED, source_refused_caveats
from saferplan.evidence.wording import (
    NO_RATE,
    NOT_WHOLE,
    SOME_OF_OTHER_FORCES,
    SUPPLY_HOME_OFFICE,
    SUPPLY_MONTHS,
    left_out_words,
    no_home_office,
    other_forces,
    population_caveats,
    rate,
    year_passed_over,
)

_WORDS = {
    "lower": "That is lower, by more than such rates vary by chance.",
    "higher": "That is higher, by more than such rates vary by chance.",
    "not_distinguishable": "The two cannot be told apart by more than chance.",
    "not_enough_history": "There is not enough history to judge whether they differ by more than chance.",
}
_FILES = {
    "recorded_crime": ("police_uk_street", "street files"),
    "recorded_offences": ("home_office_csp", "Home Office's tables"),
}


def against_force(evidence: Evidence) -> Statement | Refusal:
    return _against_rest(evidence, "force", f"the rest of the {evidence.force_name} force area")


def against_region(evidence: Evidence) -> Statement | Refusal:
    return _against_rest(evidence, "region", "the rest of its region")


def against_country(evidence: Evidence) -> Statement | Refusal:
    name = "England" if evidence.area_code.startswith("E") else "Wales"
    return _against_rest(evidence, "country", f"the rest of {name}")


def _against_rest(evidence: Evidence, kind: str, words: str) -> Statement | Refusal:
    found = _row(evidence, kind)
    if isinstance(found, Refusal):
        return found
    row, own, key = found
    if row["verdict"] == "refused":
        why = NO_RATE.get(row["missing_reason"], "a figure is missing")
        return Refusal(f"{evidence.area_name} cannot be compared with {words}: {why}.", _way_out(row), (key,))
    year = row["period"]
    opening = (
        f"In {year} {evidence.area_name} had {rate(own)} recorded crimes per 1,000 residents, and {words} "
        f"{row['other_value']:.1f}."
    )
    caveats = (
        f"{evidence.area_name} itself is left out of the figure it is held against.",
        *([SOME_OF_OTHER_FORCES] if evidence.forces_within.get(kind, 1) > 1 else []),
        *population_caveats(evidence, [own]),
        *_passed_over(evidence, row["indicator_id"]),
        *source_refused_caveats(evidence, *_FILES[row["indicator_id"]]),
    )
    whole = MeasureKey(row["indicator_id"], kind, row["comparator_code"], key.period_type, year)
    return Statement(f"{opening} {_WORDS[row['verdict']]}", year, (key, whole), caveats, ("comparison",))


def _passed_over(evidence: Evidence, indicator_id: str) -> tuple[str, ...]:
    official = indicator_id == "recorded_offences"
    year = evidence.home_office_year if official else evidence.latest_year
    return year_passed_over(evidence, year, Feed.HOME_OFFICE if official else Feed.STREET) if year else ()


def _way_out(row: Row) -> str:
    if row["missing_reason"] in ("no_population", "residents_of_other_years"):
        return "Put mid-year residents of one year, by authority, for all of it into inbox/ and build again."
    return MEND_REFUSED if row["missing_reason"] == "rows_refused" else SUPPLY_MONTHS


def _row(evidence: Evidence, kind: str) -> tuple[Row, Row, MeasureKey] | Refusal:
    """The comparison by the headline's source; the force by police.uk where the Home Office gives none."""
    pairs = [("recorded_offences", evidence.home_office_year)]
    pairs += [("recorded_crime", evidence.latest_year)] if kind == "force" else []
    found = []
    for indicator, year in pairs:
        rows = [
            row for row in evidence.comparisons if row["comparator_type"] == kind and row["indicator_id"] == indicator
        ]
        if year is not None and rows:
            key, own = evidence.year_measure(indicator, evidence.area_code, year)
            found += [(rows[0], own, key)] if own is not None else []
    if found:
        return next((each for each in found if each[0]["verdict"] != "refused"), found[0])
    if kind == "force":
        return Refusal(
            NOT_WHOLE if evidence.latest_year is None else "There is no rate for the rest of the force.", SUPPLY_MONTHS
        )
    if evidence.home_office_year is None:
        return no_home_office(evidence)
    lookup = " and the lookup of authorities to regions" if kind == "region" else ""
    return Refusal(
        f"The Home Office's table does not reach all of the {kind}.",
        f"Put its whole table{lookup} into inbox/ and build again.",
    )


def against_group(evidence: Evidence) -> Statement | Refusal:
    rows = [
        row
        for row in evidence.comparisons
        if row["comparator_type"] == "most_similar" and row["indicator_id"] == "recorded_offences"
    ]
    if not rows or evidence.home_office_year is None:
        return Refusal(
            "No most similar group was supplied, or no Home Office figures of its members.",
            "Put the partnership's own list and the Home Office's table by partnership into inbox/.",
            (),
            ("most_similar_group",),
        )
    key, own = evidence.year_measure("recorded_offences", evidence.area_code, evidence.home_office_year)
    tested = [row for row in rows if row["verdict"] in ("lower", "higher", "not_distinguishable")]
    if own is None or own["value"] is None or not tested:
        gone = _group_left_out(rows)
        return Refusal(
            f"No member of the most similar group can be compared. {' '.join(gone)}".strip(),
            SUPPLY_HOME_OFFICE,
            (key,),
            ("most_similar_group",),
        )
    parts = [
        words.format(
            listed(sorted(evidence.names[row["comparator_code"]] for row in tested if row["verdict"] == verdict))
        )
        for verdict, words in _GROUP.items()
        if any(row["verdict"] == verdict for row in tested)
    ]
    sentence = (
        f"Recorded crime in {evidence.area_name} was {rate(own)} per 1,000 residents in {evidence.home_office_year.label}. "
        f"Of {_how_many(len(tested), len(rows))} most similar areas: {'; '.join(parts)}."
    )
    restricted = "The group is given under restriction: not for publication."
    caveats = (
        restricted,
        *_group_left_out(rows),
        *other_forces(evidence, [row["comparator_code"] for row in tested]),
        *_passed_over(evidence, "recorded_offences"),
        *source_refused_caveats(evidence, "local_most_similar_group", "list of most similar areas"),
        *population_caveats(evidence, [own]),
    )
    tables = ("comparison", "most_similar_group")
    return Statement(sentence, evidence.home_office_year.label, (key,), caveats, tables)


def _how_many(tested: int, members: int) -> str:
    return f"the {tested}" if tested == members else f"{tested} of the {members}"


def _group_left_out(rows: list[Row]) -> tuple[str, ...]:
    """How many members of the list are left out and why; never which, for the list is restricted."""
    refused = [row["missing_reason"] for row in rows if row["verdict"] == "refused"]
    young = sum(row["verdict"] == "not_enough_history" for row in rows)
    said = [f"Left out of the {plural(len(rows), 'area')} of the list: {left_out_words(refused)}."] if refused else []
    return (*said, *([f"Not judged, as there is not enough history: {young}."] if young else []))


_GROUP = {
    "lower": "it is lower than {}",
    "higher": "it is higher than {}",
    "not_distinguishable": "it cannot be told from {}",
}

FORCE_POSITION = Fact("force-position", 310, "How does the rate compare with the rest of the force?", against_force)
REGION_POSITION = Fact("region-position", 320, "How does the rate compare with the rest of the region?", against_region)
COUNTRY_POSITION = Fact(
    "country-position", 330, "How does the rate compare with the rest of the country?", against_country
)
GROUP_POSITION = Fact(
    "most-similar-position", 340, "How does the rate compare with the most similar areas?", against_group
)
