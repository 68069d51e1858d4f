"""References by which a supplier tells its crimes apart: which rows repeat one, without keeping any.

A reference identifies a person's case to whoever has the force's system. It is put through a keyed hash whose key is made anew
for each build and lives in memory alone; what is written, even for the length of a build, is a number of our own.
"""

import re
import secrets
from hashlib import blake2b

from saferplan.sources.local.event_headings import plain

_CRIME = (
    r"^urn$|^crn$|^occurrence$|^niche$|^unique (?:crime )?ref\w*(?: (?:no|number))?$|"
    r"\b(?:crime|offence|cris|niche|occurrence)(?: \w+)? ?(?:ref\w*|no|num|number|id|urn)\b"
)
_ANY = r"\b(?:ref(?:erence)?|urn|(?:incident|log|case|event|record) ?(?:ref\w*|no|num|number|id))\b"
FEWEST_DIFFERENT = 0.2
"""A column with fewer different values for its rows is one of kinds or beats, whatever it is called."""


def names_a_crime(heading: str) -> bool:
    """Whether a column is called as numbers of crimes are.

    >>> [names_a_crime(each) for each in ("Crime number", "URN", "Offence_Ref", "Occurrence", "Log number", "Offence code")]
    [True, True, True, True, False, False]
    """
    return re.search(_CRIME, plain(heading)) is not None


def may_be_reference(heading: str) -> bool:
    return names_a_crime(heading) or re.search(_ANY, plain(heading)) is not None


def _normal(reference: str) -> str:
    return " ".join(reference.split()).casefold()


class CrimeReferences:
    """A number for each reference, from one on, in the order in which they are first seen; over all files of a mapping."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._numbers: dict[bytes, int] = {}

    def number_of(self, reference: str) -> str:
        """The number of a reference; empty where there is none."""
        if not (said := _normal(reference)):
            return ""
        digest = blake2b(said.encode(), key=self._key, digest_size=16).digest()
        return str(self._numbers.setdefault(digest, len(self._numbers) + 1))


class Repeats:
    """How many rows of a column repeat what stands in one above."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._rows = 0

    def see(self, text: str) -> None:
        if said := _normal(text):
            self._rows += 1
            self._seen.add(hash(said))  # of this run only, like the key above

    @property
    def rows(self) -> int:
        """Rows that repeat another; none where so few values differ that the column holds no references."""
        different = len(self._seen)
        return self._rows - different if different >= FEWEST_DIFFERENT * self._rows else 0
