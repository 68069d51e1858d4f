"""Each setting is changed by itself, and whatever moves is told with that setting for its cause, and with no other.

The small workspace is arranged so that every setting has something to move: a month and a quarter that are taken for partial,
a type that rises more than chance and one whose rise hangs on how many are tested beside it, returns of partners, a break, a
classification.
"""

from dataclasses import replace

import pytest
from tests.support.home_office import rows, write_csv
from tests.support.small import (
    AREA,
    COMPARATOR,
    MONTHS,
    build_small,
    put,
    small_workspace,
    street_bytes,
    street_name,
    street_rows,
)

from saferplan.cli.comparison import comparison_lines
from saferplan.pipeline.compare import compare_editions
from saferplan.pipeline.compared.causes import ANY_SETTING, CauseKind
from saferplan.pipeline.compared.table_reaches import rows_reach
from saferplan.pipeline.compared.tables import compared_tables
from saferplan.pipeline.demonstration.partners import write_partners
from saferplan.pipeline.settings import Settings

SHORT = "2014-06"
EARLY_ISSUE = "issue-2017-01/prc-csp-1617.csv"
CLASSED = {"from_month": "2014-04", "categories": ["Vehicle crime"], "offence_codes": ["19C"]}
BREAK = {
    "id": "anew-2016",
    "from_month": "2016-04",
    "groups": ["Burglary"],
    "wording": "Burglary was recorded otherwise.",
}
GIVEN = {
    "area": AREA, "comparators": [COMPARATOR], "police_generated": [CLASSED], "series_break": [BREAK],
    "issued": {EARLY_ISSUE: "2017-01"},
}  # fmt: skip


def rows_of(month):
    """Twenty rows; few in one month; from April 2016 on many more drug offences and some more shoplifting."""
    if month == SHORT:
        return street_rows(month)[:4]
    more = street_rows(month, 100)[20:] if month >= "2016-04" else []
    drugs, shoplifting = ([row for row in more if row[9] == kind] for kind in ("Drugs", "Shoplifting"))
    return [*street_rows(month), *drugs, *shoplifting[:5]]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    made = small_workspace(tmp_path_factory.mktemp("settings") / "w", MONTHS)
    for month in MONTHS:
        put(made.inbox / "police" / street_name(month), street_bytes(rows_of(month)))
    whole, part = (412, 9, -1), (90, 2, 0)
    quarters = [rows(part if number == 4 else whole, (number,), year="2014/15") for number in (1, 2, 3, 4)]
    write_csv(made.inbox / "prc-csp-1415", [row for quarter in quarters for row in quarter])
    write_csv(made.inbox / "prc-csp-1516", rows(year="2015/16"))
    write_csv(made.inbox / "issue-2017-06" / "prc-csp-1617", rows())
    write_csv(made.inbox / EARLY_ISSUE.removesuffix(".csv"), rows(counts=(400, 9, -1)))
    write_partners(made.path)
    return replace(made, settings=Settings(**GIVEN))


@pytest.fixture(scope="module")
def edition_of(workspace):
    """Builds an edition of the workspace by the settings given and some others, each once."""
    built = {}

    def found(changes):
        if str(changes) not in built:
            settings = Settings(**{**GIVEN, **changes})
            built[str(changes)] = build_small(replace(workspace, settings=settings)).edition
        return built[str(changes)]

    return found


