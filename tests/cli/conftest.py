"""One process that forks, for the commands of this folder, and a workspace with two editions and a list not to be published."""

from collections.abc import Iterator

import pytest
from tests.support.forked import Forker, forker
from tests.support.small import (
    AREA,
    COMPARATOR,
    MONTHS,
    build_small,
    put,
    small_workspace,
    street_bytes,
    street_name,
    street_rows,
)

from saferplan.pipeline.workspace import Workspace


@pytest.fixture(scope="session")
def commands() -> Iterator[Forker]:
    with forker() as made:
        yield made


@pytest.fixture(scope="module")
def workspace(tmp_path_factory) -> Workspace:
    made = small_workspace(tmp_path_factory.mktemp("cli") / "w", MONTHS[:26])
    put(made.inbox / "most-similar-group.csv",
        f"area_code,member_code,member_name,group_issued\n{AREA},{COMPARATOR},Littleton,2016-09\n")  # fmt: skip
    build_small(made)
    put(made.inbox / "police" / street_name(MONTHS[26]), street_bytes(street_rows(MONTHS[26])))
    build_small(made)
    return made
