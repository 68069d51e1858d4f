"""Words that kinds of place are called by. A kind of place is kept only where each of its words is one of them.

No count of rows could tell "Shop" from a house or a family that comes up often; a closed list lets nobody's in.
"""

import re

_WORDS = """
a and or of in on the at for with to other not unknown known none no type specified applicable general misc etc
access accommodation adjacent agricultural air airport allotment amusement area arcade arena asylum atm attached attendance
bank bar barrack beach bed bedroom bedsit betting bicycle block boat bookmaker bridge building bungalow bus business
cafe campsite canal car caravan care cash casino cell cemetery centre charity chemist children church cinema civic clinic club
coach coast coffee college commercial common communal community complex construction convenience council country countryside
court custody cycle dealer dealership delivery dentist department depot derelict detached district dock doctor domestic
drink drinking dwelling educational education emergency empty entertainment entrance estate event exhibition
express facility factory farm farmland fast field filling fire flat food foot football footpath forecourt foreshore forest
front fuel furniture gallery gambling garage garden goods government gp ground guest gym gymnasium hairdresser hall halls harbour
health healthcare heath high highway hmo hold holiday home homeless hospital hospice hostel hot hotel house household
housing hypermarket indoor industrial industry inn inside institution internet isolated jail jetty jeweller kiosk lake land
launderette lay-by layby legal leisure library licence licensed live local location lodging lorry mail mall marina
market maisonette medical memorial metro mobile monument mosque multiple motel motor motorway multi museum night nightclub
non nursery nursing occupancy occupation occupied off office official old on online open outbuilding outdoor outside
park parking passage path pavement pedestrian people petrol pharmacy physical place platform play playground playing plot
police pond pool port post premise primary prison private property pub public quay railway rail rank recreation recreational
religious rental repair residence residential rest restaurant retail retirement river road roadside room rural school sea secondary
secure self semi service shed sheltered shelter shop shopping single site sixth social space sport stadium stand
staircase station statue stop storage store street student studio subway superstore supermarket supported surgery swimming
synagogue takeaway taxi temple temporary terraced theatre tourist town toilet track traffic train training tram transport travel
underground underpass unit university unlicensed urban vacant van vehicle venue village void waiting ward warehouse
waste water waterway website wholesale wood woodland work workplace workshop yard youth zone
"""
_KNOWN = frozenset(_WORDS.split())
MOST_WORDS = 6


def is_kind_of_place(text: str) -> bool:
    """Whether a text says what kind of place it was and nothing of which.

    >>> [is_kind_of_place(each) for each in ("Dwelling - house/flat", "Shops", "Ivy Cottage, Mill Lane", "14 House")]
    [True, True, False, False]
    """
    words = re.findall(r"[a-z-]*[a-z]", text.casefold().replace("a&e", "hospital"))
    plain = re.fullmatch(r"[A-Za-z\s/&(),.;:'’-]+", text) is not None
    return plain and 0 < len(words) <= MOST_WORDS and all(_is_known(each) for each in words)


def _is_known(word: str) -> bool:
    """A word, its plural, or words joined by hyphens."""
    return any(each in _KNOWN for each in (word, word.removesuffix("s"), word.removesuffix("es"), f"{word[:-3]}y")) or (
        "-" in word and all(_is_known(each) for each in word.split("-") if each)
    )


_STREET_WORDS = """
avenue ave lane close drive crescent terrace way gardens grove walk square mews row rise hill view rd st green north south
east west court cottage cottages lodge manor
"""
STREET_WORDS = frozenset(_STREET_WORDS.split())


def names_a_place(word: str) -> bool:
    """Whether a word is what a street, a house or a kind of place is called by."""
    return word.casefold() in STREET_WORDS or _is_known(word.casefold())
