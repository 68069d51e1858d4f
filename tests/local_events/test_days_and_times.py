"""Days and times as people write them: each is read as it is meant, or refused by name, and never cut."""

from datetime import datetime

import pytest

from saferplan.sources.local.event_fitting import are_clocks, are_days
from tests.local_events.made import row, workspace_with
from tests.support.small import build_small

DAY = {"Committed_to": "", "Reported": ""}
READ = [
    ("4/3/2017 11:45:00 PM", "", "2017-03-04 23:45:00"),
    ("4/3/2017, 11:45 pm", "", "2017-03-04 23:45:00"),
    ("04/03/2017", "02:30 PM", "2017-03-04 14:30:00"),
    ("04/03/2017", "12:15 AM", "2017-03-04 00:15:00"),
    ("04/03/2017", "12:15 p.m.", "2017-03-04 12:15:00"),
    ("04/03/2017", "2pm", "2017-03-04 14:00:00"),
    ("04/03/2017", "23.30", "2017-03-04 23:30:00"),
    ("04/03/2017", "9:05", "2017-03-04 09:05:00"),
    ("04/03/2017", "2330 hrs", "2017-03-04 23:30:00"),
    ("04/03/2017", "0.75", "2017-03-04 18:00:00"),
    ("2017-03-04T23:45:10", "", "2017-03-04 23:45:10"),
    ("42798.5", "", "2017-03-04 12:00:00"),
    ("42798.35", "", "2017-03-04 08:24:00"),
    ("4-Mar-17 23:45", "", "2017-03-04 23:45:00"),
    ("4-Mar-17", "", "2017-03-04 -"),
    ("04 Mar 17", "", "2017-03-04 -"),
    ("4 March 2017", "", "2017-03-04 -"),
    ("Saturday 4th March 2017", "", "2017-03-04 -"),
    ("March 4, 2017", "", "2017-03-04 -"),
    ("20170304", "", "2017-03-04 -"),
    ("20170304", "2:30 pm", "2017-03-04 14:30:00"),
    ("2017/03/04", "", "2017-03-04 -"),
    ("04/03/2017", "unknown", "2017-03-04 -"),
]
REFUSED = [
    ("04/03/2017", "0.15"),
    ("04/03/2017", "23.3"),
    ("04/03/2017", "25:10"),
    ("04/03/2017", "half nine"),
    ("04/03/2017", "14:30 XM"),
    ("04/03/2017", "14:30 PM"),
    ("04/03/2017 11:45 XM", ""),
    ("2017-03-04T23:45:00+01:00", ""),
    ("31-Feb-17", ""),
    ("20170231", ""),
    ("4-Mix-17", ""),
]


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    rows = [row(Committed_from=day, Time_from=time, HO_code="8N", **DAY) for day, time, *_ in [*READ, *REFUSED]]
    return build_small(workspace_with(tmp_path_factory.mktemp("times") / "w", rows)).edition


def test_what_can_be_read_is_read_as_it_is_meant(edition):
    found = {each["line"]: each for each in edition.table("local_event")}
    for line, (day, time, meant) in enumerate(READ, start=3):
        assert line in found, (day, time)
        said, clock = meant.split(" ")
        known = clock != "-"
        moment = datetime.fromisoformat(f"{said} {clock if known else '00:00:00'}")
        assert (found[line]["from_at"], found[line]["is_time_known"]) == (moment, known), (day, time)


def test_what_cannot_is_refused_by_name(edition):
    found = {each["line"]: each for each in edition.table("refusal")}
    assert sorted(found) == list(range(3 + len(READ), 3 + len(READ) + len(REFUSED)))
    for line, (day, time) in enumerate(REFUSED, start=3 + len(READ)):
        named = ("Crimes!Time from", time) if time else ("Crimes!Committed from", day)
        assert (found[line]["column_name"], found[line]["value"]) == named
        assert not time or found[line]["reason"] == "It cannot be read as a time of day."


def test_a_column_of_them_is_known_as_one():
    assert all(are_clocks([time]) for _, time, *_ in READ if time not in ("", "unknown"))
    assert all(are_days([day], said_so=True) for day, *_ in READ)
    assert not are_days(["20170304"], said_so=False)
    assert not are_clocks(["0.15"])
