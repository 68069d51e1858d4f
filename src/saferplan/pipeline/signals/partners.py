"""Kinds of partners' events that signals are looked for in: what an extract tells and the police's published files do not.

A force's extract has the same crimes and incidents as police.uk: its types would be looked at twice, so only what is flagged in
it (domestic abuse, hate, a knife, alcohol) is a kind. Of other suppliers each type is one, and is never added to the police's.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from saferplan.base.periods import Month
from saferplan.evidence.signals.panel import PartnerKind
from saferplan.pipeline.event_analyses.covered import covered_runs, months_with_rows
from saferplan.pipeline.event_analyses.subjects import held_months
from saferplan.pipeline.local_event_counting import DAY
from saferplan.pipeline.measuring import Scope
from saferplan.tables.engine import Engine, quoted

FLAGS = {
    "is_domestic_abuse": "Domestic abuse", "is_hate": "Hate crime", "is_knife": "Crime with a knife",
    "is_alcohol": "Crime with alcohol",
}  # fmt: skip
LEAST_KNOWN = 0.9
"""A month is known in which so large a part of the events has a neighbourhood, and says whether it is flagged."""
FEWEST_MONTHS = 24
"""Known months under which a kind is not looked at: worlds of chance have a season from so many on."""
FEWEST_A_MONTH = 5
"""Events in the mean of the known months under which a kind is not looked at."""


@dataclass(frozen=True)
class PartnerCounts:
    """A kind with its counts (place, month, count), and the months of them that are not known."""

    kind: PartnerKind
    rows: Sequence[tuple[str, Month, int]]
    unknown: Collection[Month]


def partner_counts(engine: Engine, scope: Scope) -> list[PartnerCounts]:
    """Every kind with months and events enough, in the order of mappings and kinds. Two of one name are told by the first."""
    found: dict[str, PartnerCounts] = {}
    for kind in partner_kinds(engine):
        counted = _counted(engine, scope, kind)
        known = [month for month in scope.months if month not in counted.unknown]
        events = sum(count for _, month, count in counted.rows if month not in counted.unknown)
        if len(known) >= FEWEST_MONTHS and events >= FEWEST_A_MONTH * len(known):
            found.setdefault(kind.name, counted)
    return list(found.values())


def partner_kinds(engine: Engine) -> Iterator[PartnerKind]:
    """Every kind that the events of an edition have."""
    publishers = dict(engine.tuples("SELECT source_id, publisher FROM source"))

    def kind(name: str, mapping: str, unit: str, flag: str = "") -> PartnerKind:
        return PartnerKind(name, publishers.get(f"local_{mapping.replace('-', '_')}", mapping), mapping, unit, flag)

    for mapping, unit, category in engine.tuples(
        """SELECT DISTINCT mapping, unit, category FROM local_event WHERE unit IS NOT NULL AND category IS NOT NULL
           AND mapping NOT IN (SELECT mapping FROM local_event WHERE unit = 'offence') ORDER BY ALL"""
    ):
        yield kind(category, mapping, unit)
    for flag, name in FLAGS.items():
        for (mapping,) in engine.tuples(
            f"SELECT DISTINCT mapping FROM local_event WHERE unit = 'offence' AND {flag} ORDER BY 1"
        ):
            yield kind(name, mapping, "offence", flag)


def condition_of(kind: PartnerKind) -> str:
    """Which rows of `local_event` a kind's are, as SQL."""
    which = kind.flag or f"category = {quoted(kind.kind)}"
    return f"mapping = {quoted(kind.mapping)} AND unit = {quoted(kind.unit)} AND {which}"


def _counted(engine: Engine, scope: Scope, kind: PartnerKind) -> PartnerCounts:
    """Counts by neighbourhood and month recorded. Of events without a neighbourhood nobody knows where they belong."""
    of_mapping = f"local_event WHERE mapping = {quoted(kind.mapping)} AND unit = {quoted(kind.unit)}"
    told = f"{kind.flag} IS NOT NULL" if kind.flag else "true"
    known = f"count(*) FILTER (lsoa21_code IS NOT NULL AND {told}) >= {LEAST_KNOWN} * count(*)"
    months = {
        Month.of(month) for (month,) in engine.tuples(
            f"SELECT date_trunc('month', {DAY}) FROM {of_mapping} GROUP BY 1 HAVING {known} ORDER BY 1")
    } & _covered(engine, of_mapping)  # fmt: skip
    rows = engine.tuples(
        f"""SELECT lsoa21_code, CAST(date_trunc('month', {DAY}) AS DATE), count(*) FROM local_event WHERE {condition_of(kind)}
            AND csp_code = ? AND lsoa21_code IS NOT NULL AND {DAY} >= ? AND {DAY} < ? GROUP BY ALL ORDER BY ALL""",
        [scope.area, scope.months[0].first_day, scope.months[-1].plus(1).first_day],
    )  # fmt: skip
    counts = [(place, Month.of(month), count) for place, month, count in rows]
    return PartnerCounts(kind, counts, {month for month in scope.months if month not in months})


def _covered(engine: Engine, events: str) -> set[Month]:
    """Whole months of the newest run that an extract covers."""
    for run in covered_runs(months_with_rows(engine, DAY, events)):
        first, last = held_months(run.first, run.last)
        if first <= last:
            return {first.plus(number) for number in range(last.index - first.index + 1)}
    return set()
