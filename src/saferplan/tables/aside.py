"""Work that goes on beside an engine's own, on a connection and in a thread of its own."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

from saferplan.tables.engine import Engine

Begin = Callable[[Callable[[Engine], None]], Callable[[], None]]
"""Begins a work, and gives what waits for its end."""


@contextmanager
def aside(engine: Engine, *, at_once: bool = False) -> Iterator[Begin]:
    """Begin works that are done one after another; each gives what waits for it to end, and raises what it raised.

    A work has an engine that sees the same tables and no temporary ones. All have ended when the `with` statement has. Their
    steps are noted where each was begun, so that an edition says the same whichever was quicker. So does an error: that of the
    first work that fails is told before any of the engine's own, which may have come of it. With `at_once` each is done when it
    is begun, by the engine itself: two works at a time would want the memory of two.
    """
    if at_once:
        yield lambda work: _done(work, engine)
        return
    con = engine.con.cursor()
    begun: list[tuple[int, Engine, Future[None]]] = []
    pool = ThreadPoolExecutor(1)

    def begin(work: Callable[[Engine], None]) -> Callable[[], None]:
        own = Engine(con, heard=engine.heard, kept=engine.kept)
        begun.append((len(engine.steps), own, pool.submit(work, own)))
        return begun[-1][2].result

    try:
        try:
            yield begin
        except Exception:
            _all_ended(begun)
            raise
        _all_ended(begun)
        for place, own, _ in reversed(begun):
            engine.steps[place:place] = own.steps
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        while any(
            ended.running() for _, _, ended in begun
        ):  # the build has stopped, and what it still does does not matter
            con.interrupt()
            time.sleep(0.01)
        con.close()


def _all_ended(begun: list[tuple[int, Engine, Future[None]]]) -> None:
    """Wait for works to end, and raise what the first that failed raised."""
    for _, _, ended in begun:
        ended.result()


def _done(work: Callable[[Engine], None], engine: Engine) -> Callable[[], None]:
    """Do a work; there is nothing left to wait for."""
    work(engine)
    return lambda: None
