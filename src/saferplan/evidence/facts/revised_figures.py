"""What newer issues of a month or quarter changed against older ones that were supplied too."""

from saferplan.base.categories import ASB
from saferplan.base.numerals import listed, plural, whole
from saferplan.evidence.fact import Evidence, Fact, Freshness, Refusal, Row, Statement


def state(evidence: Evidence) -> Statement | Refusal:
    rows = evidence.rows("revision")
    if not rows:
        return Statement("No month or quarter was supplied in two issues that differ.", "", (), (), ("revision",))
    parts = [
        _part(feed, [row for row in rows if row["feed"] == feed]) for feed in sorted({row["feed"] for row in rows})
    ]
    caveats = (
        "The newest issue counts; the older file is kept as it was received.",
        "A cell is a type of crime in a place. What lies in other cells of these months and quarters did not change.",
    )
    return Statement(f"Newer issues changed figures. {' '.join(parts)}", "", (), caveats, ("revision",))


_FEEDS = {"police_uk_street": "Street files", "home_office_csp": "Home Office by partnership",
          "home_office_force": "Home Office by force"}  # fmt: skip


def _part(feed: str, rows: list[Row]) -> str:
    months = sorted({row["month"] for row in rows})
    word = "the quarter from " if feed.startswith("home_office") else ""
    names = [f"{word}{month:%B %Y}" for month in (months[0], months[-1])]
    when = names[0] if len(months) == 1 else " to ".join(names)
    kinds = {
        "crimes": [row for row in rows if row["category"] != ASB],
        "incidents": [row for row in rows if row["category"] == ASB],
    }
    moves = listed([_moved(kind, of_kind) for kind, of_kind in kinds.items() if of_kind])
    return f"{_FEEDS[feed]}, {when}: {plural(len(rows), 'cell')}, in these {moves}."


def _moved(kind: str, rows: list[Row]) -> str:
    """Crimes and incidents are no sum; and what cells hold is not what the month does."""
    before, now = (sum(row[name] for row in rows) for name in ("count_before", "count"))
    return f"{kind} from {whole(before)} to {whole(now)}"


REVISED_FIGURES = Fact("revised-figures", 940, "What did newer issues change?", state, Freshness.LASTING)
