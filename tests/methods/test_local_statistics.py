"""Gi, Gi*, local and global Moran and Geary: every figure of R's spdep, and all dealings of small maps counted out."""

from itertools import permutations

import numpy as np
import pytest
from tests.methods.conftest import SHARED, column, read

from saferplan.evidence.methods.local_statistics import getis_ord, getis_ord_star, local_moran, weighted_sum_z
from saferplan.evidence.methods.missing import Missing
from saferplan.evidence.methods.neighbours import nearest, neighbours_of
from saferplan.evidence.methods.spatial_autocorrelation import geary, moran

SETS = [(name, style) for name in ("queen", "knn4", "d0.8") for style in "WB"]
MAP = neighbours_of([[1, 2], [0, 2, 3], [0, 1, 4], [1, 4], [2, 3, 5], [4]])
VALUES = np.array([1.0, 4, 2, 9, 3, 30])


@pytest.fixture
def columbus():
    """Crime of Columbus, Ohio, a published set, with neighbours of a kind; and figures for it."""

    def find(name, style):
        folder = SHARED / "spatial"
        if not folder.is_dir():
            pytest.skip("../shared is absent: published sets are not copied here")
        rows = read(folder / "in_columbus.csv")
        x, y, crime = (column(rows, each) for each in ("x", "y", "CRIME"))
        found = {"queen": lambda: edges(folder), "knn4": lambda: nearest(x, y, 4), "d0.8": lambda: within(x, y, 0.8)}[
            name
        ]()
        figures = [row for row in read(folder / "out_local_moran_G.csv")
                   if (row["data"], row["style"]) == (f"columbus_CRIME_{name}", style)]  # fmt: skip
        whole = [row for row in read(folder / "out_global_moran_geary.csv")
                 if (row["data"], row["style"]) == (f"columbus_CRIME_{name}", style)]  # fmt: skip
        assert (len(figures), len(whole)) == (49, 2)
        return crime, found, figures, whole

    return find


def edges(folder):
    lists = [[] for _ in range(49)]
    for row in read(folder / "in_columbus_queen_edges.csv"):
        lists[int(row["i"]) - 1].append(int(row["j"]) - 1)
    return neighbours_of(lists)


def within(x, y, distance):
    apart = np.hypot(x[:, None] - x, y[:, None] - y) + 10 * np.eye(len(x))
    return neighbours_of([np.flatnonzero(row <= distance).tolist() for row in apart])


@pytest.mark.parametrize(("name", "style"), SETS)
def test_local_figures_match_r(columbus, name, style):
    crime, neighbours, figures, _ = columbus(name, style)
    weighted, around = neighbours, neighbours.with_self
    if style == "W":
        weighted, around = neighbours.row_standardised, neighbours.with_self.row_standardised
    found, star = local_moran(crime, weighted), weighted_sum_z(crime, around)
    ours = {
        "Ii": found.value, "EIi_tot": found.total.expected, "VarIi_tot": found.total.variance, "zI_tot": found.total.z,
        "pI_tot": found.total.p, "EIi_cond": found.conditional.expected, "VarIi_cond": found.conditional.variance,
        "zI_cond": found.conditional.z, "pI_cond": found.conditional.p, "z_Gi": getis_ord(crime, weighted), "z_Gistar": star,
    }  # fmt: skip
    for column_name, values in ours.items():
        assert values == pytest.approx(column(figures, column_name), rel=1e-11, abs=1e-13), column_name
    if style == "B":
        assert getis_ord_star(crime, neighbours) == pytest.approx(star, rel=1e-13)


@pytest.mark.parametrize(("name", "style"), SETS)
def test_global_figures_match_r(columbus, name, style):
    crime, neighbours, _, rows = columbus(name, style)
    weighted = neighbours.row_standardised if style == "W" else neighbours
    for row in rows:
        is_normal = row["randomisation"] == "FALSE"
        one, other = (each(crime, weighted, is_normal=is_normal) for each in (moran, geary))
        ours = [
            one.value,
            one.expected,
            one.variance,
            one.z,
            one.p,
            other.value,
            other.expected,
            other.variance,
            other.z,
            other.p,
        ]
        expected = [float(row[each]) for each in ("I", "EI", "VI", "z_I", "p_I", "C", "EC", "VC", "z_C", "p_C")]
        assert ours == pytest.approx(expected, rel=1e-11)


