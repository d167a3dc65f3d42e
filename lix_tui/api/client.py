"""The client of the Lix API: one connection pool, one limiter, one typed method an endpoint."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from time import perf_counter, time

import httpx

from lix_tui.api.decoding import decode
from lix_tui.api.endpoints import ENDPOINTS, Endpoint, Host
from lix_tui.api.errors import (
    BadBody,
    InsecureUrl,
    KeyRefused,
    LixError,
    NetworkError,
    NotSent,
    ParamsInvalid,
    RateLimited,
    UnknownRoute,
    error_from,
)
from lix_tui.api.limiter import Lane, Limiter
from lix_tui.credentials import Key
from lix_tui.settings import SettingsError, check_base_url

MAX_BODY = 64 * 1024 * 1024
"""Bytes of an answer that are read at most."""
TIMEOUT = httpx.Timeout(connect=10.0, read=90.0, write=30.0, pool=10.0)
"""Seconds; lookups are crawled while one waits, so reading is given long."""
MAX_URL = 6_000
"""Characters of a LinkedIn URL above which it travels in a form (vendor's example code)."""

BeforeSend = Callable[[], Awaitable[None]]
Body = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it was received, with status below 300."""

    endpoint: str
    status: int
    body: bytes
    sent_at: float
    """Seconds since the epoch."""
    elapsed: float
    """Seconds from sending to the last byte."""

    @property
    def value(self) -> object:
        """The answer as its model; raises BadBody when it is not what it should be."""
        return decode(self.endpoint, self.body)


class LixClient:
    """Sends requests. It never sends one again by itself: that may cost again."""

    def __init__(
        self,
        *,
        key: Key,
        api_url: str,
        lookc_url: str,
        limiter: Limiter,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        """Raises InsecureUrl for a base URL that is neither https nor this machine."""
        self._bases = {
            Host.API: _base("api_url", api_url),
            Host.LOOKC: _base("lookc_url", lookc_url),
        }
        self._key, self._limiter = key, limiter
        self._http = httpx.AsyncClient(
            transport=transport,
            timeout=TIMEOUT,
            follow_redirects=False,
            headers={"Accept": "application/json", "User-Agent": "lix-tui"},
        )

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def send(
        self,
        endpoint: str,
        params: Mapping[str, str | int | None],
        *,
        lane: Lane = Lane.INTERACTIVE,
        body: Body | None = None,
        before_send: BeforeSend | None = None,
    ) -> Reply:
        """Send one request and return its answer.

        ``before_send`` is awaited once the slot is there, just before the request goes out.
        Raises ParamsInvalid before anything is sent when a parameter is missing or foreign;
        another LixError when the request fails.
        """
        entry = ENDPOINTS[endpoint]
        given = {name: str(value) for name, value in params.items() if value is not None}
        _check(entry, given, body)
        if not self._key.is_sendable():
            what = "The key has characters that no HTTP header can carry"
            raise KeyRefused(what, endpoint=endpoint)
        for index, path in enumerate(entry.paths):
            try:
                return await self._once(entry, path, given, body, lane, before_send)
            except UnknownRoute:
                if index + 1 == len(entry.paths):
                    raise
        raise AssertionError(endpoint)  # a table entry has at least one path

    async def _once(
        self,
        entry: Endpoint,
        path: str,
        params: dict[str, str],
        body: Body | None,
        lane: Lane,
        before_send: BeforeSend | None,
    ) -> Reply:
        request = self._request(entry, path, params, body)
        await self._limiter.acquire(lane)
        if before_send is not None:
            await before_send()
        sent_at, started = time(), perf_counter()
        try:
            response = await self._http.send(request, stream=True)
            try:
                content = await _read(entry.name, response)
            finally:
                await response.aclose()
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError):
            what = f"No connection to {request.url.host}"
            raise NotSent(what, endpoint=entry.name) from None
        except httpx.TimeoutException:
            what = f"{request.url.host} did not answer in time"
            raise NetworkError(what, endpoint=entry.name) from None
        except (httpx.TransportError, httpx.DecodingError):
            what = f"The connection to {request.url.host} broke before the answer was complete"
            raise NetworkError(what, endpoint=entry.name) from None
        if response.status_code >= 300:
            error = error_from(
                entry.name,
                response.status_code,
                content,
                retry_after=response.headers.get("Retry-After"),
            )
            if isinstance(error, RateLimited):
                self._limiter.penalise(error.retry_after or self._limiter.spacing)
            raise error
        return Reply(entry.name, response.status_code, content, sent_at, perf_counter() - started)

    def _request(
        self, entry: Endpoint, path: str, params: dict[str, str], body: Body | None
    ) -> httpx.Request:
        headers = {"Authorization": self._key.reveal(), "Content-Type": "application/json"}
        url = self._bases[entry.host] + path
        if entry.name == "sales_search" and len(params["url"]) > MAX_URL:
            del headers["Content-Type"]
            return self._http.build_request("POST", url, data=params, headers=headers)
        content = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        return self._http.build_request("GET", url, params=params, content=content, headers=headers)

    # -- one method an endpoint --------------------------------------------------------------

    async def balances(
        self, *, lane: Lane = Lane.INTERACTIVE, before_send: BeforeSend | None = None
    ) -> Reply:
        """Credits left in each pool (free)."""
        return await self.send("balances", {}, lane=lane, before_send=before_send)

    async def daily_allowance(
        self, *, lane: Lane = Lane.INTERACTIVE, before_send: BeforeSend | None = None
    ) -> Reply:
        """Requests left today (free)."""
        return await self.send("daily_allowance", {}, lane=lane, before_send=before_send)

    async def person(
        self,
        profile_link: str,
        *,
        viewer_id: str | None = None,
        lane: Lane = Lane.INTERACTIVE,
        before_send: BeforeSend | None = None,
    ) -> Reply:
        """A person's profile by any link to it."""
        params = {"profile_link": profile_link, "viewer_id": viewer_id}
        return await self.send("person", params, lane=lane, before_send=before_send)

    async def people_search(
        self,
        url: str,
        *,
        sequence_id: str | None = None,
        viewer_id: str | None = None,
        lane: Lane = Lane.INTERACTIVE,
        before_send: BeforeSend | None = None,
    ) -> Reply:
        """A page of people for a LinkedIn people search URL."""
        params = {"url": url, "viewer_id": viewer_id, "sequence_id": sequence_id}
        return await self.send("people_search", params, lane=lane, before_send=before_send)

    async def sales_search(
        self,
        url: str,
        *,
        sequence_id: str | None = None,
        viewer_id: str | None = None,
        lane: Lane = Lane.INTERACTIVE,
        before_send: BeforeSend | None = None,
    ) -> Reply:
        """A page of leads for a Sales Navigator search URL; a long one travels in a form."""
        params = {"url": url, "viewer_id": viewer_id, "sequence_id": sequence_id}
        return await self.send("sales_search", params, lane=lane, before_send=before_send)


def _base(name: str, url: str) -> str:
    try:
        return check_base_url(name, url, "the settings")
    except SettingsError as error:
        raise InsecureUrl(str(error)) from None


def _check(entry: Endpoint, params: Mapping[str, str], body: Body | None) -> None:
    """Raise ParamsInvalid for a request that the docs would not allow."""
    missing = [name for name in entry.required if not params.get(name)]
    foreign = [name for name in params if name not in entry.parameters]
    chosen = [name for name in entry.one_of if params.get(name)]
    problem = ""
    if missing:
        problem = f"{entry.name} needs {missing[0]}"
    elif foreign:
        problem = f"{entry.name} takes no {foreign[0]}"
    elif entry.one_of and len(chosen) != 1:
        problem = f"{entry.name} needs exactly one of {', '.join(entry.one_of)}"
    elif entry.body_fields and (body is None or set(body) - set(entry.body_fields)):
        problem = f"{entry.name} needs a body of {', '.join(entry.body_fields)}"
    elif body is not None and not entry.body_fields:
        problem = f"{entry.name} takes no body"
    if problem:
        raise ParamsInvalid(problem, endpoint=entry.name)


async def _read(endpoint: str, response: httpx.Response) -> bytes:
    """The whole body, up to MAX_BODY."""
    chunks: list[bytes] = []
    size = 0
    async for chunk in response.aiter_bytes():
        size += len(chunk)
        if size > MAX_BODY:
            what = f"The answer is larger than {MAX_BODY // 1024 // 1024} MiB"
            raise BadBody(what, endpoint=endpoint, status=response.status_code)
        chunks.append(chunk)
    return b"".join(chunks)


__all__ = ["BeforeSend", "LixClient", "LixError", "Reply", "decode"]
