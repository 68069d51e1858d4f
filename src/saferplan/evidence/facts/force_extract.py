"""What a force's extract says before anybody has published it: provisional, for the partnership alone."""

from saferplan.base.disclosure import suppressed_words
from saferplan.base.numerals import listed, one_decimal, whole
from saferplan.evidence.event_wording import months_words
from saferplan.evidence.fact import Evidence, Fact, Freshness, Refusal, Row, Statement

TABLE = "local_event_count"
FEWEST = 20
PROVISIONAL = "Provisional, from the force's extract, not for publication."
_NONE = Refusal(
    "No force's extract holds a whole financial year or twelve months of crimes.",
    "Map an extract of events (kind = \"events\") that spans twelve whole months, and build again.",
)  # fmt: skip


def provisional(evidence: Evidence) -> Statement | Refusal:
    rows = evidence.rows(TABLE, category="(all)")
    if not rows:
        return _NONE
    total = max(rows, key=lambda row: (row["last_month"], row["mapping"]))
    if total["events"] == 0:
        whose = f"No crime of {total['supplier']}'s extract"
        return Refusal(f"{whose} is known to lie in {evidence.area_name} in {months_words(total)}.",
                       "Look in the table local_event_unknown, and at its points on a map: a count of none is not given.",
                       tables=(TABLE,))  # fmt: skip
    types = [row for row in evidence.rows(TABLE, mapping=total["mapping"]) if row["category"] != "(all)"]
    sentence = (
        f"{total['supplier']}'s extract has {_count(total)} crimes in {evidence.area_name} in {months_words(total)}"
    )
    beside = [words for name, key in (("police.uk", "police_uk"), ("the Home Office", "home_office"))
              if (words := _beside(total, name, key))]  # fmt: skip
    ending = (
        f". For the same months {listed(beside)}."
        if beside
        else "; neither police.uk nor the Home Office gives the same months whole."
    )
    by_type = listed([f"{row['category']} {_count(row)}" for row in types if row["events"] != 0])
    caveats = [PROVISIONAL, f"By type: {by_type}.", *_suppression([total, *types])]
    if total["is_query"]:
        caveats.append("A ratio outside 0.95 to 1.05 is a data query: ask the force why.")
    if total["unplaced"] != 0:
        unplaced = (
            suppressed_words("small", total["suppress_below"])
            if total["unplaced"] is None
            else whole(total["unplaced"])
        )
        caveats.append(
            f"{unplaced[:1].upper()}{unplaced[1:]} crimes of the extract are in no known place and not counted."
        )
    return Statement(sentence + ending, total["period"], (), tuple(caveats), (TABLE,))


def _count(row: Row) -> str:
    """The crimes of a row, or what stands in their place."""
    return (
        suppressed_words(row["suppression"], row["suppress_below"]) if row["events"] is None else whole(row["events"])
    )


def _suppression(rows: list[Row]) -> list[str]:
    if all(row["events"] is not None for row in rows):
        return []
    below = rows[0]["suppress_below"]
    return [
        f"Counts under {below} are printed as “fewer than {below}”; “suppressed” stands where such a count could be worked out."
    ]


def _beside(row: Row, name: str, key: str) -> str:
    if not row[key]:
        return ""
    if row["events"] is None:
        return f"{name} has {whole(row[key])}"
    return f"{name} has {whole(row[key])} (ratio {row['events'] / row[key]:.2f})"


def domestic_abuse(evidence: Evidence) -> Statement | Refusal:
    rows = [row for row in evidence.rows(TABLE, category="(all)") if row["flag_known"] != 0]
    if not rows:
        return Refusal("No extract of a whole year says which crimes are domestic abuse.",
                       "Name the column of that flag in the mapping of the extract, and build again.")  # fmt: skip
    row = max(rows, key=lambda each: (each["last_month"], each["mapping"]))
    if row["domestic_abuse"] is None or row["flag_known"] is None:
        below = row["suppress_below"]
        return Refusal(f"The share of domestic abuse in {row['period']} is suppressed: with it a count under {below} could be "
                       "worked out.", "Build again when the extract holds more crimes.")  # fmt: skip
    if row["flag_known"] < FEWEST:
        return Refusal(f"The flag is known of {row['flag_known']} crimes only: a percentage of fewer than {FEWEST} says little.",
                       "Ask the force to fill the column, and build again.")  # fmt: skip
    share = 100 * row["domestic_abuse"] / row["flag_known"]
    sentence = (
        f"{one_decimal(share)}% of crimes in {evidence.area_name} in {row['period']} are flagged as domestic abuse "
        f"({whole(row['domestic_abuse'])} of {whole(row['flag_known'])})."
    )
    caveats = [PROVISIONAL, "A flag is set by hand: crimes that it was not set on are not seen."]
    if row["events"] is not None and row["flag_known"] < row["events"]:
        caveats.append(f"Of {whole(row['events'] - row['flag_known'])} crimes the extract does not say.")
    return Statement(sentence, row["period"], (), tuple(caveats), (TABLE,))


PROVISIONAL_CRIME = Fact(
    "provisional-crime", 585, "What does the force's own extract say?", provisional, Freshness.LASTING
)
DOMESTIC_ABUSE = Fact(
    "domestic-abuse-share", 586, "What share of crimes is flagged as domestic abuse?", domestic_abuse, Freshness.LASTING
)
