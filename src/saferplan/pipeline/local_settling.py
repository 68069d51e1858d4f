"""One value for each indicator, area and period, whatever number of files give it; and the listing of those refused."""

from collections.abc import Sequence
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
    kept: list[Placed] = []
    for group in groups.values():
        said = sorted(
            [each for each in group if not each.value.is_blank] or group[:1],
            key=lambda each: (each.file.issue or "", each.file.path, each.value.sheet, each.value.row, each.value.cell),
        )
        for each in group:
            if each not in said:
                ledger.move(each.file_id, 1, to=ledger.duplicates)
        kept += _newest(engine, ledger, said)
    return kept


def _newest(engine: Engine, ledger: Ledger, said: Sequence[Placed]) -> list[Placed]:
    last = said[-1]
    differing = [each for each in said if each.says != last.says]
    if all(each.file.issue and last.file.issue and each.file.issue < last.file.issue for each in differing):
        for each in said[:-1]:
            is_older = (each.file.issue or "") < (last.file.issue or "")
            ledger.move(each.file_id, 1, to=ledger.superseded if is_older else ledger.duplicates)
        return [last]
    other = differing[0]
    for each in said:
        ledger.kept[each.file_id] -= 1
    list_refused(
        engine, ledger, [(each.file_id, _contradicted(each, last if each is not last else other)) for each in said]
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


def _contradicted(each: Placed, other: Placed) -> Refused:
    value = each.value
    return Refused(
        value.sheet, value.row, value.cell, value.said,
        f"Another value is given for the same indicator, area and period: {other.value.said} in {other.address}.",
        "Take one of the two out, or put the newer file into a folder issue-YYYY-MM.",
    )  # fmt: skip


def list_refused(engine: Engine, ledger: Ledger, refused: Sequence[tuple[int, Refused]]) -> None:
    for file_id, _ in refused:
        ledger.refused[file_id] = ledger.refused.get(file_id, 0) + 1
    engine.insert(
        all_tables()["refusal"],
        [(file_id, r.row, f"{r.sheet}!{r.cell}", r.said, r.reason, r.way_out) for file_id, r in refused],
    )
