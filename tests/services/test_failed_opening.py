"""Services that can't come up leave no store open: the next try would add another one."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psutil
import pytest

from lix_tui.api.errors import InsecureUrl
from lix_tui.services.services import Services
from lix_tui.settings.key import FoundKey, Key
from lix_tui.settings.settings import Paths, Settings
from lix_tui.store.errors import StoreBusy, StoreError
from lix_tui.store.ledger import LedgerStore
from lix_tui.store.scopes import ScopeStore
from lix_tui.store.store import Store
from tests.conftest import INTERVAL

FOUND = FoundKey(Key("any"), "session")


def settings_of(paths: Paths, url: str = "http://127.0.0.1:9") -> Settings:
    return Settings(paths=paths, api_url=url, rate_interval=INTERVAL)


def open_files(path: Path) -> list[str]:
    """Return the files of a store that this process has open."""
    files = psutil.Process().open_files()
    return [file.path for file in files if file.path.startswith(str(path))]


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Lock a store, as another program does that writes."""
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        yield


async def failing(settings: Settings, error: type[Exception]) -> BaseException:
    with pytest.raises(error) as raised:
        await Services.open(settings, FOUND)
    return raised.value  # the error's traceback keeps all objects alive


async def test_a_store_that_another_program_holds(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lix_tui.store.database.BUSY_SECONDS", 0.05)
    settings = settings_of(paths)
    path = settings.paths.database(demo=False)
    Store.open(path).close()
    with locked(path):
        errors = [await failing(settings, StoreBusy) for _ in range(2)]
    assert open_files(path) == [], errors
    services = await Services.open(settings, FOUND)
    await services.close()


@pytest.mark.parametrize(("part", "method"), [(ScopeStore, "enter"), (LedgerStore, "close_lost")])
async def test_a_store_that_fails_after_it_was_opened(
    part: type, method: str, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*given: object, **named: object) -> None:
        raise StoreError("The disk can't be read.")

    monkeypatch.setattr(part, method, refuse)
    settings = settings_of(paths)
    error = await failing(settings, StoreError)
    assert open_files(settings.paths.database(demo=False)) == [], error


async def test_an_address_that_is_refused(paths: Paths) -> None:
    settings = settings_of(paths, "http://api.lix-it.com")
    error = await failing(settings, InsecureUrl)
    assert open_files(settings.paths.database(demo=False)) == [], error


async def test_an_opening_that_is_cancelled(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = asyncio.Event()
    loop = asyncio.get_running_loop()
    close_lost: Callable[..., int] = LedgerStore.close_lost

    def noted(part: LedgerStore, is_presumed_dead: Callable[[str, float], bool]) -> int:
        loop.call_soon_threadsafe(begun.set)
        return close_lost(part, is_presumed_dead)

    monkeypatch.setattr(LedgerStore, "close_lost", noted)
    settings = settings_of(paths)
    opening = asyncio.create_task(Services.open(settings, FOUND))
    await begun.wait()
    opening.cancel()
    with pytest.raises(asyncio.CancelledError) as raised:
        await opening
    assert open_files(settings.paths.database(demo=False)) == [], raised.value
