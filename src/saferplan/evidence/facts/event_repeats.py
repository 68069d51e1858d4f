"""Repeat victims, repeat places and near repeats, of extracts that have keys or exact places."""

from saferplan.base.numerals import listed, one_decimal, whole
from saferplan.evidence.event_wording import FEWEST, counted, months_words, newest
from saferplan.evidence.fact import Evidence, Fact, Freshness, Refusal, Row, Statement
from saferplan.evidence.facts.event_times import NOT_PUBLISHED

REPEATS, NEAR, TYPES = "event_repeat", "near_repeat", "near_repeat_type"
MONTHS = (12, 6, 3)
NEAREST = (100.0, 7)
"""Metres and days of the cell that is told first."""
NOT_JUDGED = {
    "under_fifty_events": "fewer than fifty with an exact place and day",
    "too_many_pairs": "so many so close together that near repeats mean nothing",
}
_HASH = "Ask the supplier for a column of keyed hashes (saferplan hash), name it in the mapping, and build again."


def victims(evidence: Evidence) -> Statement | Refusal:
    return _repeats(evidence, "victim", "victims")


def places(evidence: Evidence) -> Statement | Refusal:
    return _repeats(evidence, "place", "places")


def _repeats(evidence: Evidence, key_type: str, name: str) -> Statement | Refusal:
    row = newest(evidence, REPEATS, key_type=key_type)
    if row is None:
        return Refusal(f"No file tells which {name} come up again.", _HASH)
    if row["keys"] < FEWEST:
        return Refusal(f"Only {row['keys']} {name} have a key: too few to say how many come up again.",
                       f"Ask {row['supplier']} to fill the column.", tables=(REPEATS,))  # fmt: skip
    if row["repeated_keys"] is None:
        return Refusal(f"Fewer than {row['suppress_below']} {name} came up on more than one day: a figure so small is not given.",
                       "Map an extract of more months.", tables=(REPEATS,))  # fmt: skip
    share, had = (one_decimal(100 * row[part] / row[of]) for part, of in (
        ("repeated_keys", "keys"), ("occasions_of_repeated", "occasions")))  # fmt: skip
    sentence = (
        f"{share}% of {name} of {counted(row)} in {evidence.area_name} in {months_words(row)} came up on more than one day "
        f"({whole(row['repeated_keys'])} of {whole(row['keys'])}). They had {had}% of the occasions."
    )
    caveats = [*_followed_words(row, key_type), f"{whole(row['without_key'])} of {whole(row['events'])} {counted(row)} have no key "
               f"and are not counted here.", "What happens to one key on one day is one occasion."]  # fmt: skip
    return Statement(sentence, row["period"], (), (*caveats, NOT_PUBLISHED), (REPEATS,))


def _followed_words(row: Row, key_type: str) -> list[str]:
    said = [
        f"{one_decimal(100 * row[f'followed_{months}'] / row[f'judged_{months}'])}% within {months} months"
        for months in reversed(MONTHS) if row[f"judged_{months}"] >= FEWEST and row[f"followed_{months}"] is not None
    ]  # fmt: skip
    if not said:
        return []
    return [f"Of occasions whose following months are known, the same {key_type} had another: {listed(said)}."]


def near(evidence: Evidence) -> Statement | Refusal:
    asked = evidence.rows(TYPES)
    if not asked:
        return Refusal(
            "No file tells the exact place and day of burglaries, robberies, vehicle crimes or damage.",
            "Map an extract of crimes, at least fifty of one type, whose points are the places themselves, and let its mapping say "
            "so if the supplier does. `saferplan analyses` says what each file lacks.",
        )
    last = max(row["last_month"] for row in asked)
    asked = [row for row in asked if row["last_month"] == last]
    types = [row["category"] for row in asked if row["missing_reason"] is None]
    not_judged = [f"{row['category']}: {NOT_JUDGED[row['missing_reason']]}." for row in asked if row["missing_reason"]]
    if not types:
        return Refusal(" ".join(not_judged), "Map an extract of more, or of fewer, months.", tables=(TYPES,))
    rows = [row for row in evidence.rows(NEAR) if row["last_month"] == last]
    told = {kind: cell for kind in types if (cell := _telling([row for row in rows if row["category"] == kind]))}
    said = f"In {months_words(rows[0])} near repeats"
    if not told:
        sentence = (
            f"{said} beyond chance were found in none of these types in {evidence.area_name}: "
            f"{listed([kind.lower() for kind in types])}."
        )
    else:
        sentence = f"{said} beyond chance were found in {evidence.area_name}: {_cells_words(told)}."
    caveats = [
        f"Looked at: {listed(types)}. Every distance and time of a type is tested together; a type that is not named has no more "
        "than chance makes.",
        *not_judged,
        "A pattern, not a forecast: it says nothing of any one place.",
    ]
    if left_out := sum(row["left_out"] for row in asked):
        caveats.append(f"{whole(left_out)} without an exact place or day are left out.")
    return Statement(sentence, rows[0]["period"], (), (*caveats, NOT_PUBLISHED), (NEAR, TYPES))


def _telling(cells: list[Row]) -> Row | None:
    """The nearest band if it has more than chance makes, else the cell with the most beyond chance."""
    more = [cell for cell in cells if cell["is_more"]]
    nearest = [cell for cell in more if (cell["metres_to"], cell["days_to"]) == NEAREST]
    return nearest[0] if nearest else max(more, key=lambda cell: cell["observed"] / cell["expected"], default=None)


def _cells_words(told: dict[str, Row]) -> str:
    return "; ".join(
        f"{kind.lower()}, {whole(cell['observed'])} pairs {_apart(cell)}, where chance makes {one_decimal(cell['expected'])}"
        for kind, cell in told.items()
    )


def _apart(cell: Row) -> str:
    days = (
        f"within {cell['days_to']} days"
        if not cell["days_from"]
        else f"{cell['days_from']} to {cell['days_to']} days apart"
    )
    if not cell["metres_from"]:
        return f"at the same place {days}"
    metres = "up to" if cell["metres_from"] == 1 else f"{cell['metres_from']:.0f} to"
    return f"{days} and {metres} {cell['metres_to']:.0f} metres"


REPEAT_VICTIMS = Fact("repeat-victims", 591, "How many victims come up again?", victims, Freshness.LASTING)
REPEAT_PLACES = Fact("repeat-places", 592, "How many places come up again?", places, Freshness.LASTING)
NEAR_REPEATS = Fact("near-repeats", 593, "Does crime soon come back near by?", near, Freshness.LASTING)
