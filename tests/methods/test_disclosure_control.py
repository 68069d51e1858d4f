"""Suppression: exact tables, and an attacker who has every figure shown and every word printed in place of the others.

The attacker is written apart from the method: it seeks whole numbers (branch and bound) where the method seeks any.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, milp

from saferplan.evidence.disclosure_control import Rule, Sum, Suppressed, feasible, suppress

SMALL, SECONDARY = Suppressed.SMALL, Suppressed.SECONDARY
RULE = Rule()


def table(*parts):
    """Counts of parts a, b, c … and their total."""
    names = "abcdefgh"[: len(parts)]
    return dict(zip(names, parts, strict=True)) | {"all": sum(parts)}, [Sum("all", tuple(names))]


@pytest.mark.parametrize(
    ("parts", "hidden"),
    [
        ((12, 9, 30), {}),
        ((12, 0, 30), {}),
        ((3, 9, 30), {"a": SMALL, "b": SECONDARY}),
        ((3, 2, 30), {"a": SMALL, "b": SMALL}),  # either may be from 1 to 4
        ((1, 1, 30), {"a": SMALL, "b": SMALL, "c": SECONDARY}),  # two of 1 to 4 that come to 2 are both 1
        ((4, 4, 30), {"a": SMALL, "b": SMALL, "c": SECONDARY}),  # that come to 8 are both 4
        ((1, 5, 30), {"a": SMALL, "b": SECONDARY, "c": SECONDARY}),  # 6, of which one is 5 or more: 1 and 5
        ((2, 5, 30), {"a": SMALL, "b": SECONDARY}),  # 7: 1 and 6, or 2 and 5
        ((3, 0, 0), {"a": SMALL, "all": SMALL}),
        ((4, 4, 0), {"a": SMALL, "b": SMALL, "all": SECONDARY}),
        ((4, 3, 0), {"a": SMALL, "b": SMALL}),
        ((1, 1, 0), {"a": SMALL, "b": SMALL, "all": SMALL}),
    ],
)
def test_one_total_and_its_parts(parts, hidden):
    counts, sums = table(*parts)
    assert suppress(counts, sums, RULE) == hidden


def test_where_nothing_else_protects_a_cell_the_whole_table_is_suppressed():
    counts, sums = table(1, 1, 0)  # under 3 is 1 or 2: two of at least 1 that come to at most 2
    assert suppress(counts, sums, Rule(below=3)) == dict.fromkeys(counts, Suppressed.WHOLE)


def test_without_a_total_there_is_nothing_to_subtract_from():
    assert suppress({"a": 3, "b": 9}, [], RULE) == {"a": SMALL}


def test_nought_is_suppressed_where_that_is_wished():
    counts, sums = table(0, 9, 30)
    assert suppress(counts, sums, RULE) == {}
    assert suppress(counts, sums, Rule(zero=True)) == {"a": SMALL, "b": SECONDARY}


def test_what_a_partner_withholds_is_protected_like_our_own():
    counts, sums = {"b": 9, "c": 30, "all": 42}, [Sum("all", ("a", "b", "c"))]
    assert suppress(counts, sums, RULE, withheld={"a": (0, 4)}) == {"b": SECONDARY}
    two = {"c": 30, "all": 32}
    assert suppress(two, sums, RULE, withheld={"a": (0, 4), "b": (0, 4)}) == {}
    assert suppress({"c": 30, "all": 30}, sums, RULE, withheld={"a": (0, 4), "b": (0, 4)}) == {"c": SECONDARY}


def test_a_total_that_holds_more_than_its_parts_gives_less_away_and_one_of_an_unknown_part_nothing():
    counts = {"a": 3, "b": 9, "all": 20}
    assert suppress(counts, [Sum("all", ("a", "b"), has_rest=True)], RULE) == {"a": SMALL}
    assert suppress(counts | {"all": 13}, [Sum("all", ("a", "b"), has_rest=True)], RULE) == {"a": SMALL}
    exact = counts | {"a": 1, "all": 10}
    assert suppress(exact, [Sum("all", ("a", "b"), has_rest=True)], RULE) == {"a": SMALL, "b": SECONDARY}
    assert suppress(exact, [Sum("all", ("a", "b", "not supplied"))], RULE) == {"a": SMALL}


def test_figures_that_contradict_each_other_tell_nothing():
    sums = [Sum("all", ("a", "b"))]
    assert feasible({"b": 9, "all": 5}, sums, {"a": (1, 4)}) == {"a": (1, 4)}


def test_a_cell_of_two_dimensions_takes_a_rectangle():
    counts, sums = crossed([[3, 20, 30], [25, 26, 40], [35, 45, 50]])
    hidden = suppress(counts, sums, RULE)
    assert hidden == {(0, 0): SMALL, (0, 1): SECONDARY, (1, 0): SECONDARY, (1, 1): SECONDARY}


@pytest.mark.parametrize(
    ("numerator", "denominator", "few"),
    [(4, 40, True), (5, 40, False), (0, 40, False), (36, 40, True), (35, 40, False), (40, 40, False), (2, 3, True)],
)
def test_a_share_rests_on_few_who_did_or_did_not(numerator, denominator, few):
    assert RULE.rests_on_few(numerator, denominator) is few


def crossed(rows):
    """A table of two dimensions with the sums of its rows, of its columns, and of all."""
    height, width = len(rows), len(rows[0])
    counts = {(i, j): rows[i][j] for i in range(height) for j in range(width)}
    counts |= {(i, "all"): sum(rows[i]) for i in range(height)}
    counts |= {("all", j): sum(row[j] for row in rows) for j in range(width)}
    counts |= {("all", "all"): sum(map(sum, rows))}
    sums = [Sum((i, "all"), tuple((i, j) for j in range(width))) for i in [*range(height), "all"]]
    sums += [Sum(("all", j), tuple((i, j) for i in range(height))) for j in [*range(width), "all"]]
    return counts, sums


def attacked(counts, sums, hidden, rule):
    """The whole numbers that each hidden cell may be: least and most."""
    keys = list(counts)
    most = 10 * max(counts.values()) + 100
    lower = np.array([counts[key] if key not in hidden else rule.known_of(hidden[key])[0] for key in keys], float)
    upper = np.array([counts[key] if key not in hidden else min(rule.known_of(hidden[key])[1], most) for key in keys])
    matrix = np.array([[(key in each.parts) - (key == each.total) for key in keys] for each in sums], float)
    found = {}
    for key in hidden:
        ends = []
        for sign in (1, -1):
            cost = np.array([sign * (each == key) for each in keys], float)
            result = milp(cost, constraints=LinearConstraint(matrix, 0, 0), integrality=np.ones(len(keys)),
                          bounds=(lower, upper))  # fmt: skip
            assert result.success
            ends.append(sign * round(result.fun))
        found[key] = tuple(ends)
    return found


FEW = st.one_of(st.integers(0, 6), st.integers(0, 40))


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.lists(FEW, min_size=3, max_size=3), min_size=2, max_size=4), below=st.sampled_from([3, 5, 10]),
       zero=st.booleans())  # fmt: skip
def test_an_attacker_learns_no_suppressed_cell_of_a_table_of_two_dimensions(rows, below, zero):
    counts, sums = crossed(rows)
    rule = Rule(below, zero)
    hidden = suppress(counts, sums, rule)
    assert {key for key, count in counts.items() if rule.is_small(count)} <= hidden.keys()
    for key, (least, most) in attacked(counts, sums, hidden, rule).items():
        assert least <= counts[key] <= most
        assert least < most, (key, counts[key])


@settings(max_examples=100, deadline=None)
@given(parts=st.lists(FEW, min_size=1, max_size=8), below=st.sampled_from([3, 5, 10]), zero=st.booleans())
def test_nor_of_a_table_of_one(parts, below, zero):
    counts, sums = table(*parts)
    rule = Rule(below, zero)
    hidden = suppress(counts, sums, rule)
    for key, (least, most) in attacked(counts, sums, hidden, rule).items():
        assert least < most, (key, counts[key])
        found = _found(counts, sums, hidden, rule)[key]
        assert least == pytest.approx(found[0])
        assert most == pytest.approx(found[1]) or found[1] == np.inf


def _found(counts, sums, hidden, rule):
    return feasible(counts, sums, {key: rule.known_of(why) for key, why in hidden.items()})
