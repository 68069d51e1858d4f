"""The one page of the window, made anew for each request from what lies in the workspace."""

from typing import Any

import saferplan
from saferplan.base.errors import SaferplanError
from saferplan.cli.desk.actions import mapped_by, stays_out, unmapped
from saferplan.cli.desk.state import Desk
from saferplan.report.page import page_style

MOST_SHOWN = 100
_ORDER = (".html", ".pdf", ".xlsx", ".docx")


def desk_page(desk: Desk, nonce: str) -> str:
    """Everything that was read from files is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("saferplan.cli", "desk/pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    _end_work(desk)  # asked once: work that ends while the page is made is under way for this page, and the next tells
    edition = _edition(desk)
    return environment.get_template("desk.html").render(
        title=_title(edition), workspace=desk.workspace.path, token=desk.token, nonce=nonce, style=page_style(),
        version=saferplan.__version__, message=desk.message, problem=desk.problem, work=desk.work, checked=desk.checked,
        unmapped=unmapped(desk), stays_out=stays_out(desk), tried=desk.tried,
        mapped_by=mapped_by(desk), event_lines=_event_lines(desk),
        waiting=[path.name for path in desk.staging.files],
        titles=_titles(desk), most=MOST_SHOWN, inbox_files=sum(path.is_file() for path in desk.workspace.inbox.rglob("*")),
        edition=edition, edition_words=_edition_words(edition), quarters=_quarters(edition), reports=_reports(desk),
    )  # fmt: skip


def _end_work(desk: Desk) -> None:
    """Say once how the work ended."""
    if desk.work and desk.work.is_over:
        if desk.work.problem:
            desk.problem = desk.work.problem
        else:
            from saferplan.pipeline.reporting import Written

            said = desk.work.result.warnings if isinstance(desk.work.result, Written) else []
            desk.message = " ".join([f"{desk.work.title}: done.", *said])
        desk.work = None


def _event_lines(desk: Desk) -> list[list[str]]:
    """Of each mapping of events whose files wait: where their events lie, and what of them is not known."""
    if not (desk.checked and desk.checked.events):
        return []
    from saferplan.pipeline.trying_events import event_lines

    return [[f"Events read by mappings/{each.mapping}.toml", *event_lines(each)] for each in desk.checked.events]


def _edition(desk: Desk) -> Any:
    from saferplan.tables.editions import current_edition

    try:
        edition = current_edition(desk.workspace.path)
        if edition:
            edition.rows("SELECT 1 FROM partnership")
    except SaferplanError as error:
        desk.problem = (error.what, error.way_out)
        return None
    return edition


def _title(edition: Any) -> str:
    return str(edition.table("partnership")[0]["name"]) if edition else "A new partnership"


def _edition_words(edition: Any) -> str:
    return f"The current edition is {edition.name}." if edition else "There is no edition yet."


def _quarters(edition: Any) -> list[tuple[str, str]]:
    """The quarters that the edition has whole, the newest first, by the name that is asked for and in words."""
    if not edition:
        return []
    from saferplan.base.periods import PeriodType, period_of
    from saferplan.pipeline.asked.street import months_of
    from saferplan.pipeline.reporting import short_name

    months = months_of(edition)
    found = {period_of(PeriodType.QUARTER, month) for month in months}
    whole = sorted(
        (each for each in found if set(each.months) <= set(months)), key=lambda each: each.start, reverse=True
    )
    return [(short_name(each), f"{each.label}, {each.words}") for each in whole]


def _reports(desk: Desk) -> list[str]:
    found = [
        path.name
        for path in desk.workspace.reports.glob("*")
        if path.suffix in _ORDER and not path.name.startswith(".")
    ]
    return sorted(found, key=lambda name: (name.rpartition(".")[0], _ORDER.index("." + name.rpartition(".")[2])))


def _titles(desk: Desk) -> dict[str, str]:
    from saferplan.pipeline.check import source_titles

    return source_titles(desk.workspace)
