"""Titles that call a figure one of several parts of a whole: a sex, an age band, yes or no, repeat or first, a decision."""

import re

_NUMBER = r"\d{1,3}"
_KINDS = {
    "sex": (
        r"\b(?:fe)?males?\b|\b(?:wo)?m[ea]n\b|\bboys?\b|\bgirls?\b|\bnon[ -]?binary\b",
        r"\b(?:other|unknown) (?:gender|sex)\b|\btrans\w*\b",
    ),
    "age": (
        rf"\b(?:under|over|aged?)[ -]?{_NUMBER}\b|\b{_NUMBER}\s?(?:-|–|to)\s?{_NUMBER}\b|\b{_NUMBER}\s?\+",
        rf"\b{_NUMBER} (?:and|or|years and) (?:over|above|under|more|older|younger)\b",
        r"\badults?\b|\bchildren\b|\byouths?\b|\byoung people\b",
    ),
    "answer": (r"^(?:yes|no|don.?t know|not (?:known|stated|recorded|asked)|unknown|prefer not to say)$",),
    "ethnicity": (r"\b(?:white|asian|black|mixed|other ethnic\w*|minority ethnic)\b",),
    "first or repeat": (r"\b(?:repeats?|first[ -]time|new|returning|existing|previous(?:ly known)?)\b",),
    "decision": (
        r"\b(?:accepted|declined|refused|rejected|withdrawn|(?:un)?successful|(?:not )?completed|(?:un)?planned)\b",
    ),
}


def kind_of_part(title: str) -> str:
    """The kind of part a title names; nothing where it names none.

    >>> [kind_of_part(each) for each in ("Men", "Women helped", "18 to 64", "65 and over", "Yes", "Repeat referrals", "Referrals")]
    ['sex', 'sex', 'age', 'age', 'answer', 'first or repeat', '']
    """
    said = title.strip().casefold()
    return next((kind for kind, forms in _KINDS.items() if any(re.search(form, said) for form in forms)), "")
