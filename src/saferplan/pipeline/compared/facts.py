"""The facts of two editions: new, gone, or with another sentence or caveat, and what can have moved each."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from saferplan.base.categories import Feed
from saferplan.base.periods import Month
from saferplan.pipeline.compared.causes import ANY_SETTING, ANY_SOURCE, Cause, CauseKind, Reach, Span, causes_of
from saferplan.pipeline.compared.figures import (
    differ,
    figure_reaches,
    pair_reaches,
    step_reaches,
    told_otherwise,
    window_of,
)
from saferplan.pipeline.compared.inputs import Differences
from saferplan.pipeline.compared.reaches import (
    BREAKS,
    CHANGES_TOLD,
    KIND_OF,
    TOLD_BESIDE,
    WHOLE,
    Window,
    count_reach,
    family_reach,
    indicator_of,
    places_of,
)
from saferplan.pipeline.compared.side import Figure, Side, Step
from saferplan.pipeline.compared.table_reaches import table_reach

_MONTH = re.compile(r"(\d{4}-\d{2})(?: to (\d{4}-\d{2}))?")
_YEAR = re.compile(r"(\d{4})/\d{2}")
NOT_DECLARED = Cause(CauseKind.CODE, "the program changed")


@dataclass(frozen=True)
class FactMove:
    """A fact that is not the same in both editions. `what`: new, gone, moved."""

    fact_id: str
    title: str
    what: str
    status_before: str | None
    status: str | None
    sentence_before: str | None
    sentence: str | None
    caveats_gone: tuple[str, ...]
    caveats_new: tuple[str, ...]
    causes: tuple[Cause, ...]


def fact_moves(older: Side, newer: Side, differences: Differences) -> tuple[FactMove, ...]:
    """Every fact that moved, in the order of the newer edition's page; those gone last."""
    names = [*newer.facts, *(name for name in older.facts if name not in newer.facts)]
    return tuple(found for name in names if (found := _moved(older, newer, differences, name)))


def _moved(older: Side, newer: Side, differences: Differences, name: str) -> FactMove | None:
    before, after = older.facts.get(name), newer.facts.get(name)
    old, new = older.caveats.get(name, ()), newer.caveats.get(name, ())
    gone, added = tuple(text for text in old if text not in new), tuple(text for text in new if text not in old)
    if before and after and not differ(before, after, ("status", "sentence")) and not gone and not added:
        return None
    what = "moved" if before and after else "new" if after else "gone"
    causes = (
        (NOT_DECLARED,)
        if what != "moved" and differences.code
        else causes_of(differences, _reaches(older, newer, name), otherwise=_anything(older, newer, name))
    )
    return FactMove(
        name, str((after or before or {})["title"]), what,
        before["status"] if before else None, after["status"] if after else None,
        before["sentence"] if before else None, after["sentence"] if after else None, gone, added, causes,
    )  # fmt: skip


def _reaches(older: Side, newer: Side, name: str) -> list[Reach]:
    """What can have moved a fact: the measures it is made of, their changes and comparisons, the tables it rests on."""
    sides = (older, newer)
    keys = dict.fromkeys(key for side in sides for key in side.fact_figures.get(name, ()))
    tables = dict.fromkeys(table for side in sides for table in side.fact_tables.get(name, ()))
    reaches = [reach for key in keys for reach in _key_reaches(older, newer, key)]
    for step in [*_steps_between(older, newer, keys), *_steps_beside(older, newer, name)]:
        reaches += [*step_reaches(older, newer, step), *([BREAKS] if told_otherwise(older, newer, step) else [])]
    reaches += _pair_reaches(older, newer, keys, KIND_OF.get(name, "") if "comparison" in tables else "")
    reaches += _chosen_areas(older, newer, name)
    window = _window(older, newer, name)
    changed = [table for table in tables if older.digest_of(table) != newer.digest_of(table)]
    asked = changed or ([] if reaches else list(tables))
    reaches += [family_reach(KIND_OF.get(name, ""))] if "comparison" in asked else []
    reaches += [Reach(settings=TOLD_BESIDE[name])] if name in TOLD_BESIDE else []
    return reaches + [table_reach(table, window) for table in asked]


