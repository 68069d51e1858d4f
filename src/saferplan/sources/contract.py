"""What a source is. A source maps text to text: it never casts, counts or decides."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from saferplan.base.disclosure import Disclosure
from saferplan.base.validity import Support
from saferplan.sources.years_in_names import years_in

NOT_RUN = "Not run on a real file: built to the published layout, with a made sample."
OGL = "Open Government Licence v3.0"


class Form(StrEnum):
    CSV = "csv"
    GEOJSON = "geojson"


@dataclass(frozen=True)
class Terms:
    """On what terms a publisher gives its data: licence, attribution, how far it may travel."""

    publisher: str
    licence: str
    attribution: str
    disclosure: Disclosure
    marking: str
    may_publish: bool


def _open_terms(publisher: str, attribution: str) -> Terms:
    """Terms of files under the Open Government Licence."""
    return Terms(publisher, OGL, attribution, Disclosure.OPEN, "OFFICIAL", may_publish=True)


ONS = _open_terms(
    "Office for National Statistics",
    "Source: Office for National Statistics licensed under the Open Government Licence v3.0.",
)

POLICE_UK = _open_terms(
    "Single Online Home National Digital Team (data.police.uk)",
    "Contains public sector information from data.police.uk, licensed under the Open Government Licence v3.0.",
)


HOME_OFFICE = _open_terms(
    "Home Office",
    "Source: Home Office, police recorded crime open data, licensed under the Open Government Licence v3.0.",
)

MHCLG = _open_terms(
    "Ministry of Housing, Communities and Local Government",
    "Source: Ministry of Housing, Communities and Local Government, English Indices of Deprivation, licensed under "
    "the Open Government Licence v3.0.",
)

LOCAL = Terms(
    publisher="The partnership",
    licence="Not published: for use within the partnership",
    attribution="Held by the partnership.",
    disclosure=Disclosure.PARTNER,
    marking="OFFICIAL-SENSITIVE",
    may_publish=False,
)


@dataclass(frozen=True)
class SourceColumn:
    """A column of the publisher's file. `heading` is a pattern, for headings carry the year: `LAD\\d\\dCD`."""

    name: str
    heading: str
    description: str
    shown_as: str = ""

    def matches(self, heading: str) -> bool:
        return _matches(self.heading, heading)


@lru_cache(20_000)
def _matches(pattern: str, heading: str) -> bool:
    """In whatever case it is written. The same few headings are asked for by every file of a feed."""
    return re.fullmatch(pattern, heading.strip(), re.IGNORECASE) is not None


@dataclass(frozen=True)
class Source:
    """A published data set: who, under which licence, how far it may travel, and how its text becomes our text.

    `texts` gives, for each column of the target table that the file fills, an SQL expression over the source's column
    names that yields text; the loader casts it. `fits` is a pattern of file names, used for advice and for what only
    the name tells (named groups `month`, `force`).
    """

    id: str
    title: str
    terms: Terms
    cadence: str
    address: str
    form: Form
    columns: tuple[SourceColumn, ...]
    fits: str
    dated_by_name: bool = False
    """Whether the year of the figures is told by the file's name only."""
    table: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    caveats: tuple[str, ...] = ()
    revised_years: tuple[int, int] | None = None
    """First and last year whose figures in this form the publisher has since replaced."""
    supports: tuple[Support, ...] = ()
    """What can be read from its rows about an event; nothing for lookups and denominators."""
    tried_on: str = "Run on the publisher's own files."
    """Whether a real file was at hand, or only a sample in the published layout."""
    sample: str = ""
    """At most 20 rows of our own making in the publisher's layout, for the contract suite."""
    sample_name: str = ""
    sheets: tuple[str, ...] = ()
    """Of a partner's source: the sheets of a workbook that it reads, where it names them."""

    def column_of(self, heading: str) -> SourceColumn | None:
        return next((column for column in self.columns if column.matches(heading)), None)

    def fits_name(self, name: str) -> bool:
        """Whether a file of this name may be one of the source."""
        return re.search(self.fits, name) is not None

    def from_name(self, name: str) -> dict[str, str]:
        """What the file's name tells: month and force, where the pattern has such groups, or one year of the figures."""
        found = re.search(self.fits, name)
        if found is None:
            return {}
        years = years_in(name) if self.dated_by_name else ()
        told = {key: value.lower() for key, value in found.groupdict().items() if value}
        return told | ({"year": years[0]} if len(years) == 1 else {})
