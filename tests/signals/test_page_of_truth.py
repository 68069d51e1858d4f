"""The page of what was measured: its sentences follow from the rows, and it is written from what there is."""

from itertools import product

import pytest

from tests.truth.signals.methods import OURS
from tests.truth.signals.page import _as_known, write_page
from tests.truth.signals.runs import AREAS, CATEGORIES, RISES, SHAPES
from tests.truth.signals.worlds import NO_MEMORY, OWN

ABOUT = {"months": 35, "places": 124, "from": "January 2023", "to": "November 2025", "promise": 1.0, "calibration": 40,
         "alone": 120, "rules": 240, "worlds": 160, "few": 8, "seeds": "11"}  # fmt: skip
FOUND, SELDOM = ({OURS: months, "ears_c1": [3, None, None]} for months in ([1, 2, None], [2, None, None]))


FARRINGTON = "flexible_farrington"


def false(kind, name, rate):
    return {"what": ["false", kind, name], "a_quarter": rate, "error": 0.05, "own": None if name == OURS else 40.0}


def rows(ours=1.0, rule=1.1, *, known=0.9, read=0.45, longer=1.1):
    measured = dict.fromkeys(("together", "together_memory", "local_memory", "next_door"), 0.1)
    raised = {"month_end": "June 2024", "status": "raised", "sentence": "Said.", "chance": "Seldom.", "reasons": [],
              "followed": "went on", "observed": 12, "usual": 6.0}  # fmt: skip
    return [
        *(false(kind, name, rate) for kind in (OWN, NO_MEMORY) for name, rate in ((OURS, ours), ("ears_c1", rule))),
        *({"what": ["memory", which], "a_quarter": 1.0, "error": 0.1} for which in ("with", "without")),
        {"what": ["kept"], "own": measured, "blocks": measured},
        *({"what": ["yardstick", number], "rates": {name: {"blocks": read, "known": known} for name in (OURS, "ears_c1")}}
          for number in range(2)),
        *({"what": ["longer", number], "rates": {name: {"blocks": 0.9, "known": longer} for name in (OURS, FARRINGTON)}}
          for number in range(2)),
        {"what": ["past", "2024-06"], "first": "June 2024", "last": "November 2025",
         "raised": [raised, {**raised, "month_end": "July 2024"}]},
        *({"what": ["planted", *kind, 0], "months": FOUND if kind == (0.5, 5, "all", "step") else SELDOM}
          for kind in product(RISES, AREAS, CATEGORIES, SHAPES)),
    ]  # fmt: skip


@pytest.fixture
def page(tmp_path):
    def written(kept):
        path = tmp_path / "page.md"
        write_page(path, ABOUT, kept)
        return " ".join(path.read_text(encoding="utf-8").split())

    return written


def test_what_is_within_a_fifth_of_the_promise_is_said_to_be(page):
    text = page(rows())
    assert "none of 2 methods is more than a fifth off the promise. In months without memory none are." in text
    assert "No method is more than a fifth off the promise where the rate is known." in text


def test_a_rule_that_is_off_is_named_and_excused_since_no_build_uses_it(page):
    text = page(rows(rule=0.7))
    assert "more than a fifth off the promise, of 2 methods: EARS C1. In months without memory: EARS C1." in text
    assert "A build uses no detector and no rule of thumb by itself." in text


def test_ours_is_not_excused(page):
    text = page(rows(ours=1.3, rule=1.3))
    assert "of 2 methods: ours, all together and EARS C1. In months without memory: all." in text
    assert "A build uses no detector" not in text
    assert "More than a fifth off the promise where the rate is known: ours, all together" in page(rows(known=1.3))


def test_a_user_is_told_the_whole_range(page):
    text = page(rows())
    assert "Where the rate is known 0.90 begin, in the partnership's own residuals in blocks 1.00." in text
    assert "may begin about 2.00 ± 0.00 a quarter" in text
    assert "may begin about" not in page(rows(read=0.95)).split("What it means for a user")[1].split("##")[0]


def test_what_has_not_months_enough_is_told_of_histories_that_have(page):
    text = page(rows())
    assert "for want of months:" in text
    assert "See “With five years of months”." in text
    assert "Of 2 histories of 60 months" in text
    assert "Of ours all together blocks read 0.82 times what is known." in text
    assert "| our flexible Farrington by itself | 0.90 ± 0.00 | 1.10 ± 0.00 |" in text
    assert (
        "More than a fifth off the promise where the rate is known: ours, all together and our flexible Farrington by itself."
        in page(rows(longer=1.3))
    )


def test_the_error_of_what_blocks_read_is_by_leaving_out_one_history_at_a_time():
    """By hand: 2 ÷ 1.5; without the first 1 ÷ 1, without the second 1 ÷ 0.5, which are 0.71 apart as a standard deviation."""
    assert _as_known(1.0, [0.5, 1.0], [1.0, 1.0]) == "1.33 ± 0.50"


def test_how_soon_is_told_beside_the_rule_that_had_found_most_by_then(page):
    """By hand, of 3 worlds: ours finds 1 by month-end 1 in one row of 36, 1 more in all by the next; the rule 1 by the third."""
    found = [[month for month in months if month] for months in (FOUND[OURS], SELDOM[OURS], FOUND["ears_c1"])]
    assert found == [[1, 2], [2], [3]]
    assert "have found 1% and 0% by month-end 1, 34% and 0% by month-end 2 and 34% and 33% by month-end 3." in page(
        rows()
    )


def test_what_is_seen_at_the_first_month_end_did_not_begin_then(page):
    assert "1 began in 5.7 quarters after the first month-end gone through" in page(rows())


def test_what_is_found_more_often_than_not_is_named(page):
    assert "In more than half of the worlds ours finds: +50% in 5 neighbourhoods and all categories (step)." in page(
        rows()
    )


def test_a_page_is_written_of_what_there_is_so_far(page):
    some = [row for row in rows() if row["what"][0] not in ("past", "kept", "planted")]
    assert "How far the blocks themselves are off" in page(some)