def _key_reaches(older: Side, newer: Side, key: Figure) -> Iterable[Reach]:
    """A measure of both editions; or one that the fact came to speak of, or no longer speaks of."""
    before, after = older.figures.get(key), newer.figures.get(key)
    if before is None or after is None:
        if row := after or before:
            yield count_reach(older, newer, key.indicator_id, key.area_code, window_of(row))
        return
    yield from figure_reaches(older, newer, key)


def _steps_between(older: Side, newer: Side, keys: Iterable[Figure]) -> list[Step]:
    """Changes between two measures of a fact: one that speaks of a single period, as of a rate, speaks of no change."""
    asked = {(key.indicator_id, key.area_code, key.period) for key in keys}
    return [
        step for step in sorted(older.steps.keys() & newer.steps.keys())
        if {(step.indicator_id, step.area_code, period) for period in (step.period, step.period_before)} <= asked
    ]  # fmt: skip


def _steps_beside(older: Side, newer: Side, name: str) -> list[Step]:
    """Changes on the year before that a fact tells of and names no measure of."""
    told = CHANGES_TOLD.get(name, frozenset())
    periods = {side.facts[name]["period"] for side in (older, newer) if name in side.facts} - {None}
    return [
        step for step in sorted(older.steps.keys() & newer.steps.keys())
        if step.indicator_id in told and step.area_code == newer.area and newer.steps[step]["years"] == 1
        and (not periods or step.period in periods)
    ]  # fmt: skip


def _pair_reaches(older: Side, newer: Side, keys: Iterable[Figure], kind: str) -> Iterable[Reach]:
    """Comparisons with the neighbours among the measures of a fact, and with areas of the kind it is about."""
    asked = {(key.indicator_id, key.area_code, key.period) for key in keys}
    areas = {area for _, area, _ in asked}
    for pair in older.pairs.keys() & newer.pairs.keys():
        of_fact = (pair.indicator_id, pair.area_code, pair.period) in asked
        is_neighbour = pair.comparator_type == "named" and pair.comparator_code in areas and len(areas) > 1
        if of_fact and (is_neighbour or pair.comparator_type == kind):
            yield from pair_reaches(older, newer, pair)


def _chosen_areas(older: Side, newer: Side, name: str) -> Iterable[Reach]:
    """A fact that speaks of another partnership, or of other areas beside it, does so because others were chosen."""
    if older.area != newer.area:
        yield Reach(settings=frozenset({"area"}))
    before, now = ({key.area_code for key in side.fact_figures.get(name, ())} for side in (older, newer))
    if before != now and len(before | now) > 1:
        yield Reach(settings=frozenset({"area", "comparators"}))


def _anything(older: Side, newer: Side, name: str) -> Reach:
    """All months of a fact's feeds, and every source and setting: rows refused in a file, say, are of no measure."""
    keys = {key for side in (older, newer) for key in side.fact_figures.get(name, ())}
    indicators = [indicator_of(key.indicator_id) for key in keys]
    feeds = {each.feed for each in indicators if each} or set(Feed)
    places = places_of(older, newer, {key.area_code for key in keys}) if keys else None
    return Reach(tuple(Span(feed.value, places) for feed in sorted(feeds)), ANY_SOURCE, ANY_SETTING, files_aside=True)


def _window(older: Side, newer: Side, name: str) -> Window:
    """The months a fact is about, with the year before: of its measures, else of its period, else of every month."""
    rows = [
        side.figures[key] for side in (older, newer) for key in side.fact_figures.get(name, ()) if key in side.figures
    ]  # fmt: skip
    if rows:
        first, last = window_of(*rows)
        return Month.of(first or date.min).plus(-12).first_day, last
    found = [_period(side.facts[name]["period"] or "") for side in (older, newer) if name in side.facts]
    if not found or any(each == WHOLE for each in found):
        return WHOLE
    starts, ends = zip(*found, strict=True)
    return Month.of(min(starts)).plus(-12).first_day, max(ends)


def _period(label: str) -> Window:
    if months := _MONTH.fullmatch(label):
        return Month.parse(months[1]).first_day, Month.parse(months[2] or months[1]).first_day
    if year := _YEAR.fullmatch(label):
        return date(int(year[1]), 4, 1), date(int(year[1]) + 1, 3, 1)
    return WHOLE
