"""How the threads of a build take turns."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

TURN_SECONDS = 0.0005
"""A tenth of Python's own."""
NEW_OBJECTS = 50_000
"""Between two looks for garbage; Python's own is 700."""


@contextmanager
def short_turns() -> Iterator[None]:
    """Threads that compute give way sooner to those that come back from the engine, hundreds of times in a build.

    And garbage is looked for seldom: a build makes many small objects that last, and few that refer to each other.
    """
    turn, thresholds = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(TURN_SECONDS)
    gc.set_threshold(NEW_OBJECTS, *thresholds[1:])
    try:
        yield
    finally:
        sys.setswitchinterval(turn)
        gc.set_threshold(*thresholds)
