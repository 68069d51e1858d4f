"""Judgements: those of signals that an edition has not, in words; and the lines by which a signal is judged."""

import json
from typing import Any

from saferplan.base.numerals import listed
from saferplan.base.periods import Month
from saferplan.report.signals.reading import JUDGED, Signal, month_words
from saferplan.report.wording import day_named
from saferplan.tables.editions import Edition

MONTHS_SEEN = 12
UNMATCHED = "Judgements of signals that this edition has not"


def unmatched_words(edition: Edition) -> dict[str, str]:
    """By the identifier judged: when and as what, what it was about, and the signal nearest to it."""
    return {row["signal_id"]: _words(row) for row in edition.table("signal_unmatched")}


def unmatched_lines(edition: Edition) -> list[str]:
    """All of them for a list: those of over a year ago, of which no edition has the months any more, in one line."""
    words = unmatched_words(edition)
    if not words:
        return []
    (own,) = edition.rows("SELECT last_month FROM partnership")
    long_ago = Month.of(own["last_month"]).plus(-MONTHS_SEEN).first_day
    old = [row["signal_id"] for row in edition.table("signal_unmatched") if row["judged_on"] < long_ago]
    said = [each for name, each in words.items() if name not in old]
    return said + ([f"Judged over a year ago, of months no longer gone through: {listed(old)}."] if old else [])


def _words(row: dict[str, Any]) -> str:
    said = [f"{row['signal_id']}, judged on {day_named(row['judged_on'])}: {JUDGED[row['judgement']]}."]
    said += [f"The judgement is about “{row['about']}”."] if row["about"] else []
    said += [f"Its identifier is that of {row['meant']}."] if row["meant"] else []
    said += [] if row["meant"] else ["Its identifier is of nothing in the partnership: is it mistyped?"]
    if row["nearest_id"]:
        said.append(
            f"Nearest to it here is signal {row['nearest_id']}: if it is the same, judge that one in a new file."
        )
    elif row["meant"]:
        said.append("No signal here is near it.")
    return " ".join(said)


def lines_to_judge(signal: Signal) -> list[str]:
    """What to paste into a file of judgements; the words of `about` are for whoever reads it when the signal has gone."""
    way = "rise" if signal.row["direction"] == "rise" else "fall"
    about = f"{signal.row['category']} {signal.row['place']}: a {way} from {month_words(signal.row['since'])}"
    return [
        "To judge it: into inbox/judgements/signals-2025-11-30.toml, with the day on which you judge as its name",
        "",
        "[[signal]]",
        f'id = "{signal.id}"',
        f"about = {json.dumps(about, ensure_ascii=False)}",
        'judgement = ""  # real, recording, known or no_action',
        'tasked_to = ""',
        'result = ""',
        "may_publish = false",
    ]
