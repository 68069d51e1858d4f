"""Outcomes and stops and searches: loaded like street files, their forces told, searches placed by their map points."""

from collections.abc import Mapping
from datetime import date

import numpy as np

from saferplan.base.areas import AreaType, normal_name
from saferplan.base.categories import Feed
from saferplan.base.outcomes import OUTCOMES
from saferplan.evidence.placing import Shapes, area_of_points
from saferplan.pipeline.areas import AreaMap
from saferplan.pipeline.ledger import Ledger
from saferplan.pipeline.monthly_files import allow, load_monthly, named_force, refuse_wrong_forces, refuse_wrong_months
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine, quoted
from saferplan.tables.reference import OUTCOME_EVENT, SEARCH_EVENT, with_allowed

_GROUPS = " ".join(f"WHEN {quoted(name)} THEN {quoted(group)}" for name, group in OUTCOMES.items())


def load_outcomes(engine: Engine, ledger: Ledger, today: date, aliases: Mapping[str, str]) -> None:
    """Load the outcomes files into `outcome_event`."""
    allow(engine, "outcome_type", list(OUTCOMES))
    table = with_allowed(OUTCOME_EVENT, "outcome", "outcome_type")
    load_monthly(engine, ledger, Feed.OUTCOMES, table, ledger.numbered(Feed.OUTCOMES))
    refuse_wrong_months(engine, ledger, Feed.OUTCOMES, "outcome_event", today)
    refuse_wrong_forces(engine, ledger, "outcome_event", aliases)


def load_searches(engine: Engine, ledger: Ledger, today: date) -> None:
    """Load the stop and search files into `search_event`."""
    load_monthly(engine, ledger, Feed.SEARCHES, SEARCH_EVENT, ledger.numbered(Feed.SEARCHES))
    refuse_wrong_months(engine, ledger, Feed.SEARCHES, "search_event", today)


def keep_outcomes(engine: Engine) -> None:
    """Fill `outcome`: the group of each, and the force that reported it."""
    engine.step("outcomes with their groups", f"""INSERT INTO outcome
      SELECT file_id, line, month, crime_id, outcome, CASE outcome {_GROUPS} END, alias.area_code
      FROM outcome_event LEFT JOIN area_alias AS alias ON alias.area_type = 'force' AND alias.alias = reported_by
      ORDER BY file_id, line""")  # fmt: skip


def keep_searches(engine: Engine, ledger: Ledger, area_map: AreaMap) -> None:
    """Fill `stop_and_search`: the force by the file's name, the CSP by the LSOA boundaries."""
    _search_forces(engine, ledger)
    _place_searches(engine, area_map)
    columns = ", ".join(column.name for column in all_tables()["stop_and_search"].columns if column.name not in (
        "force_code", "csp_code", "is_foreign"))  # fmt: skip
    engine.step("searches by force and place", f"""INSERT INTO stop_and_search
      SELECT {columns}, search_force.force_code, lsoa_parent.csp_code,
        coalesce(lsoa_parent.area_force <> coalesce(search_force.force_code, ''), false)
      FROM search_event LEFT JOIN search_force USING (file_id) LEFT JOIN search_point USING (longitude, latitude)
      LEFT JOIN lsoa_parent USING (lsoa21_code) ORDER BY file_id, line""")  # fmt: skip


def _search_forces(engine: Engine, ledger: Ledger) -> None:
    forces = {
        normal_name(name): code
        for code, name in engine.tuples("SELECT force_code, min(force_name) FROM authority_csp GROUP BY 1")
    }
    engine.run("CREATE OR REPLACE TEMP TABLE search_force (file_id INTEGER, force_code VARCHAR)")
    rows = [(number, forces.get(named_force(found.hints["force"]))) for number, found in ledger.numbered(Feed.SEARCHES)]
    engine.add("search_force", rows)


def _place_searches(engine: Engine, area_map: AreaMap) -> None:
    shapes = area_map.shapes.get(AreaType.LSOA, Shapes([], []))
    points = engine.con.execute("""SELECT DISTINCT longitude, latitude FROM search_event
      WHERE longitude IS NOT NULL AND latitude IS NOT NULL ORDER BY ALL""").fetchnumpy()
    holder = area_of_points(points["longitude"], points["latitude"], shapes)
    codes = np.asarray([*shapes.codes, ""], dtype=object)[holder]  # the last one is for points in none
    engine.con.register("arrays", {"longitude": points["longitude"], "latitude": points["latitude"], "code": codes})
    engine.run("CREATE OR REPLACE TEMP TABLE search_point AS "
               "SELECT longitude, latitude, code AS lsoa21_code FROM arrays WHERE code <> ''")  # fmt: skip
    engine.con.unregister("arrays")
