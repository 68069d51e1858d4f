"""`saferplan build`."""

from typing import Annotated

import typer

from saferplan.cli.workspaces import opened_workspace


def build(
    wait: Annotated[bool, typer.Option("--wait", help="Wait for another build to end instead of saying so.")] = False,
    reports: Annotated[bool, typer.Option(help="Write the page and the PDF too.")] = True,
    with_signals: Annotated[
        bool | None, typer.Option("--signals/--no-signals", help="Look for signals; as saferplan.toml says without it.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a program.")] = False,
) -> None:
    """Make an edition and its reports of what is in the inbox."""
    from saferplan.cli.listings import built_lines
    from saferplan.cli.output import progress, show
    from saferplan.pipeline import today
    from saferplan.pipeline.build import build as run_build

    with progress() as heard:
        built = run_build(
            opened_workspace(),
            today=today(),
            heard=heard,
            wait_seconds=-1 if wait else 0,
            with_reports=reports,
            with_signals=with_signals,
        )
    show(as_json, *built_lines(built))
