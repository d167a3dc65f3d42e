"""Connected accounts: page by page, always asked, never charged."""

from __future__ import annotations

import pytest

from lix_tui.api.errors import UnknownRoute, ViewerInvalid
from lix_tui.services.budget.connected_accounts import ConnectedAccounts
from lix_tui.services.services import Services
from lix_tui.settings.key import FoundKey, Key
from lix_tui.settings.settings import Paths, Settings
from tests.conftest import INTERVAL, Served, served

VIEWER = "alfie-lambert"


async def opened(url: str, paths: Paths) -> Services:
    settings = Settings(paths=paths, api_url=url, lookc_url=url, rate_interval=INTERVAL)
    return await Services.open(settings, FoundKey(Key("any"), "session"))


@pytest.mark.parametrize(("extra", "sizes"), [(0, [4]), (1, [5]), (4, [5, 3])])
async def test_the_list_ends_with_a_short_page(extra: int, sizes: list[int], paths: Paths) -> None:
    options = [word for number in range(extra) for word in ("--viewer", f"viewer-{number}")]
    with served(*options) as sandbox:
        services = await opened(sandbox.url, paths)
        accounts = ConnectedAccounts(services.requests, services.store)
        pages = [page async for page, _ in accounts.pages("test")]
        assert [len(page.accounts) for page in pages] == sizes
        names = [one.viewer_id for page in pages for one in page.accounts]
        assert len(names) == len(set(names)) == 4 + extra
        await services.close()


async def test_every_request_is_sent_and_free(services: Services, sandbox: Served) -> None:
    accounts = ConnectedAccounts(services.requests, services.store)
    for _ in range(2):
        account, _body = await accounts.account(VIEWER, "test")
        left, _body = await accounts.remaining_connections(VIEWER, "test")
        assert account.viewer_id == left.viewer_id == VIEWER
        assert account.linked_in_ready is True
    lines = await services.store.run(lambda store: store.ledger.lines(9))
    assert [(line.pool, line.cost, line.outcome) for line in lines] == [("free", 0, "ok")] * 4
    assert len(sandbox.requests()) == 4
    assert {entry["method"] for entry in sandbox.requests()} == {"GET"}


async def test_an_account_that_is_not_connected_is_refused(services: Services) -> None:
    accounts = ConnectedAccounts(services.requests, services.store)
    with pytest.raises(ViewerInvalid):
        await accounts.account("nobody", "test")


async def test_a_list_that_is_not_enabled_names_the_other_way(paths: Paths) -> None:
    with served("--fault", "unknown_route@linkedin_accounts") as sandbox:
        services = await opened(sandbox.url, paths)
        accounts = ConnectedAccounts(services.requests, services.store)
        with pytest.raises(UnknownRoute, match="get viewer alfie-lambert"):
            async for _page in accounts.pages("test"):
                pass
        await services.close()
