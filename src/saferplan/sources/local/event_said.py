"""What a file of events was taken to be, in words: each column that is read, and what a person ought to know of the others.

No value of a column that looks personal or holds keys is ever said, and of a postcode only the outward part.
"""

from collections.abc import Iterator

from saferplan.base.numerals import listed, plural
from saferplan.sources.local import event_fitting as fitting
from saferplan.sources.local.date_orders import SHORT_YEARS_WAY_OUT, has_year_day, unclear_years
from saferplan.sources.local.event_headings import key_of, may_be, moment_of
from saferplan.sources.local.event_mapping import KEYS
from saferplan.sources.local.event_proposal import EventProposal, ProposedFlag
from saferplan.sources.local.event_roles import Column
from saferplan.sources.local.event_text import DATES, OUTWARD_POSTCODE
from saferplan.sources.local.first_rows import FIRST_ROWS
from saferplan.sources.local.personal import may_be_said
from saferplan.sources.local.place_words import is_kind_of_place
from saferplan.sources.local.swapped_dates import SWAP_WAY_OUT, look_swapped

SHOWN_CHARACTERS = 40
_PARTS = {
    "offence_code": "the Home Office's offence code", "category": "the category", "from_date": "the day it happened or began",
    "from_time": "the time it happened or began", "to_date": "the latest day it can have happened", "to_time": "the latest time",
    "reported": "the day it was reported", "easting": "the easting", "northing": "the northing", "longitude": "the longitude",
    "latitude": "the latitude", "ward": "the ward", "postcode": "the postcode, of which only the outward part is ever kept",
    "place_type": "the kind of place", "victim_key": "the keyed hash of the victim", "place_key": "the keyed hash of the place",
}  # fmt: skip
_FLAGS = {
    "domestic_abuse": "it was domestic abuse", "hate": "it was a hate crime", "knife": "a knife was used or seen",
    "alcohol": "alcohol played a part", "repeat": "the victim was one before",
}  # fmt: skip


def said_of(found: EventProposal) -> list[str]:
    where = (
        f"rows {found.heading_row - 1} and {found.heading_row}"
        if found.heading_rows == 2
        else f"row {found.heading_row}"
    )
    lines = [f"The file is long: {FIRST_ROWS}"] if found.is_part else []
    lines.append(f"Sheet “{found.sheet}”: headings in {where}, {plural(found.rows, 'event')} below, a row each.")
    lines += [f"Column “{column.heading}”: {_PARTS[role]}{_first(role, column)}." for role, column in found.held()]
    lines += [_flag(name, flag) for name, flag in found.flags.items()]
    lines += _leaving(found)
    lines += _dates(found)
    lines += [_personal(heading, what) for heading, what in found.personal.items()]
    lines += _not_read(found)
    lines += [f"Column {each} has no heading and is not read." for each in found.nameless]
    lines += [f"The heading “{each}” stands above several columns: none of them is read." for each in found.doubled]
    lines += [
        f"Column “{each}”: empty here and not read. Name it in the mapping if it is filled in other files."
        for each in found.empty
    ]
    if found.other_sheets:
        lines.append(f"Sheets not read: {', '.join(found.other_sheets)}. A mapping reads one sheet.")
    return lines


def _first(role: str, column: Column) -> str:
    if role in KEYS:
        return ""
    first = column.values[0]
    if role == "place_type":  # another's words may be an address
        first = next((each for each in column.values if is_kind_of_place(each)), "")
        return f", first “{first}”" if first else ", none of which is known as one: none would be kept"
    if role in ("category", "ward"):
        first = next((each for each in column.values if may_be_said(each, 0)), "…")
    if role == "postcode":
        outward = next((told[1].upper() for each in column.values if (told := OUTWARD_POSTCODE.fullmatch(each))), "")
        return f", first “{outward}”"
    with_time = ", with the time" if role in DATES and fitting.holds_time(column.values) else ""
    return f", first “{first[:SHOWN_CHARACTERS]}”{with_time}"


