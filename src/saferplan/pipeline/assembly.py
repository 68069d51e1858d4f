"""From placed rows to the rest of the edition: counts, measures, analyses, facts, and what they are of."""

from collections.abc import Callable, Sequence
from pathlib import Path

from saferplan.pipeline.analyses import analyse
from saferplan.pipeline.comparing import compare_areas
from saferplan.pipeline.counting import count_further, count_street_rows
from saferplan.pipeline.event_analyses.asking import analyse_events
from saferplan.pipeline.hotspots import looking_for_hotspots
from saferplan.pipeline.local_event_counting import count_local_events
from saferplan.pipeline.measuring import measure_everything, scope_of
from saferplan.pipeline.registers import write_registers
from saferplan.pipeline.settings import Settings
from saferplan.pipeline.stating import state_facts
from saferplan.pipeline.suppressing import rule_of, suppress_values
from saferplan.pipeline.suppressing_events import suppress_event_counts
from saferplan.pipeline.validity import write_analyses
from saferplan.sources.contract import Source
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine


def assemble(
    engine: Engine, settings: Settings, sources: Sequence[Source], *, judgements: Sequence[Path] | None,
    heard: Callable[[str], None], counted: Callable[[], object],
) -> None:  # fmt: skip
    """Fill every table that follows from placed rows and areas. `counted` is told once what is counted is whole.

    Signals are looked for if there are `judgements` of them, be it none yet.
    """
    count_street_rows(engine, settings)
    scope = scope_of(engine, settings)
    with looking_for_hotspots(engine, settings, scope) as write_hotspots:
        count_further(engine)
        counted()
        write_registers(engine, settings, scope.force)
        write_analyses(engine)
        wide = measure_everything(engine, settings, scope)
        compare_areas(engine, settings, scope, wide)
        analyse(engine, scope, wide)
        write_hotspots()
    count_local_events(engine, scope, {each.id: each.terms.publisher for each in sources})
    suppress_values(engine, settings)
    suppress_event_counts(engine, rule_of(settings))
    analyse_events(engine, settings.area, sources, settings.suppress_below)
    engine.insert(all_tables()["source"], [
        (s.id, s.title, s.terms.publisher, s.terms.licence, s.terms.attribution, s.cadence, s.address, s.tried_on,
         s.terms.disclosure.value, s.terms.marking, s.terms.may_publish) for s in sources
    ])  # fmt: skip
    state_facts(engine, settings, scope, sources)
    if judgements is not None:
        from saferplan.pipeline.signals.finding import (
            find_signals,
        )  # the scan is compiled: who looks for none, need not wait

        find_signals(engine, settings, scope, judgements, heard)
    engine.insert(all_tables()["step"], [
        (place, name, sql, rows) for place, (name, sql, rows) in enumerate(engine.steps, start=1)
    ])  # fmt: skip
