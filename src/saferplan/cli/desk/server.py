"""The window's server: loopback only, a token in the address, one person, pages made here and read without script.

It answers only requests that name its own host and carry its token, so that no other page in the browser can reach it.
The standard library's WSGI server is enough for one person; forms are read by the library `multipart`, which keeps large
files on disk.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from socketserver import TCPServer, ThreadingMixIn
from threading import Lock
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from filelock import FileLock, Timeout

from saferplan.base.errors import BusyError, SaferplanError
from saferplan.cli.desk.actions import ACTIONS
from saferplan.cli.desk.page import desk_page
from saferplan.cli.desk.state import HOST, Desk
from saferplan.pipeline.workspace import Workspace

KINDS = {
    ".html": "text/html; charset=utf-8", ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip
Start = Callable[[str, list[tuple[str, str]]], Any]


@dataclass
class Window:
    """The application (WSGI). Whatever is not addressed to this host with this token is not found."""

    desk: Desk
    lock: Any = field(default_factory=Lock)
    """One request at a time: there is one person."""

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        with self.lock:
            return self._answered(environ, start)

    def _answered(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        parts = environ["PATH_INFO"].strip("/").split("/")
        has_token = secrets.compare_digest(parts[0].encode(), self.desk.token.encode())
        if not has_token or environ.get("HTTP_HOST") != self.desk.host:
            return _not_found(start)
        if environ["REQUEST_METHOD"] == "POST":
            return self._act(parts[1] if len(parts) > 1 else "", environ, start)
        if parts[1:2] == ["reports"] and len(parts) == 3:
            return self._report(parts[2], start)
        return self._page(start)

    def _page(self, start: Start) -> Iterable[bytes]:
        nonce = secrets.token_urlsafe(12)
        text = desk_page(self.desk, nonce)
        policy = (
            f"default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-{nonce}'; img-src data:; form-action 'self'; "
            "base-uri 'none'; frame-ancestors 'none'"
        )
        return _answer(start, "200 OK", text.encode("utf-8"), KINDS[".html"], [("Content-Security-Policy", policy)])

    def _report(self, name: str, start: Start) -> Iterable[bytes]:
        path = self.desk.workspace.reports / Path(name).name
        if path.suffix not in KINDS or not path.is_file():
            return _not_found(start)
        return _answer(start, "200 OK", path.read_bytes(), KINDS[path.suffix])

    def _act(self, action: str, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        if (do := ACTIONS.get(action)) is None:
            return _not_found(start)
        self.desk.message, self.desk.problem = "", None  # kept till now: a browser may ask for the page twice
        try:
            do(self.desk, environ)
        except SaferplanError as error:
            self.desk.problem = (error.what, error.way_out)
        if self.desk.is_closed:
            return _answer(start, "200 OK", b"Closed. You may close this tab.", "text/plain")
        return _answer(start, "303 See Other", b"", "text/plain", [("Location", f"/{self.desk.token}/")])


def _not_found(start: Start) -> Iterable[bytes]:
    return _answer(start, "404 Not Found", b"Not found.", "text/plain")


def _answer(
    start: Start, status: str, content: bytes, kind: str, more: Iterable[tuple[str, str]] = ()
) -> Iterable[bytes]:
    start(status, [
        ("Content-Type", kind), ("Content-Length", str(len(content))), ("Cache-Control", "no-store"),
        ("Referrer-Policy", "no-referrer"), ("X-Content-Type-Options", "nosniff"), *more,
    ])  # fmt: skip
    return [content]


class _Quiet(WSGIRequestHandler):
    def log_message(self, *words: object) -> None:
        """Say nothing: the address has the token in it."""


class _OwnAddress(ThreadingMixIn, WSGIServer):
    """A thread for each connection: browsers open some on which they ask nothing, and those must hold nobody up."""

    allow_reuse_address = False
    daemon_threads = True
    timeout = 0.5
    """Seconds after which it is asked whether the window was closed."""

    def server_bind(self) -> None:
        """Bind without asking the network for this machine's name."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]
        self.setup_environ()


@contextmanager
def _alone(workspace: Workspace) -> Iterator[None]:
    lock = FileLock(workspace.path / ".window.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        way_out = "Go on in it, or close it there (or with Ctrl+C where it was started) and open another."
        raise BusyError("A window is open on this workspace already.", way_out) from error
    try:
        yield
    finally:
        lock.release()


def serve(workspace: Workspace, opened: Callable[[str], None], port: int = 0) -> None:
    """Serve until closed from the window or stopped by the keyboard. `opened` is told the address once it answers.

    Raises BusyError where a window is open on the workspace already: the files that wait are of one person.
    """
    desk = Desk(workspace)
    with (
        _alone(workspace),
        make_server(HOST, port, Window(desk), server_class=_OwnAddress, handler_class=_Quiet) as server,
    ):
        desk.port = server.server_port
        opened(desk.address)
        while not desk.is_closed:
            server.handle_request()
