"""A sandbox in a thread of the test, so that what it serves can be changed while it runs."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread

import uvicorn

from lix_tui.sandbox.app import create_app
from lix_tui.sandbox.config import SandboxConfig
from tests.conftest import ALLOWED


@dataclass(frozen=True, slots=True)
class Serving:
    """A sandbox that serves."""

    url: str
    server: uvicorn.Server

    def is_busy(self) -> bool:
        """Return True while the sandbox answers a request."""
        return bool(self.server.server_state.tasks)


@contextmanager
def serving(attacks: Sequence[str], *faults: str) -> Iterator[Serving]:
    """Yield a sandbox with these faults; ``attacks`` can be changed in place."""
    config = SandboxConfig(interval=ALLOWED, faults=faults, attacks=attacks)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(
            uvicorn.Config(create_app(config), log_config=None, access_log=False, lifespan="off")
        )
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield Serving(f"http://127.0.0.1:{listener.getsockname()[1]}", server)
        finally:
            server.should_exit = True
            thread.join(20)
