"""What the reference program's figures do not cover, by brute force, and whether chances are what they say."""

import math

import numpy as np
import pytest
from scipy.stats import kstest

from saferplan.evidence.scan.clusters import clusters_of
from saferplan.evidence.scan.kernels import LANES, raise_maxima
from saferplan.evidence.scan.null import null_maxima
from saferplan.evidence.scan.places import Unaided, circles_around, places_of
from saferplan.evidence.scan.scanning import CannotScanError, ScanSettings, scan
from saferplan.evidence.scan.significance import p_by_gumbel, p_by_rank, recurrence
from saferplan.evidence.scan.statistic import log_likelihood_ratio, smallest_counts
from saferplan.evidence.scan.windows import newest_first, windows_over
from tests.scan import brute_force


def world(seed, places=12, columns=10, cases=260):
    generator = np.random.default_rng(seed)
    x, y = generator.uniform(0, 1000, (2, places)).round()
    weight = generator.lognormal(0, 0.8, (places, 1)) * np.ones(columns)
    counts = generator.multinomial(cases, (weight / weight.sum()).ravel()).reshape(places, columns)
    return [f"P{number:02d}" for number in range(places)], x, y, counts


LIMITS = {
    "share": ({"max_share": 0.3, "max_window": 3}, {"share": 0.3, "longest": 3, "first_end": 9}),
    "radius": (
        {"max_share": 0.5, "max_radius": 300.0, "max_window": 4},
        {"share": 0.5, "radius": 300, "longest": 4, "first_end": 9},
    ),
    "retrospective": (
        {"max_share": 0.3, "max_window": 5, "is_retrospective": True},
        {"share": 0.3, "longest": 5, "first_end": 0},
    ),
}


@pytest.mark.parametrize("kind", LIMITS)
@pytest.mark.parametrize("seed", range(5))
def test_the_best_cluster_is_that_of_brute_force(kind, seed):
    ours, theirs = LIMITS[kind]
    names, x, y, counts = world(seed)
    best = brute_force.best(x, y, counts, **theirs)
    found = scan(places_of(names, x, y, counts), ScanSettings(**ours, replications=19)).clusters[0]
    assert found.log_likelihood_ratio == pytest.approx(best[0], rel=1e-12)
    assert [found.observed, found.expected] == pytest.approx(best[5:7])
    assert (found.first, found.last) == best[3:5]
    assert {place for (place,) in found.places} == {names[place] for place in best[2]}


@pytest.mark.parametrize("kind", [*LIMITS, "surveillance"])
def test_the_maxima_of_chance_are_distributed_as_those_of_brute_force(kind):
    ours, theirs = LIMITS.get(kind, LIMITS["share"])
    if kind == "surveillance":
        ours, theirs = {**ours, "surveillance_from": 4}, {**theirs, "first_end": 4}
    names, x, y, counts = world(11)
    found = scan(places_of(names, x, y, counts), ScanSettings(**ours, replications=3999))
    brute = brute_force.null(x, y, counts, 400, seed=3, **theirs)
    error = math.hypot(found.null.std() / 3999**0.5, brute.std() / 400**0.5)
    assert abs(found.null.mean() - brute.mean()) < 3.5 * error
    assert found.null.std() == pytest.approx(brute.std(), rel=0.15)
    assert found.analyses == (6 if kind == "surveillance" else 1)


def test_nothing_is_lost_by_looking_at_some_centres_first():
    """The largest of all ratios over all circles and windows, worked out one by one, for every lane."""
    names, x, y, counts = world(5, places=40, columns=6, cases=900)
    places = places_of(names, x, y, counts)
    windows = windows_over(counts.sum(axis=0), 1, 3, 2)
    circles = circles_around(places, 0.2, None, Unaided())
    lanes = np.stack([world(100 + lane, 40, 6, 900)[3] for lane in range(LANES)], axis=2)
    running = np.stack([newest_first(lanes[:, :, lane], windows.columns) for lane in range(LANES)], axis=2)
    running = running.astype(np.int32)
    plain = np.zeros(LANES)
    for centre in range(40):
        for size in range(1, circles.starts[centre + 1] - circles.starts[centre] + 1):
            inside = circles.of(centre, size)
            for (newer, older), share in zip(windows.pairs, windows.share, strict=True):
                count = running[inside, older - 1].sum(axis=0) - (
                    running[inside, newer - 1].sum(axis=0) if newer else 0
                )
                expected = places.cases[inside].sum() * share
                plain = np.maximum(plain, [log_likelihood_ratio(each, expected, 900.0) for each in count])
    maxima = np.zeros(LANES)
    most = circles.most_cases * float(windows.share.max())
    for centres in (np.arange(0, 40, 7), np.arange(40)):
        raise_maxima(
            centres, circles.starts, circles.neighbours, places.cases, running, windows.pairs, windows.share,
            smallest_counts(float(maxima.min()), most, 900.0), most, 900.0, maxima,
        )  # fmt: skip
    assert maxima == pytest.approx(plain, rel=1e-12)


@pytest.mark.parametrize("floor", [0.0, 2.5, 9.0])
def test_no_count_below_the_table_could_pass_the_floor(floor):
    generator = np.random.default_rng(8)
    table = smallest_counts(floor, 80.0, 5000.0)
    for expected in generator.uniform(0.01, 79.9, 300):
        least = table[int(expected / 80.0 * (len(table) - 1))]
        assert log_likelihood_ratio(least - 1, expected, 5000.0) <= floor
        assert log_likelihood_ratio(least + 1, expected, 5000.0) > floor


