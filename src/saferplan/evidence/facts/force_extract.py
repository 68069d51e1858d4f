"""What a force's extract says before anybody has published it: provisional, for the partnership alone."""

from saferplan.base.numerals import listed, one_decimal, whole
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
    types = [row for row in evidence.rows(TABLE, mapping=total["mapping"]) if row["category"] != "(all)"]
    sentence = f"{total['supplier']}'s extract has {whole(total['events'])} crimes in {evidence.area_name} in {total['period']}"
    beside = [words for name, key in (("police.uk", "police_uk"), ("the Home Office", "home_office"))
              if (words := _beside(total, name, key))]  # fmt: skip
    ending = (
        f", beside {listed(beside)}."
        if beside
        else "; neither police.uk nor the Home Office gives the same months whole."
    )
    by_type = listed([f"{row['category']} {whole(row['events'])}" for row in types if row["events"]])
    caveats = [PROVISIONAL, f"By type: {by_type}."]
    if total["is_query"]:
        caveats.append("A ratio outside 0.95 to 1.05 is a data query: ask the force why.")
    if total["unplaced"]:
        caveats.append(f"{whole(total['unplaced'])} crimes of the extract are in no known place and not counted.")
    return Statement(sentence + ending, total["period"], (), tuple(caveats), (TABLE,))


def _beside(row: Row, name: str, key: str) -> str:
    if not row[key]:
        return ""
    return f"{whole(row[key])} by {name} (ratio {row['events'] / row[key]:.2f})"


def domestic_abuse(evidence: Evidence) -> Statement | Refusal:
    rows = [row for row in evidence.rows(TABLE, category="(all)") if row["domestic_abuse"] is not None]
    if not rows:
        return Refusal("No extract of a whole year says which crimes are domestic abuse.",
                       "Name the column of that flag in the mapping of the extract, and build again.")  # fmt: skip
    row = max(rows, key=lambda each: (each["last_month"], each["mapping"]))
    if row["flag_known"] < FEWEST:
        return Refusal(f"The flag is known of {row['flag_known']} crimes only: a percentage of fewer than {FEWEST} says little.",
                       "Ask the force to fill the column, and build again.")  # fmt: skip
    share = 100 * row["domestic_abuse"] / row["flag_known"]
    sentence = (
        f"{one_decimal(share)}% of crimes in {evidence.area_name} in {row['period']} are flagged as domestic abuse "
        f"({whole(row['domestic_abuse'])} of {whole(row['flag_known'])})."
    )
    caveats = [PROVISIONAL, "A flag is set by hand: crimes that it was not set on are not seen."]
    if row["flag_known"] < row["events"]:
        caveats.append(f"Of {whole(row['events'] - row['flag_known'])} crimes the extract does not say.")
    return Statement(sentence, row["period"], (), tuple(caveats), (TABLE,))


PROVISIONAL_CRIME = Fact(
    "provisional-crime", 585, "What does the force's own extract say?", provisional, Freshness.LASTING
)
DOMESTIC_ABUSE = Fact(
    "domestic-abuse-share", 586, "What share of crimes is flagged as domestic abuse?", domestic_abuse, Freshness.LASTING
)
