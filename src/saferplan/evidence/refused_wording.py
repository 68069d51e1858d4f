"""Sentences about rows that were refused: they are in no figure, so figures may be short of them."""

from saferplan.base.numerals import listed, plural
from saferplan.base.periods import Period
from saferplan.evidence.fact import Evidence

MEND_REFUSED = "Run saferplan check on the table: it names what was refused and why. Mend that, and build again."


def refused_offences(evidence: Evidence) -> str:
    """How many rows of the Home Office's table by partnership were refused, in part of a sentence; empty if none."""
    refused = evidence.refused_by_source.get("home_office_csp", 0)
    was = "was" if refused == 1 else "were"
    return f"{plural(refused, 'row')} of the Home Office's table {was} refused" if refused else ""


def refused_caveats(evidence: Evidence, *years: Period) -> tuple[str, ...]:
    """Rows refused in street files of these years: they are in no figure, so the figures may be short of them."""
    refused = sum(evidence.refused_by_year.get(year.label, 0) for year in years)
    if not refused:
        return ()
    where = f"(crimes and incidents) in the files of {listed([year.label for year in years])}"
    return (refused_words(refused, where),)


def source_refused_caveats(evidence: Evidence, source_id: str, files: str) -> tuple[str, ...]:
    """The same of all files of a source, whatever their year."""
    refused = evidence.refused_by_source.get(source_id, 0)
    return (refused_words(refused, f"of the {files}"),) if refused else ()


def refused_words(refused: int, where: str) -> str:
    """That so many rows were refused, and what it means for the figures."""
    was, them = ("was", "it") if refused == 1 else ("were", "them")
    return f"{plural(refused, 'row')} {where} {was} refused; figures may be short of {them}."
