"""The provisional headline beside the published count, and for the partnership alone."""

from datetime import date, datetime, timedelta

from saferplan.cli.explanation import explanation_lines
from saferplan.cli.listings import fact_lines
from saferplan.pipeline.explain import explain_fact
from saferplan.pipeline.local_event_counting import newest_year
from tests.local_events.made import row, workspace_with
from tests.support.small import MONTHS, build_small, write_inbox


def test_the_newest_whole_year():
    assert newest_year(date(2015, 4, 2), date(2016, 3, 30)).label == "2015/16"
    assert newest_year(date(2015, 5, 20), date(2016, 5, 31)).start.number == 6
    assert newest_year(date(2015, 5, 20), date(2016, 4, 30)) is None


def test_the_extract_is_stated_beside_police_uk_and_not_in_public(tmp_path):
    days = [datetime(2016, 4, 1, 9) + timedelta(days=round(step * 364 / 19)) for step in range(20)]
    rows = [
        row(Committed_from=day, Committed_to="", Reported=day, DA="Y" if day.month in (6, 7, 8, 9, 10) else "N")
        for day in days
    ]
    made = workspace_with(tmp_path / "w", rows)
    write_inbox(made.inbox, MONTHS)
    edition = build_small(made).edition
    facts = {each["fact_id"]: each for each in edition.table("fact")}
    (all_types,) = edition.rows("SELECT * FROM local_event_count WHERE category = '(all)'")
    counted = len(
        edition.rows(
            "SELECT 1 FROM offence WHERE csp_code = 'E22099001' AND month BETWEEN '2016-04-01' AND '2017-03-01'"
        )
    )
    assert (all_types["events"], all_types["police_uk"], all_types["home_office"]) == (20, counted, None)
    assert all_types["is_query"]
    fact = facts["provisional-crime"]
    assert fact["sentence"] == (
        f"Smallshire Police's extract has 20 crimes in Smallham in 2016/17, beside {counted} by police.uk "
        f"(ratio {20 / counted:.2f})."
    )
    assert (fact["disclosure"], fact["marking"], fact["may_publish"]) == ("partner", "OFFICIAL-SENSITIVE", False)
    flagged = sum(day.month in (6, 7, 8, 9, 10) for day in days)
    assert f"({flagged} of 20)" in facts["domestic-abuse-share"]["sentence"]
    _, said = explanation_lines(explain_fact(edition, "provisional-crime"))
    assert any("not for publication" in line for line in said)
    _, lines, left_out = fact_lines(edition, date(2017, 6, 1), public=True)
    assert "extract has" not in "\n".join(lines)
    assert "provisional-crime" in left_out[0]
