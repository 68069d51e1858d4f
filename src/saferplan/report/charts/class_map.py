"""A map of classes: each with a shade or a pattern of its own, and how many areas it has."""

from dataclasses import dataclass

from saferplan.base.numerals import plural
from saferplan.report.charts.choropleth import MapArea
from saferplan.report.charts.geography import Geography


@dataclass(frozen=True)
class AreaClass:
    """A class: its number, which is the areas' value, what it is called, and its fill."""

    number: int
    title: str
    fill: str


@dataclass(frozen=True)
class ClassMap:
    """Areas whose values are numbers of classes. Only classes that an area has stand in the legend, in the order given."""

    geography: Geography
    areas: list[MapArea]
    legend_title: str
    classes: tuple[AreaClass, ...]

    def class_of(self, area: MapArea) -> AreaClass:
        return next(each for each in self.classes if each.number == area.value)

    def fill(self, area: MapArea) -> str:
        return self.class_of(area).fill

    def words(self, area: MapArea) -> str:
        return self.class_of(area).title.lower()

    @property
    def entries(self) -> list[tuple[str, str]]:
        numbers = [area.value for area in self.areas]
        return [
            (each.fill, f"{each.title} ({plural(numbers.count(each.number), 'area')})")
            for each in self.classes if each.number in numbers
        ]  # fmt: skip