def test_p_is_uniform_where_nothing_happened():
    names, x, y, _ = world(0)
    found = [
        scan(
            places_of(names, x, y, world(1000 + number)[3]), ScanSettings(max_share=0.3, replications=199, seed=number)
        )
        for number in range(400)
    ]
    chances = [each.clusters[0].p if each.clusters else 1.0 for each in found]
    assert kstest(chances, "uniform").pvalue > 0.01
    gumbel = [p_by_gumbel(each.clusters[0].log_likelihood_ratio, each.null) for each in found if each.clusters]
    assert np.mean(np.array(gumbel) < 0.05) == pytest.approx(0.05, abs=0.03)


def test_adjusted_for_earlier_analyses_p_is_uniform_over_all_of_them():
    """Alarms of the whole time since surveillance began, not of one month, come as often as p says."""
    names, x, y, _ = world(0)
    chances = []
    for number in range(400):
        counts = world(1000 + number)[3]
        places = places_of(names, x, y, counts)
        looked_at = windows_over(counts.sum(axis=0), 1, 3, 5)
        circles = circles_around(places, 0.3, None, Unaided())
        null = null_maxima(places, circles, looked_at, 199, number, Unaided(), lambda _: None)
        chances.append(p_by_rank(clusters_of(places, circles, looked_at)[0].ratio, null))
    assert kstest(chances, "uniform").pvalue > 0.01


def test_days_are_columns_like_any_other():
    names, x, y, counts = world(3, columns=60, cases=800)
    counts[2, 57:] += 12
    best = brute_force.best(x, y, counts, share=0.3, longest=7, first_end=59)
    found = scan(places_of(names, x, y, counts), ScanSettings(max_share=0.3, max_window=7, replications=99)).clusters[0]
    assert found.log_likelihood_ratio == pytest.approx(best[0], rel=1e-12)
    assert (found.first, found.last, found.p) == (*best[3:5], 0.01)


def test_kept_clusters_share_no_place_and_month_with_a_better_one():
    names, x, y, counts = world(21, places=30, columns=12, cases=2000)
    found = scan(places_of(names, x, y, counts), ScanSettings(max_share=0.2, is_retrospective=True, replications=19))
    taken = set()
    for cluster in found.clusters:
        cells = {(name, month) for name in cluster.places for month in range(cluster.first, cluster.last + 1)}
        assert not cells & taken
        taken |= cells
    ratios = [each.log_likelihood_ratio for each in found.clusters]
    assert ratios == sorted(ratios, reverse=True)


def test_identifiers_at_the_same_coordinates_are_one_place():
    names, x, y, counts = world(2)
    x[5], y[5] = x[7], y[7]
    places = places_of(names, x, y, counts)
    assert ("P05", "P07") in places.identifiers
    assert len(places.x) == 11
    assert places.counts[places.identifiers.index(("P05", "P07"))].tolist() == (counts[5] + counts[7]).tolist()


def test_recurrence_undoes_the_adjustment():
    assert recurrence(0.05, 1) == pytest.approx(20)
    assert recurrence(1 - 0.95**6, 6) == pytest.approx(20)
    assert recurrence(1.0, 4) == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"max_window": 10}, "windows of 1 to 10 months: they may be from 1 to 9"),
        ({"max_window": 6, "is_retrospective": True}, "from 1 to 5"),
        ({"min_window": 0}, "windows of 0"),
        ({"max_share": 0.0}, "share of 0"),
        ({"max_share": 0.7}, "up to 0.5"),
        ({"max_share": float("nan")}, "share of nan"),
        ({"max_share": 0.001}, "more cases than a circle may"),
        ({"max_radius": 0.0}, "radius of 0"),
        ({"replications": 3}, "3 replications"),
        ({"surveillance_from": 40}, "began with another month"),
    ],
)
def test_absurd_settings_are_refused(changes, said):
    with pytest.raises(CannotScanError, match=said):
        scan(places_of(*world(1)), ScanSettings(**{"replications": 19, **changes}))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda names, x, y, counts: (names[:1], x[:1], y[:1], counts[:1]), "one place only"),
        (lambda names, x, y, counts: (names, x * 0, y * 0, counts), "one place only"),
        (lambda names, x, y, counts: (names, x, y, counts[:, :1]), "one month only"),
        (lambda names, x, y, counts: (names, x, y, counts * 0), "no cases"),
    ],
)
def test_what_is_no_table_of_places_and_months_is_refused(spoil, said):
    with pytest.raises(CannotScanError, match=said):
        scan(places_of(*spoil(*world(1))), ScanSettings(replications=19))


def test_a_place_too_large_for_a_circle_is_named():
    names, x, y, counts = world(1)
    counts[4] += 60
    found = scan(places_of(names, x, y, counts), ScanSettings(max_share=0.3, replications=19))
    assert found.too_large == ("P04",)
    assert not any("P04" in names for each in found.clusters for names in each.places)


def test_one_place_may_have_two_clusters_at_different_times():
    names, x, y, counts = world(6, columns=24, cases=900)
    counts[3, 4] += 25
    counts[3, 19:21] += 18
    found = scan(places_of(names, x, y, counts), ScanSettings(max_share=0.3, is_retrospective=True, replications=19))
    strongest = {(each.places, each.first, each.last) for each in found.clusters[:2]}
    assert strongest == {((("P03",),), 4, 4), ((("P03",),), 19, 20)}


def test_windows_are_those_that_end_now_or_at_most_so_much_earlier():
    cases = np.array([1, 2, 3, 4])
    assert windows_over(cases, 1, 2, 0).pairs.tolist() == [[0, 1], [0, 2]]
    found = windows_over(cases, 2, 3, 2)
    assert found.pairs.tolist() == [[0, 2], [1, 3], [2, 4], [0, 3], [1, 4]]
    assert found.share.tolist() == [0.7, 0.5, 0.3, 0.9, 0.6]
