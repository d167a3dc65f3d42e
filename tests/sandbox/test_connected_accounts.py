"""Connected accounts in the sandbox."""

from __future__ import annotations

import pytest

from lix_tui.sandbox.config import DIALECTS

from .conftest import Api

LIST, ONE = "/v1/account/linkedin/accounts", "/v1/account/linkedin/account"
REMAINING = "/v1/account/connections/remaining"


async def test_the_list_has_pages_of_five() -> None:
    api = Api(viewers=tuple(f"viewer-{number}" for number in range(7)))
    pages = [(await api.get(LIST, page=number)).json() for number in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [5, 5, 1, 0]
    assert pages[0] == (await api.get(LIST)).json()
    for entry in (one for page in pages for one in page):
        assert (await api.get(ONE, viewer_id=entry["viewerId"])).json() == entry
    states = {entry.get("warmup", {}).get("status") for page in pages for entry in page}
    assert states == {None, "warming", "completed"}
    assert {entry["salesNavigatorReady"] for page in pages for entry in page} == {True, False}


@pytest.mark.parametrize("warmup", DIALECTS["warmup"])
async def test_the_limits_have_four_spellings(warmup: str) -> None:
    api = Api(warmup=warmup, viewers=("viewer-1", "viewer-2", "viewer-3"))
    entries = (await api.get(LIST)).json()
    details = [one["warmup"]["details"] for one in entries if "warmup" in one]
    names = {name for one in details for name in one}
    assert len(names) == 5
    assert ("active_days" in names) is (warmup == "snake")


async def test_remaining_connections_add_up(api: Api) -> None:
    found = (await api.get(REMAINING, viewer_id="alfie-lambert")).json()
    assert found["used"] + found["remaining"] == found["weeklyLimit"] == 100
    assert found["nextRefresh"] == "2026-11-09T00:00:00Z"


async def test_only_connected_accounts_are_known(api: Api) -> None:
    for path in (ONE, REMAINING):
        assert (await api.get(path, viewer_id="nobody")).status_code == 407
        assert (await api.get(path)).status_code == 400
