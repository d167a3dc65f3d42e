"""Saved lists of Sales Navigator in the sandbox."""

from __future__ import annotations

import pytest

from lix_tui.sandbox.config import DIALECTS
from lix_tui.sandbox.routes.connected_accounts import connected_viewers
from lix_tui.sandbox.world.saved_lists import list_id

from .conftest import Api

PEOPLE, ORGS = "/v1/li/sales/lists/people", "/v1/li/sales/lists/orgs"
LISTS = [(PEOPLE, "people", "people"), (ORGS, "orgs", "organisations")]
OWNER = "alfie-lambert"


@pytest.mark.parametrize(("path", "of", "name"), LISTS)
async def test_pages_add_up_to_the_total(path: str, of: str, name: str, api: Api) -> None:
    links: list[str] = []
    for number in range(1, 6):
        found = (
            await api.get(path, list_id=list_id(OWNER, of), viewer_id=OWNER, page=number)
        ).json()
        assert found["paging"]["start"] == (number - 1) * 25
        links += [one["salesNavLink"] for one in found[name]]
        if len(found[name]) < 25:
            break
    assert len(links) == len(set(links)) == found["paging"]["total"] > 25


@pytest.mark.parametrize(("path", "of", "name"), LISTS)
async def test_only_its_owner_reads_a_list(path: str, of: str, name: str, api: Api) -> None:
    owners = connected_viewers(api.sandbox)
    for owner in owners:
        for viewer in owners:
            answer = await api.get(path, list_id=list_id(owner, of), viewer_id=viewer)
            if owner == viewer:
                assert answer.json()[name]
                continue
            assert answer.status_code == 407
            assert answer.json()["error"]["type"] == "viewer_invalid"


@pytest.mark.parametrize(("path", "of", "name"), LISTS)
async def test_what_cannot_be_read(path: str, of: str, name: str, api: Api) -> None:
    other = {"people": "orgs", "orgs": "people"}[of]
    for wanted, status in (("99", 404), (list_id(OWNER, other), 404)):
        assert (await api.get(path, list_id=wanted, viewer_id=OWNER)).status_code == status
    assert (await api.get(path, list_id=list_id(OWNER, of))).status_code == 400
    assert (await api.get(path, viewer_id=OWNER)).status_code == 400
    beyond = await api.get(path, list_id=list_id(OWNER, of), viewer_id=OWNER, page=99)
    assert beyond.json()[name] == []


@pytest.mark.parametrize("envelope", DIALECTS["envelope"])
async def test_the_envelopes_are_those_of_searches(envelope: str) -> None:
    api = Api(envelope=envelope)
    answer = (await api.get(ORGS, list_id=list_id(OWNER, "orgs"), viewer_id=OWNER)).json()
    holder = answer.get("searchResponse") or answer.get("response") or answer
    names = {"docs": "people", "raw": "elements"}
    assert len(holder[names.get(envelope, "organisations")]) == 25
    assert answer["meta"]["sequenceId"]
