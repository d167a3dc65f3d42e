"""A post, as captured answers of the posts search have it, and as LinkedIn's own update."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from lix_tui.api.models.base import (
    Items,
    JsonObject,
    LixModel,
    Moment,
    Name,
    Part,
    Text,
    Whole,
    as_list,
    as_object,
    beside,
    datetime_of,
    first_removed,
    int_of,
    removed,
    text_removed,
)
from lix_tui.linkedin.links import post_keys, post_link


class Author(LixModel):
    """Author of a post: a person or an organisation."""

    name: Name = None
    description: Text = None
    link: Text = None


class Reaction(LixModel):
    """Number of reactions of one type, such as 'REACTION_TYPE_LIKE'; None if none is sent."""

    reaction_type: Text = None
    count: Whole = None


class Article(LixModel):
    """Article that a post shares."""

    title: Text = None
    source: Text = None
    image_url: Text = None


class Post(LixModel):
    """A post; every part may be absent."""

    id: Text = None
    urn: Text = None
    text: Text = None
    posted_at: Moment = None
    """Approximate time: Lix derives it from an age such as '2d' (captured answers)."""
    person: Annotated[Author, Part] = Field(default_factory=Author)
    num_reactions: Annotated[tuple[Reaction, ...], Items] = ()
    num_likes: Whole = None
    num_comments: Whole = None
    num_shares: Whole = None
    embedded_object: Annotated[Article, Part] = Field(default_factory=Article)

    @property
    def reactions(self) -> int:
        """Number of reactions of all types."""
        return sum(entry.count or 0 for entry in self.num_reactions) or self.num_likes or 0

    @property
    def posted(self) -> datetime | None:
        """Time of posting: as sent, else from the post's number, whose first bits are a clock.

        Activity numbers hold milliseconds since 1970 above their lowest 22 bits (seen in captured
        answers).
        """
        if self.posted_at is not None:
            return self.posted_at
        number = int_of((self.urn or self.id or "").rpartition(":")[2])
        seconds = (number or 0) >> 22
        return datetime_of(seconds) if seconds > 1_000_000_000_000 else None

    @property
    def best_link(self) -> str | None:
        """URL of the post; None if it is unknown."""
        keys = post_keys(*(part for part in (self.urn, self.id) if part))
        try:
            return post_link(f"urn:li:{keys[0]}") if keys else None
        except ValueError:  # a number that is longer than any of LinkedIn's
            return None


_COUNTS = ("numLikes", "numComments", "numShares")


def read_post(answer: JsonObject) -> Post:
    """Return the post of a search, or of a lookup."""
    return Post.model_validate(post_fields(answer))


def post_fields(answer: JsonObject) -> JsonObject:
    """Return an answer about a post in the shape of its model, with everything left over.

    The body of the lookup is undocumented: a public client reads LinkedIn's own update from
    ``response.elements``; a flat post and one under ``post`` are read too.
    """
    elements = as_list(as_object(answer.get("response")).get("elements"))
    if elements:
        _, rest = removed(answer, "response", "elements")
        others: JsonObject = {"elements": elements[1:]} if elements[1:] else {}
        return beside(_of_update(as_object(elements[0])), {**rest, **others}, "answer")
    post, rest = first_removed(answer, ("post",))
    fields = beside(post, rest, "answer") if isinstance(post, dict) and post else answer
    author, fields = first_removed(fields, ("person", "author", "actor"))
    return {**fields, "person": author}


def _of_update(update: JsonObject) -> JsonObject:
    """Return the fields of a post as LinkedIn's update object has them, and the rest of it."""
    urn, update = removed(update, "updateMetadata", "urn")
    if urn is None:
        urn, update = removed(update, "urn")
    text, update = text_removed(update, "commentary", "text")
    name, update = text_removed(update, "actor", "name")
    description, update = text_removed(update, "actor", "description")
    link, update = removed(update, "actor", "navigationContext", "actionTarget")
    article, update = _article(update)
    found: JsonObject = {
        "urn": urn,
        "text": text,
        "person": {"name": name, "description": description, "link": link},
        "embeddedObject": article,
    }
    totals = ("socialDetail", "totalSocialActivityCounts")
    found["numReactions"], update = removed(update, *totals, "reactionTypeCounts")
    for count in _COUNTS:
        found[count], update = removed(update, *totals, count)
    return beside(found, update, "update")


def _article(update: JsonObject) -> tuple[JsonObject, JsonObject]:
    """Return the shared article, under any of LinkedIn's component names, and the other parts."""
    content = as_object(update.get("content"))
    parts = [("content", name) for name, part in content.items() if isinstance(part, dict)]
    for path in (("content",), *parts):
        title, rest = text_removed(update, *path, "title")
        if isinstance(title, str):
            source, rest = text_removed(rest, *path, "subtitle")
            return {"title": title, "source": source}, rest
    return {}, update
