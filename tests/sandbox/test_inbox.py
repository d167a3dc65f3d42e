"""Conversations, messages and Sales Navigator threads in the sandbox."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from lix_tui.sandbox.world.world import World

from .conftest import Api

CONVERSATIONS, MESSAGES = "/v1/li/conversations", "/v1/li/messages"
THREADS = "/v1/li/sales/messages/threads"
ALFIE = {"viewer_id": "alfie-lambert"}


async def pages(api: Api, path: str, cursor: str = "sequenceId", **params: str) -> list[Any]:
    """Return every page of a list with a cursor."""
    found, sent = [], dict(params)
    while True:
        response = await api.get(path, **sent)
        assert response.status_code == 200, response.text
        found.append(response.json())
        if cursor not in found[-1]:
            return found
        sent["sequence_id"] = found[-1][cursor]


async def test_conversations_are_paged_by_their_cursor(api: Api) -> None:
    found = await pages(api, CONVERSATIONS, **ALFIE)
    assert [len(page["conversations"]) for page in found] == [20, 20, 7]
    every = [one for page in found for one in page["conversations"]]
    assert len({one["backendUrn"] for one in every}) == 47
    times = [int(one["lastActivityAt"]) for one in every]
    assert times == sorted(times, reverse=True)
    assert {one["groupChat"] for one in every} == {one["read"] for one in every} == {True, False}
    fewer = await pages(api, CONVERSATIONS, count="30", **ALFIE)
    assert [one for page in fewer for one in page["conversations"]] == every
    assert api.sandbox.requests[0].cost == 1


async def test_conversations_are_with_people_of_the_world(api: Api, world: World) -> None:
    page = (await api.get(CONVERSATIONS, **ALFIE)).json()
    for one in page["conversations"]:
        *people, own = one["participants"]
        assert own["publicIdentifier"] == "alfie-lambert"
        assert people
        assert all(world.person(person["publicIdentifier"]) is not None for person in people)


async def test_each_viewer_has_an_inbox_of_its_own(make_api: Callable[..., Api]) -> None:
    api = make_api(viewers=("somebody",))
    first, second = [
        (await api.get(CONVERSATIONS, viewer_id=viewer)).json()["conversations"]
        for viewer in ("alfie-lambert", "somebody")
    ]
    assert {one["backendUrn"] for one in first}.isdisjoint(one["backendUrn"] for one in second)
    assert (await api.get(CONVERSATIONS, viewer_id="nobody")).status_code == 407
    assert (await api.get(CONVERSATIONS)).status_code == 400


async def test_messages_by_id_and_by_urn(api: Api) -> None:
    newest = (await api.get(CONVERSATIONS, **ALFIE)).json()["conversations"][0]
    id_ = newest["backendUrn"].rpartition(":")[2]
    found = await pages(api, MESSAGES, conversation_id=id_, **ALFIE)
    assert [len(page["messages"]) for page in found] == [20, 20, 13]
    every = [one for page in found for one in page["messages"]]
    assert {**every[0], **newest["lastMessage"]} == every[0]
    assert every[0]["deliveredAt"] == newest["lastActivityAt"]
    by_urn = await pages(api, MESSAGES, conversation_urn=newest["conversationUrn"], **ALFIE)
    assert [one for page in by_urn for one in page["messages"]] == every
    own = [one for one in every if "senderFirstName" not in one]
    assert own
    assert all(one["senderHostIdentityUrn"] in newest["conversationUrn"] for one in own)


async def test_messages_around_a_moment(api: Api) -> None:
    newest = (await api.get(CONVERSATIONS, **ALFIE)).json()["conversations"][0]
    asked = {"conversation_id": newest["backendUrn"].rpartition(":")[2], **ALFIE}
    every = [one for page in await pages(api, MESSAGES, **asked) for one in page["messages"]]
    asked["delivered_at"] = every[10]["deliveredAt"]
    alone = (await api.get(MESSAGES, **asked)).json()
    assert alone == {"messages": [every[10]]}
    around = (await api.get(MESSAGES, count_before="3", count_after="2", **asked)).json()
    assert around["messages"] == every[8:14]
    assert (await api.get(MESSAGES, sequence_id="x", **asked)).status_code == 400


async def test_refused_requests(api: Api) -> None:
    first, second = (await api.get(CONVERSATIONS, **ALFIE)).json()["conversations"][:2]
    ids = [one["backendUrn"].rpartition(":")[2] for one in (first, second)]
    cursor = (await api.get(MESSAGES, conversation_id=ids[0], **ALFIE)).json()["sequenceId"]
    for params in (
        {},
        {"conversation_id": ids[0], "conversation_urn": first["conversationUrn"]},
        {"conversation_id": ids[1], "sequence_id": cursor},
        {"conversation_id": ids[0], "sequence_id": "bm90IG91cnM="},
        {"conversation_id": ids[0], "delivered_at": "soon"},
    ):
        assert (await api.get(MESSAGES, **ALFIE, **params)).status_code == 400, params
    assert (await api.get(MESSAGES, conversation_id="2-abcdefghijkl", **ALFIE)).status_code == 404


async def test_threads_are_paged_by_time(api: Api, world: World) -> None:
    every, sent = [], dict(ALFIE)
    sizes = []
    while elements := (page := (await api.get(THREADS, **sent)).json())["data"]["elements"]:
        sizes.append(len(elements))
        every += elements
        sent["page_starts_at"] = str(elements[-1]["nextPageStartsAt"])
        members = {one["objectUrn"] for one in page["included"]}
        assert members
        assert all(int(urn.rpartition(":")[2]) in world.people_by_member for urn in members)
    assert sizes == [20, 20, 3]
    assert len({one["id"] for one in every}) == 43
    assert all(isinstance(one["messages"][0]["deliveredAt"], int) for one in every)
    assert (await api.get(THREADS, filter="SENT", **ALFIE)).status_code == 400


async def test_one_thread(api: Api) -> None:
    listed = (await api.get(THREADS, **ALFIE)).json()["data"]["elements"][0]
    path = f"{THREADS}/{listed['id'].replace('=', '%3D')}"
    thread = (await api.get(path, **ALFIE)).json()["data"]
    assert len(thread["messages"]) == 10
    assert thread["messages"][0] == listed["messages"][0]
    assert "nextPageStartsAt" not in thread
    whole = (await api.get(path, message_count=500, **ALFIE)).json()["data"]
    assert len(whole["messages"]) == whole["totalMessageCount"] > 10
    assert (await api.get(f"{THREADS}/2-abcdefghijkl", **ALFIE)).status_code == 404
    assert (await api.get(f"{THREADS}/a/b", **ALFIE)).json()["error"]["type"] == "unknown_route"


@pytest.mark.parametrize("path", [CONVERSATIONS, MESSAGES, THREADS])
async def test_nothing_is_written(api: Api, path: str) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = await api.client.request(method, path, params=ALFIE)
        assert answer.status_code == 404


async def test_the_first_draft(make_api: Callable[..., Api]) -> None:
    api = make_api(inbox="draft")
    assert len(await pages(api, CONVERSATIONS, "syncToken", **ALFIE)) == 3
    data = (await api.get(THREADS, **ALFIE)).json()["data"]
    assert data["paging"] == {"count": 20, "start": 0, "total": 43}
    urn = data["elements"][0]["id"]
    assert urn.startswith("urn:li:fs_salesMessagingThread:2-")
    assert (await api.get(f"{THREADS}/{urn}", **ALFIE)).json()["data"]["id"] == urn
