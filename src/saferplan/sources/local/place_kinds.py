"""Which words of a supplier say a kind of place, and may be kept: all others might be somebody's house or name.

A column of kinds of place is the one text of an extract that is kept as it stands, so it is read the other way about: only
what holds a word for a kind of place, no number and no comma is kept.
"""

import re

_WORDS = """
airport alley arcade atm bank bar bridge building bus business car care carriage centre charity church cinema club clinic college
commercial community construction court custody derelict detached door dwelling educational estate facility factory farm field
flat food football footpath forecourt garage garden gym hall highway home hospital hostel hotel house industrial interior kiosk
land landlord leisure licensed market mosque motorway nightclub nursery office online open outdoor outside park parking path petrol
phone pitch platform playground police post premises prison private pub public railway recreation religious residential
restaurant retail river road rural scheme school semi sheltered shed shop shopping site space sport stadium station store street
supermarket surgery takeaway taxi temple terraced theatre town track train transport university unknown urban vehicle venue void
warehouse waste wood woodland work workplace yard
"""
_KINDS = frozenset(_WORDS.split())
MOST_WORDS = 6


def is_kind_of_place(said: str) -> bool:
    """Whether a cell says a kind of place and nothing of which place it is.

    >>> is_kind_of_place("Licensed premises - pub"), is_kind_of_place("Ivy Cottage, Mill Lane"), is_kind_of_place("Khan")
    (True, False, False)
    """
    words = re.findall(r"[a-z']+", said.casefold())
    has_more = re.search(r"[\d,;:@]", said) is not None or len(words) > MOST_WORDS
    return not has_more and any(word.rstrip("s") in _KINDS or word in _KINDS for word in words)
