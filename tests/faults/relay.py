"""A server between client and sandbox that spoils answers.

The sandbox carries every request out, charges and logs it. The relay then changes the answer, or
breaks the connection.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import unquote

import httpx

from lix_tui.sandbox.app import create_app
from lix_tui.sandbox.config import SandboxConfig
from lix_tui.sandbox.endpoints import endpoint_at
from lix_tui.sandbox.log import LoggedRequest
from lix_tui.sandbox.state import Sandbox
from tests.faults.actions import today


@dataclass(slots=True)
class Wire:
    """A connection that waits for an answer: the good answer, and methods to spoil it."""

    status: int
    body: bytes
    writer: asyncio.StreamWriter
    received: bytes | None = None
    """Body that the client received up to the end of the connection; None if that is unknown."""

    async def write(self, data: bytes) -> None:
        """Send bytes at once."""
        self.writer.write(data)
        await self.writer.drain()

    async def head(
        self, *fields: str, status: int = 200, kind: str = "application/json", length: int | None
    ) -> None:
        """Send status and headers; without a length, the body ends with the connection."""
        lines = [f"HTTP/1.1 {status} Told", *fields]
        if kind:
            lines.append(f"Content-Type: {kind}")
        if length is not None:
            lines.append(f"Content-Length: {length}")
        await self.write("\r\n".join([*lines, "Connection: close", "", ""]).encode())

    async def answer(
        self, body: bytes | None = None, *, status: int = 200, kind: str = "application/json"
    ) -> None:
        """Send a whole answer, by default the good one."""
        self.received = self.body if body is None else body
        await self.head(status=status, kind=kind, length=len(self.received))
        await self.write(self.received)

    def reset(self) -> None:
        """Reset the connection at once, so that unread bytes are lost too."""
        end = self.writer.get_extra_info("socket")
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


Spoil = Callable[[Wire], Awaitable[None]]


@dataclass(slots=True)
class Plan:
    """A fault for the next answer of an endpoint."""

    endpoint: str
    spoil: Spoil
    before: bool = False
    """True if the fault happens before the request reaches the sandbox."""


@dataclass(slots=True)
class Relay:
    """A server at ``url`` that applies ``plan`` to one answer."""

    sandbox: Sandbox
    _http: httpx.AsyncClient
    plan: Plan | None = None
    delivered: list[Wire] = field(default_factory=list)
    """Connections of successful answers, whole or in part."""
    port: int = 0
    _server: asyncio.Server | None = None
    _connections: set[asyncio.Task[None]] = field(default_factory=set)

    @classmethod
    def new(cls) -> Relay:
        """Return a relay that isn't open yet."""
        app = create_app(SandboxConfig(interval=0.0, now=today(), lookc_polls=1))
        transport = httpx.ASGITransport(app=app)
        return cls(app.state.sandbox, httpx.AsyncClient(transport=transport, base_url="http://s"))

    @property
    def url(self) -> str:
        """Base URL of the open relay."""
        return f"http://127.0.0.1:{self.port}"

    def log(self, since: int = 0) -> list[LoggedRequest]:
        """Return the sandbox's requests, from number ``since`` on."""
        return self.sandbox.requests[since:]

    async def open(self) -> None:
        """Listen, on the former port after a restart."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def refuse(self) -> None:
        """Stop listening, so that connections are refused."""
        if self._server is not None:
            self._server.close()
            self._server = None

    async def close(self) -> None:
        """Close the server and every connection."""
        await self.refuse()
        for connection in self._connections:
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)
        await asyncio.sleep(0)  # the loop then closes the sockets of aborted connections
        await self._http.aclose()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = asyncio.create_task(self._serve(reader, writer))
        self._connections.add(connection)
        connection.add_done_callback(self._connections.discard)
        connection.add_done_callback(lambda _: writer.transport.abort())

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            await self._exchange(reader, writer)
            writer.close()
            await writer.wait_closed()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.split("\r\n")
        method, target, _ = first.split(" ")
        fields = dict(line.split(": ", 1) for line in lines if ": " in line)
        content = await reader.readexactly(int(fields.get("Content-Length", 0)))
        found = endpoint_at(unquote(target.partition("?")[0]))
        endpoint = found and found[0]
        plan = self.plan if endpoint and self.plan and self.plan.endpoint == endpoint.name else None
        if plan is not None:
            self.plan = None
        wire = Wire(0, b"", writer)
        if plan is None or not plan.before:
            sent = {name: fields[name] for name in ("Authorization", "Content-Type")}
            answer = await self._http.request(method, target, headers=sent, content=content)
            wire = Wire(answer.status_code, answer.content, writer)
        if plan is None:
            await wire.answer(status=wire.status)
        else:
            await plan.spoil(wire)
        if wire.status < 300 and wire.received:
            self.delivered.append(wire)
