"""From counts and map points of an edition to its tables of hot spots."""

import numpy as np
import pytest

from saferplan.base.periods import Month
from saferplan.pipeline.hotspot_counts import INDICATORS, Counted, count_neighbourhoods, count_points
from saferplan.pipeline.hotspots import find_hotspots, in_quarters
from saferplan.pipeline.police_generated import PoliceGenerated
from saferplan.pipeline.settings import Settings
from tests.hotspots.grid_edition import FIRST, LAST, MIDDLE, MONTHS, OWN, SCOPE, code_of, grid_engine

SETTINGS = Settings(area=OWN)


def found_in(engine, settings=SETTINGS, scope=SCOPE):
    find_hotspots(engine, settings, scope)
    return engine.rows("SELECT * FROM hotspot ORDER BY indicator_id, lsoa21_code")


@pytest.fixture(scope="module")
def engine():
    made = grid_engine()
    find_hotspots(made, SETTINGS, SCOPE)
    yield made
    made.close()


def of(engine, indicator):
    return {row["lsoa21_code"]: row for row in engine.rows("SELECT * FROM hotspot WHERE indicator_id = ?", [indicator])}


def test_what_lies_together_is_a_lasting_hot_spot_and_nothing_else_is(engine):
    for indicator in ("recorded_crime", "burglary"):
        found = of(engine, indicator)
        assert {code for code, row in found.items() if row["hotspot_class"] != "none"} == set(MIDDLE)
        row = found[MIDDLE[0]]
        assert (row["hotspot_class"], row["quarters"], row["hot_quarters"], row["since"]) == (
            "persistent", 12, 12, FIRST.first_day)  # fmt: skip
        assert (row["count"], row["places_count"]) == (36, 3 * (4 * 12 + 32 * 2))
        assert (row["first_month"], row["last_month"], row["ward_code"]) == (
            FIRST.first_day,
            LAST.first_day,
            "E05000001",
        )
        assert (row["pattern"], found[code_of(0)]["pattern"]) == ("high_among_high", "low_among_low")


def test_neighbours_touch_at_sides_and_corners(engine):
    found = of(engine, "burglary")
    assert (found[code_of(0)]["neighbours"], found[code_of(1)]["neighbours"], found[MIDDLE[0]]["neighbours"]) == (
        3,
        5,
        8,
    )
    assert {row["neighbours_by"] for row in found.values()} == {"boundary"}


def test_a_type_of_which_too_little_is_known_says_so(engine):
    found = of(engine, "robbery")
    assert len(found) == 36
    assert {(row["hotspot_class"], row["missing_reason"], row["quarters"]) for row in found.values()} == {
        (None, "few_recent", 0)}  # fmt: skip


def test_without_boundaries_neighbours_are_the_nearest():
    engine = grid_engine(with_boundaries=False)
    rows = [row for row in found_in(engine) if row["indicator_id"] == "burglary"]
    assert {(row["neighbours"], row["neighbours_by"]) for row in rows} == {(6, "distance")}
    assert {row["lsoa21_code"] for row in rows if row["hotspot_class"] == "persistent"} <= set(MIDDLE)


def test_nothing_is_said_where_neighbours_are_not_known():
    engine = grid_engine(with_boundaries=False, least=0)
    assert found_in(engine) == []
    assert engine.rows("SELECT * FROM hotspot_accuracy") == []


@pytest.mark.parametrize(("month", "quarters", "reason"), [(Month(2021, 5), 11, None), (LAST, 11, "few_recent")])
def test_a_quarter_in_part_is_left_out_and_is_no_cold_one(month, quarters, reason):
    rows = [row for row in found_in(grid_engine(partial=month)) if row["indicator_id"] == "burglary"]
    middle = [row for row in rows if row["lsoa21_code"] in MIDDLE]
    assert {(row["quarters"], row["missing_reason"]) for row in rows} == {(quarters, reason)}
    if reason:
        assert {(row["count"], row["z"], row["p"], row["hotspot_class"]) for row in rows} == {(None, None, None, None)}
    else:
        assert {(row["hotspot_class"], row["hot_quarters"]) for row in middle} == {("persistent", 11)}


