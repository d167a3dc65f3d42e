"""Conversations, messages and Sales Navigator threads in every form that the docs have had."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from lix_tui.api.decoders import decode_page
from lix_tui.api.models.conversation import Conversation, Message
from lix_tui.api.models.search import SearchPage

from .contract import Names, assert_complete, sample, sample_bytes

VIEWER = "urn:li:fsd_profile:ACoAAAXQSFkBYBAvJOtLzKQz7X0qXjByqI9m7Tg"
OTHER = "urn:li:fsd_profile:ACoAAAEkwwAB9KEc2TrQgOLEQ-vzRyZeCDyc6DQ"
LEAD = "urn:li:fs_salesProfile:(ACwAAAEkwwAB9KEc2TrQgOLEQ-vzRyZeCDyc6DQ,NAME_SEARCH,aB3d)"
DANA = {"firstName": "Dana", "lastName": "Example", "fullName": "Dana Example"}
THREAD = "2-ZjE5N2IwOGYtYzlkYS00ZDg4LTk4NzYtMDAwMTIzNDU2Nzg5XzAxMw=="
AT = datetime(2024, 8, 20, 10, 33, 20, tzinfo=UTC)
MESSAGE_BODY: Mapping[str, str | tuple[str, object]] = {
    f"messages.{place}.body": f"messages.{place}.body_text" for place in (0, 1)
}


def page_of(endpoint: str, answer: object) -> SearchPage:
    return decode_page(endpoint, json.dumps(answer).encode())


def conversation_in(page: SearchPage, place: int = 0) -> Conversation:
    record = page.elements[place].record
    assert isinstance(record, Conversation)
    return record


def messages_in(page: SearchPage) -> list[Message]:
    records = [element.record for element in page.elements]
    assert all(isinstance(one, Message) for one in records)
    return [one for one in records if isinstance(one, Message)]


def elements_of(name: str) -> list[dict[str, object]]:
    """Return the elements of a sample as they were written."""
    answer = sample("docs_samples", name)
    data = answer.get("data", answer)
    assert isinstance(data, dict)
    if name == "sales_thread":
        return [data]
    found = data[{"sales_threads": "elements"}.get(name, name)]
    assert isinstance(found, list)
    return found


def names_of(name: str) -> Names:
    if not name.startswith("sales"):
        return {}
    count = 2 if name == "sales_thread" else 1
    bodies = dict(list(MESSAGE_BODY.items())[:count])
    return {**bodies, "participants.0": ("participants.0.host_identity_urn", LEAD)}


@pytest.mark.parametrize("name", ["conversations", "messages", "sales_threads", "sales_thread"])
def test_no_field_is_lost(name: str) -> None:
    page, received = decode_page(name, sample_bytes("docs_samples", name)), elements_of(name)
    assert (page.envelope, page.unread, len(page.elements)) == ("flat", 0, len(received))
    for item, element in zip(received, page.elements, strict=True):
        assert_complete(item, element.record, names_of(name))
        assert {**element.raw, **item} == element.raw
    assert page.sequence_id is None, "it is a cursor, not the id of a search"


def test_cursors_of_the_samples() -> None:
    cursors = {
        name: dict(decode_page(name, sample_bytes("docs_samples", name)).cursors)
        for name in ("conversations", "messages", "sales_threads", "sales_thread")
    }
    assert cursors == {
        "conversations": {"sequence_cursor": "DESCENDING&1724150000000&2-YjA4ZmM5ZGE"},
        "messages": {"sequence_cursor": "b2xkZXI6MTcyNDE0OTAwMDAwMA"},
        "sales_threads": {"time_cursor": "1724150000000"},
        "sales_thread": {},
    }


@pytest.mark.parametrize(
    "answer",
    [{}, {"conversations": []}, {"conversations": None}, {"sequenceId": None}, {"messages": []}],
)
@pytest.mark.parametrize("endpoint", ["conversations", "messages"])
def test_an_empty_page_without_its_list(endpoint: str, answer: dict[str, object]) -> None:
    if any(name != endpoint and name in answer for name in ("conversations", "messages")):
        return
    page = page_of(endpoint, answer)
    is_known = not set(answer) - {"sequenceId"} or answer.get(endpoint) == []
    assert page.envelope == ("flat" if is_known else "unknown")
    assert (page.elements, page.cursors) == ((), {})


def test_the_first_draft_called_the_cursor_a_token() -> None:
    for name in ("syncToken", "sync_token", "sequence_id"):
        page = page_of("messages", {"messages": [{"bodyText": "Hi"}], name: "abc"})
        assert page.cursors == {"sequence_cursor": "abc"}


@pytest.mark.parametrize("at", [1724150000000, "1724150000000", 1724150000, "2024-08-20T10:33:20Z"])
def test_times_are_numbers_or_texts(at: object) -> None:
    (message,) = messages_in(page_of("messages", {"messages": [{"deliveredAt": at}]}))
    assert message.delivered_at == AT
    page = page_of("conversations", {"conversations": [{"last_activity_at": at}]})
    assert conversation_in(page).last_activity_at == AT


@pytest.mark.parametrize("at", [None, "", "soon", [], {}, True, 10**400])
def test_a_time_that_cannot_be_read(at: object) -> None:
    answer = {"messages": [{"deliveredAt": at, "bodyText": "Hi"}]}
    (message,) = messages_in(page_of("messages", answer))
    assert (message.delivered_at, message.body_text) == (None, "Hi")


def test_a_sender_without_any_field() -> None:
    (message,) = messages_in(page_of("messages", {"messages": [{"bodyText": "Hi"}]}))
    assert (message.sender.name, message.sender.best_link, message.is_own) == (None, None, False)


def test_the_viewer_is_the_one_in_the_conversation() -> None:
    first, second = messages_in(decode_page("messages", sample_bytes("docs_samples", "messages")))
    assert (first.is_own, second.is_own) == (False, True)
    assert first.sender.best_link == "https://www.linkedin.com/in/dana-example"
    conversation = conversation_in(
        decode_page("conversations", sample_bytes("docs_samples", "conversations"))
    )
    assert [one.name for one in conversation.others] == ["Dana Example"]
    both = {**elements_of("conversations")[0]}
    both["participants"] = [{"hostIdentityUrn": VIEWER}, {"hostIdentityUrn": OTHER}]
    joined = conversation_in(page_of("conversations", {"conversations": [both]}))
    assert [one.host_identity_urn for one in joined.others] == [OTHER]
    assert len(joined.participants) == 2


def test_one_conversation_has_one_key_in_every_form() -> None:
    conversation = conversation_in(
        decode_page("conversations", sample_bytes("docs_samples", "conversations"))
    )
    texts = (
        conversation.backend_urn,
        conversation.conversation_urn,
        conversation.conversation_url,
        conversation.conversation_id,
    )
    elements = [{"backendUrn": text} for text in texts]
    page = page_of("conversations", {"conversations": elements})
    assert len({element.key for element in page.elements}) == 1


def test_unread_counts() -> None:
    def unread(fields: dict[str, object]) -> int:
        return conversation_in(page_of("conversations", {"conversations": [fields]})).unread

    assert unread({"unreadCount": 3, "read": False}) == 3
    assert unread({"unreadMessageCount": "4"}) == 4
    assert unread({"read": False}) == 1
    assert [unread({"read": True}), unread({})] == [0, 0]


THREAD_FIELDS = {"id": THREAD, "participants": [LEAD]}
INCLUDED = {
    "member number of the token": {"objectUrn": "urn:li:member:19186432"},
    "the same urn": {"entityUrn": LEAD},
    "another urn of the token": {
        "entityUrn": "urn:li:fs_salesProfile:(ACwAAAEkwwAB9KEc2TrQgOLEQ-vzRyZeCDyc6DQ,X,y)"
    },
    "token of another product": {"profileUrn": OTHER},
    "link": {"profileUrl": "https://www.linkedin.com/sales/lead/"
             "ACwAAAEkwwAB9KEc2TrQgOLEQ-vzRyZeCDyc6DQ,NAME_SEARCH,aB3d"},
    "snake_case": {"object_urn": "urn:li:member:19186432"},
}  # fmt: skip


@pytest.mark.parametrize("ids", INCLUDED.values(), ids=INCLUDED)
def test_a_participant_is_joined_by_any_id_that_fits(ids: dict[str, str]) -> None:
    stranger = {"fullName": "Somebody Else", "objectUrn": "urn:li:member:7"}
    second = {"id": f"{THREAD}", "participants": ["urn:li:member:7"]}
    answer = {
        "data": {"elements": [THREAD_FIELDS, second]},
        "included": [stranger, {**DANA, **ids}],
    }
    page = page_of("sales_threads", answer)
    assert [one.name for one in conversation_in(page, 0).participants] == ["Dana Example"]
    assert [one.name for one in conversation_in(page, 1).participants] == ["Somebody Else"]


def test_a_participant_that_nothing_fits_is_kept() -> None:
    unknown = {"fullName": "Who Knows", "trackingId": "x"}
    page = page_of("sales_threads", {"data": {"elements": [THREAD_FIELDS]}, "included": [unknown]})
    (participant,) = conversation_in(page).participants
    assert (participant.name, participant.host_identity_urn) == (None, LEAD)
    assert participant.best_link == (
        "https://www.linkedin.com/sales/lead/ACwAAAEkwwAB9KEc2TrQgOLEQ-vzRyZeCDyc6DQ"
    )
    assert page.elements[0].raw["included"] == [unknown]


@pytest.mark.parametrize("participants", [None, "x", 7, {}, [None, 7, "", {}], [[]]])
@pytest.mark.parametrize("included", [None, 7, {}, [None, {}, {"id": None}]])
def test_participants_of_a_wrong_type(participants: object, included: object) -> None:
    thread = {"id": THREAD, "participants": participants}
    page = page_of("sales_threads", {"data": {"elements": [thread]}, "included": included})
    conversation = conversation_in(page)
    assert conversation.conversation_id == THREAD
    assert all(one.name is None for one in conversation.participants)


def test_a_sender_in_sales_navigator_is_joined_if_a_message_names_one() -> None:
    message = {"id": "2-1", "body": "Hello", "author": LEAD, "deliveredAt": 1724150000000}
    thread = {**THREAD_FIELDS, "messages": [message, {"body": {"text": "Second"}}]}
    included = [{**DANA, "objectUrn": "urn:li:member:19186432"}]
    page = page_of("sales_thread", {"data": thread, "included": included})
    first, second = conversation_in(page).messages
    assert (first.body_text, first.sender.name) == ("Hello", "Dana Example")
    assert (second.body_text, second.sender.name) == ("Second", None)


def test_the_first_draft_of_sales_navigator() -> None:
    urn = f"urn:li:fs_salesMessagingThread:{THREAD}"
    thread = {"id": urn, "participants": [LEAD], "messages": [], "unread_message_count": "2"}
    paging = {"count": 20, "start": 0, "total": 57}
    answer = {"data": {"elements": [thread], "paging": paging}, "included": []}
    page = page_of("sales_threads", answer)
    assert (page.total, page.count, page.start) == (57, 20, 0)
    conversation = conversation_in(page)
    assert (conversation.conversation_id, conversation.unread) == (THREAD, 2)
    assert conversation.best_link == f"https://www.linkedin.com/sales/inbox/{THREAD}"


@pytest.mark.parametrize(
    ("answer", "envelope"),
    [
        ({"data": {"elements": []}, "included": []}, "flat"),
        ({"data": {"entityUrn": "urn:li:collectionResponse:x"}}, "flat"),
        ({"data": {}}, "flat"),
        ({"data": None}, "unknown"),
        ({"error": "moved"}, "unknown"),
    ],
)
def test_an_empty_list_of_threads(answer: dict[str, object], envelope: str) -> None:
    page = page_of("sales_threads", answer)
    assert (page.envelope, page.elements, page.cursors) == (envelope, (), {})


def test_hostile_text_is_cleaned() -> None:
    attack = "\x1b[2Jred\u202e\x9b31m\nsecond line"
    answer = {"messages": [{"bodyText": attack, "senderFirstName": attack, "new": attack}]}
    (message,) = messages_in(page_of("messages", answer))
    assert message.body_text == "[2Jred31m\nsecond line"
    assert "\x1b" not in repr(message)
    thread = {"data": {"id": THREAD, "participants": [LEAD]},
              "included": [{"fullName": attack, "entityUrn": LEAD, attack: attack}]}  # fmt: skip
    conversation = conversation_in(page_of("sales_thread", thread))
    assert "\x1b" not in repr(conversation)
    assert "\x9b" not in repr(conversation)
