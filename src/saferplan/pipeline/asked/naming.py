"""Which area of an edition a name, a code or an alias means, for whoever asks about one."""

import difflib
from collections.abc import Sequence
from typing import Any

from saferplan.base.areas import AreaType, normal_name
from saferplan.base.errors import SettingsError
from saferplan.report.answer import KINDS
from saferplan.tables.editions import Edition

Row = dict[str, Any]
NEAR = 12


def area_named(edition: Edition, text: str) -> Row:
    """The row of `area` that is meant. Raises SettingsError for a name that is none, or that stands for several areas."""
    rows = edition.rows(
        """SELECT area.*, csp.name AS csp_name FROM area
        LEFT JOIN area AS csp ON csp.area_type = 'csp' AND csp.area_code = area.csp_code
        WHERE area.role <> 'beyond' AND list_contains(?, area.area_type) ORDER BY area.name, area.area_code""",
        [[kind.value for kind in KINDS]],
    )
    aliased = aliases_of(edition).get(normal_name(text))
    by_code = [row for row in rows if row["area_code"] in (text, text.upper())]
    by_name = [row for row in rows if normal_name(row["name"]) == normal_name(text) or row["area_code"] == aliased]
    found = by_code or [row for row in by_name if row["role"] == "own"] or by_name
    if not found:
        raise SettingsError(f"There is no area “{text}”.", _near(text, rows))
    if len(found) > 1:
        codes = ", ".join(f"{row['area_code']} ({_kind(row)})" for row in found)
        raise SettingsError(
            f"“{text}” is the name of {len(found)} areas.", f"Ask for one of them by its code: {codes}."
        )
    return found[0]


def aliases_of(edition: Edition) -> dict[str, str]:
    """The aliases of saferplan.toml and the names that forces report by, as they are matched, each with its area's code."""
    return {normal_name(row["alias"]): row["area_code"] for row in edition.table("area_alias")}


def _kind(row: Row) -> str:
    kind = AreaType(row["area_type"])
    return f"{KINDS[kind]}, {row['csp_name']}" if kind is AreaType.WARD else KINDS[kind]


def _near(text: str, rows: Sequence[Row]) -> str:
    """Names like the one that is none, the likest first; without any, those of the partnership."""
    wanted = normal_name(text)
    shown = {normal_name(row["name"]): row["name"] for row in rows if row["area_type"] != AreaType.LSOA}
    alike = difflib.get_close_matches(wanted, shown, NEAR, 0.6)
    near = [*alike, *(name for name in shown if wanted[:4] and wanted[:4] in name and name not in alike)]
    if near:
        return f"Near it: {', '.join(shown[name] for name in near[:NEAR])}. A code will do too."
    own = [row["name"] for row in rows if row["role"] == "own" and row["area_type"] in (AreaType.CUSTOM, AreaType.WARD)]
    more = ", …" if len(own) > NEAR else ""
    return f"There are {', '.join(own[:NEAR])}{more}. A code will do too." if own else "Give the code of an area."
