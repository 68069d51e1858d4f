"""Which source a file is of: by its headings first, by its name for what only the name tells."""

import csv
import difflib
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from saferplan.base.discovery import declarations
from saferplan.sources import published
from saferplan.sources.contract import Form, Source
from saferplan.sources.files import MAP_IT, InputFile, Problem
from saferplan.sources.years_in_names import years_in

SPATIAL_SUFFIXES = {".shp", ".gpkg", ".tab", ".kml"}
COMPANION_SUFFIXES = {".dbf", ".shx", ".prj", ".cpg", ".qmd", ".map", ".dat", ".id", ".ind", ".sbn", ".sbx", ".xml"}
SPREADSHEETS = {".xlsx", ".xls", ".ods", ".xlsb"}
NOT_TEXT = SPATIAL_SUFFIXES | COMPANION_SUFFIXES | SPREADSHEETS
TEXT_SUFFIXES = {"", ".csv", ".txt", ".tsv", ".json", ".geojson"}
_HALF = 0.5
_DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "bars"}


@cache
def all_sources() -> tuple[Source, ...]:
    """Every declared source, in the order of their files' names."""
    return tuple(declarations(published, Source))


def recognise(found: InputFile) -> None:
    """Set `source` and `hints`, or `problem`, or the status `not_recognised` or `not_used`."""
    suffix = Path(found.name).suffix.lower()
    if suffix in NOT_TEXT and found.sha256:
        found.problem = found.note = None  # these are not text by nature
    if found.problem:
        found.source = _by_headings(found) or _by_name(found.name)
        if found.sha256 and not found.source and suffix not in TEXT_SUFFIXES:
            found.status, found.note, found.problem = "not_recognised", found.problem.reason, None
    elif suffix in SPATIAL_SUFFIXES | {".geojson", ".json"}:
        _recognise_boundaries(found, suffix)
    elif suffix in COMPANION_SUFFIXES:
        found.status, found.note = "not_recognised", "Belongs to a boundary file beside it."
    else:
        _recognise_csv(found)
    if found.source:
        found.hints = found.source.from_name(found.name)
        _after_recognition(found, found.source)


def heading_place(rows: list[list[str]]) -> int | None:
    """The first row that holds all columns of a source: where the table of a sheet starts below its notes."""
    sources = [source for source in all_sources() if source.form is Form.CSV]
    return next((place for place, row in enumerate(rows) if any(_holds_all(source, row) for source in sources)), None)


def _recognise_csv(found: InputFile) -> None:
    if source := _by_headings(found):
        found.source = source
    elif found.lines == 0:
        found.source = _by_name(found.name)
        found.problem = Problem("The file is empty.", "Download it again.")
    elif not any(found.headings) and (source := _by_name(found.name)):
        found.source = source
        found.problem = Problem("The first line holds no headings.", "Take the publisher's file as it was downloaded.")
    else:
        _explain_near_miss(found)


def _by_headings(found: InputFile) -> Source | None:
    candidates = _with_all_columns(tuple(found.headings))
    return max(candidates, key=lambda source: (len(source.columns), source.fits_name(found.name)), default=None)


@lru_cache(200)
def _with_all_columns(headings: tuple[str, ...]) -> list[Source]:
    """Sources whose columns are all among these headings, which are the same in every file of a feed."""
    return [source for source in all_sources() if source.form is Form.CSV and _holds_all(source, headings)]


def _holds_all(source: Source, headings: Sequence[str]) -> bool:
    return all(any(column.matches(heading) for heading in headings) for column in source.columns)


def _explain_near_miss(found: InputFile) -> None:
    """Say what keeps a file that is nearly of a source from being read."""
    for delimiter, word in _DELIMITERS.items():
        split = next(csv.reader([delimiter.join(found.headings)], delimiter=delimiter), [])
        match = [each for each in all_sources() if each.form is Form.CSV and len(split) > 1 and _holds_all(each, split)]
        if match:
            found.source = match[0]
            found.problem = Problem(
                f"The columns are separated by {word}, not commas.", "Save it again as CSV separated by commas."
            )
            return
    source = _nearest(found)
    if source is None:
        found.status, found.note = "not_recognised", f"No source has these columns. {MAP_IT}"
        return
    missing = next(c for c in source.columns if not any(c.matches(heading) for heading in found.headings))
    shown = missing.shown_as or missing.heading
    spare = [heading for heading in found.headings if not source.column_of(heading)]
    near = difflib.get_close_matches(shown.casefold(), [heading.casefold() for heading in spare], 1, 0.6)
    renamed = next((heading for heading in found.headings if near and heading.casefold() == near[0]), "")
    hint = f" Is it the one headed “{renamed}”? Rename it back." if renamed else ""
    found.source = source
    found.problem = Problem(
        f"The column “{shown}” is missing.",
        f"Take the publisher's file as it was downloaded.{hint}",
        column=shown,
        value=renamed,
    )


