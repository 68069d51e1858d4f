"""The registers of breaks and gaps, with the partnership's own, as the edition shows them."""

from saferplan.base.areas import normal_name
from saferplan.base.categories import Feed
from saferplan.base.periods import Month
from saferplan.evidence.catalogue import all_indicators
from saferplan.evidence.registers.known_gaps import EVERY_FORCE, KNOWN_GAPS
from saferplan.evidence.registers.series_breaks import SERIES_BREAKS
from saferplan.evidence.series_break import CLASSIFIED_ANEW, Behaviour, SeriesBreak
from saferplan.pipeline.settings import LocalBreak, Settings
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine


def known_breaks(settings: Settings, force_code: str) -> list[SeriesBreak]:
    """The register's breaks, and the partnership's own, which are of its force and no other."""
    return [*SERIES_BREAKS, *(_local(each, force_code) for each in settings.series_break)]


def _local(given: LocalBreak, force_code: str) -> SeriesBreak:
    return SeriesBreak(
        id=given.id, from_month=Month.parse(given.from_month), wording=given.wording, effect=given.effect,
        behaviour=Behaviour(given.behaviour), groups=tuple(given.groups), citation=given.citation, is_local=True,
        force_code=force_code,
        effect_until=Month.parse(given.effect_until) if given.effect_until else None,
    )  # fmt: skip


def classification_breaks(settings: Settings) -> list[SeriesBreak]:
    """Where the partnership classified anew what is police generated: figures before and after are not compared."""
    return [
        SeriesBreak(
            id=f"{CLASSIFIED_ANEW}-{each.start}", from_month=each.start, effect="not_comparable", behaviour=Behaviour.REFUSE,
            wording="The partnership classified anew what is police generated.", feeds=(feed,), is_local=True,
            indicators=tuple(indicator.id for indicator in all_indicators() if indicator.demand),
        )
        for feed in (Feed.STREET, Feed.HOME_OFFICE)
        for each in settings.classifications(feed)[1:]
    ]  # fmt: skip


def write_registers(engine: Engine, settings: Settings, force_code: str) -> None:
    """Fill `series_break` and `known_gap`."""
    engine.insert(all_tables()["series_break"], [_break_row(each) for each in known_breaks(settings, force_code)])
    forces = {normal_name(name) for (name,) in engine.tuples(
        "SELECT name FROM area WHERE area_type = 'force' AND role <> 'beyond'")}  # fmt: skip
    engine.insert(all_tables()["known_gap"], [
        (gap.id, gap.feed.value, gap.force_name, gap.from_month and gap.from_month.first_day,
         gap.until_month and gap.until_month.first_day, gap.wording, gap.verified_on,
         gap.force_name == EVERY_FORCE or normal_name(gap.force_name) in forces)
        for gap in KNOWN_GAPS
    ])  # fmt: skip


def _break_row(each: SeriesBreak) -> tuple[object, ...]:
    until = each.effect_until or each.from_month
    feed = each.feeds[0].value if len(each.feeds) == 1 else None
    return (
        each.id, each.from_month.first_day, until.first_day, feed, each.force_code, "|".join(each.groups), each.effect,
        each.behaviour.value, each.status, each.citation or None, each.wording, each.is_local,
    )  # fmt: skip
