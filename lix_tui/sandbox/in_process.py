"""The sandbox without a socket, for ``lix-tui --demo``."""

from __future__ import annotations

import httpx

from lix_tui.sandbox.accounts import DEPARTURE
from lix_tui.sandbox.app import create_app
from lix_tui.sandbox.config import SandboxConfig
from lix_tui.sandbox.fault_effects import ConnectionBrokenError


class SandboxTransport(httpx.AsyncBaseTransport):
    """Transport of every request, whatever its host, to a sandbox in this process."""

    def __init__(self, config: SandboxConfig | None = None) -> None:
        self._config = config or SandboxConfig()
        self.app = create_app(self._config)
        self._inner = httpx.ASGITransport(app=self.app)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request.

        Raises:
            httpx.ReadError: the fault ``reset`` is due; a broken connection raises the same error.

        """
        # the client spaces departures; on a busy machine, arrivals may be closer together
        DEPARTURE.set(self._config.clock())
        if (trace := request.extensions.get("trace")) is not None:  # the same error as httpcore's
            await trace("sandbox.send_request_headers.started", {})
        try:
            return await self._inner.handle_async_request(request)
        except ConnectionBrokenError as error:
            raise httpx.ReadError(str(error), request=request) from error

    async def aclose(self) -> None:
        """Close the transport of the application."""
        await self._inner.aclose()
