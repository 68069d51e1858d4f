"""How many threads the engine takes, and who says so."""

import pytest

from saferplan.tables import engine as engine_module
from saferplan.tables.engine import connect


def threads(**how) -> int:
    return int(connect(**how).value("SELECT current_setting('threads')"))


@pytest.mark.parametrize(("cores", "all_of_them", "leaving_one"), [(1, 1, 1), (2, 2, 1), (4, 4, 3), (16, 8, 7)])
def test_a_core_is_left_where_there_is_more_than_one(monkeypatch, cores, all_of_them, leaving_one):
    monkeypatch.delenv("SAFERPLAN_THREADS", raising=False)
    monkeypatch.setattr(engine_module.os, "cpu_count", lambda: cores)
    assert threads() == all_of_them
    assert threads(leaves_a_core=True) == leaving_one


def test_a_person_may_say_how_many(monkeypatch):
    monkeypatch.setenv("SAFERPLAN_THREADS", "3")
    assert threads(leaves_a_core=True) == 3
    assert threads(threads=2) == 2
