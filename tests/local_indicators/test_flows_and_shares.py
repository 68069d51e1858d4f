"""Small figures that follow from a caseload, from a percentage of a shown count, from an average, or in the first return of all."""

import tomllib

import pytest

from saferplan.pipeline.map_kind import Answers
from saferplan.pipeline.map_parts import add_parts
from tests.local_indicators.made import xlsx
from tests.local_indicators.test_suppression import HEADINGS, YEAR, built, indicator, shown
from tests.local_indicators.test_what_gives_it_away import SHORT, built_of

QUARTERS = [f"2016/17 Q{number}" for number in (1, 2, 3, 4)]
CASELOAD = {"start": (12, 19, 28, 40), "new": (10, 12, 14, 13), "closed": (3, 3, 2, 4), "end": (19, 28, 40, 49)}


def by_quarter(folder, figures, *indicators):
    rows = [
        (name, "", period, count)
        for name, each in figures.items()
        for period, count in zip(QUARTERS, each, strict=True)
    ]
    edition = built_of(folder, {"cases": ("quarter", rows, *indicators)})
    return {(row["indicator_id"], row["period"][-2:]): row["value"] for row in edition.table("local_value")}


def test_what_was_closed_does_not_follow_from_a_caseload(tmp_path):
    found = by_quarter(tmp_path, CASELOAD, *map(indicator, CASELOAD))
    for place, quarter in enumerate(("Q1", "Q2", "Q3", "Q4")):
        told = {name: found[name, quarter] for name in CASELOAD}
        assert told["closed"] is None
        others = [name for name in ("start", "new", "end") if told[name] is None]
        assert others, f"in {quarter} {told} leave {CASELOAD['closed'][place]}"
    for before, after in (("Q1", "Q2"), ("Q2", "Q3"), ("Q3", "Q4")):
        assert (found["end", before] is None) == (found["start", after] is None)


THREE_AT_THE_END = {"new": (31, 28, 35, 30), "closed": (22, 3, 29, 26), "end": (64, 89, 95, 99)}
THREE_AT_THE_START = {"start": (55, 64, 89, 95), "new": (31, 28, 35, 30), "closed": (22, 3, 29, 26)}
FIVE = {"start": (55, 66, 99, 106), "new": (31, 28, 35, 30), "transferred": (12, 8, 9, 7), "closed": (32, 3, 37, 31),
        "end": (66, 99, 106, 112)}  # fmt: skip


@pytest.mark.parametrize(
    ("figures", "telling"),
    [
        (THREE_AT_THE_END, [("new", "Q2"), ("end", "Q1"), ("end", "Q2")]),
        (THREE_AT_THE_START, [("new", "Q2"), ("start", "Q2"), ("start", "Q3")]),
        (FIVE, [("start", "Q2"), ("new", "Q2"), ("transferred", "Q2"), ("end", "Q2")]),
    ],
)
def test_nor_from_a_caseload_of_three_or_five_figures(tmp_path, figures, telling):
    found = by_quarter(tmp_path, figures, *map(indicator, figures))
    assert found["closed", "Q2"] is None
    assert None in [found[each] for each in telling]


@pytest.mark.parametrize("mark", ["<5", "*"])
@pytest.mark.parametrize("figures", [CASELOAD, THREE_AT_THE_END])
def test_nor_does_what_the_supplier_marks_as_kept_back(tmp_path, figures, mark):
    rest = {"start": (55, 64, 79, 85, 89, 92, 122, 128), "new": (31, 28, 35, 30, 27, 33, 41, 29),
            "closed": (22, 13, 29, 26, 24, mark, 35, 31), "end": (64, 79, 85, 89, 92, 122, 128, 126)}  # fmt: skip
    figures = {name: rest[name] for name in figures}
    rows = [
        (name, "", f"{year} Q{number + 1}", each[4 * place + number])
        for name, each in figures.items() for place, year in enumerate(("2015/16", "2016/17")) for number in range(4)
    ]  # fmt: skip
    edition = built_of(tmp_path, {"cases": ("quarter", rows, *map(indicator, figures))})
    found = {(row["indicator_id"], row["period"]): row["value"] for row in edition.table("local_value")}
    telling = [("new", "2016/17 Q2"), ("end", "2016/17 Q1"), ("end", "2016/17 Q2"), ("start", "2016/17 Q2")]
    assert None in [found[each] for each in telling if each[0] in figures]
    assert sum(value is None for value in found.values()) <= 8


