"""When events happen and when they are reported, of extracts that tell the day and the time of day."""

from collections import defaultdict

from saferplan.base.numerals import listed, one_decimal, plural, whole
from saferplan.evidence.event_wording import FEWEST, counted, months_words, newest
from saferplan.evidence.fact import Evidence, Fact, Freshness, Refusal, Row, Statement

TABLE = "event_timing"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
BLOCK_HOURS = 4
SHOWN_BLOCKS = 3
MOST_UNKNOWN = 0.5
NOT_PUBLISHED = "From an extract of events, not for publication."
_MAP = 'Map a file of events that gives the {} of each (kind = "events"), and build again.'


def busiest(evidence: Evidence) -> Statement | Refusal:
    row = newest(evidence, TABLE)
    if row is None or row["no_time"] == row["events"]:
        return Refusal(
            "No file tells the time of day of events: police.uk gives the month alone.", _MAP.format("day and time")
        )
    known, name = row["events"] - row["no_time"], counted(row)
    if row["no_time"] > MOST_UNKNOWN * row["events"]:
        return Refusal(f"Only {whole(known)} of {whole(row['events'])} {name} have a time of day: the rest may be unlike them.",
                       f"Ask {row['supplier']} for the times.", tables=(TABLE,))  # fmt: skip
    if row["block_hours"] is None:
        return Refusal(f"{whole(known)} {name} with a time of day are too few for the hours of a week.",
                       "Map an extract of more months.", tables=(TABLE,))  # fmt: skip
    top = _blocks(evidence, row)[:SHOWN_BLOCKS]
    share = sum(weight for weight, *_ in top) / known
    spans = listed([_block_words(weekday, hour) for _, weekday, hour in top])
    sentence = (
        f"The busiest hours for {name} in {evidence.area_name} in {months_words(row)} were {spans}. They had "
        f"{one_decimal(100 * share)}% of those with a time, where a week without peaks would give "
        f"{one_decimal(100 * len(top) * BLOCK_HOURS / 168)}%."
    )
    return Statement(sentence, row["period"], (), (*_known_caveats(row), NOT_PUBLISHED), (TABLE, "event_hour"))


def _blocks(evidence: Evidence, row: Row) -> list[tuple[float, int, int]]:
    """Weight, weekday and first hour of blocks of four hours, the busiest first; hidden cells count as none."""
    sums: dict[tuple[int, int], float] = defaultdict(float)
    keys = ("mapping", "unit", "category")
    for cell in evidence.rows("event_hour", **{key: row[key] for key in keys}):
        sums[cell["weekday"], cell["from_hour"] // BLOCK_HOURS * BLOCK_HOURS] += cell["weight"] or 0.0
    return sorted(((weight, *place) for place, weight in sums.items()), key=lambda each: (-each[0], each[1:]))


def _block_words(weekday: int, hour: int) -> str:
    until = "midnight" if hour + BLOCK_HOURS == 24 else f"{hour + BLOCK_HOURS:02d}:00"
    return f"{WEEKDAYS[weekday - 1]} {hour:02d}:00 to {until}"


def _known_caveats(row: Row) -> list[str]:
    name, events = counted(row), row["events"]
    said = [f"{_share(row['no_time'], events)} of {whole(events)} {name} have no time of day and are in no hour."]
    at = [
        f"{_share(row[key], events)} at {when}"
        for key, when in (("at_midnight", "midnight"), ("at_noon", "noon"))
        if row[key]
    ]
    if at:
        said.append(f"{listed(at)} to the minute: forms fill these in where the time is not known.")
    if row["over_a_day"]:
        said.append(
            f"{whole(row['over_a_day'])} may have happened within more than a day: each is spread over its hours."
        )
    return said


def _share(part: int, of: int) -> str:
    return f"{one_decimal(100 * part / of)}%" if of >= FEWEST else whole(part)


def delay(evidence: Evidence) -> Statement | Refusal:
    row = newest(evidence, TABLE)
    if row is None or row["reported_known"] < FEWEST:
        return Refusal("No file tells both when events happened and when they were reported.",
                       _MAP.format("day it happened and the day of the report"))  # fmt: skip
    known, name = row["reported_known"], counted(row)
    sentence = (
        f"Of {whole(known)} {name} in {evidence.area_name} in {months_words(row)}, {_share(row['same_day'], known)} were reported "
        f"on the day, {_share(row['within_week'], known)} within a week and {_share(row['after_month'], known)} after more than "
        f"30 days."
    )
    caveats = [
        f"{_share(row['other_month'], known)} were reported in another month than they happened in: counts by the day it happened "
        "and by the day of the report differ.",
        "Those of the last months that are still to be reported are not in the extract.",
    ]
    if row["reported_before"]:
        verb = "was" if row["reported_before"] == 1 else "were"
        caveats.append(f"{whole(row['reported_before'])} {verb} reported before the day given: ask {row['supplier']}.")
    return Statement(sentence, row["period"], (), (*caveats, NOT_PUBLISHED), (TABLE,))


def holidays(evidence: Evidence) -> Statement | Refusal:
    row = newest(evidence, TABLE)
    if row is None:
        return Refusal("No file tells the day of events: police.uk gives the month alone.", _MAP.format("day"))
    if row["on_holidays"] is None or row["holidays_expected"] < FEWEST:
        return Refusal(f"There are too few {counted(row)} on bank holidays to say anything of them.",
                       "Map an extract of more months.", tables=(TABLE,))  # fmt: skip
    lower, upper, found = row["holidays_lower"], row["holidays_upper"], row["on_holidays"]
    place = "above" if found > upper else "below" if found < lower else "within"
    sentence = (
        f"On {plural(row['holidays'], 'bank holiday')} of {months_words(row)} there were {whole(found)} {counted(row)} in "
        f"{evidence.area_name}, {place} the range expected by chance ({whole(round(lower))} to {whole(round(upper))})."
    )
    around = "Expected is the mean of the same weekday in the four weeks before and after."
    return Statement(sentence, row["period"], (), (around, NOT_PUBLISHED), (TABLE,))


BUSIEST_HOURS = Fact("busiest-hours", 587, "When does crime happen?", busiest, Freshness.LASTING)
REPORTING_DELAY = Fact("reporting-delay", 588, "How soon is crime reported?", delay, Freshness.LASTING)
BANK_HOLIDAYS = Fact("bank-holidays", 589, "Are bank holidays unlike other days?", holidays, Freshness.LASTING)
