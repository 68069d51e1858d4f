"""Rates of all areas of one kind against their residents, with the limits of a funnel (Spiegelhalter 2005). Not a league."""

from dataclasses import dataclass
from typing import Any

from saferplan.base.numerals import one_decimal, plural, whole
from saferplan.report.blocks import Drawing, Grid, GridColumn
from saferplan.report.charts.chart import AbsentError, Chart
from saferplan.report.charts.funnel_plot import FunnelMark, draw_funnel
from saferplan.report.charts.theme import CRIME, FUNNEL_INNER, FUNNEL_OUTER
from saferplan.report.place import Place
from saferplan.report.wording import HEADLINES

FEWEST = 10
PLACES = {
    "within": "within the range expected by chance", "above_95": "above the 95% range, within the 99.8% range",
    "above_998": "above the 99.8% range", "below_95": "below the 95% range, within the 99.8% range",
    "below_998": "below the 99.8% range",
}  # fmt: skip


@dataclass(frozen=True)
class Funnel:
    place: Place
    rows: list[dict[str, Any]]
    limits: list[dict[str, Any]]

    @property
    def own(self) -> dict[str, Any] | None:
        return next((row for row in self.rows if row["area_code"] == self.place.area_code), None)

    @property
    def period(self) -> str:
        return str(self.rows[0]["period"])

    @property
    def source(self) -> str:
        return HEADLINES[self.rows[0]["indicator_id"]]

    def lying(self, *verdicts: str) -> int:
        return sum(row["verdict"] in verdicts for row in self.rows)


def gather(place: Place) -> Funnel:
    for indicator_id in HEADLINES:
        rows = place.rows(_SQL, indicator_id)
        if len(rows) >= FEWEST:
            limits = place.rows(_LIMITS_SQL, indicator_id, rows[0]["period"])
            return Funnel(place, rows, limits)
    raise AbsentError(
        f"Fewer than {FEWEST} areas of one kind have a rate of recorded crime in this edition, too few to draw a funnel.",
        "Put the Home Office's open data tables by CSP and residents of all authorities into inbox/.",
    )


_SQL = """
SELECT funnel_point.*, coalesce(area.name, funnel_point.area_code) AS name, coalesce(area.role, 'beyond') AS role
FROM funnel_point LEFT JOIN area ON area.area_type = funnel_point.place_type AND area.area_code = funnel_point.area_code
WHERE indicator_id = $1 AND place_type = 'csp'
    AND period = (SELECT max(period) FROM funnel_point WHERE indicator_id = $1 AND place_type = 'csp')
ORDER BY name, funnel_point.area_code
"""
_LIMITS_SQL = """
SELECT * FROM funnel_limit WHERE indicator_id = ? AND place_type = 'csp' AND period = ? ORDER BY denominator
"""


def draw(found: Funnel, width: int) -> Drawing:
    marks = [
        FunnelMark(
            row["denominator"], row["value"], f"{row['name']}, {one_decimal(row['value'])}" if role != "other" else "", role
        )
        for row in found.rows for role in [_role(row)]
    ]  # fmt: skip
    return draw_funnel(marks, found.limits, found.rows[0]["baseline"], width)


def _role(row: dict[str, Any]) -> str:
    return row["role"] if row["role"] in ("own", "comparator") else "other"


def title(found: Funnel) -> str:
    return f"Recorded crime per 1,000 residents by number of residents, {found.period}: {plural(len(found.rows), 'partnership')}"


def lead(found: Funnel) -> str:
    return (
        "Each dot is a community safety partnership. The ranges allow for chance, which moves rates of smaller areas more, "
        f"and for how much such areas differ anyhow. {found.source}. This is not a league."
    )


def alt(found: Funnel) -> str:
    baseline = one_decimal(found.rows[0]["baseline"])
    text = f"Among {plural(len(found.rows), 'partnership')} the rate of all is {baseline} per 1,000 residents. "
    own = found.own
    name = found.place.area_name
    text += f"{name}: {one_decimal(own['value'])}, {PLACES[own['verdict']]}. " if own else f"{name} has no rate here. "
    above, below = found.lying("above_998"), found.lying("below_998")
    return f"{text}Outside the 99.8% range: {above} above, {below} below."


def caption(found: Funnel) -> str:
    own = (
        f"The diamond is {found.place.area_name}; "
        if found.own
        else f"{found.place.area_name} has no rate and no mark; "
    )
    return (
        f"{own}larger dots are the areas it compares itself with; small dots are the others. "
        "An area outside a range is a reason to ask, not a verdict. Residents stand on a scale of ratios."
    )


def grids(found: Funnel) -> list[Grid]:
    columns = (
        GridColumn("Partnership", weight=3), GridColumn("Recorded crimes", numeric=True), GridColumn("Residents", numeric=True),
        GridColumn("Rate per 1,000", numeric=True), GridColumn("Where it lies", weight=3),
    )  # fmt: skip
    rows = tuple(
        (
            row["name"], whole(row["count"]), whole(row["denominator"]), one_decimal(row["value"]),
            f"{PLACES[row['verdict']][:1].upper()}{PLACES[row['verdict']][1:]}",
        )
        for row in found.rows
    )  # fmt: skip
    own = found.own["name"] if found.own else ""
    caption_text = f"Partnerships of the funnel, {found.period}, in alphabetical order"
    return [Grid("funnel-table", caption_text, columns, rows, marked_row=own, folded=True)]


FUNNEL = Chart(
    "funnel", 310, "Among all partnerships", gather, title, lead, draw, alt, caption, grids,
    tones=(CRIME, FUNNEL_OUTER, FUNNEL_INNER, "#ffffff"),
)  # fmt: skip
