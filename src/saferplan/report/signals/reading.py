"""Signals of an edition with all that hangs on them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from saferplan.base.categories import ASB
from saferplan.base.numerals import listed, plural
from saferplan.base.periods import Month
from saferplan.report.charts.monthly_series import TYPE_OF
from saferplan.report.wording import day_named
from saferplan.tables.editions import Edition

Row = dict[str, Any]
MOST_NAMED = 3
"""Map points that are named in a sentence."""
JUDGED = {
    "real": "real", "recording": "a matter of recording", "known": "known already", "no_action": "no action",
}  # fmt: skip


@dataclass(frozen=True)
class Signal:
    """A row of `signal` with those of the tables about it."""

    row: Row
    reasons: tuple[str, ...]
    points: tuple[Row, ...]
    places: tuple[Row, ...]
    months: tuple[Row, ...]
    sightings: tuple[Row, ...]
    known: tuple[str, ...] = ()
    """Its places that are a lasting hot spot of the category: that they are high is no news, that they are higher is."""

    @property
    def id(self) -> str:
        return str(self.row["signal_id"])

    @property
    def is_asb(self) -> bool:
        return bool(self.row["category"] == ASB)

    @property
    def is_of_partner(self) -> bool:
        """Whether it is of events in a partner's extract."""
        return self.row["mapping"] is not None

    @property
    def marking(self) -> str:
        """Protective marking."""
        return "OFFICIAL-SENSITIVE" if self.is_of_partner else "OFFICIAL"

    @property
    def noun(self) -> str:
        """What one case is called."""
        return str(self.row["unit"] or ("incident" if self.is_asb else "offence"))

    @property
    def is_over(self) -> bool:
        return bool(self.row["state"] == "over")

    @property
    def is_refused(self) -> bool:
        return bool(self.row["status"] == "refused")

    @property
    def standing(self) -> str:
        """“growing, first raised at the end of August 2025”, with what the guards say of it."""
        first = month_words(self.row["first_month_end"])
        said = f"{self.row['state']}, first raised at the end of {first}"
        return said if self.row["status"] == "raised" else f"{self.row['status']}; {said}"

    @property
    def going_on(self) -> str:
        """That no detector raises it any more though its counts go on; empty where one does, or it is over."""
        raised = [each for each in self.sightings if each["margin"] is not None]
        if self.is_over or not raised or len(raised) == len(self.sightings):
            return ""
        last = month_words(raised[-1]["month_end"])
        return f"No method has raised it since the end of {last}; by its counts since then it goes on."

    @property
    def demand(self) -> str:
        """How it comes to light, by the partnership's own classification; of partners' events, who may see it."""
        if self.is_of_partner:
            return "From a partner's extract, provisional and for the partnership alone, whatever is judged of it."
        known = self.row["is_police_generated"]
        if known is None:
            return "The partnership has not classified whether it is police generated."
        return (
            "Classed as police generated: look at what police did first." if known else "Classed as publicly reported."
        )

    @property
    def known_words(self) -> str:
        """That some of its places are known to be high; empty where none is."""
        if not self.known:
            return ""
        are = "is a lasting hot spot" if len(self.known) == 1 else "are lasting hot spots"
        return f"{', '.join(self.known)} {are} of this type: that it is high there is known, that it is higher is not."

    @property
    def point_names(self) -> list[str]:
        """What each map point is called: two of one name by where they lie as well."""
        names = [each["location"] for each in self.points]
        return [
            f"{name} ({each['latitude']:.4f}, {each['longitude']:.4f})" if names.count(name) > 1 else name
            for name, each in zip(names, self.points, strict=True)
        ]

    @property
    def points_words(self) -> str:
        """The map points with the largest parts of a rise, by how many more; elsewhere there may be fewer."""
        more = [round(each["observed"] - each["expected"]) for each in self.points]
        named = [
            f"{name.removeprefix('On or near ')} ({many:,} more)"
            for name, many in zip(self.point_names[:MOST_NAMED], more, strict=False) if many > 0
        ]  # fmt: skip
        if not named or self.row["direction"] != "rise":
            return ""
        return f"The largest part{'s lie' if len(named) > 1 else ' lies'} on or near {listed(named)}."

    @property
    def notes(self) -> list[str]:
        """What is known of it beside its sentence."""
        row = self.row
        earlier = [f"Earlier in the same places: signal {each}." for each in row["earlier_signals"].split("|") if each]
        said = [row["chance"], self.going_on, *self.reasons, self.points_words, self.known_words, self.demand, *earlier]
        return [*filter(None, said), f"Ask next: {row['question']} ({row['ask_whom']})", self.judgement]

    @property
    def judgement(self) -> str:
        """What a person found, or that nobody has yet."""
        if self.row["judged_on"] is None:
            return "Not judged yet."
        said = [f"Judged on {day_named(self.row['judged_on'])}: {JUDGED[self.row['judgement']]}"]
        said += [f"given to {self.row['tasked_to']}"] if self.row["tasked_to"] else []
        said += [str(self.row["result"])] if self.row["result"] else []
        return "; ".join(said) + "."


