"""Elements of activity lists: comments, reactions, and posts that a person has reacted to.

Lix's docs have had these answers in snake_case and in camelCase, and reactions grouped by type or
flat. The elements of a person's activity are undefined in the docs: unknown fields stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from lix_tui.api.models.base import (
    JsonObject,
    as_list,
    as_object,
    beside,
    count_of,
    datetime_of,
    first_present,
    folded_object,
    int_of,
    text_of,
    text_removed,
)
from lix_tui.api.models.post import post_fields
from lix_tui.linkedin.links import (
    organisation_keys,
    person_keys,
    person_link,
    post_keys,
    post_link,
)

COMMENT, REACTION = "comment", "reaction"
"""Fields with the element as received, in a row that has the values of a stored record."""
_ACTOR_NAMES = {"profileImageUrl": "img"}
_COMMENT_FIELDS = frozenset(
    {"commentUrn", "urn", "text", "content", "permalink", "createdAt", "timestamp", "postUrn"}
    | {"postId", "numReactions", "likes", "numReplies", "author", "actor", "reactionBreakdown"}
)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on a post; every part may be absent."""

    urn: str | None
    text: str | None
    link: str | None
    created_at: datetime | None
    post_urn: str | None
    num_reactions: int | None
    num_replies: int | None
    breakdown: tuple[tuple[str, int], ...] = ()
    """Types of reactions with their numbers, as received."""
    others: Mapping[str, object] = field(default_factory=dict)
    """Every other field."""

    @property
    def post(self) -> str | None:
        """Link of the post that it is about; None if it is unknown."""
        return post_link_of(self.post_urn)


def read_comment(received: JsonObject) -> Comment:
    """Return the comment in an element, in any form of the docs."""
    raw = _folded_comment(received)
    created = first_present(raw, "createdAt", "timestamp", "created")
    return Comment(
        urn=text_of(first_present(raw, "commentUrn", "urn", "id")),
        text=text_of(first_present(raw, "text", "content")),
        link=text_of(raw.get("permalink")),
        created_at=datetime_of(created),
        post_urn=text_of(first_present(raw, "postUrn", "postId")),
        num_reactions=count_of(first_present(raw, "numReactions", "likes")),
        num_replies=count_of(raw.get("numReplies")),
        breakdown=breakdown_of(raw.get("reactionBreakdown")),
        others={name: part for name, part in raw.items() if name not in _COMMENT_FIELDS},
    )


def comment_author(received: JsonObject) -> JsonObject:
    """Return the author of a comment in the shape of a person."""
    if isinstance(received.get(COMMENT), dict):  # a row with the values of a stored record
        return {name: part for name, part in received.items() if name != COMMENT}
    raw = _folded_comment(received)
    return actor_fields(first_present(raw, "author", "actor", "commenter"))


def comment_key(received: JsonObject) -> str | None:
    """Return the key of a comment: its number, which both forms of its urn have at their end."""
    urn = read_comment(received).urn or ""
    number = urn.rstrip(")").replace(",", ":").rpartition(":")[2].strip()
    return f"comment:{number}" if number else None


def with_comment(received: JsonObject, value: JsonObject) -> JsonObject:
    """Return a stored record of the author, with the comment."""
    return {**value, COMMENT: as_object(received.get(COMMENT)) or received}


def reaction_actor(received: JsonObject) -> JsonObject:
    """Return a person or company that has reacted, in the shape of a person."""
    if isinstance(received.get(REACTION), dict):
        return {name: part for name, part in received.items() if name != REACTION}
    raw = folded_object(received)
    actor = first_present(raw, "actor", "reactor", "author")
    return actor_fields(raw if actor is None else actor)


def reaction_type(received: JsonObject) -> str | None:
    """Return the type of a reaction, such as 'LIKE'; None if it isn't sent."""
    raw = folded_object(received.get(REACTION) or received)
    return text_of(first_present(raw, "reactionType", "type"))


def reaction_key(received: JsonObject) -> str | None:
    """Return the key of a reaction: its type and who has reacted."""
    actor = reaction_actor(received)
    texts = [
        text for name in ("link", "salesNavLink", "liId") if (text := text_of(actor.get(name)))
    ]
    keys = (*person_keys(*texts), *organisation_keys(*texts), *texts)
    who = next(iter(keys), text_of(actor.get("name")))
    return f"reaction:{reaction_type(received) or ''}:{who}" if who else None


def with_reaction(received: JsonObject, value: JsonObject) -> JsonObject:
    """Return a stored record of the person who has reacted, with the reaction."""
    return {**value, REACTION: as_object(received.get(REACTION)) or received}


