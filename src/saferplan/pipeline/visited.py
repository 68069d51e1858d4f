"""Which areas people come to from elsewhere, so that no rate per resident is given of them: `visited_areas`."""

import difflib
from collections.abc import Mapping

from saferplan.base.areas import normal_name
from saferplan.base.errors import SettingsError
from saferplan.pipeline.settings import Settings
from saferplan.tables.engine import Engine


def visited_codes(engine: Engine, settings: Settings) -> set[str]:
    """The codes of the areas that the settings name by code or name, and of own areas that are visited.

    Raises SettingsError for one that is no area here, or whose name several have: its rate would be given after all.
    """
    own = {area.code for area in settings.custom_area if area.visited}
    if not settings.visited_areas:
        return own
    names = dict(engine.tuples("""SELECT ward_code, min(ward_name) FROM lsoa_ward GROUP BY 1
      UNION SELECT area_code, name FROM area ORDER BY ALL"""))  # fmt: skip
    codes: dict[str, set[str]] = {}
    for code, name in names.items():
        codes.setdefault(normal_name(name), set()).add(code)
    return own | {_code_of(engine, given, names, codes) for given in settings.visited_areas}


def _code_of(engine: Engine, given: str, names: Mapping[str, str], codes: Mapping[str, set[str]]) -> str:
    if given in names:
        return given
    found = sorted(codes.get(normal_name(given), ()))
    if len(found) == 1:
        return found[0]
    if found:
        raise SettingsError(
            f"saferplan.toml: visited_areas names “{given}”, and {len(found)} areas are called so.",
            f"Give the code of the one that is meant: {', '.join(found)}.",
        )
    raise SettingsError(
        f"saferplan.toml: visited_areas names “{given}”, which is no LSOA, ward or other area of this edition.",
        _way_out(engine, given, names),
    )


def _way_out(engine: Engine, given: str, names: Mapping[str, str]) -> str:
    now = [code for (code,) in engine.tuples(
        "SELECT lsoa21_code FROM lsoa_crossing WHERE lsoa11_code = ? ORDER BY 1", [given])]  # fmt: skip
    if now:
        return f"It is an LSOA of 2011; list {', '.join(now)} instead."
    shown = {normal_name(name): f"{code} {name}" for code, name in names.items()} | {
        code.casefold(): f"{code} {name}" for code, name in names.items()
    }
    near = difflib.get_close_matches(normal_name(given), shown, 3, 0.5)
    listed = "; ".join(dict.fromkeys(shown[each] for each in near))
    return f"The nearest are: {listed}." if listed else "Give the code of an LSOA of 2021 or of a ward."
