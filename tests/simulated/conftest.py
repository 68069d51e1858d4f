"""One edition of the simulated borough for all tests here: it takes some seconds to make."""

from datetime import date

import pytest

from saferplan.pipeline.demo import run_demo


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory):
    return run_demo(tmp_path_factory.mktemp("simulated") / "demo", today=date(2017, 7, 1), heard=lambda text: None)


@pytest.fixture(scope="session")
def edition(demonstration):
    return demonstration.built.edition


@pytest.fixture(scope="session")
def truth(demonstration):
    return demonstration.truth


@pytest.fixture(scope="session")
def facts(edition):
    caveats = edition.table("fact_caveat")
    return {
        row["fact_id"]: row | {"caveats": [each["text"] for each in caveats if each["fact_id"] == row["fact_id"]]}
        for row in edition.table("fact")
    }
