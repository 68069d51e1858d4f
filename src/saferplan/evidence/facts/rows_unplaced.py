"""How many rows could not be placed, lie elsewhere, or were refused."""

from saferplan.base.numerals import percent, plural, whole
from saferplan.evidence.fact import Evidence, Fact, Refusal, Row, Statement
from saferplan.evidence.wording import NOT_WHOLE, SUPPLY_MONTHS


def state(evidence: Evidence) -> Statement | Refusal:
    year = evidence.latest_year
    if year is None:
        return Refusal(NOT_WHOLE, SUPPLY_MONTHS)
    crimes = [row for row in evidence.placements if row["unit"] == "offence"]
    rows = [row for row in crimes if row["period"] == year.label]
    total = sum(row["rows"] for row in rows)
    if not total:
        return Refusal(f"No crime of {year.label} was supplied for {evidence.force_name}.", SUPPLY_MONTHS)
    unplaced = sum(row["rows"] for row in rows if row["place"] == "unplaced")
    outside = sum(row["rows"] for row in rows if row["place"] == "outside_force_area")
    could_not = f"{whole(unplaced)} ({percent(unplaced / total)}) could not be placed in any area"
    placed = could_not if unplaced else "all could be placed in an area"
    sentence = (
        f"Of the {whole(total)} crimes {evidence.force_name} police recorded in {year.label}, {placed} "
        f"and {whole(outside)} lie outside the force's area; no borough's figures count them."
    )
    return Statement(
        sentence, year.label, (), (*_loose_words(crimes), _refused_words(evidence)), ("placement_summary",)
    )


def _loose_words(crimes: list[Row]) -> tuple[str, ...]:
    """Rows of split LSOAs that no boundary placed: in their borough's figures, in no LSOA's."""
    loose = sum(row["rows"] for row in crimes if row.get("placement") == "remainder" and row["place"] == "force_area")
    if not loose:
        return ()
    return (f"{plural(loose, 'crime')} of all months could be placed in a borough and not in a neighbourhood (LSOA).",)


def _refused_words(evidence: Evidence) -> str:
    if not evidence.refused_rows and not evidence.refused_files:
        return "No row and no file was refused."
    files = f" and {plural(evidence.refused_files, 'whole file')}" if evidence.refused_files else ""
    return f"Refused, and listed with the reason: {plural(evidence.refused_rows, 'row')}{files}."


ROWS_UNPLACED = Fact("rows-unplaced", 920, "What is left out of the figures?", state)
