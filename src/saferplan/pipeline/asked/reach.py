"""What is said of an area of the partnership's own that reaches beyond the partnership, or to where no rows are known."""

from collections.abc import Mapping, Sequence
from typing import Any

from saferplan.base.numerals import listed, percent
from saferplan.tables.editions import Edition

Row = dict[str, Any]
SLIVER = 0.01
"""Boundaries drawn by two hands differ by slivers: a smaller share is no reach."""


def reach_caveats(edition: Edition, area: Mapping[str, Any]) -> list[str]:
    """Nothing of an area that lies in the partnership, or that is made of its map points."""
    rows = edition.rows(
        """SELECT custom_reach.*, csp.name, csp.force_code, csp.role = 'own' AS is_own FROM custom_reach
        LEFT JOIN area AS csp ON csp.area_type = 'csp' AND csp.area_code = custom_reach.csp_code
        WHERE custom_reach.area_code = ? AND ? = 'custom' ORDER BY crimes DESC, csp_code""",
        [area["area_code"], area["area_type"]],
    )
    if not rows:
        return []
    (force,) = edition.rows(
        "SELECT name FROM area WHERE area_type = 'force' AND area_code = ?", [area["force_code"]]
    ) or [{"name": area["force_code"]}]
    return [*_beyond(rows), *_outside(rows, area["force_code"], force["name"])]


def _beyond(rows: Sequence[Row]) -> list[str]:
    crimes = sum(row["crimes"] for row in rows)
    others = [
        row for row in rows
        if not row["is_own"] and ((row["ground_share"] or 0) >= SLIVER or row["crimes"] >= SLIVER * max(crimes, 1))
    ]  # fmt: skip
    if not others:
        return []
    names = listed([row["name"] or "another partnership" for row in others])
    if len(others) == len(rows):
        return [f"It lies wholly beyond the partnership, in {names}."]
    shares = [
        f"{percent(sum(row['ground_share'] or 0 for row in others), 0)} of its ground"
        if all(row["ground_share"] is not None for row in others) else "",
        f"{percent(sum(row['crimes'] for row in others) / crimes, 0)} of the crimes counted in it, all months," if crimes else "",
    ]  # fmt: skip
    return [f"It reaches beyond the partnership: {' and '.join(filter(None, shares))} lie in {names}."]


def _outside(rows: Sequence[Row], force_code: str, force: str) -> list[str]:
    """Where rows of no force, or of one that is not counted here, would lie."""
    known = [row["ground_share"] for row in rows if row["force_code"] == force_code and row["ground_share"] is not None]
    if not known:
        return [
            f"Boundaries of all neighbourhoods of {force} were not supplied: whether the area reaches to where another force "
            "records is not known. Of what that one recorded nothing is counted."
        ]
    if (outside := 1 - sum(known)) < SLIVER:
        return []
    return [
        f"{percent(outside, 0)} of its ground lies outside the police force area of {force}: in water, such as the sea or a tidal "
        "river, or where another force records. What another force recorded there is not known here: the counts are the least "
        "that there can have been."
    ]
