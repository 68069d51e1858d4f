"""Times and repeats of a made extract, each figure against the plainest count of the same rows."""

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random

import pytest

from saferplan.evidence.methods.aoristic import week_hours
from saferplan.pipeline.event_analyses.subjects import newest_months
from saferplan.pipeline.event_analyses.times import block_hours, cells
from tests.local_events.made import X, Y, row, workspace_with
from tests.support.small import MONTHS, build_small, write_inbox

FIRST = date(2016, 4, 1)


def made_rows(size=1_500):
    """Two years of burglaries around one place; planted: Saturday nights, and a burglary near by a few days after."""
    draw, rows = Random(5), []
    for number in range(size):
        day = FIRST + timedelta(days=draw.randrange(365))
        minute = draw.choice((None, 0, 720, 1_200 + draw.randrange(200), draw.randrange(1_440)))
        x, y = X + draw.randrange(-500, 900), Y + draw.randrange(-900, 900)
        rows.append((day, minute, x, y, number % 700))
    for number in range(0, 500, 2):
        day, minute, x, y, key = rows[number]
        rows[number + 1] = (min(day + timedelta(days=draw.randrange(4)), date(2017, 3, 31)), minute, x + 20, y, key)
    return rows


def as_cells(made):
    return [
        row(HO_code="28A", Committed_from=day, Time_from="" if minute is None else f"{minute // 60:02d}:{minute % 60:02d}",
            Committed_to="", Reported=day + timedelta(days=number % 5), X=x, Y=y, Victim=f"{key:064x}", DA="N")
        for number, (day, minute, x, y, key) in enumerate(made)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    workspace = workspace_with(tmp_path_factory.mktemp("times") / "w", as_cells(made_rows()))
    write_inbox(workspace.inbox, MONTHS)
    return build_small(workspace).edition


def test_what_is_known_of_times(edition):
    made = made_rows()
    (found,) = edition.rows("SELECT * FROM event_timing WHERE category = '(all)'")
    assert (found["unit"], found["period"], found["events"]) == ("offence", "2016/17", len(made))
    minutes = Counter(minute for _, minute, *_ in made)
    assert (found["no_time"], found["at_midnight"], found["at_noon"]) == (minutes[None], minutes[0], minutes[720])
    late = [number % 5 for number in range(len(made))]
    assert (found["reported_known"], found["same_day"], found["within_week"]) == (len(made), late.count(0), len(made))
    other = sum((day + timedelta(days=number % 5)).month != day.month for number, (day, *_) in enumerate(made))
    assert (found["other_month"], found["after_month"], found["reported_before"]) == (other, 0, 0)


def test_day_by_hour_is_the_count_of_each_hour(edition):
    counted = Counter((day.isoweekday(), minute // 60) for day, minute, *_ in made_rows() if minute is not None)
    rows = edition.rows("SELECT * FROM event_hour WHERE category = '(all)'")
    assert len(rows) == 168
    shown = {(each["weekday"], each["from_hour"]): each["weight"] for each in rows if each["weight"] is not None}
    assert shown == {place: number for place, number in counted.items() if number >= 5}
    hidden = [each for each in rows if each["weight"] is None]
    assert len(hidden) > 1


def test_bank_holidays_are_those_of_the_year(edition):
    (found,) = edition.rows("SELECT * FROM event_timing WHERE category = '(all)'")
    kept = ("2016-05-02", "2016-05-30", "2016-08-29", "2016-12-26", "2016-12-27", "2017-01-02")
    on = sum(day.isoformat() in kept for day, *_ in made_rows())
    assert (found["holidays"], found["on_holidays"]) == (6, on)
    assert found["holidays_lower"] < on < found["holidays_upper"]


def test_repeat_victims_are_those_with_another_day(edition):
    days = {}
    for day, _, _, _, key in made_rows():
        days.setdefault(key, set()).add(day)
    (found,) = edition.rows("SELECT * FROM event_repeat WHERE category = '(all)' AND key_type = 'victim'")
    again = [each for each in days.values() if len(each) > 1]
    assert (found["keys"], found["repeated_keys"]) == (len(days), len(again))
    assert (found["occasions"], found["occasions_of_repeated"]) == (sum(map(len, days.values())), sum(map(len, again)))
    last = date(2017, 3, 31)
    told = [(day, own) for own in days.values() for day in own]
    judged = [(day, own) for day, own in told if day + timedelta(days=91) <= max(day for day, _ in told)]
    assert last >= max(day for day, _ in told)
    followed = sum(any(day < other <= day + timedelta(days=91) for other in own) for day, own in judged)
    assert (found["judged_3"], found["followed_3"]) == (len(judged), followed)


def test_near_repeats_are_found_where_they_were_planted(edition):
    rows = edition.rows("SELECT * FROM near_repeat ORDER BY metres_to, days_to")
    assert {each["category"] for each in rows} == {"Burglary"}
    assert len(rows) == 20
    near = next(each for each in rows if (each["metres_to"], each["days_to"]) == (100, 7))
    assert near["is_more"]
    assert near["observed"] - near["expected"] > 30
    assert sum(each["is_more"] for each in rows) <= 2


def test_the_facts_say_them_and_stay_inside(edition):
    facts = {each["fact_id"]: each for each in edition.table("fact")}
    for name in ("busiest-hours", "reporting-delay", "bank-holidays", "repeat-victims", "near-repeats"):
        assert facts[name]["status"] == "stated", facts[name]
        assert (facts[name]["may_publish"], facts[name]["disclosure"]) == (False, "partner")
    assert facts["repeat-places"]["status"] == "refused"
    asked = {
        row["analysis_id"]: row for row in edition.rows("SELECT * FROM analysis WHERE source_id = 'local_smallshire'")
    }
    assert asked["day-by-hour"]["is_supported"]
    assert asked["near-repeat"]["is_supported"]
    assert asked["repeat-places"]["lacking"] == "which place it was, by a key"


def test_more_pairs_than_can_be_dealt_are_said_by_name(tmp_path, monkeypatch):
    from saferplan.evidence.methods import near_repeat

    monkeypatch.setattr(near_repeat, "MOST_PAIRS", 100)
    days = [FIRST + timedelta(days=number * 364 // 119) for number in range(120)]
    rows = [row(HO_code="28A", Committed_from=day, Committed_to="", X=X + day.day, DA="N") for day in days]
    workspace = workspace_with(tmp_path / "w", rows)
    write_inbox(workspace.inbox, MONTHS)
    edition = build_small(workspace).edition
    (found,) = edition.table("near_repeat_type")
    assert (found["events"], found["left_out"], found["missing_reason"]) == (120, 0, "too_many_pairs")
    (fact,) = edition.rows("SELECT * FROM fact WHERE fact_id = 'near-repeats'")
    assert fact["sentence"].startswith("Burglary: so many so close together")


def test_few_victims_who_come_up_again_are_not_counted_out(tmp_path):
    """Of forty victims three come up twice: neither table, fact nor explanation has the three."""
    from saferplan.pipeline.explain import explain_fact

    days = [FIRST + timedelta(days=number * 364 // 42) for number in range(43)]
    rows = [row(HO_code="8N", Committed_from=day, Time_from="", Committed_to="", Victim=f"{number % 40:064x}", DA="N")
            for number, day in enumerate(days)]  # fmt: skip
    workspace = workspace_with(tmp_path / "w", rows)
    write_inbox(workspace.inbox, MONTHS)
    edition = build_small(workspace).edition
    for found in edition.rows("SELECT * FROM event_repeat WHERE key_type = 'victim'"):
        assert (found["keys"], found["repeated_keys"], found["occasions_of_repeated"]) == (40, None, None)
        assert (found["occasions"], found["without_key"]) == (None, None)  # less the keys they would be the repeats
    (fact,) = edition.rows("SELECT * FROM fact WHERE fact_id = 'repeat-victims'")
    assert fact["sentence"].startswith("Fewer than 5 victims came up on more than one day")
    assert all(
        row["repeated_keys"] is None
        for ground in explain_fact(edition, "repeat-victims").grounds
        for row in ground.rows
    )


def test_the_newest_whole_months():
    assert newest_months(date(2017, 1, 2), date(2017, 3, 30)).label == "2017-01 to 2017-03"
    assert newest_months(date(2014, 4, 1), date(2017, 3, 31)).label == "2016/17"
    assert newest_months(date(2017, 1, 9), date(2017, 1, 30)) is None


def test_cells_under_the_minimum_give_nothing_and_one_alone_takes_another_with_it():
    weights = week_hours([datetime(2024, 1, 1, 0, 30)] * 4 + [datetime(2024, 1, 1, 1, 30)] * 6, [None] * 10) + 7
    weights[0, 0] = 4
    table = cells(weights, 1, 5)
    assert table[0][0] is None
    assert sum(value is None for day in table for value in day) > 1
    assert block_hours(840, 5) == 1
    assert cells(weights, 4, 5)[0][0] == pytest.approx(4 + 13 + 7 + 7)


def test_until_a_day_without_a_time_is_until_its_end(tmp_path):
    """Else an event of the afternoon, with its day as the end, would end before it begins."""
    day = date(2017, 3, 4)
    workspace = workspace_with(tmp_path / "w", [row(Committed_from=day, Time_from="14:30", Committed_to=day)])
    (found,) = build_small(workspace).edition.table("local_event")
    assert (found["from_at"], found["to_at"]) == (datetime(2017, 3, 4, 14, 30), datetime(2017, 3, 4, 23, 59, 59))
