"""What went into one edition and not, or otherwise, into the other: files, months, revisions, settings, code."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from saferplan.base.categories import Feed
from saferplan.pipeline.compared.side import FeedMonth, File, Side
from saferplan.sources.recognise import all_sources

FEEDS = tuple(feed.value for feed in Feed)
HOME_OFFICE_SOURCES = ("home_office_csp", "home_office_force")
NOT_SUPPLIED = "not_supplied"


@dataclass(frozen=True)
class FileChange:
    """A file that is not the same on both sides. `what`: added, gone, replaced, renamed, counts_now, set_aside."""

    what: str
    path: str
    source_id: str | None
    month: date | None
    sha256: str | None = None
    sha256_before: str | None = None
    issue: str | None = None
    issue_before: str | None = None
    path_before: str | None = None
    aside: bool = False
    """Whether its rows are in no figure: an older issue, or a file that was refused or not recognised."""


@dataclass(frozen=True)
class Revision:
    """A month in both whose figures come from other bytes. `place` is a force, or an area of the Home Office's tables."""

    feed: str
    place: str
    month: date | None
    """None where the file's name tells no month: it may be any."""
    path_before: str
    path: str
    issue_before: str | None
    issue: str | None


@dataclass(frozen=True)
class InputChange:
    """A source other than the monthly and quarterly feeds, of which other files count: residents, lookups, boundaries, weights."""

    source_id: str
    title: str
    added: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True)
class SettingChange:
    key: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Differences:
    """All that differs between what two editions were made of."""

    files: tuple[FileChange, ...]
    added: tuple[FeedMonth, ...]
    gone: tuple[FeedMonth, ...]
    rejudged: tuple[FeedMonth, ...]
    """Months and quarters in both that one edition takes for whole and the other for partial."""
    revisions: tuple[Revision, ...]
    inputs: tuple[InputChange, ...]
    settings: tuple[SettingChange, ...]
    code: tuple[str, str] | None
    reissued: int
    """Files of the same bytes that now count as of another issue, because a later month lies beside them."""


def differences_of(older: Side, newer: Side) -> Differences:
    """What differs between two editions as inputs."""
    before, now = _supplied(older, newer), _supplied(newer, older)
    return Differences(
        files=tuple(_files(older.files, newer.files)),
        added=tuple(sorted(now - before)), gone=tuple(sorted(before - now)),
        rejudged=tuple(sorted([
            *_rejudged(older.coverage, newer.coverage), *_rejudged(older.quarter_statuses, newer.quarter_statuses)])),
        revisions=(*_revised_months(older, newer, before & now), *_revised_quarters(older, newer)),
        inputs=tuple(_inputs(older.files, newer.files)),
        settings=tuple(_settings(older.settings, newer.settings)),
        code=None if older.code == newer.code else (older.code, newer.code),
        reissued=_reissued(older.files, newer.files),
    )  # fmt: skip


def _supplied(side: Side, other: Side) -> set[FeedMonth]:
    """Months and quarters that were supplied. A force that the other edition does not ask about is no news of its files."""
    asked = {key.place for key in other.coverage}
    months = {key for key, status in side.coverage.items() if status != NOT_SUPPLIED and key.place in asked}
    return months | set(side.quarters)


def _rejudged(before: Mapping[FeedMonth, str], now: Mapping[FeedMonth, str]) -> Iterable[FeedMonth]:
    return (key for key in before.keys() & now.keys() if {before[key], now[key]} == {"supplied", "partial"})


