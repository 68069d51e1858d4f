"""What the window knows between two requests."""

import secrets
from dataclasses import dataclass, field
from typing import Any

from saferplan.cli.desk.staging import Staging
from saferplan.cli.desk.work import Work
from saferplan.pipeline.workspace import Workspace

HOST = "127.0.0.1"


@dataclass
class Desk:
    """The last check, the work at hand, and what came of the last button."""

    workspace: Workspace
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    port: int = 0
    checked: Any = None
    work: Work | None = None
    message: str = ""
    tried: tuple[str, ...] = ()
    """What a build would read of the file that was mapped last: its first values, what is refused and left out."""
    problem: tuple[str, str] | None = None
    is_closed: bool = False

    @property
    def host(self) -> str:
        return f"{HOST}:{self.port}"

    @property
    def address(self) -> str:
        return f"http://{self.host}/{self.token}/"

    @property
    def staging(self) -> Staging:
        return Staging(self.workspace.path)
