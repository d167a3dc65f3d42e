from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest

from lix_tui.sandbox.config import NOW, SandboxConfig
from lix_tui.sandbox.in_process import SandboxTransport
from lix_tui.sandbox.state import Sandbox
from lix_tui.sandbox.world.world import World, world_of


class Clock:
    """A clock that only moves when its time is set."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


class Api:
    """A sandbox with a client on it."""

    def __init__(self, **options: Any) -> None:
        self.clock = Clock()
        config = SandboxConfig(**{"interval": 0.0, "clock": self.clock, **options})
        transport = SandboxTransport(config)
        self.sandbox: Sandbox = transport.app.state.sandbox
        self.client = httpx.AsyncClient(
            transport=transport,
            base_url="https://api.lix-it.com",
            headers={"Authorization": "canary-key"},
        )

    async def get(self, path: str, **params: object) -> httpx.Response:
        return await self.client.get(path, params={k: str(v) for k, v in params.items()})

    async def search(self, kind: str, url: str, **params: object) -> dict[str, Any]:
        response = await self.get(SEARCHES[kind], url=url, **params)
        assert response.status_code == 200, response.text
        page: dict[str, Any] = response.json()
        return page


SEARCHES = {
    "people": "/v1/li/linkedin/search/people",
    "jobs": "/v1/li/linkedin/search/jobs",
    "posts": "/v1/li/linkedin/search/posts",
    "orgs": "/v1/li/linkedin/search/orgs",
    "sales": "/v1/li/sales/search/people",
    "accounts": "/v1/li/sales/search/orgs",
}
URLS = {
    "people": "https://www.linkedin.com/search/results/people/?keywords=manager",
    "jobs": "https://www.linkedin.com/jobs/search/?keywords=",
    "posts": "https://www.linkedin.com/search/results/content/?keywords=",
    "orgs": "https://www.linkedin.com/search/results/companies/?keywords=",
    "sales": "https://www.linkedin.com/sales/search/people?query=(spellCorrectionEnabled:true)",
    "accounts": "https://www.linkedin.com/sales/search/company?query=(spellCorrectionEnabled:true)",
}


@pytest.fixture(scope="session")
def world() -> World:
    return world_of(1, NOW)


@pytest.fixture
async def make_api() -> AsyncIterator[Callable[..., Api]]:
    made: list[Api] = []

    def make(**options: Any) -> Api:
        made.append(Api(**options))
        return made[-1]

    yield make
    for api in made:
        await api.client.aclose()


@pytest.fixture
def api(make_api: Callable[..., Api]) -> Api:
    return make_api()
