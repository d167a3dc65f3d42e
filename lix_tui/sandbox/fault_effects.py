"""Effects of each fault on a request."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import count

from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from lix_tui.sandbox import errors
from lix_tui.sandbox.endpoints import SandboxEndpoint
from lix_tui.sandbox.faults import Fault
from lix_tui.sandbox.hostile_answers import UNCHANGED, with_attacks

_PAGE = (
    "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head>"
    "<body><h1>502 Bad Gateway</h1><hr>proxy</body></html>"
)


class ConnectionBrokenError(ConnectionResetError):
    """A connection that the sandbox broke on purpose."""


class BrokenResponse(Response):
    """Response that sends half of its body and then breaks the connection."""

    async def __call__(
        self,
        scope: Scope,  # noqa: ARG002 - every ASGI answer gets all three
        receive: Receive,  # noqa: ARG002
        send: Send,
    ) -> None:
        """Send half of the body, then break the connection.

        Raises:
            ConnectionBrokenError: always; the server closes the connection on it.

        """
        half = bytes(self.body)[: len(self.body) // 2]
        await send(
            {
                "type": "http.response.start",
                "status": self.status_code,
                "headers": self.raw_headers,
            }
        )
        await send({"type": "http.response.body", "body": half, "more_body": True})
        raise ConnectionBrokenError("the sandbox broke the connection, as it was told to")


def raise_fault(fault: Fault, endpoint: SandboxEndpoint) -> None:
    """Raise the API error of a fault; do nothing for faults of another type.

    Raises:
        ApiError: the error that the API would answer.

    """
    match fault.name:
        case "429":
            raise errors.rate_limit(fault.value)
        case "500":
            raise errors.api_error()
        case "503":
            raise errors.unavailable()
        case "queued":
            raise errors.queued()
        case "402":
            raise errors.over_quota(endpoint.pool or "standard")
        case "401":
            raise errors.key_refused()
        case "daily_limit":
            raise errors.daily_limit()
        case "viewer":
            raise errors.viewer_invalid()
        case "not_found":
            raise errors.not_found("record")
        case "unknown_route":
            raise errors.unknown_route()
        case "params":
            raise errors.params_invalid("a parameter is not valid")


def replacement(fault: Fault, attacks: Sequence[str]) -> Response | None:
    """Return the answer that replaces the API's; None if the fault doesn't replace it."""
    if fault.name == "hostile_error":
        error = {"error": {"type": "", "message": ""}, "traceId": ""}
        return Response(with_attacks(error, attacks), 500, media_type="application/json")
    if fault.name == "html":
        return HTMLResponse(_PAGE, 502)
    if fault.name == "redirect":
        return RedirectResponse("https://elsewhere.example/login", 302)
    return None


def with_fault(fault: Fault, body: bytes, key: str, attacks: Sequence[str]) -> Response:
    """Return a good answer as the fault spoils it.

    ``body`` is its JSON, ``key`` the API key of the request.
    """
    if fault.name == "hostile":
        return Response(with_attacks(json.loads(body), attacks), media_type="application/json")
    if fault.name == "echo":
        return JSONResponse(_with_key_echo(json.loads(body), key))
    if fault.name == "strange":
        return JSONResponse({"payload": {"version": 9, "answer": [json.loads(body)]}})
    if fault.name == "odd":
        return JSONResponse(_with_odd_fields(json.loads(body)))
    if fault.name == "reset":
        return BrokenResponse(body, media_type="application/json")
    rest = body[: len(body) * 2 // 3] if fault.name == "truncate" else b"\x00\xff{]\x1b[2J\x80"
    return Response(rest, media_type="application/json")


def _with_key_echo(value: object, key: str) -> object:
    """Return the answer with the key in every object, as a debugging server may do."""
    if isinstance(value, dict):
        return {n: _with_key_echo(part, key) for n, part in value.items()} | {
            "askedWith": f"key {key}"
        }
    return [_with_key_echo(part, key) for part in value] if isinstance(value, list) else value


def _with_odd_fields(answer: object) -> object:
    """Return the answer with every third plain value missing or of another type; paging stays."""
    places = count()

    def spoil(value: object) -> object:
        if isinstance(value, dict):
            return {
                name: part if name in UNCHANGED else spoil(part) for name, part in value.items()
            }
        if isinstance(value, list):
            return [spoil(part) for part in value]
        place = next(places)
        return value if place % 3 else (None, {"odd": True}, ["odd"], 7, "")[place // 3 % 5]

    return spoil(answer)