def activity_post(received: JsonObject) -> JsonObject:
    """Return a post of a person's activity in the shape of a post."""
    raw = folded_object(received)
    if "text" not in raw and isinstance(raw.get("content"), str):
        raw["text"] = raw.pop("content")
    for name, other in (("postedAt", "timestamp"), ("urn", "postUrn"), ("numLikes", "likes")):
        if raw.get(name) is None and other in raw:
            raw[name] = raw.pop(other)
    if raw.get("numComments") is None and int_of(raw.get("comments")) is not None:
        raw["numComments"] = raw.pop("comments")
    return post_fields(raw)


def reacted_post(received: JsonObject) -> JsonObject:
    """Return a post that a person has reacted to in the shape of a post."""
    raw = folded_object(received)
    for name, other in (("text", "postCommentary"), ("person", "postActor")):
        if raw.get(name) is None and other in raw:
            raw[name] = raw.pop(other)
    if int_of(raw.get("numReactions")) is not None:
        raw["numLikes"] = raw.pop("numReactions")
    return activity_post(raw)


def date_reacted(received: JsonObject) -> str | None:
    """Return the age of a reaction in LinkedIn's words, such as '1mo'; None if it isn't sent."""
    return text_of(folded_object(received).get("dateReacted"))


def with_date_reacted(received: JsonObject, value: JsonObject) -> JsonObject:
    """Return a stored record of the post, with the date of the reaction."""
    return {**value, "dateReacted": date_reacted(received)}


def flat_reactions(items: list[object]) -> list[object]:
    """Return reactions one by one, also those that came in a group for each type."""
    found: list[object] = []
    for item in items:
        group = as_object(item)
        people = group.get("reactors")
        if not isinstance(people, list):
            if "count" not in group:  # a group of which nobody is listed
                found.append(item)
            continue
        rest = {name: part for name, part in group.items() if name not in ("reactors", "count")}
        found += [{**rest, "actor": actor} for actor in people]
    return found


def breakdown_of(groups: object) -> tuple[tuple[str, int], ...]:
    """Return types of reactions with their numbers, from a list of them; empty without numbers."""
    found = [folded_object(group) for group in as_list(groups)]
    pairs = ((text_of(group.get("reactionType")), count_of(group.get("count"))) for group in found)
    return tuple((name, count) for name, count in pairs if name and count is not None)


def actor_fields(actor: object) -> JsonObject:
    """Return an author or reactor in the shape of a person."""
    found = {_ACTOR_NAMES.get(name, name): part for name, part in folded_object(actor).items()}
    identity = found.get("liId")
    if found.get("link") is None and isinstance(identity, str):
        tokens = (key for key in person_keys(identity) if key.startswith("token:"))
        if (token := next(tokens, None)) is not None:  # the only id in LinkedIn's own objects
            found["link"] = person_link(token.removeprefix("token:"))
    return found


def post_link_of(urn: str | None) -> str | None:
    """Return the link of a post's urn or number; None without one."""
    keys = post_keys(urn) if urn else ()
    try:
        return post_link(f"urn:li:{keys[0]}") if keys else None
    except ValueError:
        return None


def _folded_comment(received: JsonObject) -> JsonObject:
    """Return a comment with folded names, also LinkedIn's own (vendor's docs of Jun 2025)."""
    inner = received.get(COMMENT)
    raw = folded_object(inner if isinstance(inner, dict) else received)
    detail = raw.get("socialDetail")
    if not isinstance(detail, dict):
        return raw
    rest = {name: part for name, part in raw.items() if name != "socialDetail"}
    return beside(_of_detail(detail), rest, "comment")


def _of_detail(detail: JsonObject) -> JsonObject:
    """Return the fields of a comment in LinkedIn's own object, and the rest of it."""
    actor = as_object(detail.get("actor"))
    name, actor = text_removed(actor, "name")
    headline, actor = text_removed(actor, "headline")
    text, detail = text_removed(detail, "message")
    counts = as_object(detail.get("totalSocialActivityCounts"))
    created = as_object(detail.get("created"))
    taken = ("actor", "totalSocialActivityCounts", "created", "urn")
    return {
        **{key: part for key, part in detail.items() if key not in taken},
        "commentUrn": detail.get("urn"),
        "text": text,
        "createdAt": created.get("time"),
        "numReactions": counts.get("numLikes"),
        "numReplies": counts.get("numReplies"),
        "author": {
            "name": name,
            "headline": headline,
            "liId": actor.get("urn"),
            **{key: part for key, part in actor.items() if key != "urn"},
        },
    }
