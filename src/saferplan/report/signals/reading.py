"""Signals of an edition with all that hangs on them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from saferplan.base.categories import ASB
from saferplan.base.periods import Month
from saferplan.tables.editions import Edition

Row = dict[str, Any]


@dataclass(frozen=True)
class Signal:
    """A row of `signal` with those of the tables about it."""

    row: Row
    reasons: tuple[str, ...]
    points: tuple[Row, ...]
    places: tuple[Row, ...]
    months: tuple[Row, ...]
    sightings: tuple[Row, ...]

    @property
    def id(self) -> str:
        return str(self.row["signal_id"])

    @property
    def is_asb(self) -> bool:
        return bool(self.row["category"] == ASB)

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
    def demand(self) -> str:
        """How it comes to light, by the partnership's own classification."""
        known = self.row["is_police_generated"]
        if known is None:
            return "Whether it is police generated is not classified."
        return (
            "Classed as police generated: look at what police did first." if known else "Classed as publicly reported."
        )

    @property
    def judgement(self) -> str:
        """What a person found, or that nobody has yet."""
        if self.row["judged_on"] is None:
            return "Not judged yet."
        words = {
            "real": "real",
            "recording": "a matter of recording",
            "known": "known already",
            "no_action": "no action",
        }
        said = [f"Judged on {self.row['judged_on']:%-d %B %Y}: {words[self.row['judgement']]}"]
        said += [f"given to {self.row['tasked_to']}"] if self.row["tasked_to"] else []
        said += [str(self.row["result"])] if self.row["result"] else []
        return "; ".join(said) + "."


def month_words(day: date) -> str:
    return Month.of(day).name


def signals_in(edition: Edition, *, public: bool = False) -> list[Signal]:
    """Signals in their order; of those for the public only what a judgement has cleared."""
    hung = {name: _by_signal(edition, name) for name in
            ("signal_reason", "signal_point", "signal_place", "signal_month", "signal_sighting")}  # fmt: skip
    return [
        Signal(
            row, tuple(each["reason"] for each in hung["signal_reason"][row["signal_id"]]),
            *(tuple(hung[name][row["signal_id"]]) for name in ("signal_point", "signal_place", "signal_month", "signal_sighting")),
        )
        for row in edition.table("signal") if row["is_cleared"] or not public
    ]  # fmt: skip


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
        return f"No detector could judge {one['months']} months: the shortest history that one can is 18."
    return (
        f"Where nothing has changed, about {one['a_quarter']:.1f} signals begin in a quarter by chance (promised: "
        f"{one['promise']:g}; simulated: {one['onsets']} in {one['quarters']:,.0f} quarters, ± {one['standard_error']:.2f})."
    )
