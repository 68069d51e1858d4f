"""A build in a thread of its own, with what it is doing now and how it ended."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Work:
    """One piece of work. `steps` grows while it runs; then there is a result, or what went wrong and the way out."""

    title: str
    steps: list[str] = field(default_factory=list)
    result: Any = None
    problem: tuple[str, str] | None = None
    is_over: bool = False

    def start(self, run: Callable[[Callable[[str], None]], Any]) -> "Work":
        threading.Thread(target=self._run, args=(run,), daemon=True).start()
        return self

    def _run(self, run: Callable[[Callable[[str], None]], Any]) -> None:
        from saferplan.base.errors import SaferplanError

        try:
            self.result = run(self.steps.append)
        except SaferplanError as error:
            self.problem = (error.what, error.way_out)
        except Exception as error:  # the window must say that it failed; the terminal has the rest
            self.problem = (
                f"It failed: {type(error).__name__}: {error}.",
                "Run saferplan build in a terminal to see more.",
            )
            raise
        finally:
            self.is_over = True
