"""A server on a socket before a sandbox, which does to an answer whatever it is told to.

The sandbox behind it carries every request out, charges and logs it; what its answer then meets on
the way is the relay's.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field

import httpx

from lix_tui.sandbox.app import create_app
from lix_tui.sandbox.config import SandboxConfig
from lix_tui.sandbox.endpoints import BY_PATH
from lix_tui.sandbox.log import LoggedRequest
from lix_tui.sandbox.state import Sandbox
from tests.faults.acts import today


@dataclass(slots=True)
class Wire:
    """A connection on which an answer is due: the good one, and how to write another."""

    status: int
    body: bytes
    writer: asyncio.StreamWriter
    received: bytes | None = None
    """The body that the client got whole, or as far as the connection lasted; None: no telling."""

    async def write(self, data: bytes) -> None:
        """Send some bytes now."""
        self.writer.write(data)
        await self.writer.drain()

    async def head(
        self, *fields: str, status: int = 200, kind: str = "application/json", length: int | None
    ) -> None:
        """Send the status and the fields; without a length the body ends with the connection."""
        lines = [f"HTTP/1.1 {status} Told", *fields]
        if kind:
            lines.append(f"Content-Type: {kind}")
        if length is not None:
            lines.append(f"Content-Length: {length}")
        await self.write("\r\n".join([*lines, "Connection: close", "", ""]).encode())

    async def answer(
        self, body: bytes | None = None, *, status: int = 200, kind: str = "application/json"
    ) -> None:
        """Send an answer whole: the good one unless told otherwise."""
        self.received = self.body if body is None else body
        await self.head(status=status, kind=kind, length=len(self.received))
        await self.write(self.received)

    def reset(self) -> None:
        """Break the connection at once, so that what is on its way is lost as well."""
        end = self.writer.get_extra_info("socket")
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


Spoil = Callable[[Wire], Awaitable[None]]


@dataclass(slots=True)
class Plan:
    """What strikes the next answer of an endpoint, once."""

    endpoint: str
    spoil: Spoil
    before: bool = False
    """Whether it strikes before the sandbox hears of the request."""


@dataclass(slots=True)
class Relay:
    """``url`` answers while the relay is open; ``plan`` strikes once and is gone."""

    sandbox: Sandbox
    _http: httpx.AsyncClient
    plan: Plan | None = None
    delivered: list[Wire] = field(default_factory=list)
    """What was answered with a status of success, whole or in part."""
    port: int = 0
    _server: asyncio.Server | None = None
    _connections: set[asyncio.Task[None]] = field(default_factory=set)

    @classmethod
    def new(cls) -> Relay:
        """Return a relay that is still closed."""
        app = create_app(SandboxConfig(interval=0.0, now=today(), lookc_polls=1))
        transport = httpx.ASGITransport(app=app)
        return cls(app.state.sandbox, httpx.AsyncClient(transport=transport, base_url="http://s"))

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def log(self, since: int = 0) -> list[LoggedRequest]:
        """What the sandbox was asked, from the ``since``-th request on."""
        return self.sandbox.requests[since:]

    async def open(self) -> None:
        """Listen, at the former port when there was one."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def refuse(self) -> None:
        """Listen no more: a connection is refused."""
        if self._server is not None:
            self._server.close()
            self._server = None

    async def close(self) -> None:
        """Close the server and every connection, whatever the client did with its end."""
        await self.refuse()
        for connection in self._connections:
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)
        await asyncio.sleep(0)  # the loop closes the sockets of what was aborted
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
        endpoint = BY_PATH.get(target.partition("?")[0])
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
