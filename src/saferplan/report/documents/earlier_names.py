"""Blocks of documents that an earlier version wrote: it named a paragraph or list by its place among others.

Such a place may be another block's by now, so a name of that kind is never looked up. A block under one is known only by
its words: where they are, to the letter, those of one block that the report has now.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from saferplan.report.documents.controls import Control, around, forget_pictures, name_anew
from saferplan.report.documents.word import ReportBlock, hash_of
from saferplan.report.documents.word_blocks import Word

_BY_PLACE = re.compile(r".+-\d+")
"""No block is named like this any longer."""


def is_by_place(name: str) -> bool:
    return bool(_BY_PLACE.fullmatch(name))


def give_names(document: Any, controls: Sequence[Control], blocks: Mapping[str, ReportBlock]) -> int:
    """Name the untouched blocks under earlier names that say word for word what one block says; gives how many."""
    earlier = [each for each in controls if is_by_place(each.name) and not each.held_back]
    if not earlier:
        return 0
    taken, words = {each.name for each in controls}, dict[str, list[str]]()
    for name, block in blocks.items():
        if name not in taken:
            made = block.make(Word(document, earlier[0].report))
            words.setdefault(hash_of(around(made)), []).append(name)
            forget_pictures(document, made)
    return sum(_named(each, words.get(each.hash, [])) for each in earlier)


def _named(control: Control, alike: list[str]) -> bool:
    """Whether there is one block that it can be, and no other."""
    if len(alike) != 1:
        return False
    name_anew(control, alike.pop())
    return True
