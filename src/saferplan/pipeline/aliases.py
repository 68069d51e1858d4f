"""Other spellings of areas' names: those of saferplan.toml, and the names by which forces report."""

from collections.abc import Mapping

from saferplan.base.areas import normal_name
from saferplan.base.errors import SettingsError
from saferplan.pipeline.settings import Settings
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine


def name_aliases(engine: Engine, settings: Settings) -> None:
    """Fill `area_alias`. Raises SettingsError for an alias of no area, and for one that is another area's name."""
    known = {code: kind for kind, code in engine.tuples("SELECT area_type, area_code FROM area")}
    for alias, code in settings.aliases.items():
        if code not in known:
            raise SettingsError(f"The alias “{alias}” is for {code}, which is no area here.", "Check the code.")
    _refuse_taken(engine, settings.aliases)
    rows = {(known[code], code, alias) for alias, code in settings.aliases.items()}
    forces = {
        normal_name(name): code
        for code, name in engine.tuples("SELECT force_code, min(force_name) FROM authority_csp GROUP BY 1")
    }
    for (reporter,) in engine.tuples("SELECT reported_by FROM event UNION SELECT reported_by FROM outcome_event"):
        if code := forces.get(normal_name(reporter), settings.aliases.get(reporter, "")):
            rows.add(("force", code, reporter))
    engine.insert(all_tables()["area_alias"], sorted(rows))


def _refuse_taken(engine: Engine, aliases: Mapping[str, str]) -> None:
    """Whoever asks for an area by a name must get that area and no other."""
    if not aliases:
        return
    taken: dict[str, dict[str, str]] = {}
    for code, name in engine.tuples(_ASKED_FOR):
        taken.setdefault(normal_name(name), {})[code] = f"the name of {name} ({code})"
        taken.setdefault(normal_name(code), {}).setdefault(code, f"the code of {name}")
    for alias, code in aliases.items():
        meant = taken.setdefault(normal_name(alias), {})
        if others := [said for other, said in meant.items() if other != code]:
            raise SettingsError(
                f"The alias “{alias}” for {code} is {others[0]} too.",
                "Choose another spelling in [aliases] of saferplan.toml.",
            )
        meant[code] = f"an alias of {code}"


_ASKED_FOR = """SELECT area_code, name FROM area
  WHERE role <> 'beyond' AND area_type IN ('custom', 'ward', 'lsoa', 'csp', 'force') ORDER BY ALL"""