def test_quarters_are_counted_back_from_the_newest_month():
    counted = count_neighbourhoods(grid_engine(), SCOPE)
    quarters, is_whole, firsts = in_quarters(counted, MONTHS)
    assert (quarters.shape, len(is_whole), firsts[0]) == ((len(INDICATORS), 36, 12), 12, FIRST)
    shorter = type(counted)(counted.counts[:, :, :-1], counted.is_whole[:-1], counted.neighbours, counted.codes)
    quarters, _, firsts = in_quarters(shorter, MONTHS[:-1])
    assert (quarters.shape[2], firsts[0], firsts[-1]) == (11, Month(2020, 3), Month(2022, 9))
    rising = Counted(np.arange(35.0) + np.zeros((2, 4, 35)), np.arange(35) != 4, counted.neighbours)
    quarters, is_whole, _ = in_quarters(rising, MONTHS[:-1])
    assert (quarters[1, 3, 0], quarters[1, 3, -1]) == (2 + 3 + 4, 32 + 33 + 34)
    assert is_whole.tolist() == [False] + [True] * 10


def test_map_points_have_what_was_recorded_at_them():
    counted = count_points(grid_engine(), SCOPE)
    burglary = INDICATORS.index("burglary")
    assert counted.counts.shape == (len(INDICATORS), 36, 36)
    assert counted.counts[burglary].sum() == counted.counts[0].sum() == 36 * (4 * 12 + 32 * 2)
    assert sorted(counted.counts[burglary, :, 5])[-5:] == [2, 12, 12, 12, 12]
    assert set(counted.neighbours.numbers) == {8}


def test_accuracy_is_of_neighbourhoods_and_of_map_points_and_says_by_which_rows(engine):
    rows = engine.rows("SELECT * FROM hotspot_accuracy WHERE indicator_id = 'burglary' AND is_chosen AND share > 0.09")
    assert {row["place_type"] for row in rows} == {"lsoa", "map_point"}
    for row in rows:
        assert row["ranking"] == "last_12_months"
        assert row["recall"] == pytest.approx(4 * 12 / (4 * 12 + 32 * 2))
        assert row["pai"] == pytest.approx(row["recall"] / (4 / 36))
        assert (row["pei"], row["gain"], row["outside"], row["rows_as"]) == (pytest.approx(1), 0, 0, "revised")
        assert (row["first_origin"], row["last_origin"]) == (Month(2021, 11).first_day, Month(2022, 9).first_day)
        assert (row["chosen_origins"], row["reported_origins"]) == (9, 11)


def test_map_points_are_ranked_that_have_a_record_of_the_type_and_all_neighbourhoods_are():
    engine = grid_engine()
    engine.run(f"UPDATE offence SET category = 'Robbery' WHERE lsoa21_code NOT IN {MIDDLE}")
    find_hotspots(engine, SETTINGS, SCOPE)
    ranked = dict(
        engine.tuples("SELECT DISTINCT place_type, places FROM hotspot_accuracy WHERE indicator_id = 'burglary'")
    )
    assert ranked == {"lsoa": 36, "map_point": 4}


def test_what_police_generate_is_said_by_the_newest_classification():
    by_month = [PoliceGenerated(from_month="2020-01", categories=["Drugs"]), PoliceGenerated(from_month="2023-01",
                categories=["Robbery"]), PoliceGenerated(from_month="2021-01", categories=["Burglary"])]  # fmt: skip
    rows = found_in(grid_engine(), Settings(area=OWN, police_generated=by_month))
    flags = {row["indicator_id"]: row["is_police_generated"] for row in rows}
    assert (flags["drugs"], flags["burglary"], flags["robbery"]) == (False, True, False)
    assert flags["recorded_crime"] is None
    assert flags["asb"] is None


def test_it_is_the_same_twice(engine):
    again = grid_engine()
    find_hotspots(again, SETTINGS, SCOPE)
    for table in ("hotspot", "hotspot_accuracy"):
        assert again.tuples(f"SELECT * FROM {table} ORDER BY ALL") == engine.tuples(
            f"SELECT * FROM {table} ORDER BY ALL"
        )
