"""The months under a drawing: financial years in turn shaded and named, gaps shaded and said so."""

from dataclasses import dataclass
from itertools import groupby

from saferplan.base.periods import Month, PeriodType, period_of
from saferplan.report.charts.lettering import Box, text, text_box, width_px
from saferplan.report.charts.theme import INK, MUTED

YEAR_SHADE, GAP_SHADE = "#f1f3f4", "#9aa3a8"


@dataclass(frozen=True)
class MonthScale:
    """Where each month lies: the middle of its share of the width."""

    first: Month
    last: Month
    left: float
    right: float

    @property
    def step(self) -> float:
        return (self.right - self.left) / (self.last.index - self.first.index + 1)

    def __call__(self, month: Month) -> float:
        return self.left + (month.index - self.first.index + 0.5) * self.step

    def span(self, first: Month, last: Month) -> tuple[float, float]:
        """From the start of one month to the end of another, kept inside the plot."""
        start, end = self(first) - self.step / 2, self(last) + self.step / 2
        return max(self.left, start), min(self.right, end)


def year_bands(x: MonthScale, top: float, bottom: float, size: float) -> str:
    """Every other financial year shaded, and each named below where there is room for its name."""
    months = [Month.from_index(index) for index in range(x.first.index, x.last.index + 1)]
    parts, taken = [], float("-inf")
    for place, (name, held) in enumerate(groupby(months, key=_year_of)):
        run = list(held)
        start, end = x.span(run[0], run[-1])
        if place % 2 == 0:
            parts.append(_rect(start, top, end, bottom, YEAR_SHADE))
        half = width_px(name, size) / 2
        middle = min(max((start + end) / 2, x.left + half), x.right - half)
        if end - start >= 1.2 * half and middle - half >= taken:
            parts.append(text(middle, bottom + size + 4, name, size, anchor="middle", colour=MUTED))
            taken = middle + half + 6
    return "".join(parts)


def _year_of(month: Month) -> str:
    return period_of(PeriodType.FINANCIAL_YEAR, month).label


def gap_bands(gaps: dict[Month, str], x: MonthScale, top: float, bottom: float, size: float) -> tuple[str, list[Box]]:
    """Months without a count, shaded, each run with its words at the foot where there is room; the room taken."""
    parts: list[str] = []
    boxes: list[Box] = []
    for words, run in _runs(gaps):
        start, end = x.span(run[0], run[-1])
        parts.append(_rect(start, top, end, bottom, GAP_SHADE, 0.55))
        half = width_px(words, size) / 2
        middle = min(max((start + end) / 2, x.left + half), x.right - half)
        box = text_box(middle, bottom - 6, words, size, anchor="middle")
        if 2 * half < x.right - x.left and not box.meets(boxes):
            boxes.append(box)
            parts.append(text(middle, bottom - 6, words, size, anchor="middle", colour=INK, italic=True))
    return "".join(parts), boxes


def _runs(gaps: dict[Month, str]) -> list[tuple[str, list[Month]]]:
    numbered = enumerate(sorted(gaps))
    runs = groupby(numbered, key=lambda pair: (pair[1].index - pair[0], gaps[pair[1]]))
    return [(key[1], [month for _, month in run]) for key, run in runs]


def _rect(left: float, top: float, right: float, bottom: float, fill: str, opacity: float = 1) -> str:
    shade = f' fill-opacity="{opacity:g}"' if opacity != 1 else ""
    return f'<rect x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" height="{bottom - top:.1f}" fill="{fill}"{shade}/>'
