"""One value for each indicator, area and period, whatever number of files give it; and the listing of those refused."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from saferplan.pipeline.ledger import Ledger
from saferplan.pipeline.local_areas import Place
from saferplan.sources.files import InputFile
from saferplan.sources.local.returned import Refused, Value
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine


@dataclass(frozen=True)
class Placed:
    """A value in its area, and the file it stood in."""

    value: Value
    place: Place
    file_id: int
    file: InputFile

    @property
    def key(self) -> tuple[str, Place, str]:
        return self.value.indicator_id, self.place, self.value.period.label

    @property
    def says(self) -> tuple[object, ...]:
        """What it says: two values that say the same are one."""
        return self.value.number, self.value.status, self.value.numerator, self.value.denominator

    @property
    def address(self) -> str:
        return f"{self.file.path}, {self.value.sheet}!{self.value.cell}"


CONTRADICTED = "contradicted"
"""A table of this build alone: values that are refused for another, so that what would tell of a small one is suppressed too."""


def settle(engine: Engine, ledger: Ledger, placed: Sequence[Placed]) -> list[Placed]:
    """One value for each indicator, area and period; of several, the newest issue's, and none where that is not known."""
    groups: dict[tuple[str, Place, str], list[Placed]] = {}
    for each in placed:
        groups.setdefault(each.key, []).append(each)
    all_said = [_said(group) for group in groups.values()]
    at_odds = {each for said in all_said for each in _at_odds(said)}
    kept: list[Placed] = []
    for group, said in zip(groups.values(), all_said, strict=True):
        for each in group:
            if each not in said:
                ledger.move(each.file_id, 1, to=ledger.duplicates)
        kept += _newest(engine, ledger, said, at_odds)
    return kept


def _said(group: Sequence[Placed]) -> list[Placed]:
    """Those that say something, or one of them if none does; the newest issue's last."""
    return sorted(
        [each for each in group if not each.value.is_blank] or group[:1],
        key=lambda each: (each.file.issue or "", each.file.path, each.value.sheet, each.value.row, each.value.cell),
    )


def _at_odds(said: Sequence[Placed]) -> Iterator[tuple[str, Place, int]]:
    """The indicator, area and file of values that one file gives twice and differently: they may be of two providers."""
    of_file: dict[int, set[object]] = {}
    for each in said:
        of_file.setdefault(each.file_id, set()).add(each.says)
    for file_id, says in of_file.items():
        if len(says) > 1:
            yield said[0].value.indicator_id, said[0].place, file_id


def _newest(
    engine: Engine, ledger: Ledger, said: Sequence[Placed], at_odds: Collection[tuple[str, Place, int]]
) -> list[Placed]:
    last = said[-1]
    differing = [each for each in said if each.says != last.says]
    of_file = (last.value.indicator_id, last.place, last.file_id)
    if not differing and of_file in at_odds:
        differing = [each for each in said[:-1] if each.file_id == last.file_id]
    if all(each.file.issue and last.file.issue and each.file.issue < last.file.issue for each in differing):
        for each in said[:-1]:
            is_older = (each.file.issue or "") < (last.file.issue or "")
            ledger.move(each.file_id, 1, to=ledger.superseded if is_older else ledger.duplicates)
        return [last]
    other = differing[0]
    reason = _ELSEWHERE if other.says == last.says else _ANOTHER
    for each in said:
        ledger.kept[each.file_id] -= 1
    list_refused(
        engine,
        ledger,
        [(each.file_id, _contradicted(each, last if each is not last else other, reason)) for each in said],
    )
    _note_contradicted(engine, said)
    return []


def _note_contradicted(engine: Engine, said: Sequence[Placed]) -> None:
    engine.run(
        f"CREATE TABLE IF NOT EXISTS {CONTRADICTED} (indicator_id VARCHAR, area_type VARCHAR, area_code VARCHAR, "
        "period_type VARCHAR, period VARCHAR, value DOUBLE)"
    )
    for each in said:
        period = each.value.period
        row = [each.value.indicator_id, *each.place, period.period_type.value, period.label, each.value.number]
        engine.run(f"INSERT INTO {CONTRADICTED} VALUES (?, ?, ?, ?, ?, ?)", row)


_ANOTHER = "Another value is given for the same indicator, area and period"
_ELSEWHERE = "The same is given again, where the two differ in another period: they may be of two providers"


def _contradicted(each: Placed, other: Placed, reason: str) -> Refused:
    value = each.value
    return Refused(
        value.sheet, value.row, value.cell, value.said,
        f"{reason}: {other.value.said} in {other.address}.",
        "Take one of the two out, or put the newer file into a folder issue-YYYY-MM.",
    )  # fmt: skip


def list_refused(engine: Engine, ledger: Ledger, refused: Sequence[tuple[int, Refused]]) -> None:
    for file_id, _ in refused:
        ledger.refused[file_id] = ledger.refused.get(file_id, 0) + 1
    engine.insert(
        all_tables()["refusal"],
        [(file_id, r.row, f"{r.sheet}!{r.cell}", r.said, r.reason, r.way_out) for file_id, r in refused],
    )
