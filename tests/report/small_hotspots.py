"""Rows of the tables of hot spots for the made-up partnership: one of each class, every type."""

from small_place import FIRST, LAST, Rows

CLASSES = ("persistent", "new", "intensifying", "diminishing", "sporadic", "former", "none", "none", "none")
SINCE = {
    "persistent": FIRST,
    "new": LAST.plus(-2),
    "intensifying": FIRST.plus(9),
    "diminishing": FIRST,
    "sporadic": LAST.plus(-5),
}
UNJUDGED = "theft_from_the_person"


def hotspot_rows(indicators: list[str]) -> Rows:
    return {
        "hotspot": [_hotspot(name, place) for name in indicators for place in range(9)],
        "hotspot_accuracy": [
            _accuracy(name, kind, share) for name in indicators if name != UNJUDGED
            for kind in ("lsoa", "map_point") for share in (0.05, 0.1)
        ],
    }  # fmt: skip


def _hotspot(indicator_id: str, place: int) -> dict[str, object]:
    name = None if indicator_id == UNJUDGED else CLASSES[place] if indicator_id != "shoplifting" else "none"
    since = SINCE.get(name or "")
    return {
        "indicator_id": indicator_id, "lsoa21_code": f"E0109900{place}", "ward_code": None if place == 2 else f"E0509900{place}",
        "hotspot_class": name, "since": since.first_day if since else None, "first_month": FIRST.first_day,
        "last_month": LAST.first_day, "quarters": 12, "hot_quarters": None if name is None else 9 - place, "count": 90 - 10 * place,
        "places_count": 450, "z": 4.0 - place, "p": 0.01 * (place + 1), "trend_tau": 0.2, "trend_p": 0.4,
        "pattern": "high_among_high", "pattern_p": 0.01, "neighbours": 4, "neighbours_by": "boundary",
        "is_police_generated": None, "missing_reason": None if name else "too_short",
    }  # fmt: skip


def _accuracy(indicator_id: str, place_type: str, share: float) -> dict[str, object]:
    figures = {name + end: value + more for name, value in (("recall", 0.42), ("pai", 4.2), ("gain", 0.01))
               for end, more in (("", 0.0), ("_lower", -0.02), ("_upper", 0.02))}  # fmt: skip
    return {
        "indicator_id": indicator_id, "place_type": place_type, "ranking": "last_12_months", "share": share,
        "title": "count of the last twelve months", "is_chosen": True, "earlier_recall": 0.4, **figures, "pei": 0.8, "places": 9.0,
        "outside": 0.0, "chosen_origins": 8, "reported_origins": 10, "first_origin": LAST.plus(-12).first_day,
        "last_origin": LAST.plus(-3).first_day, "rows_as": "revised", "is_police_generated": None,
    }  # fmt: skip
