"""Changes of the figures, and not of crime, put into worlds as they would come: in the tables of an edition."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from saferplan.base.categories import Feed
from saferplan.base.periods import Month
from saferplan.evidence.catalogue_of_types import TYPE_INDICATORS
from saferplan.evidence.methods.missing import Ints
from saferplan.evidence.series_break import Behaviour, SeriesBreak
from saferplan.evidence.signals.panel import Panel
from saferplan.tables.engine import Engine
from tests.truth.signals.worlds import Planted, near_places, plant

LIFT = (0.5, 1.0)
"""By how much more a changed way of recording, or a newer file, counts."""
LEFT_OF_A_PARTIAL_MONTH = 0.2
MOVED = (0.3, 0.7)
"""Share of a neighbourhood's cases that lies in the next one by other boundaries."""
SHARE_OF_PLACES_MOVED = 0.2
PLACES_REVISED = (5, 21)

Generator = np.random.Generator
Tables = Mapping[str, str]
"""By table of an edition, the query that gives it with the change."""


@dataclass(frozen=True)
class Upset:
    """A kind of change. `counts` of a panel of one category (places, months) after it, from a month (column) on.

    `tables` are what an edition would say of it, given the panel before, the counts after and the month; `behaviour` is that
    of the entry in the register of breaks, where it has one.
    """

    name: str
    counts: Callable[[Panel, int, Generator], Ints]
    tables: Callable[[Panel, Ints, int], Tables] = lambda *_: {}
    behaviour: Behaviour | None = None

    def breaks(self, category: str, month: Month) -> list[SeriesBreak]:
        if self.behaviour is None:
            return []
        return [SeriesBreak("planted", month, "Recording changed.", "up", self.behaviour, groups=(category,))]


def _more(panel: Panel, at: int, generator: Generator) -> Ints:
    """Every neighbourhood counts more from then on."""
    everywhere = Planted(generator.uniform(*LIFT), tuple(range(len(panel.places))), (0,), at, is_ramp=False)
    return plant(panel, everywhere, generator).counts[0]


def _none(panel: Panel, at: int, generator: Generator) -> Ints:
    counts = panel.counts[0].copy()
    counts[:, at] = 0
    return counts


def _few_in_half(panel: Panel, at: int, generator: Generator) -> Ints:
    """A part of the area sends little for a month."""
    counts = panel.counts[0].copy()
    half = list(near_places(panel, len(panel.places) // 2, generator))
    counts[half, at] = generator.binomial(counts[half, at], LEFT_OF_A_PARTIAL_MONTH)
    return counts


def _moved(panel: Panel, at: int, generator: Generator) -> Ints:
    """Some neighbourhoods lose cases to the nearest other one from then on."""
    counts = panel.counts[0].copy()
    number = len(panel.places)
    for place in generator.choice(number, round(number * SHARE_OF_PLACES_MOVED), replace=False):
        away = np.hypot(panel.x - panel.x[place], panel.y - panel.y[place])
        away[place] = np.inf
        moved = generator.binomial(counts[place, at:], generator.uniform(*MOVED))
        counts[place, at:] -= moved
        counts[np.argmin(away), at:] += moved
    return counts


def _revised(panel: Panel, at: int, generator: Generator) -> Ints:
    """A newer file of one month has more in some neighbourhoods near one another."""
    counts = panel.counts[0].copy()
    places = list(near_places(panel, int(generator.integers(*PLACES_REVISED)), generator))
    counts[places, at] += generator.poisson(counts[places, at] * 2 * generator.uniform(*LIFT))
    return counts


def _coverage(status: str) -> Callable[[Panel, Ints, int], Tables]:
    return lambda panel, counts, at: {
        "coverage": f"""SELECT * REPLACE (
        CASE WHEN feed = '{Feed.STREET.value}' AND month = DATE '{panel.months[at].first_day}'
             THEN '{status}' ELSE status END AS status) FROM memory.main.coverage"""
    }


def _placed_otherwise_before(panel: Panel, counts: Ints, at: int) -> Tables:
    return {
        "offence": f"""SELECT * REPLACE (CASE WHEN month < DATE '{panel.months[at].first_day}'
        THEN 'by_point' ELSE 'published' END AS placement) FROM memory.main.offence"""
    }


def _told_of_revision(panel: Panel, counts: Ints, at: int) -> Tables:
    month = panel.months[at]
    before, after = panel.counts[0][:, at], counts[:, at]
    rows = ", ".join(
        f"('{Feed.STREET.value}', DATE '{month.first_day}', '{panel.places[place]}', '{panel.categories[0]}', '{month}', "
        f"'{month.plus(1)}', {before[place]}, {after[place]})"
        for place in np.flatnonzero(before != after)
    )
    names = "feed, month, place, category, issue_before, issue, count_before, count"
    return {"revision": f"SELECT * FROM (VALUES {rows}) AS told ({names})"} if rows else {}


UPSETS = (
    Upset("recording changed, annotated in the register", _more, behaviour=Behaviour.ANNOTATE),
    Upset("recording changed, comparison refused by the register", _more, behaviour=Behaviour.REFUSE),
    Upset("a month not supplied", _none, _coverage("not_supplied")),
    Upset("a month supplied in part", _few_in_half, _coverage("partial")),
    Upset("neighbourhoods by other boundaries", _moved, _placed_otherwise_before),
    Upset("a newer file of a month", _revised, _told_of_revision),
)


def put_into(engine: Engine, panel: Panel, counts: Ints, tables: Tables) -> None:
    """Shadow the edition's tables by those of a world: counts of one category, and what is told of them."""
    place, month = np.nonzero(counts)
    engine.con.register("counted", {
        "area_code": np.array(panel.places, dtype=object)[place], "count": counts[place, month],
        "month": np.array([each.first_day for each in panel.months], dtype="datetime64[D]").astype("datetime64[s]")[month],
    })  # fmt: skip
    told = {"monthly_count": f"""SELECT '{TYPE_INDICATORS[panel.categories[0]]}' AS indicator_id, 'lsoa' AS area_type, area_code,
        CAST(month AS DATE) AS month, CAST(count AS BIGINT) AS count FROM counted""", **tables}  # fmt: skip
    for name in ("monthly_count", "coverage", "offence", "revision"):
        engine.run(f"DROP VIEW IF EXISTS temp.{name}")
        if name in told:
            engine.run(f"CREATE TEMP VIEW {name} AS {told[name]}")
