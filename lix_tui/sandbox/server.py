"""Server of the API: checks key, rate, faults, parameters, viewer and credits, then answers."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from lix_tui.sandbox import errors
from lix_tui.sandbox.accounts import KeyAccount
from lix_tui.sandbox.call import Answer, Call, check_params, read_json, read_query
from lix_tui.sandbox.endpoints import SandboxEndpoint, endpoint_at
from lix_tui.sandbox.errors import ApiError
from lix_tui.sandbox.fault_effects import raise_fault, replacement, with_fault
from lix_tui.sandbox.faults import AFTER_PAYING, Fault
from lix_tui.sandbox.log import LoggedRequest
from lix_tui.sandbox.state import Sandbox, identity_of

_KEY_PARAMETER = "api_key"
_LARGEST_BODY = 1 << 20


@dataclass(slots=True)
class _Exchange:
    """Facts about one request for the log, collected while it is answered."""

    endpoint: SandboxEndpoint | None = None
    account: KeyAccount | None = None
    fault: Fault | None = None
    body: object = None
    cost: int = 0
    error: str = ""


class Server:
    """The ASGI application behind every path of the API."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._started = sandbox.config.clock()
        self._one_at_a_time = asyncio.Lock()
        self._running: set[asyncio.Task[Response]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request and log it.

        A request is carried out, charged and logged although its client disconnects, as on a real
        server.
        """
        task = asyncio.create_task(self._carry_out(Request(scope, receive)))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        response = await asyncio.shield(task)
        await response(scope, receive, send)

    async def _carry_out(self, request: Request) -> Response:
        arrived = self._sandbox.config.clock()
        exchange = _Exchange()
        params = read_query(request.url.query)
        key = params.pop(_KEY_PARAMETER, None) or _header_key(request)
        response: Response
        try:
            response = await self._respond(request, params, key, exchange)
        except ApiError as error:
            exchange.error = error.type
            error.status = self._sandbox.config.status_of(error.type, error.status)
            trace = self._sandbox.new_id().hex[:16]
            response = JSONResponse(error.body(trace), error.status, error.headers)
        self._log(request, params, arrived, exchange, response.status_code)
        return response

    async def _respond(
        self, request: Request, params: dict[str, str], key: str | None, exchange: _Exchange
    ) -> Response:
        sandbox = self._sandbox
        found = endpoint_at(request.scope["path"])
        if found is None or request.method not in found[0].methods:
            raise errors.unknown_route()
        endpoint, in_path = found
        params |= in_path
        exchange.endpoint = endpoint
        account = exchange.account = sandbox.accounts.of(key)
        sandbox.accounts.admit(account)
        await self._read_body(request, endpoint, params, exchange)
        identity = identity_of(endpoint.name, params, exchange.body)
        fault = exchange.fault = sandbox.faults.next_fault(endpoint.name, identity)
        slow = fault.value or 0.0 if fault and fault.name == "slow" else 0.0
        if sandbox.config.latency + slow > 0:
            await asyncio.sleep(sandbox.config.latency + slow)
        if fault is not None:
            raise_fault(fault, endpoint)
            instead = replacement(fault, sandbox.config.attacks)
            if instead is not None:
                return instead
        check_params(endpoint, params, request.url.query)
        async with self._one_at_a_time:
            answer = await asyncio.to_thread(self._answer, endpoint, params, exchange, account)
            exchange.cost = sandbox.accounts.charge(account, endpoint, credit=answer.charged)
        text = json.dumps(answer.body, ensure_ascii=False, separators=(",", ":"))
        body = text.encode("utf-8", "surrogatepass")
        if fault is not None and fault.name in AFTER_PAYING:
            return with_fault(fault, body, key or "", sandbox.config.attacks)
        return Response(body, answer.status, media_type="application/json")

    def _answer(
        self,
        endpoint: SandboxEndpoint,
        params: dict[str, str],
        exchange: _Exchange,
        account: KeyAccount,
    ) -> Answer:
        """Return the endpoint's answer; uses a thread, because building the world takes time."""
        from lix_tui.sandbox.routes.table import HANDLERS
        from lix_tui.sandbox.search.criteria import UnreadableError

        sandbox = self._sandbox
        searching = "sequence_id" in endpoint.parameters
        sequence = params.get("sequence_id") or str(
            sandbox.new_sequence() if searching else sandbox.new_id()
        )
        call = Call(endpoint, params, exchange.body, sequence)
        if call.viewer and not sandbox.has_viewer(call.viewer):
            raise errors.viewer_invalid()
        sandbox.accounts.check(account, endpoint)
        try:
            return HANDLERS[endpoint.name](sandbox, call, account)
        except UnreadableError as error:
            raise errors.params_invalid(str(error)) from None

    async def _read_body(
        self,
        request: Request,
        endpoint: SandboxEndpoint,
        params: dict[str, str],
        exchange: _Exchange,
    ) -> None:
        """Read the body: form fields become parameters, JSON is stored in the exchange."""
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > _LARGEST_BODY:
                raise errors.params_invalid("the body is too large")
        if endpoint.json:
            exchange.body = read_json(request.headers.get("content-type", ""), body)
        elif endpoint.form and request.method == "POST":
            for name, value in read_query(body.decode("utf-8", "replace")).items():
                params.setdefault(name, value)

    def _log(
        self,
        request: Request,
        params: dict[str, str],
        arrived: float,
        exchange: _Exchange,
        status: int,
    ) -> None:
        endpoint, account = exchange.endpoint, exchange.account
        self._sandbox.log.add(
            LoggedRequest(
                at=round(arrived - self._started, 6),
                method=request.method,
                path=request.url.path,
                endpoint=endpoint.name if endpoint else "",
                params=dict(params),
                body=exchange.body,
                status=status,
                error=exchange.error,
                cost=exchange.cost,
                pool=(endpoint.pool or "") if endpoint else "",
                fault=exchange.fault.name if exchange.fault else "",
                key_hash=account.key_hash if account else "",
            )
        )


def _header_key(request: Request) -> str | None:
    """Return the key of the Authorization header, alone or after ``Bearer``, else X-Api-Key's."""
    value = request.headers.get("authorization", "").strip()
    if value[:7].lower() == "bearer ":
        value = value[7:]
    return value.strip() or request.headers.get("x-api-key", "").strip() or None