ALONE = {"comparators": []}
DRUGS = {**CLASSED, "categories": ["Drugs"]}
CASES = {
    # the setting, what it is and what else is otherwise than above; a table or fact that must move, or none
    "area": ("area", ALONE, COMPARATOR, "partnership"),
    "no comparators": ("comparators", {}, [], "recorded-crime-rate"),
    "a ward that people visit": ("visited_areas", {}, ["E05099001"], "measure"),
    "a partnership that people visit": ("visited_areas", {}, [AREA], "recorded-crime-rate"),
    "what is partial": ("partial_below_share", {}, 0.1, "coverage"),
    "small numbers": ("suppress_below", {}, 20, "local_indicator"),
    "noughts": ("suppress_zero", {}, True, None),
    "rounding": ("round_to", {}, 5, "local_value"),
    "made up": ("simulated", {}, True, "partnership"),
    "another spelling": ("aliases", {}, {"Smallham-on-Sea": AREA}, "area_alias"),
    "an earlier date": ("issued", {}, {EARLY_ISSUE: "2016-12"}, "revision"),
    "a later date": ("issued", {}, {EARLY_ISSUE: "2017-07"}, "recorded-crime"),
    "an own area": ("custom_area", {}, [{"code": "quay", "name": "Quay", "lsoas": ["E01099001"]}], "measure"),
    "no break": ("series_break", {}, [], "recorded-crime"),
    "a break that refuses a type": ("series_break", {}, [{**BREAK, "behaviour": "refuse"}], "shoplifting"),
    "a break that refuses the whole": (
        "series_break",
        {},
        [{**BREAK, "groups": [], "behaviour": "refuse"}],
        "what-drove-it",
    ),
    "a break in other words": ("series_break", {}, [{**BREAK, "wording": "It was counted anew."}], "recording-changes"),
    "nothing classified": ("police_generated", {}, [], "largest-rise"),
    "another type classified": ("police_generated", {}, [DRUGS], "largest-rise"),
    "other codes classified": ("police_generated", {}, [{**CLASSED, "offence_codes": ["46"]}], "indicator_part"),
    "classified later": ("police_generated", {}, [{**CLASSED, "from_month": "2016-10"}], "police-generated"),
    "classified twice": ("police_generated", {}, [CLASSED, {**DRUGS, "from_month": "2016-04"}], "change"),
    "whom to call": ("contact", {}, [{"name": "Council", "how": "01632 960000"}], None),
}


def causes_told(found):
    """Every cause that is given for anything, but that the program changed while somebody edits it."""
    told = [cause for fact in found.facts for cause in fact.causes]
    told += [cause for headline in found.headlines.moved for cause in headline.causes]
    told += [cause for move in (*found.cells, *found.tables) for cause in move.causes]
    return {cause for cause in (*told, *found.headlines.limits_causes) if cause.kind is not CauseKind.CODE}


@pytest.mark.parametrize(("setting", "others", "value", "moved"), CASES.values(), ids=CASES.keys())
def test_what_a_setting_moves_is_told_with_it_for_the_cause(edition_of, setting, others, value, moved):
    found = compare_editions(edition_of(others), edition_of({**others, setting: value}))
    assert [change.key for change in found.differences.settings] == [setting]
    assert found.nothing_moved == (moved is None)
    told = causes_told(found)
    assert {cause.kind for cause in told} <= {CauseKind.SETTING, *([CauseKind.REVISION] if setting == "issued" else [])}
    named = {cause.words.split(":")[0] for cause in told if cause.kind is CauseKind.SETTING}
    assert named == (set() if moved is None else {f"setting {setting}"})
    assert moved in {None, *(fact.fact_id for fact in found.facts), *(move.table for move in found.tables)}


OF_SIGNALS = {"signals", "judgements", "false_signals_a_quarter"}


def test_every_setting_is_among_them():
    assert {setting for setting, *_ in CASES.values()} | OF_SIGNALS == {*Settings.model_fields, "judgements"}


def test_the_settings_of_signals_are_the_cause_of_theirs_alone():
    """Without building one: to look for signals takes a minute."""
    touched = {
        table.name
        for table in compared_tables()
        for setting in OF_SIGNALS
        if setting in rows_reach(table.name, "recorded_crime", None, in_both=True).settings
    }
    assert touched == {table.name for table in compared_tables() if table.name.startswith("signal")}


@pytest.mark.parametrize("table", compared_tables(), ids=lambda table: table.name)
def test_what_can_touch_a_table_is_declared(table):
    reach = rows_reach(table.name, "recorded_crime", None, in_both=True)
    assert reach.settings != ANY_SETTING


def test_figures_of_a_ward_that_moved_are_counted_and_told(edition_of):
    found = compare_editions(edition_of({}), edition_of({"visited_areas": ["E05099001"]}))
    assert (found.facts, found.headlines.moved, found.cells) == ((), (), ())
    (move,) = (each for each in found.tables if each.table == "measure")
    (row,) = edition_of({"visited_areas": ["E05099001"]}).rows(
        "SELECT count(*) AS n FROM measure WHERE area_type = 'ward' AND missing_reason = 'visited_place'"
    )
    assert (move.area_type, move.moved, move.new, move.gone) == ("ward", row["n"], 0, 0)
    assert move.moved > 0
    assert "ward" in "\n".join(comparison_lines(found, cells=False)[1])