def _flag(name: str, flag: ProposedFlag) -> str:
    told = [
        f"{listed([f'“{each}”' for each in words])} {meant}"
        for words, meant in ((flag.yes, "yes"), (flag.no, "no"))
        if words
    ]
    unclear = [f"“{each}”" if each else "an empty cell" for each in flag.unclear]
    asked = f"; what {listed(unclear)} means cannot be seen" if unclear else ""
    return f"Column “{flag.column}”: whether {_FLAGS[name]}; {listed(told) or 'no word of it is known'}{asked}."


def _dates(found: EventProposal) -> Iterator[str]:
    for role, column in found.held():
        if role in DATES and (swap := look_swapped(column.values)):
            yield f"Column “{column.heading}”, of the rows looked at: {swap.words} So a build refuses the file. {SWAP_WAY_OUT}"
        elif role in DATES and fitting.american(column.values):
            yield (
                f"Column “{column.heading}” holds a date with the month before the day: a build refuses all of its dates "
                "written in figures. Ask the supplier to write the day first, or the month by name."
            )
        elif role in DATES and (short := unclear_years((each, "") for each in column.values)):
            yield (
                f"Column “{column.heading}”, of the rows looked at: {short.words} So a build refuses the file. "
                f"{SHORT_YEARS_WAY_OUT}"
            )
        elif role in DATES and has_year_day(column.values):
            yield (
                f"Column “{column.heading}” holds a date with the day between year and month: a build refuses all of its dates "
                "with the year first. Ask the supplier for days written as 2016-05-24."
            )
        elif role in DATES and fitting.unsure_order(column.values):
            yield f"Column “{column.heading}”: no date of it tells day from month; they are read with the day first."
    if moment_of(found.columns["from_date"]) == "reported":
        yield f"No column says when it happened: “{found.columns['from_date']}”, the day of the report, stands for it."


def _leaving(found: EventProposal) -> Iterator[str]:
    if reference := found.leaving.reference:
        rows = f"{reference.rows:,} of the rows looked at {'repeat' if reference.rows > 1 else 'repeats'}"
        one = (
            "on one day and of one offence, as rows of one crime are"
            if reference.is_one_crime
            else "and not always of one crime"
        )
        yield f"Column “{reference.heading}”: {rows} a reference that stands in another, {one}. No reference is kept."
    if status := found.leaving.status:
        said = ", ".join(f"“{word}” ({rows:,})" for word, rows in status.values.items())
        yield f"Column “{status.heading}”: rows that may be no crimes to count, of those looked at: {said}."


def _personal(heading: str, what: str) -> str:
    called = f"Column “{heading}”" if heading else "A column without a heading"
    return f"{called} looks like {what}: as it is, a build refuses the file. Ask the supplier to take the column out."


def _not_read(found: EventProposal) -> Iterator[str]:
    """Columns without a part; those whose heading promised one say why not."""
    for each in found.roles.free:
        if each.heading not in found.personal and each.heading not in found.leaving.headings:
            yield f"Column “{each.heading}”: not read{_why_not(each, found)}."


def _why_not(column: Column, found: EventProposal) -> str:
    if "offence_code" not in found.columns and may_be("offence_code", column.heading):
        return ": its codes are not those of the Home Office"
    if key_of(column.heading) == "victim_key":
        return ": a victim is read only as a keyed hash, which the supplier makes with `saferplan hash`"
    if fitting.are_keyed_hashes(column.values):
        return ": it holds keyed hashes, and its heading does not say of what"
    for role, other in (("easting", "longitude"), ("northing", "latitude")):
        if may_be(role, column.heading) and not {role, other} & found.columns.keys():
            pair = [
                next((each.values for each in found.roles.free if may_be(part, each.heading)), [])
                for part in ("easting", "northing")
            ]
            if odd := fitting.odd_points(*pair):
                return f": {odd}"
            return f": its values are no {role}s of Great Britain, or the other half is not there"
    return ""
