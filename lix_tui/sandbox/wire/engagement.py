"""Comments, reactions and activity as the API writes them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import quote

from lix_tui.sandbox.wire.people import picture, profile_link
from lix_tui.sandbox.wire.posts import result
from lix_tui.sandbox.wire.values import JsonObject, compact
from lix_tui.sandbox.world.engagement import TYPES, WorldComment, WorldReaction
from lix_tui.sandbox.world.organisations import WorldOrganisation
from lix_tui.sandbox.world.people import WorldPerson
from lix_tui.sandbox.world.posts import WorldPost
from lix_tui.sandbox.world.tokens import token
from lix_tui.sandbox.world.world import World

_UNDERSCORE = re.compile("_([a-z])")


def comment(world: World, found: WorldComment) -> JsonObject:
    """Return a comment with snake_case names, with all types of reaction and zeros."""
    urn = f"urn:li:comment:{found.id}"
    return compact(
        {
            "comment_urn": urn,
            "text": found.text,
            "permalink": f"https://www.linkedin.com/feed/update/{found.post.urn}"
            f"?commentUrn={quote(urn, safe='')}",
            "created_at": _time(found.moment),
            "post_urn": found.post.urn,
            "num_reactions": found.reactions,
            "num_replies": found.replies,
            "author": actor(world, found.author),
            "reaction_breakdown": [
                {"reaction_type": name, "count": count} for name, count in found.breakdown
            ],
        }
    )


def camel_comment(world: World, found: WorldComment) -> JsonObject:
    """Return a comment as another version of the docs has it."""
    urn = f"urn:li:comment:(activity:{found.post.id},{found.id})"
    author = {**actor(world, found.author), "sales_nav_link": _lead_link(found.author)}
    renamed = camel({**comment(world, found), "comment_urn": urn, "author": author})
    return renamed if isinstance(renamed, dict) else {}


def raw_comment(found: WorldComment) -> JsonObject:
    """Return a comment as LinkedIn's own object, which the docs had until June 2025."""
    member = token("linkedin", found.author.member)
    return {
        "socialDetail": {
            "urn": f"urn:li:comment:(activity:{found.post.id},{found.id})",
            "actor": {
                "urn": f"urn:li:fsd_profile:{member}",
                "name": {"text": found.author.name},
                "headline": {"text": found.author.headline},
            },
            "message": {"text": found.text},
            "created": {"time": found.moment},
            "totalSocialActivityCounts": {
                "numLikes": found.reactions,
                "numReplies": found.replies,
            },
        },
        "replies": {"paging": {}, "elements": []},
    }


def actor(world: World, person: WorldPerson) -> JsonObject:
    """Return the author of a comment, or somebody who has reacted."""
    return compact(
        {
            "name": person.name,
            "link": profile_link(world, person),
            "li_id": token("linkedin", person.member),
            "headline": person.headline,
            "profile_image_url": picture(person),
        }
    )


def reactor(world: World, reaction: WorldReaction) -> JsonObject:
    """Return the person or company that has reacted."""
    if reaction.person is not None:
        return actor(world, reaction.person)
    return {} if reaction.organisation is None else _company(reaction.organisation)


def grouped(
    world: World, reactions: list[WorldReaction], counts: tuple[tuple[str, int], ...]
) -> list[JsonObject]:
    """Return the reactions of one page by their types; ``counts`` are those of the whole post."""
    return [
        {
            "reaction_type": name,
            "count": dict(counts)[name],
            "reactors": [reactor(world, one) for one in reactions if one.type == name],
        }
        for name in TYPES
    ]


def flat(world: World, reactions: list[WorldReaction]) -> list[JsonObject]:
    """Return the reactions of one page one by one, with camelCase names."""
    return [{"reactionType": one.type, "actor": camel(reactor(world, one))} for one in reactions]


def reacted_post(world: World, reaction: WorldReaction) -> JsonObject:
    """Return a post that a person has reacted to."""
    post = reaction.post
    return compact(
        {
            "post_urn": post.urn,
            "date_reacted": _age(post),
            "post_commentary": post.text,
            "num_reactions": post.likes,
            "num_comments": post.comments,
            "num_shares": post.shares,
            "post_actor": _post_actor(world, post),
        }
    )


def activity_post(post: WorldPost) -> JsonObject:
    """Return a post of a person. The docs leave it undefined: it is that of a search."""
    return result(post)


def camel(value: object) -> object:
    """Return a JSON value with camelCase names."""
    if isinstance(value, list):
        return [camel(part) for part in value]
    if not isinstance(value, dict):
        return value
    return {
        _UNDERSCORE.sub(lambda found: found[1].upper(), name): camel(part)
        for name, part in value.items()
    }


def _post_actor(world: World, post: WorldPost) -> JsonObject:
    if post.person is not None:
        return {"name": post.person.name, "link": profile_link(world, post.person)}
    if post.organisation is not None:
        return {"name": post.organisation.name, "link": post.organisation.link}
    return {}


def _company(organisation: WorldOrganisation) -> JsonObject:
    return {
        "name": organisation.name,
        "link": organisation.link,
        "li_id": str(organisation.number),
        "headline": f"{organisation.followers:,} followers",
    }


def _lead_link(person: WorldPerson) -> str:
    lead = token("sales", person.member)
    return f"https://www.linkedin.com/sales/lead/{lead},NAME_SEARCH,{lead[-4:]}"


def _age(post: WorldPost) -> str:
    """Return the age of a reaction as LinkedIn words it; it is as old as its post."""
    for hours, unit in ((24 * 365, "yr"), (24 * 30, "mo"), (24 * 7, "w"), (24, "d")):
        if post.age >= hours:
            return f"{post.age // hours}{unit}"
    return f"{max(1, post.age)}h"


def _time(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
