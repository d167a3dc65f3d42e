"""The services over a sandbox on a socket."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from lix_tui.services.services import Services
from lix_tui.settings.key import FoundKey, Key
from lix_tui.settings.settings import Paths, Settings
from tests.conftest import INTERVAL, Served


@pytest.fixture
async def services(sandbox: Served, paths: Paths) -> AsyncIterator[Services]:
    settings = Settings(
        paths=paths, api_url=sandbox.url, lookc_url=sandbox.url, rate_interval=INTERVAL
    )
    services = await Services.open(settings, FoundKey(Key("any"), "session"))
    yield services
    await services.close()
