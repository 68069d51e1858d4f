"""What happened to the figures: breaks, months not supplied whole, a change of boundaries, files revised."""

from itertools import pairwise

from saferplan.base.categories import Feed
from saferplan.base.periods import Month
from saferplan.evidence.catalogue import indicators_by_id
from saferplan.evidence.catalogue_of_types import TYPE_INDICATORS
from saferplan.evidence.series import Standing
from saferplan.evidence.series_break import Behaviour, SeriesBreak
from saferplan.evidence.signals.guards import MONTHS_NEAR_BOUNDARIES, Circumstance, Effect
from saferplan.pipeline.measuring import Scope
from saferplan.pipeline.series import force_standing
from saferplan.pipeline.signals.panel import CATEGORIES
from saferplan.tables.engine import Engine

SMALLEST_SWITCH = 0.01
"""Share of rows placed another way from which on the boundaries of the file are taken to have changed."""


def circumstances_of(engine: Engine, scope: Scope, breaks: list[SeriesBreak]) -> list[Circumstance]:
    """Everything that signals are held against."""
    return [*_breaks(scope, breaks), *_gaps(engine, scope), *_switches(engine, scope), *_revisions(engine, scope)]


def _breaks(scope: Scope, breaks: list[SeriesBreak]) -> list[Circumstance]:
    indicators = indicators_by_id()
    found = []
    for each in breaks:
        touched = {name for name in CATEGORIES if each.concerns(indicators[TYPE_INDICATORS[name]], scope.force)}
        if touched:
            effect = Effect.DOWNGRADED if each.behaviour is Behaviour.ANNOTATE else Effect.REFUSED
            found.append(
                Circumstance(touched, each.from_month, each.effect_until or each.from_month, effect, each.said)
            )
    return found


def _gaps(engine: Engine, scope: Scope) -> list[Circumstance]:
    standing = force_standing(engine, Feed.STREET, scope.months)[scope.force]
    words = {Standing.PARTIAL: "supplied in part only", Standing.NOT_SUPPLIED: "not supplied"}
    return [
        Circumstance(
            CATEGORIES, month, month, Effect.DOWNGRADED, f"The file for {month.name} was {words[Standing(each)]}."
        )
        for month, each in zip(scope.months, standing, strict=True)
        if each in words
    ]


def _switches(engine: Engine, scope: Scope) -> list[Circumstance]:
    """Months in which the files began to name neighbourhoods by other boundaries."""
    shares = engine.tuples(
        """SELECT month, avg(CAST(placement = 'by_point' AS INTEGER)) FROM offence WHERE csp_code = ? AND NOT is_foreign
           GROUP BY 1 ORDER BY 1""", [scope.area])  # fmt: skip
    found = []
    for (_, before), (month, after) in pairwise(shares):
        if (before >= SMALLEST_SWITCH) != (after >= SMALLEST_SWITCH):
            at = Month.of(month)
            wording = (
                f"From {at.name} the files name neighbourhoods by other boundaries than before, so that one may have been given "
                "cases of another."
            )
            found.append(Circumstance(CATEGORIES, at, at, Effect.DOWNGRADED, wording, MONTHS_NEAR_BOUNDARIES, True))
    return found


def _revisions(engine: Engine, scope: Scope) -> list[Circumstance]:
    """Months whose counts in the partnership's neighbourhoods a newer file changed, by category."""
    rows = engine.tuples(
        """SELECT category, month, sum(abs(count - count_before)) FROM revision
           WHERE feed = 'police_uk_street' AND place IN (SELECT area_code FROM area WHERE csp_code = ?)
           GROUP BY 1, 2 ORDER BY 1, 2""", [scope.area])  # fmt: skip
    return [
        Circumstance({category}, at, at, Effect.DOWNGRADED,
                     f"A newer file changed {moved:,} of {category.lower()} for {at.name}.")
        for category, month, moved in rows if moved for at in [Month.of(month)]
    ]  # fmt: skip
