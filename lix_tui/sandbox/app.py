"""The sandbox as an ASGI application.

Besides the API there are four addresses that need no key: ``GET /_sandbox/openapi.json`` describes
the API (OpenAPI 3.1), ``GET /_sandbox/requests`` and ``GET /_sandbox/accounts`` show what was asked
and what is left, ``POST /_sandbox/faults`` with
``{"faults": ["429@sales_search%3"]}`` changes the faults in force. The pictures that its people and
organisations name are answered whatever the host, as far as a transport brings them here.
"""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from lix_tui.sandbox.config import SandboxConfig
from lix_tui.sandbox.pictures import picture
from lix_tui.sandbox.server import Server
from lix_tui.sandbox.state import FaultPlan, Sandbox


def description() -> bytes:
    """Return the OpenAPI 3.1 file that comes with the package."""
    return Path(__file__).with_name("openapi.json").read_bytes()


def create_app(config: SandboxConfig | None = None) -> Starlette:
    """Return a new sandbox; its state is at ``app.state.sandbox``.

    The world is built when needed.
    """
    sandbox = Sandbox(config or SandboxConfig())
    app = Starlette(
        routes=[
            Route("/_sandbox/requests", _requests),
            Route("/_sandbox/accounts", _accounts),
            Route("/_sandbox/openapi.json", _openapi),
            Route("/_sandbox/faults", _faults, methods=["POST"]),
            *(Route(f"/{what}/{{name}}", picture) for what in ("people", "organisations")),
            Mount("/", app=Server(sandbox)),
        ]
    )
    app.state.sandbox = sandbox
    return app


def _sandbox(request: Request) -> Sandbox:
    sandbox: Sandbox = request.app.state.sandbox
    return sandbox


async def _requests(request: Request) -> JSONResponse:
    return JSONResponse([item.to_json() for item in _sandbox(request).requests])


async def _accounts(request: Request) -> JSONResponse:
    return JSONResponse([item.to_json() for item in _sandbox(request).accounts])


async def _openapi(_request: Request) -> Response:
    return Response(description(), media_type="application/json")


async def _faults(request: Request) -> JSONResponse:
    sandbox = _sandbox(request)
    try:
        body: object = await request.json()
    except (ValueError, RecursionError):
        body = None
    specs = body.get("faults") if isinstance(body, dict) else None
    if not isinstance(specs, list) or not all(isinstance(spec, str) for spec in specs):
        message = 'Send the faults as JSON, like {"faults": ["429%3"]}.'
        return JSONResponse({"error": {"message": message}}, 400)
    try:
        sandbox.faults = FaultPlan(tuple(specs))
    except ValueError as error:
        return JSONResponse({"error": {"message": str(error)}}, 400)
    return JSONResponse({"faults": list(sandbox.faults.specs)})
