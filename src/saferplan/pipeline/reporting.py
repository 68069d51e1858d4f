"""Writing the reports that are made when asked: the quarterly report in its four forms."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from saferplan.base.periods import Period
from saferplan.pipeline.asked.naming import aliases_of
from saferplan.pipeline.asked.quarterly import quarter_of, quarterly_figures
from saferplan.pipeline.asked.question import Answer
from saferplan.pipeline.asked.ward import ward_figures, ward_named, wards_of
from saferplan.pipeline.ward_texts import doing_in, slug, unused_texts
from saferplan.pipeline.workspace import Workspace
from saferplan.tables.editions import Edition, write_beside

FORMS = ("html", "pdf", "xlsx", "docx")
WRITTEN_ON = ("xlsx", "docx")
"""Forms that people go on working in: one that they changed is never written over."""
_RECORD = ".written.json"


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
    paths = []
    for form in FORMS:
        wanted = workspace.reports / f"quarterly-{short_name(quarter)}.{form}"
        path = write_keeping(wanted, made[form]) if form in WRITTEN_ON else wanted
        if path != wanted:
            warnings.append(_kept(wanted, path))
        elif form not in WRITTEN_ON:
            write_beside(path, made[form])
        paths.append(path)
    return Written(paths, warnings)


def write_keeping(wanted: Path, content: bytes) -> Path:
    """Write a file that people go on working in; one that is not as it was written stays, and the new is numbered.

    Gives the path of what was written.
    """
    path, number = wanted, 2
    while path.exists() and path.read_bytes() != content and not is_as_written(path):
        path, number = wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}"), number + 1
    write_beside(path, content)
    remember_written(path)
    return path


def is_as_written(path: Path) -> bool:
    """Whether a report's file is byte for byte as Saferplan last wrote it; one that is not remembered is a person's."""
    return _remembered(path.parent).get(path.name) == _digest(path)


def remember_written(path: Path) -> None:
    """Note beside the reports what was written, so that a person's changes are seen."""
    known = _remembered(path.parent) | {path.name: _digest(path)}
    write_beside(path.parent / _RECORD, json.dumps(known, indent=1, sort_keys=True).encode("utf-8"))


def _remembered(folder: Path) -> dict[str, str]:
    try:
        known = json.loads((folder / _RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _kept(theirs: Path, new: Path) -> str:
    said = f"{theirs.name} is not as Saferplan wrote it, so it stays as it is: the new report is {new.name}."
    if theirs.suffix != ".docx":
        return said
    return f"{said} To bring yours up to date with your words kept: saferplan refresh reports/{theirs.name}"


def write_wards(workspace: Workspace, edition: Edition, name: str | None) -> Written:
    """Write the sheet of a ward as page and document, or, without a name, those of all wards in one file each.

    Raises SettingsError for a ward that is not there, InputError for a text that would not leave the sheet one page.
    """
    from saferplan.report.place import place_of
    from saferplan.report.wards.forms import wards_html, wards_pdf
    from saferplan.report.wards.sheet import ward_sheet

    wards = wards_of(edition)
    chosen = {ward_named(wards, name, aliases_of(edition))} if name is not None else set(wards)
    place = place_of(edition)
    contacts = tuple((each.name, each.how) for each in workspace.settings.contact)
    code = str(edition.manifest.get("code", "not stated"))
    figures = [each for each in ward_figures(edition, wards) if each.code in chosen]
    sheets = [ward_sheet(place, each, doing_in(workspace, each.code, each.name), contacts, code) for each in figures]
    stem = "wards" if name is None else f"ward-{slug(figures[0].name)}"
    paths = [workspace.reports / f"{stem}.{form}" for form in ("html", "pdf")]
    workspace.reports.mkdir(exist_ok=True)
    write_beside(paths[0], wards_html(sheets).encode("utf-8"))
    write_beside(paths[1], wards_pdf(sheets, figures[0].twelve.end.first_day.isoformat()))
    warnings = (
        [] if contacts else ["No [[contact]] of your own is in saferplan.toml: the sheets name national numbers only."]
    )
    return Written(paths, [*warnings, *unused_texts(workspace, wards)])


def write_answer(workspace: Workspace, edition: Edition, found: Answer) -> Path:
    """Write the page of an answer and return its path."""
    from saferplan.report.answer import answer_outline
    from saferplan.report.page import html_text
    from saferplan.report.place import place_of

    outline = answer_outline(
        place_of(edition), title=answer_title(found), lines=found.lines, series=found.series, caveats=found.caveats,
        refused=found.refused, points=found.points, last_day=found.span.end.first_day.isoformat(),
    )  # fmt: skip
    what = slug(found.lines[0][0]) if len(found.lines) == 1 else "all"
    path = workspace.reports / f"ask-{slug(found.area_name)}-{what}-{found.span.start}-{found.span.end}.html"
    workspace.reports.mkdir(exist_ok=True)
    write_beside(path, html_text(outline).encode("utf-8"))
    return path


def answer_title(found: Answer) -> str:
    """ "Shoplifting, Town centre (own area), April 2024 to March 2025"."""
    from saferplan.report.answer import KINDS

    what = f"{found.lines[0][0]}, " if len(found.lines) == 1 else ""
    return f"{what}{found.area_name} ({KINDS[found.area_type]}), {found.span.start.name} to {found.span.end.name}"


def short_name(quarter: Period) -> str:
    """ "2025-Q2", as it is asked for."""
    return f"{quarter.label[:4]}-{quarter.label[-2:]}"
