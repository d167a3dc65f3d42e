"""Recognition of pasted text: the screen that it opens, and the price."""

from __future__ import annotations

from dataclasses import replace

from lix_tui.linkedin.conversations import is_sales_conversation
from lix_tui.linkedin.pasted_text import tidy
from lix_tui.linkedin.recognition import recognise
from lix_tui.linkedin.target import SAVED_LISTS, Target, quotable
from lix_tui.linkedin.websites import website_domain
from lix_tui.services.budget.cost_words import cost_words, page_cost_words
from lix_tui.services.kinds import KINDS
from lix_tui.services.queries.destination import Destination, InboxTarget
from lix_tui.services.queries.lix_ids import lix_id_of
from lix_tui.services.queries.query import (
    CANNOT_OPEN,
    ENTITY_WORDS,
    KIND_WORDS,
    OPENABLE,
    Query,
    QueryError,
    looks_like_link,
    query_of,
)
from lix_tui.services.queries.saved_queries import read_file
from lix_tui.services.queries.several_links import several_in

ASKS_FIRST = "choose the lookup and see its price first"


def destination_of(text: str, viewer_id: str | None = None) -> Destination:
    """Return the destination of a pasted text. Raises QueryError if the text opens no screen."""
    text = text.strip()
    if not text:
        message = "Paste a LinkedIn link, an id or a search URL first."
        raise QueryError(message)
    if (named := read_file(text)) is not None:
        query = named.query
        words = f"A saved query: {named.name or query.title}"
        cost = page_cost_words(_endpoint(query))
        return Destination(words, cost, query=query, name=named.name, from_file=True)
    if several := several_in(text):
        words = f"{len(several):,} links, ids or addresses to look up"
        return Destination(words, ASKS_FIRST, several=several)
    target = recognise(text)
    if target.is_search or target.kind in SAVED_LISTS:
        query = query_of(target, viewer_id)
        cost = page_cost_words(_endpoint(query))
        words = _capital(ENTITY_WORDS.get(target.kind, KIND_WORDS[query.kind]))
        return Destination(words, cost, query=query)
    if (listed := _list_in(target, viewer_id)) is not None:
        return listed
    if target.kind in OPENABLE and target.url and not target.problem:
        endpoint = OPENABLE[target.kind]
        words = _capital(ENTITY_WORDS[target.kind])
        return Destination(
            words, cost_words(endpoint), endpoint=endpoint, link=target.url, viewer_id=viewer_id
        )
    if target.kind == "conversation" and target.url and not target.problem:
        return _inbox_destination(target, viewer_id)
    if target.kind == "email" and target.entity_id:
        return _person_with(target.entity_id, viewer_id)
    given, text = text, tidy(text)
    if (lix := lix_id_of(text)) is not None:
        endpoint = f"{lix}_ids"
        words = f"A Lix id of {'a person' if lix == 'person' else 'an organisation'}: its other ids"
        return Destination(words, cost_words(endpoint), endpoint=endpoint, link=text, name=text)
    if (domain := website_domain(given)) is not None:
        cost = cost_words("organisations_by_website")
        words = "The company with this website"
        endpoint = "organisations_by_website"
        return Destination(words, cost, endpoint=endpoint, link=domain, name=domain)
    raise QueryError(_refusal(given, target), target=target)


def _person_with(address: str, viewer_id: str | None) -> Destination:
    """Return the person with an email address, whom LookC and Lix look up at different prices."""
    choices = tuple(
        Destination(
            words, cost_words(endpoint), endpoint=endpoint, link=address, name=address,
            viewer_id=viewer_id,
        )
        for endpoint, words in (
            ("person_by_email", "LookC: who has the address"),
            ("person_with_email", "Lix: the profile with the address"),
        )
    )  # fmt: skip
    cost = f"{choices[0].cost} through LookC, {choices[1].cost} through Lix"
    words = "The person with an email address"
    return replace(choices[0], words=words, cost=cost, viewer_id=None, choices=choices)


def _inbox_destination(target: Target, viewer_id: str | None) -> Destination:
    inbox = InboxTarget(is_sales_conversation(target.url or ""), target.entity_id)
    place = "in Sales Navigator" if inbox.is_sales else "on LinkedIn"
    words = f"A conversation {place}" if inbox.conversation else f"A viewer's messages {place}"
    cost = f"free to open, {page_cost_words('messages')} to load"
    return Destination(words, cost, inbox=inbox, viewer_id=viewer_id)


def _list_in(target: Target, viewer_id: str | None) -> Destination | None:
    """Return the list of a person or post that a link leads to; None for another link."""
    name = LISTS_OF_LINKS.get(str(target.params.get("recentActivity")))
    if target.kind == "post" and "commentUrn" in target.params:
        name = "post_comments"
    if name is None or not target.url or target.kind not in ("person", "post"):
        return None
    from lix_tui.services.paged_lists import LISTS
    from lix_tui.services.queries.list_query import list_query

    kind = LISTS[name]
    is_sent = kind.target is not None and kind.target.has_usual_viewer
    query = list_query(kind, target.url, target.entity_id or "", viewer_id if is_sent else None)
    whose = "on a post" if target.kind == "post" else "of a person"
    return Destination(f"The {kind.label.lower()} {whose}", page_cost_words(name), query=query)


LISTS_OF_LINKS = {
    "all": "activity_posts",
    "shares": "activity_posts",
    "comments": "activity_comments",
    "reactions": "activity_reactions",
}
"""List by the last part of the link of a person's activity."""


def _endpoint(query: Query) -> str:
    return KINDS[query.kind].endpoint


NO_SCREEN = {
    **CANNOT_OPEN,
    "recruiter": "This is a Recruiter search, whose link only LinkedIn can read. Press 6 and "
    "type skills instead.",
}


def _refusal(text: str, target: Target) -> str:
    if target.problem and looks_like_link(text):
        return target.problem
    if target.kind in NO_SCREEN:
        return NO_SCREEN[target.kind]
    if target.kind == "unknown" or target.problem:
        return (
            f"'{quotable(text)}' isn't a LinkedIn link, id or email address. "
            "Paste one, or type keywords into a search."
        )
    return f"This is {ENTITY_WORDS.get(target.kind, target.kind)}, which lix-tui can't open."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
