"""Client of a server that answers with given bytes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from lix_tui.api.client import Client
from lix_tui.api.limiter import Limiter
from lix_tui.settings.key import Key
from tests.api.function_transport import CANARY

Serve = Callable[[bytes, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def connected(serve: Serve, limiter: Limiter) -> AsyncIterator[Client]:
    """Yield a client of a server that answers every request with ``serve``."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                await serve(await reader.readuntil(b"\r\n\r\n"), writer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    client = Client(key=Key(CANARY), api_url=url, lookc_url=url, limiter=limiter)
    try:
        yield client
    finally:
        await client.aclose()
        server.close()
        await server.wait_closed()
