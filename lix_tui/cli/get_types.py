"""Record types of ``lix-tui get``, and the link that a value denotes."""

from __future__ import annotations

from collections.abc import Mapping

from lix_tui.cli.failures import Failure
from lix_tui.text import clean_line

WHAT: Mapping[str, str] = {
    "person": "person",
    "extended": "person_extended",
    "employment": "person_employment",
    "organisation": "organisation",
    "website": "organisations_by_website",
    "job": "job",
    "hirers": "hirers",
    "post": "post",
    "person-ids": "person_ids",
    "organisation-ids": "organisation_ids",
    "email": "email",
    "by-email": "person_by_email",
    "activity-posts": "activity_posts",
    "activity-comments": "activity_comments",
    "activity-reactions": "activity_reactions",
    "post-comments": "post_comments",
    "post-reactions": "post_reactions",
    "followers": "followers",
    "employees": "employees",
    "connections": "connections",
    "conversations": "conversations",
    "messages": "messages",
    "sales-threads": "sales_threads",
    "viewers": "linkedin_accounts",
    "viewer": "linkedin_account",
    "viewer-allowance": "connections_remaining",
}
"""Endpoint of each word."""
BY_EMAIL = {"lookc": "person_by_email", "lix": "person_with_email"}
"""Endpoint of each service that looks people up by email address, the default first."""
ACCOUNT_WORDS = ("viewer", "viewer-allowance")
"""Words for an answer about one connected account."""
VIEWER_WORDS = ("connections", *ACCOUNT_WORDS, "conversations", "sales-threads")
"""Words whose value is a viewer."""
LIST_WORDS: Mapping[str, str] = {
    "activity-posts": "person",
    "activity-comments": "person",
    "activity-reactions": "person",
    "post-comments": "post",
    "post-reactions": "post",
    "followers": "organisation",
    "employees": "organisation",
}
"""Words for a paged list, with the type of the record that it belongs to."""
INBOX_WORDS = ("conversations", "messages", "sales-threads")
"""Words for a paged list of an inbox."""
NO_RECORD = (*VIEWER_WORDS, "viewers", *LIST_WORDS, *INBOX_WORDS)
"""Words for answers that aren't about one record."""


def value_of(word: str, value: str) -> str:
    """Return the link, id or address of a lookup, from any form of it.

    Raises Failure for anything else.
    """
    from lix_tui.linkedin.links import posting_link
    from lix_tui.linkedin.pasted_text import tidy
    from lix_tui.linkedin.recognition import recognise
    from lix_tui.services.queries.lix_ids import lix_id_of
    from lix_tui.services.queries.query import OPENABLE, QueryError, looks_like_link, viewer_named
    from lix_tui.services.records.record_names import NAMES

    if word in VIEWER_WORDS:
        try:
            return viewer_named(value)
        except QueryError as error:
            raise Failure(str(error), 2) from None
    if word == "messages":
        _check_conversation(value)
        return value
    target = recognise(value)
    if word == "by-email":
        if target.kind == "email" and target.entity_id:
            return target.entity_id
        raise _refusal(value, "an email address")
    if word == "website":
        from lix_tui.linkedin.websites import website_domain

        if (domain := website_domain(value)) is not None:
            return domain
        if target.kind == "unknown":
            shown = clean_line(value)[:60]
            message = (
                f"'{shown}' isn't a website; give a domain such as acme.com, or an address there."
            )
            raise Failure(message, 2)
        raise _refusal(value, "a company's domain, or an address there")
    record = LIST_WORDS.get(word) or NAMES[WHAT[word]].value
    bare = tidy(value)
    if (word.endswith("-ids") or word == "employees") and lix_id_of(bare) == record:
        return bare
    if OPENABLE.get(target.kind) == record and target.url and not target.problem:
        return target.url
    if record == "job" and not target.problem and (posting := posting_link(target)) is not None:
        return posting
    if target.kind == "unknown":
        _check_is_no_website(bare, record)
        if not looks_like_link(value) and (link := _link_of(bare, record)) is not None:
            return link
    article = "an" if record[0] in "aeiou" else "a"
    raise _refusal(value, f"a link or an id of {article} {record}")


def _check_conversation(value: str) -> None:
    """Raise Failure for a text that names no conversation."""
    from lix_tui.linkedin.conversations import conversation_id

    if conversation_id(value) is None:
        message = (
            f"'{clean_line(value)[:60]}' isn't a conversation. Give its id, which begins with 2-, "
            "its urn, or the link of its page on LinkedIn or in Sales Navigator."
        )
        raise Failure(message, 2)


def _link_of(bare: str, record: str) -> str | None:
    """Return the link of an id or slug; None for text that can't be one."""
    from lix_tui.linkedin import links

    make = {
        "person": links.person_link,
        "organisation": links.company_link,
        "job": links.job_link,
        "post": links.post_link,
    }[record]
    try:
        return make(bare)
    except ValueError:
        return None


def _check_is_no_website(text: str, record: str) -> None:
    """Raise Failure for a domain or website in place of a slug.

    A slug of a person has no dots, and a company's website isn't its slug.
    """
    from lix_tui.linkedin.address import locate

    place = locate(text)
    is_elsewhere = place is not None and not place.is_linkedin and "linkedin" not in place.host
    if not is_elsewhere and ("." not in text or "/" in text):
        return
    if any(char.isspace() or char == "@" for char in text):
        return
    shown = clean_line(text)[:60]
    if record == "organisation":
        from lix_tui.linkedin.websites import website_domain

        domain = website_domain(text)
        lookup = f", or run 'lix-tui get website {domain}' for 1 Org credit" if domain else ""
        message = (
            f"'{shown}' is a website; give the company's LinkedIn link, such as "
            f"https://www.linkedin.com/company/acme{lookup}."
        )
        raise Failure(message, 2)
    if record == "person" and "/" not in text:
        message = (
            f"'{shown}' can't be a person's id, because ids have no dots; give a LinkedIn link, "
            "such as https://www.linkedin.com/in/jane-doe."
        )
        raise Failure(message, 2)


def _refusal(value: str, expected: str) -> Failure:
    from lix_tui.linkedin.link_target import MOST_CHARACTERS, UNRECOGNISED
    from lix_tui.linkedin.recognition import recognise
    from lix_tui.linkedin.search_urls import SEARCH_KINDS
    from lix_tui.services.queries.query import ENTITY_WORDS, KIND_WORDS, looks_like_link

    target = recognise(value)
    if target.problem and looks_like_link(value):
        return Failure(target.problem, 2)
    if len(value) > MOST_CHARACTERS:
        what = "address" if "@" in value else "id"
        message = f"This {what} has {len(value):,} characters, too many to send; give {expected}."
        return Failure(message, 2)
    if target.problem and not target.problem.startswith(UNRECOGNISED):  # it says what to do
        return Failure(target.problem, 2)
    kind = SEARCH_KINDS.get(target.kind)
    known = KIND_WORDS[kind] if kind else ENTITY_WORDS.get(target.kind)
    unknown = UNRECOGNISED if target.problem else "This is something else"
    problem = f"This is {known}" if known else unknown
    message = f"{problem}; give {expected}."
    return Failure(message, 2)
