"""The services over a sandbox on a socket."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from lix_tui.credentials import FoundKey, Key
from lix_tui.explorer.services import Explorer
from lix_tui.settings import Paths, Settings
from tests.conftest import INTERVAL, Served


@pytest.fixture
async def explorer(sandbox: Served, paths: Paths) -> AsyncIterator[Explorer]:
    settings = Settings(
        paths=paths, api_url=sandbox.url, lookc_url=sandbox.url, rate_interval=INTERVAL
    )
    explorer = await Explorer.open(settings, FoundKey(Key("any"), "session"))
    yield explorer
    await explorer.close()