def _files(before: Sequence[File], now: Sequence[File]) -> Iterable[FileChange]:
    """By path, and by bytes where a file lies elsewhere; the newer edition's files first."""
    old, new = ({file.path: file for file in files} for files in (before, now))
    left = {(file.source_id, file.sha256): file for path, file in old.items() if path not in new}
    renamed = set()
    for path, file in new.items():
        was = old.get(path)
        if was is None and (elsewhere := left.get((file.source_id, file.sha256))):
            renamed.add(elsewhere.path)
            yield _change("renamed", file, elsewhere)
        elif was is None:
            yield _change("added", file)
        elif was.sha256 != file.sha256:
            yield _change("replaced", file, was)
        elif was.counts != file.counts:
            yield _change("counts_now" if file.counts else "set_aside", file, was)
    for path, file in old.items():
        if path not in new and path not in renamed:
            yield FileChange(
                "gone", path, file.source_id, file.month, None, file.sha256, None, file.issue, aside=not file.counts
            )


def _change(what: str, file: File, was: File | None = None) -> FileChange:
    before: dict[str, Any] = (
        {"sha256_before": was.sha256, "issue_before": was.issue, "path_before": was.path} if was else {}
    )
    aside = not file.counts and not (was and was.counts)
    return FileChange(what, file.path, file.source_id, file.month, file.sha256, issue=file.issue, aside=aside, **before)


def _by_month(files: Iterable[File]) -> dict[tuple[str, date | None, str], list[File]]:
    found: dict[tuple[str, date | None, str], list[File]] = {}
    for file in files:
        if file.counts and file.source_id in FEEDS and file.source_id not in HOME_OFFICE_SOURCES:
            found.setdefault((file.source_id, file.month, file.force), []).append(file)
    return found


def _revised_months(older: Side, newer: Side, both: set[FeedMonth]) -> Iterable[Revision]:
    """Months of which files count in both editions, and not the same bytes."""
    old, new = _by_month(older.files), _by_month(newer.files)
    for key in sorted(old.keys() & new.keys(), key=str):
        feed, month, force = key
        was, file = old[key][-1], new[key][-1]
        if {each.sha256 for each in old[key]} == {each.sha256 for each in new[key]}:
            continue
        if not force or month is None or FeedMonth(feed, force, month) in both:
            yield Revision(feed, force, month, was.path, file.path, was.issue, file.issue)


def _revised_quarters(older: Side, newer: Side) -> Iterable[Revision]:
    """Quarters of which other files count and give something else. The same file read otherwise is no revision."""
    for key in sorted(older.quarters.keys() & newer.quarters.keys()):
        was, row = older.quarters[key], newer.quarters[key]
        if was["digest"] != row["digest"] and was["sha256"] != row["sha256"]:
            yield Revision(key.feed, key.place, key.month, was["path"], row["path"], was["issue"], row["issue"])


def _inputs(before: Sequence[File], now: Sequence[File]) -> Iterable[InputChange]:
    titles = {source.id: source.title for source in all_sources()}
    old, new = _counted(before), _counted(now)
    for source_id in sorted(old.keys() | new.keys()):
        was, files = old.get(source_id, {}), new.get(source_id, {})
        if source_id in (*FEEDS, *HOME_OFFICE_SOURCES) or was.keys() == files.keys():
            continue
        added = sorted(path for sha256, path in files.items() if sha256 not in was)
        gone = sorted(path for sha256, path in was.items() if sha256 not in files)
        yield InputChange(source_id, titles.get(source_id, source_id), tuple(added), tuple(gone))


def _counted(files: Iterable[File]) -> dict[str, dict[str, str]]:
    """Paths of the files that count, by source and hash."""
    found: dict[str, dict[str, str]] = {}
    for file in files:
        if file.counts and file.source_id and file.sha256:
            found.setdefault(file.source_id, {})[file.sha256] = file.path
    return found


def _settings(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterable[SettingChange]:
    for key in sorted(before.keys() | now.keys()):
        if before.get(key) != now.get(key):
            yield SettingChange(key, before.get(key), now.get(key))


def _reissued(before: Sequence[File], now: Sequence[File]) -> int:
    old = {(file.path, file.sha256): file.issue for file in before if file.counts}
    return sum(file.counts and old.get((file.path, file.sha256), file.issue) != file.issue for file in now)
