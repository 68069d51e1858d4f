"""Which area a partner's file means: by code, by the mapping's own names, by name, nearest to the partnership first."""

import difflib
from collections.abc import Mapping

from saferplan.base.areas import AreaType, normal_name
from saferplan.sources.local.cells import NotReadableError
from saferplan.tables.engine import Engine

Place = tuple[str, str]
"""Kind and code of an area."""
KINDS = (
    AreaType.CSP, AreaType.WARD, AreaType.CUSTOM, AreaType.AUTHORITY, AreaType.FORCE, AreaType.REGION, AreaType.COUNTRY,
)  # fmt: skip
"""Kinds that have names people use, in the order in which a name is looked up."""


class AreaFinder:
    """The areas of an edition by code and by name; the partnership's own go before others of the same name."""

    def __init__(self, engine: Engine, area_code: str, aliases: Mapping[str, str]) -> None:
        self.own: Place = (AreaType.CSP.value, area_code)
        rows = engine.tuples("SELECT area_type, area_code, name, csp_code = ? FROM area", [area_code])
        rows += [(kind, code, alias, None) for kind, code, alias in engine.tuples(
            "SELECT area_type, area_code, alias FROM area_alias")]  # fmt: skip
        self._by_code = {code: (kind, code) for kind, code, _, _ in rows}
        self._by_name: dict[tuple[str, bool, str], set[Place]] = {}
        self._shown: dict[str, str] = {}
        for kind, code, name, is_own in rows:
            if kind != AreaType.LSOA:
                self._by_name.setdefault((kind, bool(is_own), normal_name(name)), set()).add((kind, code))
                if is_own:
                    self._shown[normal_name(name)] = name
        self._aliases = {normal_name(name): code for name, code in aliases.items()}

    def find(self, label: str, names: Mapping[str, str]) -> Place:
        """Raises NotReadableError for a name that is none, with the near ones, and for one that is of several areas."""
        if not label:
            return self.own
        if not self._by_code:  # `check` before the first build has no areas to look in: each name is a place of its own
            return AreaType.CUSTOM.value, normal_name(label)
        given = {normal_name(name): code for name, code in names.items()}
        wanted = normal_name(label)
        code = given.get(wanted) or self._aliases.get(wanted) or label.strip().upper()
        for each in (code, code.lower()):
            if each in self._by_code:
                return self._by_code[each]
        for is_own in (True, False):
            for kind in KINDS:
                places = self._by_name.get((kind, is_own, wanted), set())
                if len(places) == 1:
                    return next(iter(places))
                if places:
                    codes = ", ".join(sorted(place[1] for place in places))
                    raise NotReadableError(f"“{label}” is the name of several areas: {codes}.", "Write the code.")
        raise self._unknown(label, wanted)

    def _unknown(self, label: str, wanted: str) -> NotReadableError:
        near = [self._shown[each] for each in difflib.get_close_matches(wanted, self._shown, 3, 0.6)]
        hint = f"Is it {' or '.join(f'“{each}”' for each in near)}? " if near else ""
        return NotReadableError(
            f"“{label}” is no area that is known here.",
            f"{hint}Write its code, or add the supplier's name to [areas] in the mapping.",
        )
