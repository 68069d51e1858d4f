"""What partners' own figures say: those that may be shown outside the partnership, and apart from them those that may not.

Two facts, for a fact is shown or withheld as a whole. Each states the latest figure of the indicators whose mapping words a
sentence for them, or of the first few where none does. A percentage of fewer than 20 is not stated; a small count is “fewer
than 5”, and what is suppressed otherwise is named with the reason.
"""

from datetime import date

from saferplan.base.by_area import NOT_SUMMED, ByArea, given_by_area
from saferplan.base.categories import Unit
from saferplan.base.disclosure import SUPPRESSED_STATUSES, Disclosure, Handling, suppressed_words, why_suppressed
from saferplan.base.numerals import listed, one_decimal, whole
from saferplan.base.periods import Month, Period, PeriodType, period_of
from saferplan.base.returns import due_on
from saferplan.evidence.fact import Evidence, Fact, Freshness, Refusal, Row, Statement

FIRST_FEW = 3
FEWEST_FOR_PERCENT = 20
TABLES = ("local_value",)
Latest = tuple[Row, Row]
"""An indicator and its latest value."""


def open_figures(evidence: Evidence) -> Statement | Refusal:
    """Figures that may be published."""
    if not evidence.rows("local_indicator"):
        return Refusal(
            "No partner's figures are mapped.", "Put a partner's file into inbox/ and run `saferplan map` on it."
        )
    way_out = "Where a partner agrees, say may_publish = true in its mapping."
    return (
        _state(evidence, may_publish=True)
        or _only_by_area(evidence, may_publish=True)
        or Refusal("No partner's figure may be published.", way_out)
    )


def partners_figures(evidence: Evidence) -> Statement | Refusal:
    """Figures for use within the partnership."""
    if not evidence.rows("local_indicator"):
        return Refusal(
            "No partner's figures are mapped.", "Put a partner's file into inbox/ and run `saferplan map` on it."
        )
    way_out = "Put the partners' newest files into inbox/ and build again."
    return (
        _state(evidence, may_publish=False)
        or _only_by_area(evidence, may_publish=False)
        or Refusal("No partner's figure is for the partnership alone.", way_out)
    )


def _only_by_area(evidence: Evidence, *, may_publish: bool) -> Refusal | None:
    """Of figures that are given by ward or other area only. No title is named: a refusal travels without handling."""
    found = _by_area(evidence, may_publish=may_publish)
    if not found:
        return None
    kinds = {by_area.words for _, by_area in found}
    words = kinds.pop() if len(kinds) == 1 else "given by area only"
    which = "that may be published" if may_publish else "for the partnership alone"
    return Refusal(
        f"The partners' figures {which} are {words}. {NOT_SUMMED}",
        "Ask the supplier for the figure of the whole as well.",
    )


def _by_area(evidence: Evidence, *, may_publish: bool) -> list[tuple[Row, ByArea]]:
    """The indicators that are given by ward or other area only, in the order of the mappings."""
    found = []
    for indicator in sorted(evidence.rows("local_indicator"), key=lambda row: row["position"]):
        rows = evidence.rows("local_value", indicator_id=indicator["indicator_id"])
        if by_area := given_by_area(rows, indicator, may_publish=may_publish):
            found.append((indicator, by_area))
    return found


def _by_area_words(found: list[tuple[Row, ByArea]]) -> list[str]:
    return [
        f"{indicator['title']} is {by_area.words} for {_period_words(vars(by_area))}, for {by_area.counted}. {NOT_SUMMED}"
        for indicator, by_area in found
    ]


def _state(evidence: Evidence, *, may_publish: bool) -> Statement | None:
    found = [each for each in _latest(evidence) if each[1]["may_publish"] is may_publish]
    few = [each for each in found if _is_on_few(each)]
    kept_back = [each for each in found if _is_kept_back(each)]
    stated = [each for each in found if each not in few and each not in kept_back]
    chosen = [each for each in stated if each[0]["sentence"]] or stated[:FIRST_FEW]
    if not chosen:
        return None
    periods = {value["period"] for _, value in chosen}
    return Statement(
        " ".join(_sentence(indicator, value) for indicator, value in chosen),
        periods.pop() if len(periods) == 1 else "",
        caveats=(
            *_caveats(evidence, chosen, few),
            *_suppressed(chosen, kept_back),
            *_by_area_words(_by_area(evidence, may_publish=may_publish)),
        ),
        tables=TABLES,
        handling=tuple(_handling(indicator, may_publish) for indicator, _ in chosen),
        stale_after=min(_next_due(indicator, value) for indicator, value in chosen),
    )


def _latest(evidence: Evidence) -> list[Latest]:
    """Each indicator that has a figure in its own area, with its latest, in the order of the mappings.

    One that is suppressed is a figure too: an older one in its place would be taken for the latest.
    """
    found = []
    for indicator in sorted(evidence.rows("local_indicator"), key=lambda row: row["position"]):
        rows = [row for row in _own_values(evidence, indicator) if _has_figure(row)]
        if rows:
            found.append((indicator, max(rows, key=lambda row: row["period_start"])))
    return found


def _own_values(evidence: Evidence, indicator: Row) -> list[Row]:
    keys = ("indicator_id", "area_type", "area_code")
    return evidence.rows("local_value", **{key: indicator[key] for key in keys})


