"""`saferplan report …`, `ask`, `refresh`: what is made for somebody from the current edition."""

from pathlib import Path
from typing import Annotated

import typer

report_app = typer.Typer(no_args_is_help=True, help="Write a report from an edition, in the forms the office works in.")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program.")]
EditionName = Annotated[str | None, typer.Option("--edition", help="An edition by name; the current one without it.")]


@report_app.command()
def quarterly(
    quarter: Annotated[str, typer.Argument(help="A quarter of a financial year: 2025-Q2 is July to September 2025.")],
    template: Annotated[
        Path | None, typer.Option(help="The council's own Word document, whose styles are used.")
    ] = None,
    edition: EditionName = None,
) -> None:
    """Write the quarterly crime and disorder report: page, PDF, workbook and Word, with the same words."""
    from saferplan.cli.output import complain, near, progress, say
    from saferplan.cli.workspaces import opened_edition, opened_workspace
    from saferplan.pipeline import today
    from saferplan.pipeline.reporting import write_quarterly

    with progress() as heard:
        heard("Writing the quarterly report")
        written = write_quarterly(
            opened_workspace(), opened_edition(edition), quarter, today=today(), template=template
        )
    for path in written.paths:
        say(f"Open {near(path)}")
    for warning in written.warnings:
        complain(warning)


@report_app.command()
def ward(
    name: Annotated[str | None, typer.Argument(help="A ward by name, alias or code.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Every ward's, in one page and one PDF.")] = False,
    edition: EditionName = None,
) -> None:
    """Write the sheet of a ward: one page that a councillor can print."""
    from saferplan.base.errors import SettingsError
    from saferplan.cli.output import complain, near, progress, say
    from saferplan.cli.workspaces import opened_edition, opened_workspace
    from saferplan.pipeline.reporting import write_wards

    if (name is None) != every:
        raise SettingsError("Name one ward, or ask for --all.", 'For example: saferplan report ward "Yarm"')
    with progress() as heard:
        heard("Writing the ward sheets")
        written = write_wards(opened_workspace(), opened_edition(edition), name)
    for path in written.paths:
        say(f"Open {near(path)}")
    for warning in written.warnings:
        complain(warning)


def ask(
    area: Annotated[
        str, typer.Option(help="A ward, own area, neighbourhood (LSOA), partnership or force, by name, alias or code.")
    ],
    first: Annotated[str, typer.Option("--from", help="First month, YYYY-MM.")],
    last: Annotated[str, typer.Option("--to", help="Last month, YYYY-MM.")],
    category: Annotated[
        str | None, typer.Option(help="A type of crime, recorded-crime or asb; everything without it.")
    ] = None,
    edition: EditionName = None,
    as_json: AsJson = False,
) -> None:
    """Say how much of what was recorded where and when, beside a year before, and what cannot be said."""
    from saferplan.cli.asking import answer_lines
    from saferplan.cli.output import near, say, show
    from saferplan.cli.workspaces import opened_edition, opened_workspace
    from saferplan.pipeline.asked.question import answer
    from saferplan.pipeline.reporting import write_answer

    opened = opened_edition(edition)
    found = answer(opened, area=area, first=first, last=last, category=category)
    show(as_json, *answer_lines(found))
    if not as_json:
        say(f"\nOpen {near(write_answer(opened_workspace(), opened, found))}")


def refresh(
    document: Annotated[Path, typer.Argument(help="A Word report that Saferplan wrote and a person may have edited.")],
    edition: EditionName = None,
    as_json: AsJson = False,
) -> None:
    """Bring a Word report up to the current edition; what a person wrote stays as it is."""
    from saferplan.cli.documents import refreshed_lines
    from saferplan.cli.output import progress, show
    from saferplan.cli.workspaces import opened_edition
    from saferplan.pipeline import today
    from saferplan.pipeline.refreshing import refresh as refresh_document

    with progress() as heard:
        heard("Refreshing the document")
        found = refresh_document(opened_edition(edition), document, today=today())
    show(as_json, *refreshed_lines(found))


def check_document(path: Path, as_json: bool) -> None:
    """Print which numbers typed in a Word document hold. Exits with 3 where the edition contradicts one, or a block."""
    from saferplan.cli.documents import claim_lines
    from saferplan.cli.output import progress, show
    from saferplan.cli.workspaces import opened_edition
    from saferplan.pipeline import today
    from saferplan.pipeline.checking_documents import check_document as claims_of
    from saferplan.pipeline.claims import CONTRADICTED

    with progress() as heard:
        heard("Checking the document")
        claims = claims_of(opened_edition(None), path, today=today())
    show(as_json, *claim_lines(claims))
    if any(claim.verdict == CONTRADICTED for claim in claims):
        raise typer.Exit(3)
