"""Every command and its options. What a command prints, `--json` gives to a program."""

import contextlib
import sys
from pathlib import Path
from typing import Annotated

import typer

from saferplan.cli.building import build
from saferplan.cli.hotspots import hotspots
from saferplan.cli.partners import hash_command
from saferplan.cli.reports import ask, check_document, refresh, report_app
from saferplan.cli.scanning import scan
from saferplan.cli.signals import backtest, signals
from saferplan.cli.workspaces import current_of_folder, opened_edition, opened_workspace

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="The yearly work of a community safety partnership: honest figures, traceable to their source.",
)

app.add_typer(report_app, name="report")
for each in (build, ask, refresh, signals, backtest, scan, hotspots):
    app.command()(each)
app.command(name="hash")(hash_command)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV for a spreadsheet.")]
Public = Annotated[bool, typer.Option("--public", help="Leave out what may not be shown outside the partnership.")]
EditionName = Annotated[str | None, typer.Option("--edition", help="An edition by name; the current one without it.")]


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(help="Folder to make.")],
    area: Annotated[str, typer.Option(help="Code of the partnership's CSP, such as E22000030.")],
    comparator: Annotated[
        list[str] | None, typer.Option(help="Code of a CSP to compare with; may be repeated.")
    ] = None,
) -> None:
    """Make a workspace with a commented saferplan.toml."""
    from saferplan.cli.output import say
    from saferplan.pipeline.workspace import create_workspace

    workspace = create_workspace(folder, area, comparator or [])
    say(f"Made {workspace.path}. Put the published files into {workspace.inbox} and run: saferplan build")


@app.command()
def facts(edition: EditionName = None, public: Public = False, as_json: AsJson = False) -> None:
    """List the facts, stated or refused; those that are out of date say so."""
    from saferplan.cli.listings import fact_lines
    from saferplan.cli.output import complain, show
    from saferplan.pipeline import today

    objects, lines, left_out = fact_lines(opened_edition(edition), today(), public=public)
    show(as_json, objects, [*lines, "", *left_out] if left_out else lines)
    if as_json and left_out:
        complain(left_out[0])