def dealt(statistic, *, keeping=None):
    """Values of a statistic over all dealings of VALUES, or those that leave one place its own."""
    orders = [order for order in permutations(range(6)) if keeping is None or order[keeping] == keeping]
    return np.array([statistic(VALUES[list(order)]) for order in orders])


def test_gi_star_is_standardised_over_all_dealings():
    around = MAP.weights.toarray() + np.eye(6)
    sums = dealt(lambda values: around @ values)
    assert getis_ord_star(VALUES, MAP) == pytest.approx((around @ VALUES - sums.mean(axis=0)) / sums.std(axis=0))


@pytest.mark.parametrize("place", range(6))
def test_gi_is_standardised_over_dealings_that_leave_the_place_its_own(place):
    row = MAP.weights.toarray()[place]
    sums = dealt(lambda values: row @ values, keeping=place)
    assert getis_ord(VALUES, MAP)[place] == pytest.approx((row @ VALUES - sums.mean()) / sums.std())


@pytest.mark.parametrize("place", range(6))
def test_local_moran_has_the_moments_of_all_dealings(place):
    def statistic(values):
        return local_moran(values, MAP.row_standardised).value[place]

    found = local_moran(VALUES, MAP.row_standardised)
    for moments, values in ((found.total, dealt(statistic)), (found.conditional, dealt(statistic, keeping=place))):
        assert moments.expected[place] == pytest.approx(values.mean())
        assert moments.variance[place] == pytest.approx(values.var())


def test_global_statistics_have_the_moments_of_all_dealings():
    for statistic in (moran, geary):
        values = dealt(lambda each: statistic(each, MAP).value)  # noqa: B023 - called at once
        found = statistic(VALUES, MAP)
        assert (found.expected, found.variance) == pytest.approx((values.mean(), values.var()))


def test_many_series_at_once_are_each_by_itself():
    series = np.column_stack([VALUES, VALUES[::-1], VALUES**2])
    for statistic in (getis_ord, getis_ord_star, lambda values, around: local_moran(values, around).conditional.z):
        together = statistic(series, MAP)
        assert together == pytest.approx(np.column_stack([statistic(each, MAP) for each in series.T]))


def test_what_has_no_answer_is_nan_and_not_nought():
    lonely = neighbours_of([[1], [0], [3], [2], []])
    values = np.array([1.0, 2, 3, 4, 50])
    assert np.isnan(getis_ord(values, lonely)[4])
    assert np.isnan(local_moran(values, lonely).value[4])
    assert np.isnan(local_moran(values, lonely).total.z[4])
    assert getis_ord_star(values, lonely)[4] > 1.9
    assert np.isnan(getis_ord_star(np.full(5, 0.1), lonely)).all()
    assert moran(np.ones(5), lonely) == geary(np.ones(5), lonely) == Missing("no_spread")


def test_too_few_places_or_values_of_others_are_refused():
    for statistic in (getis_ord, getis_ord_star, local_moran, moran, geary):
        with pytest.raises(ValueError, match="four places"):
            statistic(np.ones(3), neighbours_of([[1], [0], []]))
        with pytest.raises(ValueError, match="one for each place"):
            statistic(np.ones(5), MAP)


def test_neighbours_are_others():
    for lists in ([[0], []], [[2], []], [[-1], []]):
        with pytest.raises(ValueError, match="another of the places"):
            neighbours_of(lists)
    assert neighbours_of([[1, 1], []]).weights.toarray().tolist() == [[0, 1], [0, 0]]


def test_the_nearest_are_the_nearest_and_ties_go_by_order():
    x, y = np.array([0.0, 1, -1, 5, 5]), np.zeros(5)
    assert nearest(x, y, 1).weights.toarray().argmax(axis=1).tolist() == [1, 0, 0, 4, 3]
    assert nearest(x, y, 9).numbers.tolist() == [4] * 5
    assert nearest(x[:1], y[:1], 3).numbers.tolist() == [0]
    assert nearest(np.zeros(6), np.zeros(6), 2).weights.toarray()[5].tolist() == [1, 1, 0, 0, 0, 0]
    with pytest.raises(ValueError, match="one x and one y"):
        nearest(np.array([0.0, np.nan, 1.0]), np.zeros(3), 1)
    scattered = np.random.default_rng(1).random((2, 60))
    found = nearest(*scattered, 5).weights.toarray()
    apart = np.hypot(*(each[:, None] - each for each in scattered)) + 9 * np.eye(60)
    assert all(set(np.flatnonzero(row)) == set(np.argsort(far)[:5]) for row, far in zip(found, apart, strict=True))
