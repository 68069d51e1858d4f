"""Work beside an engine's own: the same tables, its steps in their place, its errors told, and nothing left running."""

import contextlib
import threading
import time

import pytest

from saferplan.base.errors import InputError
from saferplan.tables.aside import aside
from saferplan.tables.engine import connect


@pytest.fixture
def engine():
    return connect()


def test_steps_stand_where_works_were_begun_whichever_was_quicker(engine):
    slow = threading.Event()

    def second(own):
        slow.wait(10)
        own.step("second", "CREATE TABLE second AS SELECT 2 AS number")

    with aside(engine) as begin:
        engine.step("first", "CREATE TABLE first AS SELECT 1 AS number")
        begin(second)
        engine.step("third", "CREATE TABLE third AS SELECT 3 AS number")
        begin(lambda own: own.step("fourth", "CREATE TABLE fourth AS SELECT number + 2 AS number FROM second"))
        engine.step("fifth", "CREATE TABLE fifth AS SELECT 5 AS number")
        slow.set()
    assert [name for name, *_ in engine.steps] == ["first", "second", "third", "fourth", "fifth"]
    assert engine.value("SELECT number FROM fourth") == 4


def test_who_waits_finds_the_work_done(engine):
    with aside(engine) as begin:
        done = begin(lambda own: own.run("CREATE TABLE made AS SELECT range AS number FROM range(100000)"))
        done()
        assert engine.value("SELECT count(*) FROM made") == 100_000


def test_temporary_tables_are_each_engine_s_own(engine):
    engine.run("CREATE TEMP TABLE mine AS SELECT 1")
    with aside(engine) as begin:
        begin(lambda own: own.run("CREATE TEMP TABLE mine AS SELECT 2 AS other"))
    assert engine.value("SELECT * FROM mine") == 1


def test_an_error_is_raised_though_nobody_waited(engine):
    def refuse(own):
        raise InputError("two boundaries overlap")

    with pytest.raises(InputError, match="two boundaries overlap"), aside(engine) as begin:
        begin(refuse)


@pytest.mark.parametrize("seconds", [0, 0.2])
def test_which_of_two_errors_is_told_does_not_follow_from_who_is_quicker(engine, seconds):
    def refuse(own):
        time.sleep(seconds)
        raise InputError("of a work")

    def both():
        with aside(engine) as begin:
            begin(refuse)
            time.sleep(0.2 - seconds)
            raise InputError("of the engine")

    with pytest.raises(InputError, match="of a work"):
        both()


def test_a_person_who_stops_a_build_waits_for_one_statement_at_most(engine):
    began, done = threading.Event(), []

    def long(own):
        for number in range(1000):
            own.run("CREATE OR REPLACE TABLE long AS SELECT range AS number FROM range(1000)")
            began.set()
            time.sleep(0.01)
            done.append(number)

    def stopped():
        with aside(engine) as begin:
            begin(long)
            begin(lambda own: done.append("never"))
            began.wait(10)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert "never" not in done
    assert len(done) < 100


def test_what_failed_first_is_told_and_not_what_lacked_its_table(engine):
    def refuse(own):
        raise InputError("the file holds nothing")

    def lacking():
        with aside(engine) as begin:
            with contextlib.suppress(InputError):
                begin(refuse)()
            engine.run("SELECT * FROM what_the_work_would_have_made")

    with pytest.raises(InputError, match="the file holds nothing"):
        lacking()


def test_done_at_once_a_work_shares_the_engine_s_own_tables_and_steps(engine):
    with aside(engine, at_once=True) as begin:
        engine.run("CREATE TEMP TABLE mine AS SELECT 1 AS number")
        begin(lambda own: own.step("second", "CREATE TABLE second AS SELECT number + 1 AS number FROM mine"))()
        engine.step("third", "CREATE TABLE third AS SELECT number + 1 AS number FROM second")
    assert [name for name, *_ in engine.steps] == ["second", "third"]


def test_an_error_ends_works_that_still_go_on(engine):
    """The connection of a work that runs refuses to be closed: it is not asked to before the work has ended."""

    def refuse(own):
        raise InputError("the first")

    def long(own):
        for _ in range(1000):
            own.run("CREATE OR REPLACE TABLE long AS SELECT range AS number FROM range(300000)")

    def stopped():
        with aside(engine) as begin:
            first = begin(refuse)
            begin(long)
            time.sleep(0.1)
            first()

    for _ in range(5):
        started = time.perf_counter()
        with pytest.raises(InputError, match="the first"):
            stopped()
        assert time.perf_counter() - started < 5