def month_words(day: date) -> str:
    return Month.of(day).name


LASTING = ("persistent", "intensifying")
"""Classes of hot spots that are known, and not news."""


@dataclass(frozen=True)
class KnownHotspot:
    """A lasting hot spot of a category."""

    category: str
    code: str
    name: str
    ward: str


def known_hotspots(edition: Edition) -> list[KnownHotspot]:
    """Lasting hot spots by category and name; none of all crime together, which is no category."""
    rows = edition.rows("""SELECT indicator_id, lsoa21_code, area.name, coalesce(ward.name, '') AS ward FROM hotspot
      JOIN area ON area.area_type = 'lsoa' AND area.area_code = lsoa21_code
      LEFT JOIN area AS ward ON ward.area_type = 'ward' AND ward.area_code = hotspot.ward_code
      WHERE list_contains(?, hotspot_class) ORDER BY indicator_id, ward, area.name""", [list(LASTING)])  # fmt: skip
    return [
        KnownHotspot(TYPE_OF[row["indicator_id"]], row["lsoa21_code"], row["name"], row["ward"])
        for row in rows if row["indicator_id"] in TYPE_OF
    ]  # fmt: skip


def known_words(found: list[KnownHotspot]) -> list[str]:
    """A line for each category: “Burglary: Hardwick (Stockton-on-Tees 005B), …”."""
    by: dict[str, list[str]] = {}
    for each in found:
        by.setdefault(each.category, []).append(f"{each.ward} ({each.name})" if each.ward else each.name)
    return [f"{category}: {', '.join(names)}." for category, names in sorted(by.items())]


def in_groups(found: Sequence[Signal]) -> dict[str, list[Signal]]:
    """Crime, anti-social behaviour, and what partners record, the last only where there is any."""
    groups = {
        "Crime": [each for each in found if not each.is_asb and not each.is_of_partner],
        "Anti-social behaviour": [each for each in found if each.is_asb],
        "What partners record": [each for each in found if each.is_of_partner],
    }
    return {title: held for title, held in groups.items() if held or title != "What partners record"}


def signals_in(edition: Edition, *, public: bool = False) -> list[Signal]:
    """Signals in their order; of those for the public only what a judgement has cleared, and nothing of hot spots."""
    known = [] if public else known_hotspots(edition)
    lasting = {(each.category, each.code): each.name for each in known}
    hung = {name: _by_signal(edition, name) for name in
            ("signal_reason", "signal_point", "signal_place", "signal_month", "signal_sighting")}  # fmt: skip
    rows = edition.table("signal")
    if public:
        cleared = [row for row in rows if row["is_cleared"]]
        names = {row["signal_id"] for row in cleared}
        rows = [row | {"earlier_signals": _only(row["earlier_signals"], names)} for row in cleared]
    return [_with_what_hangs_on_it(row, hung, lasting) for row in rows]


def _only(earlier: str, names: set[str]) -> str:
    return "|".join(each for each in earlier.split("|") if each in names)


def _with_what_hangs_on_it(
    row: Row, hung: Mapping[str, Mapping[str, list[Row]]], lasting: Mapping[tuple[str, str], str]
) -> Signal:
    of = {name: tuple(rows.get(row["signal_id"], ())) for name, rows in hung.items()}
    return Signal(
        row=row,
        reasons=tuple(each["reason"] for each in of["signal_reason"]),
        points=of["signal_point"],
        places=of["signal_place"],
        months=of["signal_month"],
        sightings=of["signal_sighting"],
        known=_known(row, of["signal_place"], lasting),
    )


def _known(signal: Row, places: Sequence[Row], lasting: Mapping[tuple[str, str], str]) -> tuple[str, ...]:
    """Names of a signal's places that are lasting hot spots; of the whole partnership nothing is said."""
    if signal["is_whole"] or signal["direction"] != "rise":
        return ()
    return tuple(
        lasting[signal["category"], row["lsoa21_code"]]
        for row in places if (signal["category"], row["lsoa21_code"]) in lasting
    )  # fmt: skip


def _by_signal(edition: Edition, name: str) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in edition.table(name):
        found[row["signal_id"]].append(row)
    return found


def has_signals(edition: Edition) -> bool:
    """Whether signals were looked for when it was made."""
    return edition.manifest.get("signals") is not None


def promise_words(edition: Edition) -> str:
    """What the thresholds promise, and how sure that is."""
    rows = edition.table("signal_threshold")
    if not rows:
        return "No detector could judge: too few neighbourhoods are known."
    one = rows[0]
    if all(row["threshold"] is None for row in rows):
        return f"No detector could judge {plural(one['months'], 'month')}: the shortest history that one can is 12."
    return (
        f"Where nothing has changed, about {one['a_quarter']:.1f} signals begin in a quarter by chance (promised: "
        f"{one['promise']:g}; simulated: {one['onsets']} in {one['quarters']:,.0f} quarters, ± {one['standard_error']:.2f})."
    )
