"""Commands in processes of their own, without paying for the imports each time.

`python -m tests.support.forked` imports everything once and then forks a child for each order it is given as a line of
JSON. The child runs the command; the parent may kill it after a while, or let it find a full disk. POSIX only.
"""

import json
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ended:
    """How a command ended: exit code (negative: the signal), what it printed, how long it ran."""

    code: int
    out: str
    err: str
    seconds: float


class Forker:
    """Gives orders to the process that forks."""

    def __init__(self, child: subprocess.Popen[str]) -> None:
        self.child = child

    def run(self, folder: Path, *words: str, **order: object) -> Ended:
        """Run a command in a folder.

        `kill_after` seconds, or at the flush number `kill_at_flush`; with no file above `largest_file` bytes; with the
        variables `env`.
        """
        assert self.child.stdin is not None
        assert self.child.stdout is not None
        self.child.stdin.write(json.dumps({"folder": str(folder), "words": words, **order}) + "\n")
        self.child.stdin.flush()
        return Ended(**json.loads(self.child.stdout.readline()))


@contextmanager
def forker() -> Iterator[Forker]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.support.forked"],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
    ) as child:  # fmt: skip
        assert child.stdin is not None
        yield Forker(child)
        child.stdin.close()


def _serve() -> None:
    import saferplan.pipeline.check  # noqa: F401 - imported before the forks, so that they start at once

    for line in sys.stdin:
        order = json.loads(line)
        began = time.monotonic()
        (out, told_out), (err, told_err) = os.pipe(), os.pipe()
        child = os.fork()
        if child == 0:
            _run(order, told_out, told_err)
        os.close(told_out)
        os.close(told_err)
        if "kill_after" in order:
            time.sleep(order["kill_after"])
            os.kill(child, signal.SIGKILL)
        ended = {}
        for name, pipe in (("out", out), ("err", err)):  # what is told on the second is less than a pipe holds
            with os.fdopen(pipe, encoding="utf-8") as text:
                ended[name] = text.read()
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        sys.stdout.write(json.dumps(ended | {"code": code, "seconds": time.monotonic() - began}) + "\n")
        sys.stdout.flush()


def _run(order: dict, out: int, err: int) -> None:
    import resource

    from saferplan.cli import run

    code = 1
    try:
        sys.stdout, sys.stderr = (os.fdopen(pipe, "w", encoding="utf-8") for pipe in (out, err))
        os.chdir(order["folder"])
        os.environ.update(order.get("env", {}))
        if "kill_at_flush" in order:
            _die_at_flush(order["kill_at_flush"])
        if "largest_file" in order:
            resource.setrlimit(resource.RLIMIT_FSIZE, (order["largest_file"], order["largest_file"]))
        sys.argv = ["saferplan", *order["words"]]
        run()
        code = 0
    except SystemExit as ending:
        code = ending.code if isinstance(ending.code, int) else int(ending.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _die_at_flush(number: int) -> None:
    """Be killed at the n-th flush to disk: the moments between which an edition takes shape."""
    flush, count = os.fsync, iter(range(1, 10_000))

    def flush_or_die(handle: int) -> None:
        if next(count) == number:
            os.kill(os.getpid(), signal.SIGKILL)
        flush(handle)

    os.fsync = flush_or_die


if __name__ == "__main__":
    _serve()
