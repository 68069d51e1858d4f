"""Write docs/reference from the declarations, or with --check say which page is stale and exit 1."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from saferplan.base.validity import ANALYSES
from saferplan.cli.commands import app
from saferplan.evidence.catalogue import all_facts, all_indicators
from saferplan.evidence.registers.known_gaps import KNOWN_GAPS, STALE_AFTER_DAYS
from saferplan.evidence.registers.series_breaks import SERIES_BREAKS
from saferplan.pipeline.settings import PARTS, Settings
from saferplan.sources.local.event_mapping import EventColumns, EventFlag, EventFlags, EventMapping
from saferplan.sources.local.mapping import IndicatorMapping, MappedColumns, MappedIndicator
from saferplan.sources.recognise import all_sources
from saferplan.tables.catalogue import all_tables

FOLDER = Path(__file__).parent / "reference"
HEAD = "<!-- Written by `make docs` from the declarations: change those, not this page. -->\n\n"


def row(*cells: object) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def table(heading: list[str], rows: list[list[object]]) -> str:
    return "\n".join([row(*heading), row(*["---"] * len(heading)), *(row(*each) for each in rows)]) + "\n"


def sources_page() -> str:
    parts = ["# Sources\n"]
    for source in all_sources():
        parts.append(f"## {source.title}\n")
        facts = [
            ["identifier", f"`{source.id}`"], ["publisher", source.terms.publisher], ["licence", source.terms.licence],
            ["attribution", source.terms.attribution], ["appears", source.cadence], ["published at", source.address],
            ["disclosure", source.terms.disclosure.value], ["marking", source.terms.marking],
            ["may be published", "yes" if source.terms.may_publish else "no"], ["form", source.form.value],
            ["file names", f"`{source.fits}`"],
            ["tells of each event", ", ".join(source.supports) or "nothing: it is no list of events"],
        ]  # fmt: skip
        parts.append(table(["what", "value"], facts))
        columns = [[column.name, f"`{column.heading}`", column.description] for column in source.columns]
        parts.append(table(["our name", "publisher's heading (pattern)", "holds"], columns))
        if source.revised_years:
            parts.append(
                f"Figures of {source.revised_years[0]} to {source.revised_years[1]} in this form are superseded.\n"
            )
        parts.append(f"{source.tried_on}\n")
        parts += [f"- {caveat}" for caveat in source.caveats]
        parts.append("")
    return "\n".join(parts)


def tables_page() -> str:
    parts = ["# Tables of an edition\n", "Each is a Parquet file, sorted by its key, which is total.\n"]
    for each in all_tables().values():
        parts.append(f"## {each.name}\n\n{each.description}\n")
        parts.append(f"Sorted by: {', '.join(f'`{name}`' for name in each.sort_key)}.\n")
        columns = [
            [f"`{c.name}`", c.sql_type, "yes" if c.nullable else "no", f"`{c.check}`" if c.check else "", c.description]
            for c in each.columns
        ]
        parts.append(table(["column", "type", "may be null", "check", "holds"], columns))
        parts += [f"- {caveat}" for caveat in each.caveats]
        parts.append("")
    return "\n".join(parts)


def indicators_page() -> str:
    rows = [
        [f"`{each.id}`", each.title, f"`{each.feed}`", each.unit.value.replace("_", " "), each.denominator.value.replace("_", " "),
         each.polarity.value.replace("_", " "), each.definition, each.caveat]
        for each in all_indicators()
    ]  # fmt: skip
    heading = ["identifier", "title", "feed", "unit", "divided by", "polarity", "counts", "caveat"]
    return "# Indicators\n\n" + table(heading, rows)


def registers_page() -> str:
    parts = ["# Registers\n", "## Series breaks\n"]
    parts.append("A break without a citation is suspected, and says so wherever it is shown. The partnership's own stand in "
                 "saferplan.toml.\n")  # fmt: skip
    rows = [
        [f"`{each.id}`", each.from_month, each.effect_until or "at once", ", ".join(each.groups) or "all",
         each.effect.replace("_", " "), each.behaviour.value, each.status, each.wording, each.citation]
        for each in SERIES_BREAKS
    ]  # fmt: skip
    parts.append(table(["identifier", "from", "effect until", "touches", "expected effect", "a change across it is", "status",
                        "what", "citation"], rows))  # fmt: skip
    parts.append(f"## Known gaps\n\nWhat was verified more than {STALE_AFTER_DAYS} days ago wants looking at again.\n")
    gaps = [
        [f"`{gap.id}`", f"`{gap.feed}`", gap.force_name, gap.from_month or "", gap.wording, gap.verified_on]
        for gap in KNOWN_GAPS
    ]
    parts.append(table(["identifier", "feed", "force", "since", "what is missing", "verified on"], gaps))
    parts.append("## What each analysis needs\n")
    needs = [[f"`{each.id}`", each.title, ", ".join(each.needs), each.way_out] for each in ANALYSES]
    parts.append(table(["identifier", "analysis", "needs to know", "otherwise"], needs))
    return "\n".join(parts)


def facts_page() -> str:
    rows = [
        [f"`{fact.id}`", fact.title, f"`evidence/facts/{fact.state.__module__.rsplit('.', 1)[1]}.py`"]
        for fact in all_facts()
    ]
    return "# Facts\n\nEach is stated, or refused with the reason and what would allow it.\n\n" + table(
        ["identifier", "question", "declared in"], rows
    )


def _commands(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Each command by its whole name; those of a group stand under the group's."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def commands_page() -> str:
    parts = ["# Commands\n"]
    for name, command in sorted(_commands(typer.main.get_command(app))):
        parts.append(f"## saferplan {name}\n\n{command.help}\n")
        rows = []
        for each in command.params:
            if each.name == "help":
                continue
            label = (
                (each.metavar or each.name).upper()
                if each.param_type_name == "argument"
                else ", ".join((*each.opts, *each.secondary_opts))
            )
            rows.append([f"`{label}`", "yes" if each.required else "no", getattr(each, "help", "") or ""])
        parts.append(table(["argument or option", "required", "what it does"], rows))
    codes = [[1, "something else that a person can put right"],
             [2, "saferplan.toml, a word on the command line, or no workspace"],
             [3, "a file cannot be used (`check`: something was refused)"],
             [4, "an edition is missing, altered or of another format"],
             [74, "the disk is full or cannot be written"], [75, "another build is running"]]  # fmt: skip
    return "\n".join([*parts, "## Exit codes\n", table(["code", "means"], [list(each) for each in codes])])


def settings_page() -> str:
    parts = ["# saferplan.toml\n"]
    parts.append(
        table(
            ["key", "what it is"], [[f"`{name}`", field.description] for name, field in Settings.model_fields.items()]
        )
    )
    for part, model in PARTS.items():
        parts.append(f"## [[{part}]]\n")
        parts.append(
            table(["key", "what it is"], [[f"`{name}`", each.description] for name, each in model.model_fields.items()])
        )
    parts += _mapping_parts()
    return "\n".join(parts)


MAPPINGS = {
    "indicators": (("", IndicatorMapping), ("[columns]", MappedColumns), ("[[indicator]]", MappedIndicator)),
    "events": (("", EventMapping), ("[columns]", EventColumns), ("[flags]", EventFlags), ("[flags.NAME]", EventFlag)),
}


def _mapping_parts() -> list[str]:
    parts = []
    for kind, models in MAPPINGS.items():
        parts.append(f"# mappings/NAME.toml, of kind {kind}\n")
        for heading, model in models:
            rows = [[f"`{name}`", each.description] for name, each in model.model_fields.items()]
            parts += [f"## {heading}\n"] if heading else []
            parts.append(table(["key", "what it is"], rows))
    return parts


PAGES = {
    "sources.md": sources_page,
    "tables.md": tables_page,
    "indicators.md": indicators_page,
    "facts.md": facts_page,
    "commands.md": commands_page,
    "settings.md": settings_page,
    "registers.md": registers_page,
}


def main() -> int:
    stale = []
    for name, page in PAGES.items():
        text = HEAD + page().rstrip() + "\n"
        path = FOLDER / name
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8", newline="\n")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    if stale:
        sys.stderr.write(f"Stale: {', '.join(stale)}. Run `make docs` and commit.\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
