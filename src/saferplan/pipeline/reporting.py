"""Writing the reports that are made when asked: the quarterly report in its four forms."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from saferplan.base.periods import Period
from saferplan.pipeline.asked.quarterly import quarter_of, quarterly_figures
from saferplan.pipeline.workspace import Workspace
from saferplan.tables.editions import Edition, write_beside

FORMS = ("html", "pdf", "xlsx", "docx")


@dataclass(frozen=True)
class Written:
    """The files of a report, and what a reader should know of them."""

    paths: list[Path]
    warnings: list[str]


def write_quarterly(
    workspace: Workspace, edition: Edition, asked: str, *, today: date, template: Path | None = None
) -> Written:
    """Write the report of a quarter as page, document, workbook and Word, all with the same words.

    Raises SettingsError for a quarter the edition has not, InputError for a template that cannot be used.
    """
    from saferplan.report.document import pdf_bytes
    from saferplan.report.documents.word import word_bytes
    from saferplan.report.documents.workbook import workbook_bytes
    from saferplan.report.page import html_text
    from saferplan.report.quarterly.outline import quarterly_outline

    quarter = quarter_of(edition, asked)
    figures = quarterly_figures(edition, quarter)
    outline = quarterly_outline(edition, figures, today=today)
    with_tables = quarterly_outline(edition, figures, today=today, with_month_tables=True)
    in_word, warnings = word_bytes(outline, f"quarterly {short_name(quarter)}", template)
    made = {
        "html": html_text(outline).encode("utf-8"),
        "pdf": pdf_bytes(outline),
        "xlsx": workbook_bytes(with_tables),
        "docx": in_word,
    }
    workspace.reports.mkdir(exist_ok=True)
    paths = [workspace.reports / f"quarterly-{short_name(quarter)}.{form}" for form in FORMS]
    for path, form in zip(paths, FORMS, strict=True):
        write_beside(path, made[form])
    return Written(paths, warnings)


def short_name(quarter: Period) -> str:
    """ "2025-Q2", as it is asked for."""
    return f"{quarter.label[:4]}-{quarter.label[-2:]}"
