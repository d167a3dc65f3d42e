"""``lix-tui get conversations``, ``messages`` and ``sales-threads``."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.command_line import run
from tests.conftest import Served, served

VIEWER = "alfie-lambert"


def elements(out: str) -> list[Any]:
    found = json.loads(out)["elements"]
    assert isinstance(found, list)
    return found


def test_conversations_buy_one_page_or_more(sandbox: Served) -> None:
    status, out, err = run("get", "conversations", VIEWER, url=sandbox.url)
    assert (status, err, len(elements(out))) == (0, "", 20)
    assert json.loads(out)["viewer_id"] == VIEWER
    status, out, _ = run("get", "conversations", VIEWER, "--limit", "30", url=sandbox.url)
    assert (status, len(elements(out)), len(sandbox.requests())) == (0, 30, 2)
    status, out, _ = run("get", "conversations", VIEWER, "--all", url=sandbox.url)
    assert (status, len(elements(out)), len(sandbox.requests())) == (0, 47, 3)
    status, out, _ = run("get", "conversations", VIEWER, "--offline", url=sandbox.url)
    assert (status, len(elements(out)), len(sandbox.requests())) == (0, 47, 3)


def test_messages_of_every_form_are_one_list(sandbox: Served) -> None:
    _, out, _ = run("get", "conversations", VIEWER, url=sandbox.url)
    first = elements(out)[0]
    id_ = first["backendUrn"].rpartition(":")[2]
    for text in (id_, first["conversationUrn"], first["conversationUrl"]):
        status, out, err = run("get", "messages", text, "--viewer", VIEWER, url=sandbox.url)
        assert (status, err, len(elements(out))) == (0, "", 20)
        answer = json.loads(out)
        assert (answer["viewer_id"], answer["conversation_id"]) == (VIEWER, id_)
    assert len(sandbox.requests()) == 2
    status, out, _ = run("get", "messages", id_, "--viewer", VIEWER, "--all", url=sandbox.url)
    assert (status, len(elements(out))) == (0, 53)
    status, out, _ = run("get", "messages", id_, "--viewer", VIEWER, "--raw", url=sandbox.url)
    assert [len(json.loads(line)["messages"]) for line in out.splitlines()] == [20, 20, 13]
    assert len(sandbox.requests()) == 4
    run("get", "messages", id_, "--viewer", VIEWER, "--refresh", url=sandbox.url)
    assert len(sandbox.requests()) == 5


def test_threads_of_sales_navigator(sandbox: Served) -> None:
    status, out, _ = run("get", "sales-threads", VIEWER, "--all", url=sandbox.url)
    found = elements(out)
    assert (status, len(found), len(sandbox.requests())) == (0, 43, 3)
    link = f"https://www.linkedin.com/sales/inbox/{found[0]['id']}"
    status, out, _ = run("get", "messages", link, "--viewer", VIEWER, url=sandbox.url)
    (thread,) = elements(out)
    assert (status, thread["id"]) == (0, found[0]["id"])
    assert len(thread["messages"]) == min(50, thread["totalMessageCount"])


def test_the_viewer_of_the_environment_serves(
    sandbox: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, out, _ = run("get", "conversations", VIEWER, url=sandbox.url)
    monkeypatch.setenv("LIX_VIEWER_ID", VIEWER)
    text = elements(out)[1]["conversationUrl"]
    assert run("get", "messages", text, url=sandbox.url)[0] == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("conversations",), "VALUE is missing"),
        (("conversations", "two words"), "account connected to Lix"),
        (("conversations", VIEWER, "--viewer", "x"), "Leave --viewer out"),
        (("messages", "2-YjA4ZmM5ZGEtZjE5Nw=="), "viewer"),
        (("messages", "olivia-shaw", "--viewer", VIEWER), "isn't a conversation"),
        (("messages", "https://www.linkedin.com/in/olivia-shaw"), "isn't a conversation"),
        (("sales-threads", VIEWER, "--limit", "3", "--all"), "can't be combined"),
        (("person", "olivia-shaw", "--all"), "isn't a list"),
    ],
)
def test_a_wrong_call_is_refused_before_anything_is_sent(
    arguments: tuple[str, ...], words: str, sandbox: Served
) -> None:
    status, _, err = run("get", *arguments, url=sandbox.url)
    assert (status, sandbox.requests()) == (2, [])
    assert words.casefold() in err.casefold()


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        ("unknown_route@conversations", 7, "read the messages on LinkedIn"),
        ("viewer@conversations", 8, "viewer"),
        ("402@conversations", 4, "credit"),
        ("500@conversations%2", 7, "internal error"),
    ],
)
def test_what_arrived_is_printed_with_the_failure(fault: str, status: int, words: str) -> None:
    with served("--fault", fault) as sandbox:
        found, out, err = run("get", "conversations", VIEWER, "--all", url=sandbox.url)
    assert found == status
    assert words.casefold() in err.casefold()
    assert bool(out) is fault.endswith("%2")


def test_hostile_messages_print_no_control_character() -> None:
    with served("--fault", "hostile@messages") as sandbox:
        _, out, _ = run("get", "conversations", VIEWER, url=sandbox.url)
        id_ = elements(out)[0]["backendUrn"].rpartition(":")[2]
        status, out, err = run("get", "messages", id_, "--viewer", VIEWER, url=sandbox.url)
    assert status == 0
    assert out.isascii()
    assert "\x1b" not in out + err