def _nearest(found: InputFile) -> Source | None:
    """The source whose name the file bears, if enough of its columns are there, or most of whose columns are there.

    One column is enough of a name that tells month or year; of a plain word in it ("csp", "weights") two, or half of them.
    """

    def held(source: Source) -> int:
        return sum(any(c.matches(h) for h in found.headings) for c in source.columns)

    def share(source: Source) -> float:
        return held(source) / len(source.columns)

    candidates = [source for source in all_sources() if source.form is Form.CSV]
    bearing = [each for each in candidates if each.fits_name(found.name) and (held(each) > 1 or share(each) >= _HALF)]
    if bearing:
        return max(bearing, key=lambda source: (share(source), source.id))
    named = _by_name(found.name)
    if named and held(named):
        return named
    best = max(candidates, key=lambda source: (share(source), source.id))
    return best if share(best) > _HALF else named


def _by_name(name: str) -> Source | None:
    named = [source for source in all_sources() if source.form is Form.CSV and source.from_name(name)]
    return named[0] if named else None


def _recognise_boundaries(found: InputFile, suffix: str) -> None:
    from saferplan.sources.boundaries import property_names

    names = property_names(found, suffix)
    if found.problem or found.status != "loaded":
        return
    match = [s for s in all_sources() if s.form is Form.GEOJSON and any(s.columns[0].matches(name) for name in names)]
    if not match:
        found.status, found.note = "not_recognised", "No known area code among its properties."
        return
    found.source = match[0]
    found.headings = names


def _after_recognition(found: InputFile, source: Source) -> None:
    if found.problem is None and source.form is Form.CSV and found.rows_in == 0:
        found.problem = Problem(
            "The file has a heading and no rows.",
            "Download it again. It does not count as a month with no crime.",
        )
    elif found.problem is None and (
        twice := [h for h in found.headings if found.headings.count(h) > 1 and source.column_of(h)]
    ):
        found.problem = Problem(
            f"The column “{twice[0]}” stands twice.", "Take the publisher's file as it was downloaded.", column=twice[0]
        )
    elif found.problem is None and (untold := [word for word in _TOLD_BY_NAME if _is_untold(found, source, word)]):
        reason, way_out = _TOLD_BY_NAME[untold[0]]
        if untold[0] == "year" and source.fits_name(found.name) and (years := years_in(found.name)):
            reason = (
                f"The year of the figures is told by the file's name only, and this name may mean {' or '.join(years)}."
            )
        found.problem = Problem(reason, way_out.format(source.sample_name))


def _is_untold(found: InputFile, source: Source, word: str) -> bool:
    is_told_by_name = source.dated_by_name if word == "year" else f"(?P<{word}>" in source.fits
    return is_told_by_name and word not in found.hints


_TOLD_BY_NAME = {
    "year": (
        "The year of the figures is told by the file's name only, and this name does not tell it.",
        "Name the file as in {}, with the last two digits of the mid-year.",
    ),
    "month": (
        "Which month and force the file is all of is told by its name only, and this name does not tell it.",
        "Give the file its publisher's name back, as in {}.",
    ),
}


def vintage_of(found: InputFile) -> int | None:
    """The year of the codes in a lookup or boundary file, from the heading of its key column: LAD24CD → 2024."""
    if not found.source:
        return None
    years = []
    for column in found.source.columns:
        for heading in found.headings:
            digits = "".join(character for character in heading if character.isdigit())
            if column.matches(heading) and len(digits) == 2:
                years.append(2000 + int(digits))
                break
    if found.source.form is Form.GEOJSON:
        return years[0] if years else None
    return max(years, default=None)
