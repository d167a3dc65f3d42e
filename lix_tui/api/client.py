"""Client of the Lix API: one connection pool, one limiter, one way to send a request."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Generator, Mapping
from time import perf_counter, time

import httpx

from lix_tui.api.api_request import ApiRequest, Outgoing, Reply
from lix_tui.api.content import SHORTEST, SURELY_A_KEY, KeyMask
from lix_tui.api.endpoints import Host
from lix_tui.api.errors import (
    BadBody,
    InsecureUrl,
    KeyRefused,
    NetworkError,
    Offline,
    RateLimited,
    UnknownRoute,
    error_from,
)
from lix_tui.api.http_client import network, open_http
from lix_tui.api.limiter import Lane, Limiter
from lix_tui.api.proxies import RoutedTransport
from lix_tui.settings.checks import SettingsError, check_base_url
from lix_tui.settings.key import CredentialError, Key
from lix_tui.settings.key_header import KeyHeader

MAX_BODY = 64 * 1024 * 1024
"""Largest body in bytes that is read."""
WHOLE_ANSWER = 300.0
"""Longest total time of a request in seconds. Slow single bytes never hit the read timeout."""

_NOT_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.LocalProtocolError,
    httpx.UnsupportedProtocol,
)

BeforeSend = Callable[[], Awaitable[None]]
_HOST = "lix_host"
"""Extension of a request with the host that the endpoint table names, which decides the key."""


class Client:
    """Sender of requests. It never repeats a request by itself, as that may cost again."""

    def __init__(
        self,
        *,
        key: Key,
        api_url: str,
        lookc_url: str,
        limiter: Limiter,
        transport: httpx.AsyncBaseTransport | None = None,
        offline: bool = False,
        key_header: KeyHeader | None = None,
        find_lookc_key: Callable[[], Key | None] | None = None,
    ) -> None:
        """``offline`` refuses every request before it is sent; ``key_header`` carries the key.

        ``find_lookc_key`` returns a separate key for LookC, which otherwise gets ``key``. It is
        called in a thread before the first request to LookC, and may raise CredentialError.
        Raises InsecureUrl for a base URL that is neither https nor this machine.
        """
        self._offline = offline
        self._bases = {
            Host.API: _base("api_url", api_url),
            Host.LOOKC: _base("lookc_url", lookc_url),
        }
        self._keys = {Host.API: key, Host.LOOKC: key}
        self._masks = [KeyMask(key)]
        self._find_lookc_key = find_lookc_key
        self._limiter = limiter
        self._known_path: dict[str, int] = {}
        for name in ("httpx", "httpcore"):  # they log URLs, which name the people looked up
            logging.getLogger(name).setLevel(logging.WARNING)
        self._auth = _KeyAuth(self._keys, key_header)
        self._transport = transport
        self._routed: RoutedTransport | None = None
        self._opened: httpx.AsyncClient | None = None
        self.notices: tuple[str, ...] = ()
        """Warnings about proxy variables; filled by the first request."""

    async def aclose(self) -> None:
        """Close the connections."""
        if self._opened is not None:
            await self._opened.aclose()

    @property
    def _http(self) -> httpx.AsyncClient:
        """HTTP client, opened by the first request. Raises UnusableNetwork."""
        if self._opened is None:
            transport = self._transport
            if transport is None:
                transport = self._routed = network()
                self.notices = self._routed.notices
            self._opened = open_http(self._auth, transport)
        return self._opened

    def check(self, request: ApiRequest) -> None:
        """Raise ParamsInvalid or RequestTooLong for a request that `send` would refuse."""
        request.check()
        for path in request.entry.paths:
            request.outgoing(self._base_of(request), path)

    async def send(
        self,
        request: ApiRequest,
        *,
        lane: Lane = Lane.INTERACTIVE,
        before_send: BeforeSend | None = None,
        through_pause: bool = False,
    ) -> Reply:
        """Send one request and return its answer.

        ``before_send`` is awaited after a slot is reserved, just before the request is sent. It is
        awaited twice if the server doesn't know the first path of an endpoint and the next one is
        tried. With ``through_pause``, a pause that the server asked for is ignored; an answer then
        ends the pause for all processes.
        Raises ParamsInvalid, RequestTooLong, KeyRefused or UnusableNetwork before anything is sent
        if the request, the key, a proxy or the certificates can't be used. Raises another LixError
        if the request fails.
        """
        request.check()
        name, paths = request.endpoint, request.entry.paths
        if self._offline:
            message = "This isn't stored, and lix-tui is offline"
            raise Offline(message, endpoint=name)
        if not (await self._key_for(request)).is_sendable():
            message = "The key has a space or another character that no API key has"
            raise KeyRefused(message, endpoint=name)
        index = self._known_path.get(name, 0)
        while True:
            made = request.outgoing(self._base_of(request), paths[index])
            built = self._build(made, request.entry.host)
            try:
                reply = await self._send_once(name, built, lane, before_send, through_pause)
            except UnknownRoute:
                index += 1
                if index >= len(paths):
                    raise
            else:
                self._known_path[name] = index
                return reply

    async def _send_once(
        self,
        endpoint: str,
        request: httpx.Request,
        lane: Lane,
        before_send: BeforeSend | None,
        through_pause: bool,
    ) -> Reply:
        await self._limiter.acquire(lane, through_pause=through_pause)
        if before_send is not None:
            await before_send()
        await self._limiter.sent()  # writing the ledger line may have taken some time
        sent_at, started = time(), perf_counter()
        status, headers, content = await self._exchange(endpoint, request)
        if through_pause and status != 429:
            await self._limiter.end_pause()
        if status >= 300:
            error = error_from(endpoint, status, headers, content)
            if isinstance(error, RateLimited):
                await self._limiter.refused(error.retry_after or 0.0)
            raise error
        return Reply(endpoint, status, content, sent_at, perf_counter() - started)

    async def _exchange(
        self, endpoint: str, request: httpx.Request
    ) -> tuple[int, httpx.Headers, bytes]:
        """Return status, headers and body without the key. Raises LixError for a failure."""
        host = request.url.host
        answer = _Answer(endpoint)
        try:
            async with asyncio.timeout(WHOLE_ANSWER):
                return await self._receive(request, answer)
        except _NOT_SENT:
            message = f"No connection to {host}, so nothing was charged"
            raise NetworkError(message, endpoint=endpoint, may_have_cost=False) from None
        except (httpx.TimeoutException, TimeoutError):
            message = f"{host} did not answer in time"
            raise self._broken(message, answer) from None
        except httpx.TransportError:
            message = f"The connection to {host} broke before the answer was complete"
            raise self._broken(message, answer) from None
        except httpx.DecodingError:
            message = f"{host} compressed its answer in a way that lix-tui can't read"
            raise BadBody(message, endpoint=endpoint) from None

    async def _receive(
        self, request: httpx.Request, answer: _Answer
    ) -> tuple[int, httpx.Headers, bytes]:
        response = await self._http.send(request, stream=True)
        try:
            shortest = SURELY_A_KEY if response.status_code < 300 else SHORTEST
            content = self._without_keys(await answer.read(response), shortest)
        finally:
            await response.aclose()
        return response.status_code, response.headers, content

    def _broken(self, message: str, answer: _Answer) -> NetworkError:
        """Return the error for a broken connection, with the bytes received so far."""
        error = NetworkError(message, endpoint=answer.endpoint)
        error.received = self._without_keys(answer.so_far, SURELY_A_KEY)
        return error

    def _without_keys(self, content: bytes, shortest: int) -> bytes:
        for mask in self._masks:
            content = mask.without_key(content, shortest)
        return content

    async def _key_for(self, request: ApiRequest) -> Key:
        """Return the key for the request's host. Raises KeyRefused for an unusable LookC key."""
        host = request.entry.host
        if host is Host.LOOKC and self._find_lookc_key is not None:
            try:
                found = await asyncio.to_thread(self._find_lookc_key)
            except CredentialError as error:
                refused = KeyRefused(str(error), endpoint=request.endpoint)
                refused.lookc_advice = ""  # the message says what to do
                raise refused from None
            self._find_lookc_key = None
            if found is not None:
                self._keys[host] = found
                self._masks.append(KeyMask(found))
        return self._keys[host]

    def _build(self, made: Outgoing, host: Host) -> httpx.Request:
        request = self._http.build_request(
            made.method,
            made.url,
            content=None if made.content is None else made.content.encode(),
            headers={"Content-Type": made.content_type},
            extensions={"trace": self._note_departure, _HOST: host},
        )
        if self._routed is not None:
            self._routed.route(request.url)  # before the request is written to the ledger
        return request

    def _base_of(self, request: ApiRequest) -> str:
        return self._bases[request.entry.host]

    async def _note_departure(self, event: str, _info: Mapping[str, object]) -> None:
        """Restart the spacing when the request is really sent, which a TLS handshake may delay."""
        if event.endswith("send_request_headers.started"):
            await self._limiter.sent()


