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
    Part,
    Text,
    Whole,
    as_list,
    as_object,
    datetime_of,
    first_present,
    int_of,
)
from lix_tui.linkedin.links import post_keys, post_link


class Author(LixModel):
    """Author of a post: a person, or perhaps an organisation."""

    name: Text = None
    description: Text = None
    link: Text = None


class Reaction(LixModel):
    """Number of reactions of one type ('REACTION_TYPE_LIKE', ...); no count means none."""

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
    """Approximate: Lix reckons it from an age such as '2d' (captured answers)."""
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
        """The page of the post."""
        keys = post_keys(*(part for part in (self.urn, self.id) if part))
        try:
            return post_link(f"urn:li:{keys[0]}") if keys else None
        except ValueError:  # a number that is longer than any of LinkedIn's
            return None


def read_post(answer: JsonObject) -> Post:
    """Return the post of a search, or of a lookup.

    The body of the lookup is undocumented: a public client reads LinkedIn's own update from
    ``response.elements``; a flat post and one under ``post`` are read too.
    """
    for element in as_list(as_object(answer.get("response")).get("elements")):
        return Post.model_validate(_of_update(as_object(element)))
    post = as_object(answer.get("post")) or answer
    author = first_present(post, "person", "author", "actor")
    return Post.model_validate({**post, "person": author})


def _of_update(update: JsonObject) -> JsonObject:
    """Return the fields of a post as LinkedIn's update object tells them."""
    metadata, actor = as_object(update.get("updateMetadata")), as_object(update.get("actor"))
    target = as_object(actor.get("navigationContext")).get("actionTarget")
    counts = as_object(as_object(update.get("socialDetail")).get("totalSocialActivityCounts"))
    return {
        "urn": metadata.get("urn") or update.get("urn"),
        "text": _text(as_object(update.get("commentary")).get("text")),
        "person": {
            "name": _text(actor.get("name")),
            "description": _text(actor.get("description")),
            "link": target,
        },
        "numReactions": counts.get("reactionTypeCounts"),
        "embeddedObject": _article(as_object(update.get("content"))),
        **{name: counts.get(name) for name in ("numLikes", "numComments", "numShares")},
    }


def _article(content: JsonObject) -> JsonObject:
    """Return the shared article, under any of LinkedIn's component names."""
    for part in (content, *map(as_object, content.values())):
        title = _text(part.get("title"))
        if isinstance(title, str):
            return {"title": title, "source": _text(part.get("subtitle"))}
    return {}


def _text(value: object) -> object:
    """Return the words of one of LinkedIn's text objects, or of plain text."""
    return value if isinstance(value, str) else as_object(value).get("text")
