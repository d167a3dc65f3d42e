"""Conversations and messages, from LinkedIn's inbox and from Sales Navigator's."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from lix_tui.api.models.base import (
    Flag,
    Items,
    LixModel,
    MaybePart,
    Moment,
    Name,
    Text,
    Whole,
    name_of,
)
from lix_tui.linkedin.conversations import (
    conversation_id,
    conversation_link,
    is_sales_conversation,
    viewer_urn,
)
from lix_tui.linkedin.links import lead_link, person_keys, person_link
from lix_tui.linkedin.urns import entity_of

_EPOCH = datetime.fromtimestamp(0, UTC)


class Correspondent(LixModel):
    """Participant of a conversation, or sender of a message. Any field may be absent."""

    host_identity_urn: Text = None
    first_name: Text = None
    last_name: Text = None
    full_name: Name = None
    headline: Text = None
    profile_url: Text = None
    public_identifier: Text = None
    profile_picture_url: Text = None
    object_urn: Text = None

    @property
    def name(self) -> str | None:
        """Name; None for a participant of whom only ids are known."""
        parts = " ".join(part for part in (self.first_name, self.last_name) if part)
        return self.full_name or name_of(parts)

    @property
    def best_link(self) -> str | None:
        """Link of the profile to open and copy; None without any id of the person."""
        if self.public_identifier:
            try:
                return person_link(self.public_identifier)
            except ValueError:
                pass
        for text in (self.profile_url, self.host_identity_urn, self.object_urn):
            found = _profile_of(text)
            if found is not None:
                return found
        return None

    @property
    def keys(self) -> tuple[str, ...]:
        """Identity keys of the person, in every form; empty without any id."""
        ids = (self.public_identifier, self.profile_url, self.host_identity_urn, self.object_urn)
        return person_keys(*(text for text in ids if text))


class Message(LixModel):
    """One message. Sales Navigator's don't say who sent them, as far as is documented."""

    backend_urn: Text = None
    conversation_urn: Text = None
    backend_conversation_urn: Text = None
    delivered_at: Moment = None
    body_text: Text = None
    origin_token: Text = None
    sender_host_identity_urn: Text = None
    sender_first_name: Text = None
    sender_last_name: Text = None
    sender_headline: Text = None
    sender_profile_url: Text = None
    sender_public_identifier: Text = None
    sender_profile_picture_url: Text = None
    id: Text = None
    """Id in Sales Navigator."""
    type: Text = None
    """Type in Sales Navigator: 'INMAIL' or another."""

    @property
    def sender(self) -> Correspondent:
        """The sender, without any field where the message doesn't say."""
        return Correspondent(
            host_identity_urn=self.sender_host_identity_urn,
            first_name=self.sender_first_name,
            last_name=self.sender_last_name,
            headline=self.sender_headline,
            profile_url=self.sender_profile_url,
            public_identifier=self.sender_public_identifier,
            profile_picture_url=self.sender_profile_picture_url,
        )

    @property
    def best_link(self) -> str | None:
        """Page of the conversation on LinkedIn."""
        texts = (self.backend_conversation_urn, self.conversation_urn)
        found = next((id_ for text in texts if text and (id_ := conversation_id(text))), None)
        return conversation_link(found) if found else None

    @property
    def is_own(self) -> bool:
        """True if the viewer sent it, as far as the urns say."""
        viewer = viewer_urn(self.conversation_urn or "")
        return viewer is not None and viewer == self.sender_host_identity_urn


class Conversation(LixModel):
    """A conversation, or a thread of Sales Navigator."""

    backend_urn: Text = None
    conversation_urn: Text = None
    title: Text = None
    created_at: Moment = None
    last_activity_at: Moment = None
    unread_count: Whole = None
    read: Flag = None
    group_chat: Flag = None
    conversation_url: Text = None
    participants: Annotated[tuple[Correspondent, ...], Items] = ()
    last_message: Annotated[Message | None, MaybePart] = None
    id: Text = None
    """Id in Sales Navigator."""
    next_page_starts_at: Whole = None
    """Position of the page after the thread, in milliseconds since the epoch."""
    total_message_count: Whole = None
    unread_message_count: Whole = None
    archived: Flag = None
    messages: Annotated[tuple[Message, ...], Items] = ()
    """Messages that came with a thread of Sales Navigator."""

    @property
    def conversation_id(self) -> str | None:
        """Id for the messages' endpoints."""
        texts = (self.backend_urn, self.conversation_urn, self.conversation_url, self.id)
        return next((found for text in texts if text and (found := conversation_id(text))), None)

    @property
    def is_sales(self) -> bool:
        """True for a thread of Sales Navigator."""
        return self.id is not None or is_sales_conversation(self.conversation_url or "")

    @property
    def best_link(self) -> str | None:
        """Page of the conversation on LinkedIn."""
        found = self.conversation_id
        return conversation_link(found, sales=self.is_sales) if found else None

    @property
    def others(self) -> tuple[Correspondent, ...]:
        """Participants without the viewer, as far as the urns say who that is."""
        viewer = viewer_urn(self.conversation_urn or "")
        return tuple(
            one for one in self.participants if viewer is None or one.host_identity_urn != viewer
        )

    @property
    def unread(self) -> int:
        """Number of unread messages; 1 for a conversation that only says that it isn't read."""
        count = self.unread_count if self.unread_count is not None else self.unread_message_count
        return count if count is not None else int(self.read is False)

    @property
    def newest(self) -> Message | None:
        """The last message; None where the answer has none."""
        if self.last_message is not None:
            return self.last_message
        timed = [one for one in self.messages if one.delivered_at is not None]
        if timed:
            return max(timed, key=lambda one: one.delivered_at or _EPOCH)
        return self.messages[-1] if self.messages else None


def _profile_of(text: str | None) -> str | None:
    """Return the link of a profile in a link or urn."""
    if not text:
        return None
    if text.startswith("https://"):
        return text if person_keys(text) else None
    found = entity_of(text)
    if found is None or found.kind not in ("person", "lead"):
        return None
    return lead_link(found.id) if found.kind == "lead" else found.url
