"""The sandbox on a socket."""

from __future__ import annotations

import logging
import signal
import socket
import sys
from contextlib import suppress

import uvicorn

from lix_tui.sandbox.app import create_app
from lix_tui.sandbox.config import SandboxConfig
from lix_tui.sandbox.fault_effects import ConnectionBrokenError


def serve(config: SandboxConfig, host: str = "127.0.0.1", port: int = 8788) -> None:
    """Print the base URL as the first line, then serve until SIGINT or SIGTERM.

    Port 0 chooses any free port.

    Raises:
        OSError: the address cannot be bound.

    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family) as listener:
        bound = listener.getsockname()[1]
        name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host)  # noqa: S104  # where it answers
        name = name or (f"[{host}]" if family == socket.AF_INET6 else host)
        sys.stdout.write(f"http://{name}:{bound}\n")
        sys.stdout.flush()
        server = server_of(config)
        # After its end, uvicorn raises the stopping signal again for the former handler.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


def server_of(config: SandboxConfig) -> uvicorn.Server:
    """Return a server that can run on the caller's sockets."""
    logging.getLogger("uvicorn.error").addFilter(_unless_broken_on_purpose)
    return uvicorn.Server(
        uvicorn.Config(
            create_app(config),
            log_level="warning",
            access_log=False,
            lifespan="off",
            timeout_keep_alive=75,  # the protocol of the real server
        )
    )


def _unless_broken_on_purpose(record: logging.LogRecord) -> bool:
    """Return True if a log line isn't about the fault ``reset``."""
    return not (record.exc_info and isinstance(record.exc_info[1], ConnectionBrokenError))
