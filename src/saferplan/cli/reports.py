"""`saferplan report …`: what is made for somebody from the current edition."""

from pathlib import Path
from typing import Annotated

import typer

report_app = typer.Typer(no_args_is_help=True, help="Write a report from an edition, in the forms the office works in.")

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
    name: Annotated[str | None, typer.Argument(help="A ward by name or code.")] = None,
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
