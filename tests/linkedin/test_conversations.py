"""Conversations: ids, links and urns."""

from __future__ import annotations

import pytest

from lix_tui.linkedin.conversations import conversation_id, conversation_keys, message_keys
from lix_tui.linkedin.links import canonical_link
from lix_tui.linkedin.recognition import recognise

ID = "2-YjA4ZmM5ZGEtZjE5Ny00ZDg4LTk4NzYtMDAwMTIzNDU2Nzg5XzAxMg=="
MEMBER = "urn:li:fsd_profile:ACoAAAXQSFkBYBAvJOtLzKQz7X0qXjByqI9m7Tg"
THREAD = f"https://www.linkedin.com/messaging/thread/{ID}/"
SALES = f"https://www.linkedin.com/sales/inbox/{ID}"
LINKEDIN_FORMS = (
    THREAD,
    THREAD.rstrip("/"),
    THREAD.replace("=", "%3D"),
    f"{THREAD}?origin=x",
    f"linkedin.com/messaging/thread/{ID}/#m",
    f"messaging/thread/{ID}/",
    f"urn:li:messagingThread:{ID}",
    f"urn:li:msg_conversation:({MEMBER},{ID})",
    f"urn:li:fsd_conversation:{ID}",
)
SALES_FORMS = (SALES, f"{SALES}/", f"{SALES}?x=1", f"urn:li:fs_salesMessagingThread:{ID}")


@pytest.mark.parametrize("text", LINKEDIN_FORMS)
def test_a_conversation_on_linkedin(text: str) -> None:
    target = recognise(text)
    assert (target.kind, target.entity_id, target.url) == ("conversation", ID, THREAD)
    assert canonical_link(text) == THREAD
    assert conversation_keys(text) == (f"conversation:{ID}",)


@pytest.mark.parametrize("text", SALES_FORMS)
def test_a_thread_of_sales_navigator(text: str) -> None:
    target = recognise(text)
    assert (target.kind, target.entity_id, target.url) == ("conversation", ID, SALES)
    assert conversation_keys(text) == (f"conversation:{ID}",)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://www.linkedin.com/messaging/", "https://www.linkedin.com/messaging/"),
        ("https://www.linkedin.com/messaging", "https://www.linkedin.com/messaging/"),
        ("www.linkedin.com/messaging/compose/", "https://www.linkedin.com/messaging/"),
        ("https://www.linkedin.com/messaging/thread/new/", "https://www.linkedin.com/messaging/"),
        ("https://www.linkedin.com/sales/inbox/", "https://www.linkedin.com/sales/inbox/"),
        ("linkedin.com/sales/inbox", "https://www.linkedin.com/sales/inbox/"),
    ],
)
def test_an_inbox_has_no_id(text: str, url: str) -> None:
    target = recognise(text)
    assert target.to_json() == {"kind": "conversation", "url": url}


@pytest.mark.parametrize(
    "text",
    [
        "https://www.linkedin.com/messaging/thread/6212345678901234567/",
        "https://www.linkedin.com/messaging/thread/2-/",
        "https://www.linkedin.com/sales/inbox/abc",
    ],
)
def test_a_link_without_an_id_is_refused(text: str) -> None:
    target = recognise(text)
    assert target.kind == "unknown"
    assert "begins with 2-" in (target.problem or "")


def test_bare_ids() -> None:
    assert conversation_id(ID) == ID
    assert conversation_id(ID.replace("=", "%3D")) == ID
    for text in ("", "2-3", "2-10", "alfie-lambert", f"{ID} {ID}", f"x{ID}", MEMBER):
        assert conversation_id(text) is None, text


def test_messages() -> None:
    assert message_keys("urn:li:messagingMessage:2-abc") == ("message:2-abc",)
    assert message_keys("2-abc", "", "2-abc") == ("message:2-abc",)
