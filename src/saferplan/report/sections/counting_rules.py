"""The same year by three rules, so that a difference from somebody else's figure can be explained."""

from saferplan.base.numerals import whole
from saferplan.report.blocks import Grid, GridColumn, Notice, Section, Text
from saferplan.report.place import Place
from saferplan.report.wording import RULES

INDICATORS = {"recorded_crime": "Recorded crime", "asb": "ASB incidents"}


def counting_rules_section(place: Place) -> Section:
    rows = place.rows(
        "SELECT * FROM counting_rule WHERE area_code = ? ORDER BY period, indicator_id DESC, rule", place.area_code
    )
    if not rows:
        return Section(
            "counting-rules",
            "Counting rules",
            (Notice("counting-rules-absent", "This edition does not compare counting rules."),),
        )
    lead = Text(
        "counting-rules-lead",
        "Other publishers may count the same year by another rule. This is how far the rules differ here.",
    )
    counts = {(row["period"], row["indicator_id"], row["rule"]): row["count"] for row in rows}
    lines = dict.fromkeys((row["period"], row["indicator_id"]) for row in rows)
    columns = (
        GridColumn("Financial year"),
        GridColumn("What"),
        *(GridColumn(words, numeric=True) for words in RULES.values()),
    )
    cells = tuple(
        (
            place.year_words(period),
            INDICATORS.get(indicator_id, indicator_id),
            *(_cell(counts.get((period, indicator_id, rule))) for rule in RULES),
        )
        for period, indicator_id in lines
    )
    grid = Grid("counting-rules-table", f"{place.area_name} by three counting rules", columns, cells)
    return Section("counting-rules", "Counting rules", (lead, grid))


def _cell(count: int | None) -> str:
    return "not available" if count is None else whole(count)
