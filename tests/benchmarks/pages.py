"""Client time a page: the shared client with its models, over bare httpx and json."""

from __future__ import annotations

import asyncio
import gc
import json
import random
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

from lix_tui.api.api_request import ApiRequest
from lix_tui.api.client import Client
from lix_tui.api.decoders import decode_page
from lix_tui.api.limiter import Limiter
from lix_tui.sandbox.config import SandboxConfig
from lix_tui.sandbox.in_process import SandboxTransport
from lix_tui.settings.key import Key
from tests.benchmarks.report import Figure

URL = "https://www.linkedin.com/sales/search/people?query=(keywords%3Aengineer)"
PATH = "/v1/li/sales/search/people"


async def _page() -> bytes:
    """Return a page of 25 leads as the sandbox writes it."""
    transport = SandboxTransport(SandboxConfig(interval=0))
    async with httpx.AsyncClient(transport=transport) as http:
        answer = await http.get(
            f"http://localhost{PATH}", params={"url": URL}, headers={"Authorization": "any"}
        )
    return answer.raise_for_status().content


class _Server(BaseHTTPRequestHandler):
    body = b""
    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16  # send head and body together, because the kernel would delay the body

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_: object) -> None:
        """Stay silent."""


def measure(rounds: int) -> list[Figure]:
    """Measure requests of both, shuffled, with the garbage collector off."""
    _Server.body = asyncio.run(_page())
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        ours, bare = asyncio.run(_race(f"http://127.0.0.1:{server.server_port}", rounds * 40))
    finally:
        server.shutdown()
    return [Figure("client time per page, over bare httpx and json", 1.3, ours, bare)]


async def _race(base: str, count: int) -> tuple[list[float], list[float]]:
    client = Client(
        key=Key("a-key-as-long-as-a-live-one"), api_url=base, lookc_url=base, limiter=Limiter(0)
    )
    http = httpx.AsyncClient()
    ours: list[float] = []
    bare: list[float] = []

    async def with_ours() -> None:
        start = time.perf_counter()
        reply = await client.send(ApiRequest("sales_search", {"url": URL}))
        page = decode_page("sales_search", reply.body)
        assert len(page.elements) == 25
        ours.append(time.perf_counter() - start)

    async def with_bare() -> None:
        start = time.perf_counter()
        answer = await http.get(base + PATH, params={"url": URL}, headers={"Authorization": "any"})
        assert len(json.loads(answer.content)["people"]) == 25
        bare.append(time.perf_counter() - start)

    await with_ours()
    await with_bare()
    ours.clear()
    bare.clear()
    gc.disable()
    try:
        for _ in range(count):
            pair = [with_ours, with_bare]
            random.shuffle(pair)
            for contestant in pair:
                await contestant()
    finally:
        gc.enable()
        await client.aclose()
        await http.aclose()
    return ours, bare
