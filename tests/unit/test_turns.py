"""How the threads of a build take turns, and that a program that built is left as it was."""

import contextlib
import gc
import sys

from saferplan.base.errors import InputError
from saferplan.pipeline.turns import short_turns


def test_turns_are_as_they_were_after_a_build():
    before = sys.getswitchinterval(), gc.get_threshold()
    with contextlib.suppress(InputError), short_turns():
        assert sys.getswitchinterval() < before[0]
        raise InputError("stopped")
    assert (sys.getswitchinterval(), gc.get_threshold()) == before
