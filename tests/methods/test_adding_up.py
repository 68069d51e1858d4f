"""What adds up among a supplier's figures, seen from the figures."""

from time import process_time

import numpy as np

from saferplan.evidence.adding_up import composed


def table(**rows):
    return [
        (name, {place: (float(each), float(each)) for place, each in enumerate(cells)}) for name, cells in rows.items()
    ]


def sums(figures):
    return {(each.total, each.parts, each.rows) for each in composed(figures)}


def test_parts_before_or_after_their_total_are_seen_in_one_row():
    assert sums(table(women=[12], men=[3], all=[15])) == {("all", ("women", "men"), 1)}
    assert sums(table(all=[15], women=[12], men=[3])) == {("all", ("women", "men"), 1)}


def test_a_total_that_is_split_twice_has_both_splits():
    split = table(women=[12, 8], men=[3, 9], all=[15, 17], young=[5, 2], old=[10, 15])
    assert sums(split) == {("all", ("women", "men"), 2), ("all", ("young", "old"), 2)}


def test_the_longest_sum_is_given_with_its_noughts():
    assert sums(table(a=[1, 2], b=[2, 2], c=[0, 0], all=[3, 4], other=[90, 70])) == {("all", ("a", "b", "c"), 2)}


def test_a_mark_agrees_where_it_leaves_room():
    figures = table(women=[12, 8], men=[0, 9], all=[15, 17])
    figures[1][1][0] = (0.0, 4.0)
    assert sums(figures) == {("all", ("women", "men"), 2)}
    figures[2][1][0] = (17.0, 17.0)
    assert sums(figures) == set()


def test_what_stands_apart_has_to_add_up_in_enough_rows():
    rows = {
        "x": [5, 6, 7, 8],
        "women": [1, 2, 3, 4],
        "y": [9, 9, 9, 1],
        "men": [2, 3, 4, 6],
        "z": [70, 80, 90, 3],
        "all": [3, 5, 7, 10],
    }
    assert sums(table(**rows)) == {("all", ("women", "men"), 4)}
    assert sums(table(**{name: cells[:3] for name, cells in rows.items()})) == set()


def test_one_error_in_ten_rows_is_forgiven_and_two_are_not():
    women, men = np.arange(1, 11), np.arange(11, 21)
    for errors, expected in ((1, {("all", ("women", "men"), 9)}), (2, set())):
        both = women + men
        both[:errors] += 1
        assert sums(table(women=women, men=men, all=both)) == expected


def test_one_error_in_four_rows_is_forgiven_and_one_in_three_is_not():
    figures = {"all": [43, 44, 51, 40], "women": [40, 31, 30, 20], "men": [3, 12, 21, 20]}
    assert sums(table(**figures)) == {("all", ("women", "men"), 3)}
    assert not sums(table(**{name: cells[:3] for name, cells in figures.items()}))


def test_three_parts_that_stand_apart_are_seen():
    figures = {
        "referred": [43, 50, 61], "high": [3, 10, 20], "high repeat": [1, 6, 8], "medium": [20, 22, 23],
        "medium repeat": [6, 7, 9], "standard": [20, 18, 18], "standard repeat": [7, 9, 7],
    }  # fmt: skip
    assert sums(table(**figures)) == {("referred", ("high", "medium", "standard"), 3)}
    assert not sums(table(**{name: cells[:1] for name, cells in figures.items()}))


def test_four_parts_anywhere_among_forty_figures_are_seen_through_an_error_and_a_mark_in_two_seconds():
    counts = np.random.default_rng(3).poisson(20, (40, 336))
    counts[5] = counts[[7, 20, 33, 39]].sum(axis=0)
    counts[5, 30] += 1
    figures = table(**{f"i{number}": row for number, row in enumerate(counts)})
    figures[7][1][0] = (0.0, 40.0)
    started = process_time()
    assert sums(figures) == {("i5", ("i7", "i20", "i33", "i39"), 335)}
    assert process_time() - started < 4  # about one on a desk; the machine may be busy


def test_a_part_that_is_more_than_nought_only_where_the_sum_is_wrong_is_none():
    figures = {"all": [15, 17, 30, 22], "women": [12, 8, 10, 10], "men": [3, 9, 20, 12], "other": [0, 0, 0, 4]}
    assert sums(table(**figures)) == {("all", ("women", "men"), 4)}


def test_figures_that_have_nothing_to_do_with_one_another_do_not_add_up():
    generator = np.random.default_rng(7)
    for _ in range(20):
        rows = generator.poisson(20, (30, 12))
        assert not composed(table(**{f"i{number}": row for number, row in enumerate(rows)}))
