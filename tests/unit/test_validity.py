"""An analysis asks what its source supports, and is refused by name."""

import pytest

from saferplan.base.errors import SettingsError
from saferplan.base.validity import ANALYSES, Support, analysis_named, lacking
from saferplan.pipeline.validity import require
from saferplan.sources.recognise import all_sources


@pytest.mark.parametrize(
    "analysis", ["day-by-hour", "near-repeat", "by-address", "repeat-victims", "repeat-places", "bank-holidays"]
)
@pytest.mark.parametrize(
    "source", ["police_uk_street", "police_uk_outcomes", "police_uk_stop_and_search", "home_office_csp"]
)
def test_no_hour_no_address_and_no_person_is_read_from_published_files(analysis, source):
    with pytest.raises(SettingsError) as caught:
        require(analysis, source)
    assert analysis_named(analysis).title in caught.value.what
    assert "it does not tell" in caught.value.what
    assert caught.value.way_out.endswith(".")


def test_what_a_source_supports_is_allowed():
    for analysis in ("month-by-month", "by-neighbourhood", "by-ward", "anchors", "change-and-rate"):
        require(analysis, "police_uk_street")
    require("outcomes", "police_uk_outcomes")
    require("severity", "home_office_csp")
    with pytest.raises(SettingsError, match="the offence code"):
        require("severity", "police_uk_street")
    with pytest.raises(SettingsError, match="the month"):
        require("usual-range", "home_office_csp")
    with pytest.raises(SettingsError, match="There is no source"):
        require("severity", "a_crystal_ball")


def test_who_knows_more_may_do_more():
    event = {Support.DAY, Support.TIME_OF_DAY, Support.EXACT_PLACE, Support.OFFENCE_CODE}
    allowed = {each.id for each in ANALYSES if not lacking(each, event)}
    assert {"day-by-hour", "near-repeat", "by-address", "month-by-month", "change-and-rate", "by-ward"} <= allowed
    assert not {"repeat-victims", "repeat-places", "outcomes"} & allowed


def test_every_source_of_events_says_what_it_supports():
    events = {source.id for source in all_sources() if source.supports}
    assert events == {
        "police_uk_street",
        "police_uk_outcomes",
        "police_uk_stop_and_search",
        "home_office_csp",
        "home_office_force",
    }
