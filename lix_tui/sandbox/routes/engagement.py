"""Comments and reactions of a post, and the activity of a person, paged by offset and token."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import unquote

from lix_tui.linkedin.recognition import recognise
from lix_tui.sandbox.accounts import KeyAccount
from lix_tui.sandbox.call import Answer, Call
from lix_tui.sandbox.errors import not_found, params_invalid
from lix_tui.sandbox.routes import links
from lix_tui.sandbox.state import Sandbox
from lix_tui.sandbox.wire import engagement as wire
from lix_tui.sandbox.wire.pages import paging
from lix_tui.sandbox.wire.values import JsonObject
from lix_tui.sandbox.world.people import WorldPerson
from lix_tui.sandbox.world.posts import WorldPost

T = TypeVar("T")
U = TypeVar("U")
ACTIVITY, REACTED, ON_POST = 25, 50, 10
"""Elements a page, as in the samples of the docs."""


def activity_posts(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return a page of a person's posts."""
    person = _person(sandbox, call)
    found = sandbox.world.engagement.posts_of(person)
    return _answer(sandbox, call, "posts", found, ACTIVITY, wire.activity_post)


def activity_comments(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return a page of a person's comments."""
    world, person = sandbox.world, _person(sandbox, call)
    found = world.engagement.comments_of(person)
    write = wire.camel_comment if _is_camel(sandbox) else wire.comment
    return _answer(sandbox, call, "comments", found, ACTIVITY, lambda one: write(world, one))


def activity_reactions(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return a page of the posts that a person has reacted to."""
    world, person = sandbox.world, _person(sandbox, call)
    found = world.engagement.reactions_of(person)
    return _answer(
        sandbox, call, "reactions", found, REACTED, lambda one: wire.reacted_post(world, one)
    )


def post_comments(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return a page of a post's comments."""
    world, post = sandbox.world, _post(sandbox, call)
    found = world.engagement.comments(post)
    if sandbox.config.comments == "raw":
        page = _page(call, found, ON_POST, wire.raw_comment)
        inner: JsonObject = {"paging": page.paging, "elements": page.elements}
        data = {
            f"socialDashCommentsByUrn*{post.urn}": {
                "urn": post.urn,
                "socialDetail": {"comments": inner},
            }
        }
        body: JsonObject = {"postCommentsResponse": {"data": data}, "included": {}}
        return Answer({**body, **_token(sandbox, page)})
    write = wire.camel_comment if _is_camel(sandbox) else wire.comment
    return _answer(sandbox, call, "comments", found, ON_POST, lambda one: write(world, one))


def post_reactions(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return a page of a post's reactions, by type or one by one."""
    world, post = sandbox.world, _post(sandbox, call)
    found = world.engagement.reactions(post)
    page = _page(call, found, ON_POST, lambda one: one)
    if sandbox.config.reactions == "flat":
        body: JsonObject = {"reactions": wire.flat(world, page.elements)}
    else:
        counts = world.engagement.reaction_counts(post)
        body = {
            "reactions": wire.grouped(world, page.elements, counts),
            "total_reactions": len(found),
        }
    return Answer({**body, "paging": page.paging, **_token(sandbox, page)})


@dataclass(frozen=True, slots=True)
class _Page(Generic[T]):
    """One page: its elements, its position, and the token for the next one."""

    elements: list[T]
    paging: JsonObject
    token: str


def _answer(
    sandbox: Sandbox,
    call: Call,
    name: str,
    found: Sequence[T],
    size: int,
    write: Callable[[T], JsonObject],
) -> Answer:
    page = _page(call, found, size, write)
    empty = sandbox.config.empty_lists == "omitted" and not page.elements
    body: JsonObject = {} if empty else {name: page.elements}
    return Answer({**body, "paging": page.paging, **_token(sandbox, page)})


def _page(call: Call, found: Sequence[T], size: int, write: Callable[[T], U]) -> _Page[U]:
    """Return the page at ``start``. A token is only valid for its own target and offset."""
    start, target = call.number("start", 0), _target(call)
    given = call.params.get("pagination_token")
    if given and given != _encode(target, start):
        message = "pagination_token does not belong to this request"
        raise params_invalid(message)
    elements = [write(one) for one in found[start : start + size]]
    end = start + len(elements)
    token = _encode(target, end) if elements and end < len(found) else ""
    return _Page(elements, paging(len(elements), start, len(found)), token)


def _token(sandbox: Sandbox, page: _Page[T]) -> JsonObject:
    """Return the token under its name in the docs; nothing on the last page."""
    name = "paginationToken" if _is_camel(sandbox) else "pagination_token"
    return {name: page.token} if page.token else {}


def _encode(target: str, start: int) -> str:
    text = json.dumps({"start": start, "target": target}, separators=(",", ":"))
    return b64encode(text.encode()).decode()


def _target(call: Call) -> str:
    name = "post_urn" if "post_urn" in call.endpoint.required else "profile_link"
    return f"{call.endpoint.name} {unquote(call.params[name])}"


def _is_camel(sandbox: Sandbox) -> bool:
    return sandbox.config.spelling == "camel"


def _post(sandbox: Sandbox, call: Call) -> WorldPost:
    found = sandbox.world.post(unquote(call.params["post_urn"]))
    if found is None:
        raise not_found("post")
    return found


def _person(sandbox: Sandbox, call: Call) -> WorldPerson:
    link = call.params["profile_link"]
    if recognise(link).kind in ("lead", "recruiter_profile"):
        message = "profile_link is not the link of a public profile"
        raise params_invalid(message)
    return links.person_of_link(sandbox.world, link, "profile_link")
