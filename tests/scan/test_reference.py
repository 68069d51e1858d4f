"""The scan against the reference program: every cluster to its printed digits, chances within the error of replications."""

import json
from pathlib import Path

import numpy as np
import pytest

from saferplan.evidence.scan.places import places_of
from saferplan.evidence.scan.scanning import ScanSettings, scan
from saferplan.pipeline.scan_files import TimeUnit, read_case_table

HERE = Path(__file__).parents[1] / "reference" / "scan"
EXPECTED = {each["case"]: each for each in json.loads((HERE / "expected.json").read_text(encoding="utf-8"))}


def scanned(case, **changes):
    told = EXPECTED[case]["params"]
    name = case.split("_")[0]
    table = read_case_table(HERE / f"{name}.cas", HERE / f"{name}.geo", TimeUnit.MONTH)
    settings = ScanSettings(
        max_share=float(told["MaxSpatialSizeInPopulationAtRisk"]) / 100,
        max_window=int(told["MaxTemporalSize"]),
        is_retrospective=told["AnalysisType"] == "3",
        replications=int(told["MonteCarloReps"]),
    )
    threads = changes.pop("threads", 1)
    places = places_of(table.identifiers, table.x, table.y, table.counts)
    return table, scan(places, ScanSettings(**{**vars(settings), **changes}), threads=threads)


@pytest.mark.parametrize("case", EXPECTED)
def test_every_cluster_has_the_printed_figures_and_places(case):
    table, found = scanned(case)
    assert len(found.clusters) >= len(EXPECTED[case]["clusters"])
    for ours, theirs in zip(found.clusters, EXPECTED[case]["clusters"], strict=False):
        start = TimeUnit.MONTH.first_day(table.first + ours.first)
        end = TimeUnit.MONTH.last_day(table.first + ours.last)
        assert {
            "LOC_ID": ours.centre,
            "RADIUS": f"{ours.radius:.2f}" if ours.radius else "0",
            "TEST_STAT": f"{ours.log_likelihood_ratio:.6f}",
            "OBSERVED": str(ours.observed),
            "EXPECTED": f"{ours.expected:.2f}",
            "NUMBER_LOC": str(len(ours.places)),
            "LOCATIONS": [names[0] for names in ours.places],
            "START_DATE": f"{start.year}/{start.month}/{start.day}",
            "END_DATE": f"{end.year}/{end.month}/{end.day}",
        }.items() <= theirs.items()


@pytest.mark.parametrize("case", EXPECTED)
def test_chances_agree_within_the_error_of_replications(case):
    _, found = scanned(case)
    theirs = EXPECTED[case]["null"]
    assert abs(found.null.mean() - theirs["mean"]) < 3 * 2**0.5 * theirs["sd"] / 999**0.5
    assert found.null.std() == pytest.approx(theirs["sd"], rel=0.12)
    for ours, cluster in zip(found.clusters, EXPECTED[case]["clusters"], strict=False):
        p, made = float(cluster["P_VALUE"]), theirs["n"] + 1
        assert abs(ours.p - p) < 4 * (2 * max(p * (1 - p), 1 / made) / made) ** 0.5
        gumbel = float(cluster["GBL_PVALUE"])
        assert ours.p_gumbel == pytest.approx(gumbel, abs=0.03) or gumbel < 1e-3
        if "RECURR_INT" in cluster and p > 0.1:
            assert ours.recurrence * 365.25 / 12 == pytest.approx(float(cluster["RECURR_INT"]), rel=0.3)


def test_a_recurrence_interval_is_no_longer_than_the_replications_can_tell():
    assert scanned("s120_p10_w3")[1].clusters[0].recurrence == pytest.approx(1000)
    assert EXPECTED["s120_p10_w3"]["clusters"][0]["RECURR_INT"] == "30437"  # 1,000 months in days


def test_threads_and_the_order_of_lines_change_nothing_the_seed_does():
    _, one = scanned("s330_p10_w3")
    _, two = scanned("s330_p10_w3", threads=2)
    assert one.clusters == two.clusters
    assert np.array_equal(one.null, two.null)
    table = read_case_table(HERE / "s330.cas", HERE / "s330.geo", TimeUnit.MONTH)
    shuffled = np.random.default_rng(4).permutation(len(table.identifiers))
    names = [table.identifiers[place] for place in shuffled]
    mixed = scan(places_of(names, table.x[shuffled], table.y[shuffled], table.counts[shuffled]), ScanSettings())
    assert mixed.clusters == one.clusters
    _, other = scanned("s330_p10_w3", seed=2)
    assert not np.array_equal(other.null, one.null)
    assert [each.observed for each in other.clusters] == [each.observed for each in one.clusters]