class _KeyAuth(httpx.Auth):
    """Key of a host in its header, added at the last moment: raw in ``Authorization`` (Lix docs).

    Other servers and gateways expect ``Bearer`` and the key, or the header ``X-Api-Key``.
    """

    def __init__(self, keys: Mapping[Host, Key], header: KeyHeader | None) -> None:
        self._keys, self._header = keys, header

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send the request with the key of its host."""
        name, value = self._keys[request.extensions[_HOST]].header(self._header)
        request.headers[name] = value
        yield request


def _base(name: str, url: str) -> str:
    try:
        return check_base_url(name, url, "the settings")
    except SettingsError as error:
        raise InsecureUrl(str(error)) from None


class _Answer:
    """Partly received answer."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self._chunks: list[bytes] = []
        self._status = 0

    async def read(self, response: httpx.Response) -> bytes:
        """Return the whole body. Raises BadBody above MAX_BODY bytes."""
        self._status, size = response.status_code, 0
        async for chunk in response.aiter_bytes():
            size += len(chunk)
            if size > MAX_BODY:
                message = f"The answer is larger than {MAX_BODY // 1024 // 1024} MiB"
                raise BadBody(message, endpoint=self.endpoint, status=self._status)
            self._chunks.append(chunk)
        return b"".join(self._chunks)

    @property
    def so_far(self) -> bytes:
        """Bytes received so far, if the status is 200 to 299; otherwise none."""
        return b"".join(self._chunks) if 0 < self._status < 300 else b""