@app.command()
def explain(
    fact: Annotated[str, typer.Argument(help="A fact's name, as `saferplan facts` lists it.")],
    edition: EditionName = None,
    rows: Annotated[bool, typer.Option("--csv", help="Print the rows behind it, with file and line.")] = False,
    public: Annotated[bool, typer.Option("--public", help="Refuse what may not be shown outside.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say where a fact comes from: measures, SQL, rows, files."""
    from saferplan.cli.explanation import explanation_lines
    from saferplan.cli.output import show, write_out
    from saferplan.pipeline.explain import explain_fact, rows_as_csv
    from saferplan.pipeline.publishing import refuse_withheld

    found = opened_edition(edition)
    if public:
        refuse_withheld(found, fact)
    if rows:
        write_out(rows_as_csv(found, fact))
    else:
        show(as_json, *explanation_lines(explain_fact(found, fact)))


@app.command()
def coverage(edition: EditionName = None, as_json: AsJson = False) -> None:
    """Draw what each force supplied, by month and feed."""
    from saferplan.cli.coverage import coverage_lines
    from saferplan.cli.output import show, text_width
    from saferplan.pipeline import today
    from saferplan.pipeline.coverage import coverage_of

    show(as_json, *coverage_lines(coverage_of(opened_edition(edition), today()), text_width()))


@app.command()
def compare(
    edition: Annotated[str, typer.Argument(help="An edition by name, such as 2025-10.1.")],
    other: Annotated[str, typer.Argument(help="Another one, newer or older.")],
    cells: Annotated[bool, typer.Option("--cells", help="List each count by partnership, type and month.")] = False,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Say what moved between two editions, and why."""
    from saferplan.cli.comparison import comparison_csv, comparison_lines
    from saferplan.cli.output import show, write_out
    from saferplan.pipeline.compare import compare_editions, in_order

    found = compare_editions(*in_order(opened_edition(edition), opened_edition(other)))
    if as_csv:
        write_out(comparison_csv(found, cells=cells))
    else:
        show(as_json, *comparison_lines(found, cells=cells))


@app.command()
def revisions(as_json: AsJson = False) -> None:
    """List what each edition changed against the one before it."""
    from saferplan.cli.log import log_lines
    from saferplan.cli.output import progress, show
    from saferplan.pipeline.revision_log import revision_log

    with progress() as heard:
        entries = revision_log(opened_workspace().path, heard=heard)
    show(as_json, *log_lines(entries))


@app.command()
def page(edition: EditionName = None, public: Public = False) -> None:
    """Write the reports of an edition again."""
    from saferplan.cli.output import near, say
    from saferplan.pipeline import today
    from saferplan.pipeline.publishing import write_page

    for path in write_page(opened_workspace(), opened_edition(edition), today=today(), public=public):
        say(f"Open {near(path)}")


@app.command()
def desk(
    port: Annotated[int, typer.Option(help="A port of this computer; any free one without it.")] = 0,
    open_page: Annotated[bool, typer.Option("--open/--no-open", help="Open the window in the browser.")] = True,
) -> None:
    """Open a window in the browser for those without a terminal: add files, see what they are, build, open the reports."""
    from saferplan.cli.desk.server import serve
    from saferplan.cli.output import say, show_in_browser

    def opened(address: str) -> None:
        say(f"Open {address}\nIt answers this computer only. Stop it with Ctrl-C, or from the window.")
        if open_page:
            show_in_browser(address)

    serve(opened_workspace(), opened, port)


@app.command()
def analyses(
    name: Annotated[str | None, typer.Argument(help="An analysis, as the list names it; all without.")] = None,
    source: Annotated[
        str | None,
        typer.Option(help="The source it is to be made of: police_uk_street without. Of the list, that source alone."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say which analyses a source supports, and what it cannot tell; partners' files as the current edition found them."""
    from saferplan.cli.listings import analysis_lines
    from saferplan.cli.output import say, show
    from saferplan.pipeline.validity import asked, require

    edition = current_of_folder()
    rows = edition.table("analysis") if edition else asked()
    if name is None:
        show(as_json, *analysis_lines(rows, source))
    else:
        require(name, source or "police_uk_street", rows)
        say(f"“{name}” can be made of {source or 'police_uk_street'}.")


@app.command()
def editions(as_json: AsJson = False) -> None:
    """List the editions, with any file that has been altered since."""
    from saferplan.cli.listings import edition_lines
    from saferplan.cli.output import show

    objects, lines, altered = edition_lines(opened_workspace().path)
    show(as_json, objects, lines)
    if altered:
        raise typer.Exit(4)


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(help="Files, folders or ZIPs; or one Word document.")],
    as_json: AsJson = False,
) -> None:
    """Say what a build would make of some files before they go into the inbox; of a Word document, which typed numbers hold."""
    from saferplan.cli.listings import checked_lines
    from saferplan.cli.output import show
    from saferplan.pipeline import today
    from saferplan.pipeline.check import check_files

    if [path.suffix.lower() for path in files] == [".docx"]:
        check_document(files[0], as_json)
        return
    checked = check_files(files, today=today())
    show(as_json, *checked_lines(checked))
    if not checked.clean:
        raise typer.Exit(3)


@app.command()
def demo(
    folder: Annotated[Path, typer.Option("--dir", help="Folder to make.")] = Path("demo"),
    open_page: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in the browser.")] = True,
    truth: Annotated[bool, typer.Option("--truth", help="Print what was simulated.")] = False,
    practice: Annotated[
        bool, typer.Option("--practice", help="Make a force's extract and a partner's workbook too.")
    ] = False,
) -> None:
    """Simulate a borough, build its edition and its page, and say what to open."""
    from saferplan.cli.listings import demo_lines
    from saferplan.cli.output import open_in_browser, progress, say
    from saferplan.pipeline import today
    from saferplan.pipeline.demo import run_demo

    with progress() as heard:
        demonstration = run_demo(folder, today=today(), heard=heard, practice=practice)
    for line in demo_lines(demonstration, today(), truth=truth):
        say(line)
    if open_page:
        open_in_browser(demonstration.built.reports)


@app.command(name="map")
def map_file(
    file: Annotated[Path | None, typer.Argument(help="A partner's file: XLSX, ODS or CSV.")] = None,
    name: Annotated[str | None, typer.Option(help="Name of the mapping; made from the file's name without it.")] = None,
    kind: Annotated[str | None, typer.Option(help="What it holds: events or indicators; else told from it.")] = None,
    sheet: Annotated[str | None, typer.Option(help="The sheet to look at; else the first that has a table.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing: take the defaults and say which.")] = False,
    ready: Annotated[str | None, typer.Option(help="Copy a ready mapping: section 17A sets, istv.")] = None,
    as_json: AsJson = False,
) -> None:
    """Look at a partner's file, propose how to read it, ask what it cannot know, and save that for next time."""
    from saferplan.cli.mapping import map_ready, map_this

    workspace = opened_workspace()
    if ready is not None or file is None:
        map_ready(workspace, ready or "", name)
    else:
        map_this(workspace, file, name, kind, sheet, yes, as_json)


@app.callback(invoke_without_command=True)
def main(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    if version:
        from saferplan import __version__
        from saferplan.cli.output import say

        say(__version__)
        raise typer.Exit


def run() -> None:
    """Run a command; show what a person can put right without a traceback, with its exit code."""
    from saferplan.base.errors import SaferplanError

    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # consoles without UTF-8 get "?"
    try:
        app()
    except SaferplanError as error:
        from saferplan.cli.output import complain

        complain(error.what, error.way_out)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
