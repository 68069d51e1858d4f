"""One process that forks, for all tests of a run that need commands in processes of their own."""

from collections.abc import Iterator

import pytest
from tests.support.forked import Forker, forker


@pytest.fixture(scope="session")
def commands() -> Iterator[Forker]:
    with forker() as made:
        yield made
