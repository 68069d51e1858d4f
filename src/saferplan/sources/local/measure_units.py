"""What a measure is counted in, by what it is called: percent, pounds, or a time, rate or average that counts no people."""

import re

_PERCENT = re.compile(
    r"(?<!\d)%(?!\s*points?\b)|\bper ?cent(?:age)?\b(?!\s*points?\b)|^\s*(?:the )?proportion of\b", re.IGNORECASE
)
_THOUSANDS = re.compile(r"000|£\s*[km]\b|\bthousand|\bmillion", re.IGNORECASE)
_TIME = r"(?:days|hours|minutes|weeks)"
_MIDDLE = r"(?:average|mean|median|avg\.?)"
_COST = r"(?:costs?|spend|expenditure|budget)"
_NO_PEOPLE = re.compile(
    rf"^(?:the )?{_MIDDLE}\b|\(?\b{_MIDDLE}\)?$|\brate\b|\bratio\b|\bscore\b|£"
    rf"|^(?:(?:total|unit|net|gross) )?{_COST}\b(?! of living)|\b{_COST}\)?$"
    rf"|^(?:(?:number|no\.?|total) (?:of )?)?(?:\w+ )?{_TIME}\b(?! (?:old|people|who))|\({_TIME}\)$"
    r"|\bper (?:\d[\d,]*|head|capita|person|case|household|resident|visit|call)\b",
    re.IGNORECASE,
)
"""Names of figures that may be none of people. Where a word stands is part of it: "Cost of living grants" counts households."""


_AT_ITS_HEAD = re.compile(
    rf"^(?:the )?(?:{_MIDDLE}|rate|ratio|score|(?:(?:total|unit|net|gross) )?{_COST}|"
    rf"(?:(?:number|no\.?|total) (?:of )?)?{_TIME})(?![-\w])(?! (?:of living|old|people|who)\b)",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(
    rf"\((?:[^()]*\s)?(?:£|{_MIDDLE}|rate|ratio|score|{_COST}|{_TIME})(?:\s?[km]|\s?,?000s?|\s[a-z ]+)?\)\s*$",
    re.IGNORECASE,
)
_POUNDS = re.compile(r"\([^()\d]*£[^()\d]*\)|(?:^|\s)£\s*$")
"""The sign in brackets, or alone at the end; beside a number it is part of what is counted."""


def says_percent(label: str) -> bool:
    """Whether a measure is called a share of a hundred.

    >>> [says_percent(each) for each in ("% satisfied", "Satisfied (%)", "Percentage of tenants", "Proportion of cases closed")]
    [True, True, True, True]
    >>> [says_percent(each) for each in ("Change (% points)", "Cases under 50% of rent", "Calls")]
    [False, False, False]
    """
    return _PERCENT.search(label) is not None


def is_in_pounds(label: str) -> bool:
    """Whether a measure is called a sum of whole pounds.

    >>> [is_in_pounds(each) for each in ("Spend (£)", "Value of losses £", "Scam victims losing over £500", "Grant (£000)")]
    [True, True, False, False]
    """
    return _POUNDS.search(label) is not None and not _THOUSANDS.search(label)


def says_no_people(label: str) -> bool:
    """Whether a measure is called so at its head, or in brackets at its end, where it says what all of it is.

    >>> [says_no_people(each) for each in ("Average days to close", "Rate per 1,000", "Time to close (days)", "Cost (£)")]
    [True, True, True, True]
    >>> [says_no_people(each) for each in ("Victims with a DASH score of 14", "Median-risk victims", "Losing over £500")]
    [False, False, False]
    """
    return _AT_ITS_HEAD.search(label) is not None or _IN_BRACKETS.search(label) is not None


def counts_no_people(label: str) -> bool:
    """Whether a measure is called an average, a rate, a time or a cost: a small figure of it is nobody's.

    >>> [counts_no_people(each) for each in ("Average days to close", "Rate per 1,000", "Days lost", "Cost (£)", "Mean score")]
    [True, True, True, True, True]
    >>> [counts_no_people(each) for each in ("People waiting over 5 days", "Victims", "Calls per month", "Cost of living grants")]
    [False, False, False, False]
    """
    return _NO_PEOPLE.search(label) is not None
