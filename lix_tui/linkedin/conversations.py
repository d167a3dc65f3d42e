"""Conversations on LinkedIn and in Sales Navigator: ids, links, urns and identity keys.

An id is ``2-`` and base64, the same in links, urns and the Lix API (Lix docs, Messages).
"""

from __future__ import annotations

import re

from lix_tui.linkedin.address import ORIGIN
from lix_tui.linkedin.percent import decode, encode_all

_ID = re.compile(r"2-[A-Za-z0-9+_-]{10,400}={0,2}")
_LINK = re.compile(r"(?:^|/)(?:messaging/thread|sales/inbox)/([^/?#]+)", re.IGNORECASE)
_URN = re.compile(
    r"urn:li:[a-z_]*(?:messaging|conversation|thread)[a-z_]*:(?:\(.*,)?([^,()]+)\)?",
    re.IGNORECASE | re.DOTALL,
)
_MESSAGE_URN = re.compile(r"urn:li:[A-Za-z_]*message[A-Za-z_]*:(.+)", re.IGNORECASE | re.DOTALL)
_VIEWER = re.compile(r"urn:li:msg_(?:conversation|message):\((urn:li:fsd_profile:[A-Za-z0-9_-]+),")
INBOX = f"{ORIGIN}/messaging/"
SALES_INBOX = f"{ORIGIN}/sales/inbox/"


def conversation_id(text: str) -> str | None:
    """Return the id in a conversation's id, urn or link; None for other text."""
    text = decode(text.strip())
    found = _LINK.search(text) or _URN.fullmatch(text)
    id_ = found[1] if found else text
    return id_ if _ID.fullmatch(id_) else None


def is_sales_conversation(text: str) -> bool:
    """Return True if a link or urn denotes a thread of Sales Navigator."""
    lowered = text.lower()
    return "/sales/inbox/" in lowered or "salesmessag" in lowered


def conversation_link(id_: str, *, sales: bool = False) -> str:
    """Return LinkedIn's page of a conversation."""
    quoted = encode_all(id_).replace("%3D", "=")
    return f"{SALES_INBOX}{quoted}" if sales else f"{INBOX}thread/{quoted}/"


def conversation_keys(*texts: str) -> tuple[str, ...]:
    """Return the identity keys of conversations: ``conversation:<id>``, without repeats."""
    found = (conversation_id(text) for text in texts)
    return tuple(dict.fromkeys(f"conversation:{id_}" for id_ in found if id_))


def message_keys(*texts: str) -> tuple[str, ...]:
    """Return the identity keys of messages: ``message:<id>``, without repeats."""
    matches = ((_MESSAGE_URN.match(text), text) for text in texts if text)
    found = (match[1] if match else text for match, text in matches)
    return tuple(dict.fromkeys(f"message:{id_}" for id_ in found))


def viewer_urn(urn: str) -> str | None:
    """Return the profile urn of the viewer in the urn of a conversation or message."""
    match = _VIEWER.match(urn)
    return match[1] if match else None
