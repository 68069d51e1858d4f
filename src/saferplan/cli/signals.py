"""`saferplan signals` and `backtest`: what is unusual of late, and what would have been."""

from typing import Annotated, Any

import typer

from saferplan.cli.output import Lines
from saferplan.cli.workspaces import opened_edition, opened_workspace


def signals(
    signal: Annotated[str | None, typer.Argument(help="A signal's identifier; all of them without it.")] = None,
    page: Annotated[bool, typer.Option("--map", help="Write a page with its chart, map and map points.")] = False,
    rows: Annotated[bool, typer.Option("--csv", help="Print the rows behind it, with file and line.")] = False,
    edition: Annotated[
        str | None, typer.Option("--edition", help="An edition by name; the current one without it.")
    ] = None,
    public: Annotated[bool, typer.Option("--public", help="Only what a judgement has cleared.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a program.")] = False,
) -> None:
    """Say what is unusual of late: what, where, since when, how sure, and what to ask next."""
    from saferplan.base.errors import SettingsError
    from saferplan.cli.output import near, say, show, write_out
    from saferplan.pipeline.signals.asking import found_signals, named_signal, rows_behind, write_signal_page
    from saferplan.report.signals.judging import lines_to_judge

    opened = opened_edition(edition)
    if signal is None:
        if page or rows:
            raise SettingsError("--map and --csv are about one signal", "Name it: saferplan signals ID --map")
        show(as_json, *_all_lines(opened, found_signals(opened, public=public), public))
        return
    found = named_signal(opened, signal, public=public)
    if rows:
        write_out(rows_behind(opened, found))
        return
    to_judge = [] if public or found.row["judged_on"] else ["", *lines_to_judge(found)]
    show(as_json, _object(found), [*_lines(found), *to_judge])
    if page:
        say(f"Open {near(write_signal_page(opened_workspace(), opened, found))}")


def backtest(
    first: Annotated[str, typer.Option("--from", help="First month-end to go back to, such as 2024-06.")],
    edition: Annotated[
        str | None, typer.Option("--edition", help="An edition by name; the current one without it.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a program.")] = False,
) -> None:
    """Go through the past month by month: what would have been raised, when, and what followed."""
    from saferplan.base.errors import SettingsError
    from saferplan.base.periods import Month
    from saferplan.cli.output import progress, show
    from saferplan.pipeline.signals.backtesting import backtest as run_backtest

    try:
        month = Month.parse(first)
    except ValueError as error:
        raise SettingsError(f"--from {first}: not a month", "Write it as 2024-06.") from error
    opened = opened_edition(edition)
    with progress() as heard:
        found = run_backtest(opened, month, heard)
    show(as_json, *_backtest_lines(opened, found))


def _backtest_lines(edition: Any, found: Any) -> Lines:
    from saferplan.report.signals.reading import promise_words

    lines = [
        f"Month-ends {found.first.name} to {found.last.name}, by the rows of edition {edition.name}: revised data, not as it was "
        "issued then.",
        promise_words(edition),
    ]
    objects = []
    for each in found.raised:
        said, after = each.signal, each.followup
        what = after.verdict.value
        if after.observed is not None and after.usual is not None:
            what += f": {after.observed:,} in the next three months, where about {after.usual:,.0f} would be usual"
        lines += ["", f"{said.followed.id}  raised at the end of {each.month_end.name}, {said.status}", f"  {said.sentence}",
                  f"  {said.chance}", *(f"  {guard.wording}" for guard in said.guards), f"  What followed: {what}."]  # fmt: skip
        objects.append({
            "signal_id": said.followed.id, "month_end": str(each.month_end), "status": said.status, "category": said.category,
            "place": said.place, "sentence": said.sentence, "chance": said.chance, "reasons": [one.wording for one in said.guards],
            "followed": after.verdict.value, "observed_after": after.observed, "usual_after": after.usual,
        })  # fmt: skip
    return objects, lines if found.raised else [*lines, "", "Nothing would have been raised."]


def _all_lines(edition: Any, found: list[Any], public: bool) -> Lines:
    from saferplan.report.signals.judging import UNMATCHED, unmatched_lines
    from saferplan.report.signals.reading import in_groups, known_hotspots, known_words, promise_words
    from saferplan.report.signals.unjudged import HEADING, looking_of

    looking = looking_of(edition, public=public)
    now = [each for each in found if not each.is_over and not each.is_refused]
    current = in_groups(now)
    groups = current | {
        "Over": [each for each in found if each.is_over and not each.is_refused],
        "Refused": [each for each in found if each.is_refused],
    }
    lines = [f"Signals of edition {edition.name}", promise_words(edition)]
    for title, held in groups.items():
        if held or title in current:
            lines += ["", title, *(line for each in held for line in ["", *_lines(each)])]
            lines += [] if held else ["", f"  {looking.nothing_words(title)}"]
    if looking.lines:
        lines += ["", HEADING, "", *(f"  {each}" for each in looking.lines)]
    if not public and (unmatched := unmatched_lines(edition)):
        lines += ["", UNMATCHED, "", *(f"  {each}" for each in unmatched)]
    if not public and (known := known_words(known_hotspots(edition))):
        lines += ["", "Lasting hot spots, which are known and no news", "", *(f"  {each}" for each in known)]
    return [_object(each) for each in found], lines


def _lines(signal: Any) -> list[str]:
    return [f"{signal.id}  {signal.standing}", f"  {signal.row['sentence']}", *(f"  {each}" for each in signal.notes)]


def _object(signal: Any) -> dict[str, Any]:
    return {
        **signal.row, "reasons": list(signal.reasons), "points": list(signal.points), "places": list(signal.places),
        "months": list(signal.months), "sightings": list(signal.sightings),
    }  # fmt: skip
