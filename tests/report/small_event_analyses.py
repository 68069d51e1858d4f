"""Rows of the tables of extracts for the made-up partnership: day by hour, what is known of times, repeats, near repeats."""

from datetime import date

from small_place import OWN, Rows

TYPES = ("(all)", "Burglary", "Vehicle crime", "Violence and sexual offences")
DISTANCES = ((0.0, 1.0), (1.0, 100.0), (100.0, 200.0), (200.0, 300.0), (300.0, 400.0))
DAYS = ((0, 7), (8, 14), (15, 21), (22, 28))


def event_analysis_rows() -> Rows:
    return {
        "event_timing": [_timing(place, name) for place, name in enumerate(TYPES)],
        "event_hour": [_hour(day, hour) for day in range(1, 8) for hour in range(24)],
        "event_repeat": [_repeat(key, name) for key in ("place", "victim") for name in TYPES],
        "near_repeat": [
            _pair(name, metres, days) for name in TYPES[1:3] for metres in DISTANCES for days in DAYS
        ],
    }  # fmt: skip


def _subject(category: str) -> dict[str, object]:
    return {
        "mapping": "exampleshire", "supplier": "Exampleshire Police", "area_code": OWN, "unit": "offence", "category": category,
        "period": "2016/17", "first_month": date(2016, 4, 1), "last_month": date(2017, 3, 1),
    }  # fmt: skip


def _timing(place: int, category: str) -> dict[str, object]:
    events = 14_000 // (1 + 3 * place)
    return _subject(category) | {
        "events": events, "no_time": events // 8, "at_midnight": events // 33, "at_noon": events // 90, "over_a_day": 30 - place,
        "block_hours": 1 if not place else None, "suppress_below": 5,
        "reported_known": events, "reported_before": 0, "same_day": events // 2,
        "within_week": events // 10 * 9, "after_month": events // 40, "other_month": events // 15, "holidays": 8,
        "on_holidays": None if place == 3 else 300 - place, "holidays_expected": None if place == 3 else 290.0,
        "holidays_lower": None if place == 3 else 250.0, "holidays_upper": None if place == 3 else 330.0,
    }  # fmt: skip


def _hour(day: int, hour: int) -> dict[str, object]:
    busy = 30.0 + 8 * day + 3 * hour + 0.5
    return _subject("(all)") | {
        "weekday": day,
        "from_hour": hour,
        "hours": 1,
        "weight": None if hour in (4, 5) else busy,
    }


def _repeat(key: str, category: str) -> dict[str, object]:
    keys = 900 if category == "(all)" else 15
    return _subject(category) | {
        "key_type": key, "events": keys * 2, "without_key": 40, "keys": keys, "occasions": keys + keys // 3,
        "repeated_keys": keys // 5 if keys > 20 else None,
        "occasions_of_repeated": keys // 2 if keys > 20 else None, "suppress_below": 5, "judged_3": keys, "followed_3": keys // 9,
        "judged_6": keys, "followed_6": keys // 6, "judged_12": 0, "followed_12": 0,
    }  # fmt: skip


def _pair(category: str, metres: tuple[float, float], days: tuple[int, int]) -> dict[str, object]:
    is_near = metres[1] == 100 and days[1] == 7 and category == "Burglary"
    expected = 0.3 if metres[1] == 1 else 20.5
    return _subject(category) | {
        "metres_from": metres[0], "metres_to": metres[1], "days_from": days[0],
        "days_to": days[1], "observed": 66 if is_near else 21, "expected": expected, "p": 0.001 if is_near else 0.412,
        "is_more": is_near,
    }  # fmt: skip