def test_a_caseload_without_small_figures_is_shown(tmp_path):
    figures = CASELOAD | {"closed": (13, 13, 12, 14), "end": (9, 18, 30, 39), "start": (12, 19, 28, 40)}
    found = by_quarter(tmp_path, figures, *map(indicator, figures))
    assert None not in found.values()


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"referrals": 40, "closed": 31, "men": 37, "women": 3}, {"women", "men"}),
        (
            {"people": 60, "appointments": 150, "under 18": 3, "18 to 64": 41, "65 and over": 16},
            {"under 18", "65 and over"},
        ),
        ({"referrals": 40, "closed": 31, "locks": 37, "alarms": 3}, {"alarms"}),
    ],
)
def test_parts_by_their_titles_are_protected_in_the_first_return(tmp_path, counts, hidden):
    made = [
        indicator(f"i{place}", called=[name]).replace(f'title = "I{place}"', f'title = "{name}"')
        for place, name in enumerate(counts)
    ]
    rows = [(name, "", YEAR, count) for name, count in counts.items()]
    found = shown(built(tmp_path, rows, *made))
    names = {f"i{place}": name for place, name in enumerate(counts)}
    assert {names[name] for (name, _), (value, _) in found.items() if value is None} == hidden


def test_map_asks_of_parts_by_their_titles_in_one_row(tmp_path):
    names = ("referrals", "closed", "men", "women")
    path = xlsx(
        tmp_path / "cases.xlsx",
        [HEADINGS, *((name, "", YEAR, count) for name, count in zip(names, (40, 31, 37, 3), strict=True))],
    )
    said = tomllib.loads(
        SHORT.replace("{cadence}", "financial_year").replace("{name}", "cases") + "".join(map(indicator, names))
    )
    add_parts(said, path, Answers(None, []))
    assert {each["id"]: each.get("parts") for each in said["indicator"] if each.get("parts")} == {
        "referrals": ["men", "women"]
    }


@pytest.mark.parametrize(
    ("counts", "rates", "is_hidden"),
    [
        ((40, 60, 50, 80), (5, 5, 6, 5), (True, True, True, True)),
        ((40, 60, 50, 80), (95, 80, 94, 20), (True, False, True, False)),  # those who did not
        ((40, 60, 50, 80), (5, 6, 6, 5), (False, False, False, False)),  # not of it: no whole number of sixty are 6%
        ((4000, 6000, 5000, 8000), (5, 5, 6, 5), (False, False, False, False)),
    ],
)
def test_a_percentage_of_a_shown_count_that_is_of_a_few_is_suppressed(tmp_path, counts, rates, is_hidden):
    found = by_quarter(
        tmp_path, {"referrals": counts, "repeat": rates}, indicator("referrals"), indicator("repeat", "percent")
    )
    assert tuple(found["repeat", quarter] is None for quarter in ("Q1", "Q2", "Q3", "Q4")) == is_hidden
    assert None not in [found["referrals", quarter] for quarter in ("Q1", "Q2", "Q3", "Q4")]


def test_a_percentage_that_a_person_says_is_of_no_people_is_shown(tmp_path):
    rows = [("referrals", "", YEAR, 40), ("repeat", "", YEAR, 5)]
    found = shown(built(tmp_path, rows, indicator("referrals"), indicator("repeat", "percent", suppress=False)))
    assert found["repeat", "all"] == (5, "given")


def test_a_percentage_of_one_row_is_of_a_count_that_shares_a_word_of_its_title(tmp_path):
    rows = [
        ("referrals", "", YEAR, 40),
        ("volunteers", "", YEAR, 32),
        ("repeat referrals", "", YEAR, 5),
        ("satisfied", "", YEAR, 97),
    ]
    repeat = indicator("repeat", "percent", called=["repeat referrals"]).replace('"Repeat"', '"Repeat referrals"')
    made = indicator("referrals"), indicator("volunteers"), repeat, indicator("satisfied", "percent")
    found = shown(built(tmp_path, rows, *made))
    assert (found["repeat", "all"][0], found["satisfied", "all"][0]) == (None, 97)


@pytest.mark.parametrize(("paid", "each", "is_shown"), [(1500, 500, False), (1500, 430, True), (100, 33.3, False)])
def test_an_average_over_a_hidden_count_is_suppressed(tmp_path, paid, each, is_shown):
    rows = [("grants", "", YEAR, paid), ("households", "", YEAR, 3), ("grant each", "", YEAR, each)]
    average = indicator("each", "pounds", called=["grant each"]).replace('"Each"', '"Grant per household"')
    found = shown(built(tmp_path, rows, indicator("grants", "pounds"), indicator("households"), average))
    assert (found["each", "all"][0] == each) is is_shown
    assert found["grants", "all"][0] == paid


@pytest.mark.parametrize("rate", [25, 50, 75])
def test_a_percentage_is_not_suppressed_for_a_mark_of_which_it_may_be_no_part(tmp_path, rate):
    rows = [("evictions", "", YEAR, "<5"), ("safe", "", YEAR, rate)]
    found = shown(built(tmp_path, rows, indicator("evictions"), indicator("safe", "percent")))
    assert found["safe", "all"] == (rate, "given")
