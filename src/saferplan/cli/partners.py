"""Commands for files of partners: `hash`, for the supplier's own desk."""

from pathlib import Path
from typing import Annotated

import typer


def hash_command(
    file: Annotated[Path, typer.Argument(help="The file: XLSX, ODS or CSV.")],
    column: Annotated[str, typer.Option(help="Heading of the column to replace.")],
    key_file: Annotated[Path, typer.Option(help="The key, which stays with the supplier.")],
    out: Annotated[Path, typer.Option(help="CSV file to write; never overwritten.")],
    new_key: Annotated[bool, typer.Option("--new-key", help="Make the key first: 32 random bytes.")] = False,
) -> None:
    """Replace a column by keyed hashes (HMAC-SHA256), so that repeats can be counted and nobody be named."""
    from saferplan.base.numerals import plural
    from saferplan.cli.output import near, say
    from saferplan.pipeline.hashing_keys import hash_file

    rows = hash_file(file, column, key_file, out, make_key=new_key)
    say(f"Wrote {near(out)}: {plural(rows, 'row')}, the column “{column}” as keyed hashes.")
    say("Look through its other columns before you send it, and never send the key.")
