"""One edition of all the real files for the tests here, and the published CSV files as bare tables beside it."""

import os
import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest

from saferplan.pipeline.build import build
from saferplan.pipeline.workspace import create_workspace

DATA = Path(os.environ.get("SAFERPLAN_SHARED", Path(__file__).parents[3] / "shared")) / "data"
STOCKTON, HARTLEPOOL, MIDDLESBROUGH, REDCAR = "E22000030", "E22000027", "E22000029", "E22000028"
FOLDERS = ("police_uk", "boundaries", "lookups", "population", "deprivation", "weights", "home_office")


@pytest.fixture(scope="session")
def edition(tmp_path_factory):
    folder = tmp_path_factory.mktemp("real") / "stockton"
    workspace = create_workspace(folder, STOCKTON, [HARTLEPOOL, MIDDLESBROUGH, REDCAR])
    for name in FOLDERS:
        shutil.copytree(DATA / name, workspace.inbox / name, copy_function=shutil.copyfile)
    return build(workspace, today=date(2026, 11, 1), with_reports=False).edition


@pytest.fixture(scope="session")
def published():
    """The files as text, read by DuckDB and by none of our code; `own` are the rows of Stockton's LSOAs by their names."""
    con = duckdb.connect()
    for feed in ("street", "outcomes", "stop-and-search"):
        name = feed.replace("-", "_")
        con.execute(
            f"CREATE TABLE {name} AS SELECT * FROM read_csv('{DATA.as_posix()}/police_uk/*/*-{feed}.csv', all_varchar = true)"
        )
    con.execute("CREATE VIEW own AS SELECT * FROM street WHERE \"LSOA name\" LIKE 'Stockton-on-Tees %'")
    con.execute("CREATE VIEW crime AS SELECT * FROM own WHERE \"Crime type\" <> 'Anti-social behaviour'")
    con.execute(
        "CREATE MACRO fy(month) AS (CAST(left(month, 4) AS INTEGER) - CAST(CAST(right(month, 2) AS INTEGER) < 4 AS INTEGER))"
    )
    yield con
    con.close()
