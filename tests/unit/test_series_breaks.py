"""The registers of breaks and gaps: whole, citing or saying that they do not, and naming what exists."""

from datetime import date

import pytest

from saferplan.base.categories import CRIME_TYPES, Feed
from saferplan.base.home_office import SUBGROUPS
from saferplan.base.periods import Month, PeriodType, period_of
from saferplan.evidence.catalogue import all_indicators
from saferplan.evidence.registers.known_gaps import KNOWN_GAPS
from saferplan.evidence.registers.series_breaks import SERIES_BREAKS
from saferplan.evidence.series_break import Behaviour, SeriesBreak, breaks_between, refuses

INDICATORS = {each.id: each for each in all_indicators()}


def year(first):
    return period_of(PeriodType.FINANCIAL_YEAR, Month(first, 4))


def test_the_register_names_what_exists_once():
    names = set(CRIME_TYPES) | {each.name for each in SUBGROUPS}
    assert len({each.id for each in SERIES_BREAKS}) == len(SERIES_BREAKS) >= 10
    for each in SERIES_BREAKS:
        assert set(each.groups) <= names
        assert each.wording.endswith(".")
        assert each.status == ("cited" if each.citation else "suspected")
        assert each.effect_until is None or each.effect_until > each.from_month
    assert {each.status for each in SERIES_BREAKS} == {"cited", "suspected"}


def test_the_register_of_gaps_is_dated():
    assert len({gap.id for gap in KNOWN_GAPS}) == len(KNOWN_GAPS)
    for gap in KNOWN_GAPS:
        assert gap.verified_on > date(2025, 1, 1)
        assert gap.wording.endswith(".")
    assert any(gap.force_name == "Greater Manchester" and gap.from_month == Month(2019, 7) for gap in KNOWN_GAPS)


@pytest.mark.parametrize(
    ("indicator", "before", "after", "expected"),
    [
        ("other_theft", 2012, 2013, {"street-labels-2013"}),
        ("shoplifting", 2012, 2013, set()),
        ("violence_and_sexual_offences", 2013, 2014, {"recording-inspection-2014"}),
        ("residential_burglary", 2016, 2017, {"burglary-2017"}),
        ("burglary", 2016, 2017, set()),  # the type of police.uk holds both parts
        ("recorded_crime", 2019, 2020, {"pandemic-2020"}),
        ("asb", 2019, 2020, {"pandemic-2020"}),
        ("recorded_crime", 2023, 2024, {"conduct-crime-2023"}),
        ("vehicle_crime", 2023, 2024, set()),
        ("shoplifting", 2024, 2025, set()),
        ("charged_within_six_months", 2012, 2013, {"street-labels-2013", "outcomes-2013"}),
    ],
)
def test_which_breaks_lie_between_two_years(indicator, before, after, expected):
    found = breaks_between(SERIES_BREAKS, INDICATORS[indicator], None, year(before), year(after))
    assert {each.id for each in found} == expected


def test_what_is_refused_is_the_touched_group_and_never_a_total_over_it():
    of = SeriesBreak("b", Month(2016, 4), "W.", "up", Behaviour.REFUSE, groups=("Stalking and harassment",))
    assert refuses([of], INDICATORS["stalking_and_harassment"])
    assert not refuses([of], INDICATORS["violence_and_sexual_offences"])
    assert not refuses([of], INDICATORS["recorded_offences"])
    everything = SeriesBreak("b", Month(2016, 4), "W.", "up", Behaviour.SPLIT)
    assert refuses([everything], INDICATORS["recorded_offences"])
    assert refuses([everything], INDICATORS["asb"])


def test_a_break_of_one_force_is_no_break_of_another():
    of = SeriesBreak("b", Month(2016, 4), "W.", "up", force_code="E23000013")
    assert breaks_between([of], INDICATORS["asb"], "E23000013", year(2015), year(2016)) == [of]
    assert breaks_between([of], INDICATORS["asb"], "E23000007", year(2015), year(2016)) == []


def test_a_break_of_one_feed_leaves_others_alone():
    of = SeriesBreak("b", Month(2016, 4), "W.", "up", feeds=(Feed.HOME_OFFICE,))
    assert breaks_between([of], INDICATORS["recorded_offences"], None, year(2015), year(2016)) == [of]
    assert breaks_between([of], INDICATORS["recorded_crime"], None, year(2015), year(2016)) == []
