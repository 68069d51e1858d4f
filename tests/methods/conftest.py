"""Where the figures of independent programs are: in the repository for made inputs, beside it for published ones."""

import csv
import os
from pathlib import Path

import numpy as np
import pytest

REFERENCE = Path(__file__).parents[1] / "reference"
SHARED = Path(os.environ.get("SAFERPLAN_SHARED", Path(__file__).parents[3] / "shared")) / "reference"
MADE = ("burglary", "asb", "robbery")


def read(path):
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture
def reference():
    """Rows of a file of figures for made inputs."""
    return lambda folder, name: read(REFERENCE / folder / name)


@pytest.fixture
def trends():
    """Values of one of the series of `trends`, and rows of figures for it."""

    def find(series, name):
        folder = (REFERENCE if series in MADE else SHARED) / "trends"
        if not folder.is_dir():
            pytest.skip("../shared is absent: the published series are not copied here")
        rows = [row for row in read(folder / name) if row["series"] == series]
        assert rows
        return column(read(folder / "in_series.csv"), series), rows

    return find


def column(rows, name):
    return np.array([float(row[name]) for row in rows])
