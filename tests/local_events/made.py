"""A made extract of Smallshire Police: at most twenty rows, with the mess of real ones."""

from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

from saferplan.sources.local.event_mapping import EventMapping
from tests.local_indicators.made import xlsx
from tests.support.small import put, small_workspace

MAPPING = """kind = "events"
supplier = "Smallshire Police"
files = ["smallshire-extract*"]
ignore_columns = ["Officer name"]
exact_points = true
[columns]
offence_code = "HO code"
category = "Class"
from_date = "Committed from"
from_time = "Time from"
to_date = "Committed to"
reported = "Reported"
easting = "X"
northing = "Y"
ward = "Ward"
postcode = "Post code area"
place_type = "Premises"
victim_key = "Victim"
[flags.domestic_abuse]
column = "DA"
no = ["N", ""]
[categories]
"ASB - Nuisance" = "Anti-social behaviour"
"""
HEADINGS = (
    "HO code", "Class", "Committed from", "Time from", "Committed to", "Reported", "X", "Y", "Ward", "Post code area",
    "Premises", "Victim", "DA", "Officer name",
)  # fmt: skip
KEY = "ab" * 32
NAME_2017 = "smallshire-extract-2017-03.xlsx"
X, Y = 568_244, 538_125
ROW = ("28A", "Burglary", datetime(2017, 3, 4, 22, 30), "", date(2017, 3, 5), "05/03/2017", X, Y, "Old Quay", "SM1 2AB",
       "Dwelling", KEY, "N", "Emma Example")  # fmt: skip


def row(**changed: object) -> tuple[object, ...]:
    """The row above with some cells changed; spaces in headings are underscores."""
    cells = dict(zip(HEADINGS, ROW, strict=True)) | {name.replace("_", " "): value for name, value in changed.items()}
    return tuple(cells.values())


ROWS = [
    ROW,
    row(HO_code="046/00", Committed_from=date(2017, 3, 6), Committed_to="", DA="Y"),
    row(
        HO_code="",
        Class="ASB - Nuisance",
        Committed_from="07/03/2017",
        Committed_to="",
        Time_from=time(0, 0),
        Victim="",
    ),
    row(HO_code="", Class="Witchcraft", Committed_from="8-Mar-2017", Committed_to="", Time_from="2315", DA="maybe"),
    row(HO_code="8N", X=Y, Y=X),
    row(HO_code="8N", X=0.6, Y=54.71),
    row(HO_code="8N", Committed_from="31/02/2017"),
    row(HO_code="8N", Committed_from=date(2018, 1, 1), Committed_to=""),
    row(HO_code="8N", Committed_to=date(2017, 3, 1)),
    row(HO_code="8N", X="", Y="", Ward="Old Quay"),
    row(HO_code="8N", X="", Y="", Ward="Nowhere Quay"),
]


def extract(path: Path, rows: Sequence[Sequence[object]], headings: Sequence[object] = HEADINGS) -> Path:
    return xlsx(path, [("Extract of crimes, OFFICIAL-SENSITIVE",), headings, *rows], title="Crimes")


def workspace_with(folder: Path, rows: Sequence[Sequence[object]], mapping: str = MAPPING) -> object:
    made = small_workspace(folder)
    extract(made.inbox / "smallshire-extract-2017-03.xlsx", rows)
    put(made.mappings / "smallshire.toml", mapping)
    return made


def rules(text: str = MAPPING) -> EventMapping:
    import tomllib

    return EventMapping(**tomllib.loads(text))
