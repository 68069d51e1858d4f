"""The order of the analyses of extracts: what each supports is asked first, of its columns and of what stands in them."""

from collections.abc import Sequence

from saferplan.base.validity import Support, analysis_named, lacking
from saferplan.pipeline.event_analyses.exact_places import NOT_SAID, why_not_exact
from saferplan.pipeline.event_analyses.repeats import write_near_repeats, write_repeats
from saferplan.pipeline.event_analyses.subjects import Extract, extracts_of
from saferplan.pipeline.event_analyses.times import write_times
from saferplan.pipeline.validity import asked_of
from saferplan.sources.contract import Source
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine

NO_MONTH = "no whole month of it has events in the partnership"


def analyse_events(engine: Engine, area: str, sources: Sequence[Source], below: int) -> None:
    """Fill the tables of times and repeats, and say in `analysis` what each extract supports.

    Figures of fewer than `below` are not given.
    """
    own = {source.id: source for source in sources if source.table == "local_event"}
    seen = set()
    for extract in extracts_of(engine, area, {name: source.terms.publisher for name, source in own.items()}):
        source = own[f"local_{extract.mapping.replace('-', '_')}"]
        seen.add(source.id)
        supports, reasons = supports_of(engine, extract, source)
        engine.insert(all_tables()["analysis"], [tuple(row.values()) for row in asked_of(source.id, supports, reasons)])
        write_times(engine, extract, below)
        write_repeats(engine, extract, below)
        if not lacking(analysis_named("near-repeat"), supports - set(reasons)):
            write_near_repeats(engine, extract)
    _say_of_others(engine, [each for each in own.values() if each.id not in seen])


def _say_of_others(engine: Engine, sources: Sequence[Source]) -> None:
    """Of files with events of which none fill a month of the partnership: they support nothing, and that is why."""
    read = {f"local_{name.replace('-', '_')}" for (name,) in engine.tuples("SELECT DISTINCT mapping FROM local_event")}
    for source in (each for each in sources if each.id in read):
        promised = {*source.supports, Support.MONTH, Support.QUARTER, Support.MAP_POINT}
        reasons = dict.fromkeys(promised, NO_MONTH)
        engine.insert(all_tables()["analysis"], [tuple(row.values()) for row in asked_of(source.id, (), reasons)])


def supports_of(engine: Engine, extract: Extract, source: Source) -> tuple[set[Support], dict[Support, str]]:
    """What can be read from the extract, and why not where its columns promise more than stands in them."""
    supports, reasons = set(source.supports), {}
    if extract.columns["is_time_known"].any():
        supports.add(Support.TIME_OF_DAY)
    elif Support.TIME_OF_DAY in supports:
        reasons[Support.TIME_OF_DAY] = "no event has one"
    if Support.EXACT_PLACE in supports and (why := why_not_exact(engine, extract)):
        reasons[Support.EXACT_PLACE] = why
    elif Support.MAP_POINT in supports:
        reasons[Support.EXACT_PLACE] = NOT_SAID
    return supports, reasons
