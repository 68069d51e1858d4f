"""The register of known gaps: what publishers are known not to supply, with the day that was last verified."""

from dataclasses import dataclass
from datetime import date

from saferplan.base.categories import Feed
from saferplan.base.periods import Month

STALE_AFTER_DAYS = 180
EVERY_FORCE = "all"


@dataclass(frozen=True)
class KnownGap:
    """A gap. `force_name` is matched by its normal spelling; `every force` by EVERY_FORCE."""

    id: str
    feed: Feed
    force_name: str
    wording: str
    verified_on: date
    from_month: Month | None = None
    until_month: Month | None = None


_SEEN = date(2026, 10, 1)

KNOWN_GAPS = (
    KnownGap("manchester-street", Feed.STREET, "Greater Manchester",
             "No crime or outcome has been published for Greater Manchester since July 2019; other forces' rows still lie there.",
             _SEEN, Month(2019, 7)),
    KnownGap("manchester-outcomes", Feed.OUTCOMES, "Greater Manchester",
             "No outcome has been published for Greater Manchester since July 2019.", _SEEN, Month(2019, 7)),
    KnownGap("devon-cornwall-outcomes", Feed.OUTCOMES, "Devon & Cornwall",
             "Outcomes are unreliable since a new records system of November 2022.", _SEEN, Month(2022, 11)),
    KnownGap("avon-somerset-points", Feed.STREET, "Avon and Somerset",
             "About 2,000 crimes a month have no coordinates.", _SEEN),
    KnownGap("transport-asb", Feed.STREET, "British Transport Police",
             "No anti-social behaviour and no outcomes; crimes are put at stations.", _SEEN),
    KnownGap("northern-ireland-outcomes", Feed.OUTCOMES, "Police Service of Northern Ireland",
             "No outcomes are published.", _SEEN),
    KnownGap("gwent-searches", Feed.SEARCHES, "Gwent", "Stop and search is withheld.", _SEEN),
    KnownGap("humberside-searches", Feed.SEARCHES, "Humberside", "Stop and search is withheld.", _SEEN),
    KnownGap("west-midlands-searches", Feed.SEARCHES, "West Midlands", "Stop and search is withheld.", _SEEN),
    KnownGap("court-outcomes", Feed.OUTCOMES, EVERY_FORCE,
             "Court outcomes have not been published since June 2019: nothing can be said of sentences.", _SEEN, Month(2019, 6)),
)  # fmt: skip
