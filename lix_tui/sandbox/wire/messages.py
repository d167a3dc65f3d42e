"""Conversations, messages and Sales Navigator threads as the API writes them."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from uuid import UUID

from lix_tui.sandbox.wire.people import picture, profile_link
from lix_tui.sandbox.wire.values import JsonObject, compact
from lix_tui.sandbox.world.conversations import WorldConversation, WorldMessage, account_number
from lix_tui.sandbox.world.people import WorldPerson
from lix_tui.sandbox.world.tokens import token
from lix_tui.sandbox.world.world import World


def conversation(world: World, viewer: str, found: WorldConversation) -> JsonObject:
    """Return a conversation of LinkedIn's inbox. Numbers of 64 bits are texts."""
    own = world.person(viewer)
    people = (*found.people, *((own,) if own is not None else ()))
    last = message(world, viewer, found, found.messages[-1])
    names = ("senderHeadline", "senderProfileUrl", "senderPublicIdentifier",
             "senderProfilePictureUrl", "backendConversationUrn")  # fmt: skip
    return {
        "backendUrn": f"urn:li:messagingThread:{found.id}",
        "conversationUrn": _conversation_urn(world, viewer, found),
        "title": found.title,
        "createdAt": str(found.messages[0].at),
        "lastActivityAt": str(found.at),
        "unreadCount": found.unread,
        "read": not found.unread,
        "groupChat": len(found.people) > 1,
        "conversationUrl": f"https://www.linkedin.com/messaging/thread/{found.id}/",
        "participants": [_participant(world, person) for person in people],
        "lastMessage": {name: value for name, value in last.items() if name not in names},
    }


def message(world: World, viewer: str, found: WorldConversation, one: WorldMessage) -> JsonObject:
    """Return a message of LinkedIn's inbox; one of the viewer has the sender's urn only."""
    sender = one.sender
    fields: JsonObject = {
        "backendUrn": f"urn:li:messagingMessage:{_message_id(found, one)}",
        "conversationUrn": _conversation_urn(world, viewer, found),
        "backendConversationUrn": f"urn:li:messagingThread:{found.id}",
        "deliveredAt": str(one.at),
        "bodyText": one.text,
        "originToken": str(UUID(int=one.at << 64 | one.number)),
        "senderHostIdentityUrn": _viewer_urn(world, viewer) if sender is None else _urn(sender),
    }
    if sender is not None:
        fields |= compact(
            {
                "senderFirstName": sender.first_name,
                "senderLastName": sender.last_name,
                "senderHeadline": sender.headline,
                "senderProfileUrl": profile_link(world, sender),
                "senderPublicIdentifier": world.slug(sender),
                "senderProfilePictureUrl": picture(sender),
            }
        )
    return fields


def sales_thread(found: WorldConversation, count: int, *, draft: bool, listed: bool) -> JsonObject:
    """Return a thread of Sales Navigator with its newest messages. Numbers are numbers."""
    messages = found.messages[::-1][:count]
    id_ = f"urn:li:fs_salesMessagingThread:{found.id}" if draft else found.id
    fields: JsonObject = {
        "id": id_,
        "nextPageStartsAt": found.at,
        "totalMessageCount": len(found.messages),
        "unreadMessageCount": found.unread,
        "archived": False,
        "messages": [_sales_message(found, one) for one in messages],
        "participants": [_sales_urn(person) for person in found.people],
    }
    return fields if listed else {k: v for k, v in fields.items() if k != "nextPageStartsAt"}


def included(person: WorldPerson) -> JsonObject | None:
    """Return the person of a thread beside it; None for one in eleven, whose account is closed."""
    if person.one_in(11, 33):
        return None
    return {
        "firstName": person.first_name,
        "lastName": person.last_name,
        "fullName": person.name,
        "objectUrn": f"urn:li:member:{person.member}",
    }


def _sales_message(found: WorldConversation, one: WorldMessage) -> JsonObject:
    kind = "INMAIL" if one.number == 0 else "MEMBER_TO_MEMBER"
    fields: JsonObject = {"id": _message_id(found, one), "type": kind, "body": one.text}
    return {**fields, "deliveredAt": one.at}


def _participant(world: World, person: WorldPerson) -> JsonObject:
    return compact(
        {
            "hostIdentityUrn": _urn(person),
            "firstName": person.first_name,
            "lastName": person.last_name,
            "headline": person.headline,
            "profileUrl": profile_link(world, person),
            "publicIdentifier": world.slug(person),
            "profilePictureUrl": picture(person),
        }
    )


def _message_id(found: WorldConversation, one: WorldMessage) -> str:
    text = f"{one.at}b{found.id[2:14]}-{one.number:03}"
    return f"2-{urlsafe_b64encode(text.encode()).decode().rstrip('=')}"


def _viewer_urn(world: World, viewer: str) -> str:
    return f"urn:li:fsd_profile:{token('linkedin', account_number(world, viewer))}"


def _conversation_urn(world: World, viewer: str, found: WorldConversation) -> str:
    return f"urn:li:msg_conversation:({_viewer_urn(world, viewer)},{found.id})"


def _urn(person: WorldPerson) -> str:
    return f"urn:li:fsd_profile:{token('linkedin', person.member)}"


def _sales_urn(person: WorldPerson) -> str:
    own = token("sales", person.member)
    return f"urn:li:fs_salesProfile:({own},NAME_SEARCH,{own[-4:]})"
