"""Why a figure moved: what changed between two editions, held against what can touch the figure.

A cause is named only if it changed and lies within the figure's reach. Where several did, all are named: from two
editions alone they cannot be told apart.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from saferplan.base.categories import Feed
from saferplan.base.numerals import listed, plural
from saferplan.base.periods import months_in_words
from saferplan.pipeline.compared.inputs import Differences, FileChange, InputChange, Revision, SettingChange
from saferplan.pipeline.compared.side import FeedMonth

FEED_WORDS = {
    Feed.STREET.value: "street files", Feed.OUTCOMES.value: "outcomes", Feed.SEARCHES.value: "stop and search",
    Feed.HOME_OFFICE.value: "Home Office tables",
}  # fmt: skip
ANY_SETTING = frozenset({"*"})
ANY_SOURCE = frozenset({"*"})
SHOWN_CAUSES = 3
_BESIDE_SETTINGS = {"judgements": "judgements of signals"}
"""Words for what is said beside saferplan.toml."""


class CauseKind(StrEnum):
    NEW_MONTH = "new_month"
    MONTH_GONE = "month_gone"
    REVISION = "revision"
    SETTING = "setting"
    OTHER_INPUT = "other_input"
    CODE = "code"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True)
class Cause:
    kind: CauseKind
    words: str


@dataclass(frozen=True)
class Span:
    """Months of a feed that a figure rests on. Without `first` and `last`, all; without `places`, those of every force."""

    feed: str
    places: frozenset[str] | None = None
    first: date | None = None
    last: date | None = None
    changed: frozenset[date] | None = None
    """Months whose counts are known to differ; None where that is not known. A revision of another month is no cause."""

    def holds(self, key: FeedMonth) -> bool:
        return self.feed == key.feed and self._at(key.place) and self._within(key.month)

    def holds_revision(self, revision: Revision) -> bool:
        if self.feed != revision.feed or not self._at(revision.place):
            return False
        month = revision.month
        return month is None or (self._within(month) and (self.changed is None or month in self.changed))

    def _at(self, place: str) -> bool:
        return self.places is None or not place or place in self.places

    def _within(self, month: date) -> bool:
        return (self.first is None or month >= self.first) and (self.last is None or month <= self.last)


@dataclass(frozen=True)
class Reach:
    """What can touch a figure: months of feeds, other sources by identifier, settings by key."""

    spans: tuple[Span, ...] = ()
    sources: frozenset[str] = frozenset()
    settings: frozenset[str] = frozenset()
    limits: bool = False
    """Whether only the limits are asked about: they use every month of the series."""
    files_aside: bool = False
    """Whether files that are in no figure are asked about: older issues, refused ones."""


@dataclass
class _Found:
    """What lies within reach, before it is put into words."""

    added: dict[bool, set[FeedMonth]]
    gone: set[FeedMonth]
    revisions: dict[bool, set[Revision]]
    inputs: dict[str, InputChange]
    settings: dict[str, SettingChange]
    files: dict[str, FileChange]


ANYTHING = Reach(sources=ANY_SOURCE, settings=ANY_SETTING)
"""Every source but the monthly and quarterly feeds, and every setting."""


def causes_of(differences: Differences, reaches: Iterable[Reach], otherwise: Reach = ANYTHING) -> tuple[Cause, ...]:
    """The causes that lie within any of these reaches; where there are none, those that lie within `otherwise`.

    A figure can follow from a setting in a way that no reach knows of. `not_known` where nothing that changed can account for it.
    """
    changed = _causes_within(differences, reaches) or _causes_within(differences, [otherwise])
    if differences.code:
        changed = (*changed, Cause(CauseKind.CODE, "the program changed"))
    return changed or (Cause(CauseKind.NOT_KNOWN, "nothing that changed between the two can account for it"),)


def _causes_within(differences: Differences, reaches: Iterable[Reach]) -> tuple[Cause, ...]:
    found = _Found({False: set(), True: set()}, set(), {False: set(), True: set()}, {}, {}, {})
    for reach in reaches:
        _look(differences, _with_judgements(differences, reach), found)
    found.added[True] -= found.added[False]
    found.revisions[True] -= found.revisions[False]
    causes = [
        *_month_causes(found),
        *(Cause(CauseKind.SETTING, setting_words(each)) for each in found.settings.values()),
        *(Cause(CauseKind.OTHER_INPUT, input_words(each)) for each in found.inputs.values()),
    ]
    if found.files:
        causes.append(Cause(CauseKind.OTHER_INPUT, aside_words(found.files.values())))
    return tuple(causes)


def _with_judgements(differences: Differences, reach: Reach) -> Reach:
    """Where a month within reach came to be taken for partial, or no longer: its whole series and the setting judge that."""
    judged = [span for span in reach.spans if any(span.holds(key) for key in differences.rejudged)]
    if not judged:
        return reach
    whole = tuple(Span(span.feed, span.places) for span in judged)
    return replace(reach, spans=(*reach.spans, *whole), settings=reach.settings | {"partial_below_share"})


def _look(differences: Differences, reach: Reach, found: _Found) -> None:
    for span in reach.spans:
        found.added[reach.limits].update(key for key in differences.added if span.holds(key))
        found.gone.update(key for key in differences.gone if span.holds(key))
        revised = {each for each in differences.revisions if span.holds_revision(each)}
        found.revisions[reach.limits].update(revised)
        if revised:  # which issue counts may follow from what saferplan.toml says of it
            found.settings.update({each.key: each for each in differences.settings if each.key == "issued"})
    if reach.files_aside:
        found.files.update({each.path: each for each in differences.files if each.aside and each.what != "renamed"})
    found.settings.update({
        each.key: each for each in differences.settings if reach.settings == ANY_SETTING or each.key in reach.settings
    })  # fmt: skip
    found.inputs.update({
        each.source_id: each for each in differences.inputs if reach.sources == ANY_SOURCE or each.source_id in reach.sources
    })  # fmt: skip


def _month_causes(found: _Found) -> Iterable[Cause]:
    if found.added[False]:
        yield Cause(CauseKind.NEW_MONTH, f"new: {feed_months(found.added[False])}")
    if found.added[True]:
        yield Cause(CauseKind.NEW_MONTH, f"limits move because the series is longer: {feed_months(found.added[True])}")
    if found.gone:
        yield Cause(CauseKind.MONTH_GONE, f"no longer supplied: {feed_months(found.gone)}")
    if found.revisions[False]:
        yield Cause(CauseKind.REVISION, revision_words(found.revisions[False]))
    if found.revisions[True]:
        yield Cause(
            CauseKind.REVISION, f"limits move because a month of the series is {revision_words(found.revisions[True])}"
        )


def feed_months(keys: Iterable[FeedMonth]) -> str:
    """ "November 2025 (street files, outcomes)"."""
    feeds: dict[str, set[str]] = {}
    for key in keys:
        feeds.setdefault(key.feed, set()).add(_month_word(key.month))
    together: dict[str, list[str]] = {}
    for feed, months in sorted(feeds.items(), key=lambda each: tuple(FEED_WORDS).index(each[0])):
        together.setdefault(_run(feed, months), []).append(FEED_WORDS[feed])
    return "; ".join(f"{months} ({', '.join(names)})" for months, names in together.items())


def _run(feed: str, months: Iterable[str]) -> str:
    if feed == Feed.HOME_OFFICE:
        return listed([f"quarter from {months_in_words([month])}" for month in sorted(months)])
    return months_in_words(months)


def _month_word(month: date) -> str:
    return f"{month:%Y-%m}"


def revision_words(revisions: Iterable[Revision]) -> str:
    """ "revised: December 2016 (street files: issue 2017-03 counts, before it 2016-12)"."""
    groups: dict[tuple[str, str], set[str]] = {}
    for each in revisions:
        months = groups.setdefault((each.feed, _issue_words(each)), set())
        months.update([_month_word(each.month)] if each.month else [])
    parts = [
        f"{_run(feed, months) if months else 'a month not told by its name'} ({FEED_WORDS[feed]}: {words})"
        for (feed, words), months in sorted(groups.items())
    ]
    more = [f"{len(parts) - SHOWN_CAUSES} more"] if len(parts) > SHOWN_CAUSES else []
    return "revised: " + "; ".join([*parts[:SHOWN_CAUSES], *more])


def _issue_words(each: Revision) -> str:
    if each.issue and each.issue != each.issue_before:
        return f"issue {each.issue} counts, before it {each.issue_before or 'one not dated'}"
    return f"{each.path} replaced" if each.path == each.path_before else f"{each.path} in place of {each.path_before}"


def setting_words(change: SettingChange) -> str:
    """ "setting partial_below_share: was 0.6, now 0.8"; of a list or table, what was added, taken out or changed."""
    before, after = _entries(change.before), _entries(change.after)
    what = _BESIDE_SETTINGS.get(change.key, f"setting {change.key}")
    if before is None or after is None:
        return f"{what}: was {change.before}, now {change.after}"
    parts = [f"{name} added" for name in after if name not in before]
    parts += [f"{name} taken out" for name in before if name not in after]
    parts += [f"{name} changed" for name in after if name in before and before[name] != after[name]]
    return f"{what}: {', '.join(parts) or 'in another order'}"


def _entries(value: Any) -> Mapping[str, Any] | None:
    """The entries of a list or table by name; None for a single value."""
    if value is None or isinstance(value, Mapping):
        return value or {}
    if not isinstance(value, list):
        return None
    return {_entry_name(each): each for each in value}


def _entry_name(entry: Any) -> str:
    if not isinstance(entry, Mapping):
        return str(entry)
    return str(entry.get("id") or entry.get("code") or f"the one from {entry.get('from_month')}")


def input_words(change: InputChange) -> str:
    """ "Mid-year residents by authority: population16_ltla21.csv added"."""
    parts = [_paths(paths, what) for what, paths in (("added", change.added), ("gone", change.gone)) if paths]
    return f"{change.title}: {', '.join(parts)}"


def _paths(paths: Sequence[str], what: str) -> str:
    shown = ", ".join(paths) if len(paths) <= SHOWN_CAUSES else plural(len(paths), "file")
    return f"{shown} {what}"


def aside_words(files: Iterable[FileChange]) -> str:
    """ "files that are in no figure: early/2016-11/2016-11-smallshire-street.csv added"."""
    parts = [f"{each.path} {each.what}" for each in files]
    more = [f"{len(parts) - SHOWN_CAUSES} more"] if len(parts) > SHOWN_CAUSES else []
    return f"files that are in no figure: {', '.join([*parts[:SHOWN_CAUSES], *more])}"