def _has_figure(value: Row) -> bool:
    return value["value"] is not None or value["status"] in SUPPRESSED_STATUSES


def _is_kept_back(each: Latest) -> bool:
    """Whether it is suppressed and cannot be worded as a count of a few."""
    indicator, value = each
    return value["value"] is None and (value["status"] != "small" or indicator["unit"] == "percent")


def _suppressed(chosen: list[Latest], kept_back: list[Latest]) -> list[str]:
    """Why figures are suppressed: those worded as a few, and those not stated."""
    texts = [
        f"{indicator['title']} is suppressed for {_period_words(value)}: "
        f"{why_suppressed(value['status'], indicator['suppress_below'])}."
        for indicator, value in kept_back
    ]
    few = sorted({indicator["suppress_below"] for indicator, value in chosen if value["value"] is None})
    texts += [f"Counts of fewer than {below} people or cases are suppressed." for below in few]
    return texts


def _is_on_few(each: Latest) -> bool:
    indicator, value = each
    if value["value"] is None:
        return False
    return indicator["unit"] == "percent" and (value["denominator"] or FEWEST_FOR_PERCENT) < FEWEST_FOR_PERCENT


def _sentence(indicator: Row, value: Row) -> str:
    shown, period = _shown(indicator, value), _period_words(value)
    worded = indicator["sentence"]
    if not worded:
        unit = "" if indicator["unit"] in ("percent", "pounds") else f" {indicator['unit'].replace('_', ' ')}"
        worded = f"{indicator['title']}: {{value}}{unit} in {{period}}"
    text = worded.replace("{value}", shown).replace("{period}", period).strip()
    return f"{text[:1].upper()}{text[1:].removesuffix('.')}."


def _shown(indicator: Row, value: Row) -> str:
    if value["value"] is None:
        return suppressed_words(value["status"], indicator["suppress_below"])
    return _value_words(indicator, value["value"])


def _value_words(indicator: Row, number: float) -> str:
    shown = whole(number) if float(number).is_integer() else one_decimal(number)
    return {"percent": f"{shown}%", "pounds": f"£{shown}"}.get(indicator["unit"], shown)


def _period_words(value: Row) -> str:
    """ "2016/17", "the three months from April 2016" or "April 2016"."""
    if value["period_type"] == PeriodType.FINANCIAL_YEAR:
        return str(value["period"])
    name = Month.of(value["period_start"]).name
    return f"the three months from {name}" if value["period_type"] == PeriodType.QUARTER else name


def _caveats(evidence: Evidence, chosen: list[Latest], few: list[Latest]) -> list[str]:
    suppliers = list(dict.fromkeys(indicator["supplier"] for indicator, _ in chosen))
    texts = [f"As supplied by {listed(suppliers)}."]
    for indicator, value in chosen:
        texts += _limits(indicator, value) + _target(indicator, value) + _newer(evidence, indicator, value)
    if any(indicator["unit"] == Unit.LOCAL_ASB_REPORT for indicator, _ in chosen):
        texts.append("What a council or landlord counts may be in the figures of the police too: they are never added.")
    texts += [
        f"{indicator['title']} is not stated for {_period_words(value)}: a percentage of fewer than {FEWEST_FOR_PERCENT} "
        "says little."
        for indicator, value in few
    ]
    return texts


def _limits(indicator: Row, value: Row) -> list[str]:
    if value["lower"] is None:
        return []
    return [
        f"{indicator['title']}: {whole(value['numerator'])} of {whole(value['denominator'])}; the range by chance is "
        f"{one_decimal(value['lower'])}% to {one_decimal(value['upper'])}%."
    ]


_AGAINST = {"met": "is met", "not_met": "is not met", "no_clear_difference": "lies within the range by chance"}


def _target(indicator: Row, value: Row) -> list[str]:
    if value["against_target"] is None:
        return []
    shown = _value_words(indicator, indicator["target"])
    return [f"{indicator['title']}: the target of {shown} {_AGAINST[value['against_target']]}."]


def _newer(evidence: Evidence, indicator: Row, value: Row) -> list[str]:
    """A later period for which the partner gave a mark and no figure."""
    later = [
        row for row in _own_values(evidence, indicator)
        if row["period_start"] > value["period_start"] and row["status"] != "not_supplied" and not _has_figure(row)
    ]  # fmt: skip
    return [
        f"{indicator['title']}: there is no figure for {_period_words(row)} ({row['status'].replace('_', ' ')})."
        for row in later[:1]
    ]


def _handling(indicator: Row, may_publish: bool) -> Handling:
    """A value that its supplier keeps back is the partnership's alone, whatever its indicator is."""
    if may_publish:
        return Handling(Disclosure(indicator["disclosure"]), indicator["marking"], may_publish=True)
    return Handling(Disclosure.PARTNER, indicator["marking"], may_publish=False)


def _next_due(indicator: Row, value: Row) -> date:
    """The day by which the next figure should be there."""
    period: Period = period_of(PeriodType(value["period_type"]), Month.of(value["period_start"]))
    return due_on(period_of(period.period_type, period.end.plus(1)), indicator["due_days"])


LOCAL_INDICATORS = Fact(
    "local-indicators", 570, "What do the partners' own figures say?", open_figures, Freshness.LASTING
)
PARTNER_INDICATORS = Fact(
    "partner-indicators", 580, "What do the figures for partners alone say?", partners_figures, Freshness.LASTING
)
