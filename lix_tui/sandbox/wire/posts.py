"""Posts as the API writes them."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import quote

from lix_tui.sandbox.wire.values import JsonObject, compact
from lix_tui.sandbox.world.posts import WorldPost
from lix_tui.sandbox.world.tokens import token

_KINDS = ("LIKE", "PRAISE", "INTEREST", "EMPATHY")


def result(post: WorldPost) -> JsonObject:
    """Return a post in a content search, field by field as captured answers have it.

    No captured answer shows a post by an organisation; its author is written in the same place.
    """
    fraction = f"{post.id % 1_000_000_000:09d}"
    return {
        "embeddedObject": _article(post),
        **compact(
            {
                "id": str(post.id),
                "urn": post.urn,
                "text": post.text,
                "postedAt": f"{_moment(post)}.{fraction}Z",
                "person": _author(post),
                "numReactions": [
                    compact({"count": count, "reactionType": f"REACTION_TYPE_{kind}"})
                    for kind, count in reactions(post)
                ],
                "numComments": post.comments,
                "numShares": post.shares,
            }
        ),
    }


def raw(post: WorldPost) -> JsonObject:
    """Return a post as LinkedIn's own update object, which ``/v1/enrich/post`` passes on."""
    author = _author(post)
    update: JsonObject = {
        "updateMetadata": {"urn": post.urn},
        "actor": compact(
            {
                "name": {"text": author["name"]},
                "description": compact({"text": author.get("description")}),
                "navigationContext": {"actionTarget": author["link"]},
            }
        ),
        "commentary": {"text": {"text": post.text}} if post.text else {},
        "content": _content(post),
        "socialDetail": {
            "totalSocialActivityCounts": compact(
                {
                    "numLikes": post.likes,
                    "numComments": post.comments,
                    "numShares": post.shares,
                    "reactionTypeCounts": [
                        {"count": count, "reactionType": kind}
                        for kind, count in reactions(post)
                        if count
                    ],
                }
            )
        },
    }
    return {"response": {"elements": [compact(update)]}}


def _content(post: WorldPost) -> JsonObject:
    """Return the shared article or the photos, each with the links of its images."""
    if post.article:
        return {"articleComponent": _shared(post)}
    if post.kind == "photos":
        names = (f"https://media.example/posts/{post.id}-{number}.jpg" for number in (1, 2))
        return {"imageComponent": {"images": [{"url": name} for name in names]}}
    return {}


def _shared(post: WorldPost) -> JsonObject:
    article = _article(post)
    return {
        "title": {"text": article["title"]},
        "subtitle": {"text": article["source"]},
        "largeImage": {"url": article["imageUrl"]},
    }


def reactions(post: WorldPost) -> list[tuple[str, int]]:
    """Return the likes, shared out over LinkedIn's four kinds of reaction."""
    rest = post.likes - post.likes * 8 // 10
    parts = (post.likes - rest, rest // 2, rest - rest // 2, 0)
    return list(zip(_KINDS, parts, strict=True))


def _article(post: WorldPost) -> JsonObject:
    if not post.article:
        return {}
    author = str(_author(post)["name"])
    return {
        "title": post.article,
        "source": f"{author} on LinkedIn",
        "imageUrl": f"https://media.example/posts/{post.id}.jpg",
    }


def _author(post: WorldPost) -> JsonObject:
    if post.person is not None:
        member = token("linkedin", post.person.member)
        urn = quote(f"urn:li:fs_miniProfile:{member}", safe="")
        return compact(
            {
                "name": post.person.name,
                "description": post.person.headline,
                "link": f"https://www.linkedin.com/in/{member}?miniProfileUrn={urn}",
            }
        )
    if post.organisation is not None:
        return {
            "name": post.organisation.name,
            "description": f"{post.organisation.followers:,} followers",
            "link": f"{post.organisation.link}/",
        }
    return {}


def _moment(post: WorldPost) -> str:
    """Return the time of posting. An activity number begins with it, in milliseconds."""
    return datetime.fromtimestamp((post.id >> 22) // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S")
