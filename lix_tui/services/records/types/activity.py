"""Record types of rows that aren't a record alone: comments, reactions, posts reacted to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from lix_tui.api.models.activity import (
    Comment,
    date_reacted,
    reaction_type,
    read_comment,
)
from lix_tui.api.models.base import JsonObject
from lix_tui.api.models.person import Person
from lix_tui.linkedin.links import organisation_keys
from lix_tui.services.columns import ColumnLayout
from lix_tui.services.queries.destination import Destination
from lix_tui.services.records import related_records
from lix_tui.services.records.record_type import Field, RecordType, SectionSpec
from lix_tui.services.records.summary import SummaryLine, facts, lines
from lix_tui.services.records.types.person import PERSON
from lix_tui.services.records.types.post import POST, reaction_name
from lix_tui.services.records.unplaced_fields import field_lines
from lix_tui.text import clean_line


def _day(comment: Comment) -> str | None:
    return f"{comment.created_at:%Y-%m-%d}" if comment.created_at else None


def _reaction(received: JsonObject) -> str | None:
    kind = reaction_type(received)
    return reaction_name(kind) if kind else None


def post_of_comment(received: JsonObject) -> str | None:
    """Return the link of the post that a comment is about; None if it is unknown."""
    return read_comment(received).post


COMMENT_FIELDS: tuple[Field[Person], ...] = (
    Field(
        "comment", "Comment", lambda _: None,
        received=lambda raw: clean_line(read_comment(raw).text or ""),
        column=ColumnLayout(24, 4.0, 1),
    ),
    Field(
        "commented", "Commented", lambda _: None, "date",
        received=lambda raw: _day(read_comment(raw)), column=ColumnLayout(10, 0.0, 3),
    ),
    Field(
        "comment_reactions", "Reacted", lambda _: None, "number",
        received=lambda raw: read_comment(raw).num_reactions,
        column=ColumnLayout(7, 0.0, 4, "right"),
    ),
    Field(
        "comment_replies", "Replies", lambda _: None, "number",
        received=lambda raw: read_comment(raw).num_replies,
        column=ColumnLayout(7, 0.0, 5, "right"),
    ),
    Field(
        "comment_link", "Comment link", lambda _: None, "link",
        received=lambda raw: read_comment(raw).link,
    ),
    Field(
        "post_link", "Post", lambda _: None, "link", received=post_of_comment),
    Field("comment_urn", "Comment URN", lambda _: None, received=lambda raw: read_comment(raw).urn),
)  # fmt: skip
REACTION_FIELDS: tuple[Field[Person], ...] = (
    Field(
        "reaction", "Reaction", lambda _: None, received=_reaction,
        column=ColumnLayout(10, 0.0, 1),
    ),
)  # fmt: skip


def _comment_lines(received: JsonObject) -> Iterable[SummaryLine]:
    """Return everything that is known of a comment."""
    comment = read_comment(received)
    breakdown = (f"{reaction_name(name)} {count:,}" for name, count in comment.breakdown if count)
    return (
        *lines(comment.text),
        *facts(
            ("commented", f"{comment.created_at:%Y-%m-%d %H:%M} UTC" if comment.created_at else ""),
            ("reactions", comment.num_reactions),
            ("of them", " · ".join(breakdown)),
            ("replies", comment.num_replies),
            role="muted",
        ),
        *lines(comment.link, comment.post, role="link"),
        *facts(("urn", comment.urn), role="muted"),
        *field_lines(dict(comment.others)),
    )


def _reaction_lines(received: JsonObject) -> Iterable[SummaryLine]:
    return lines(_reaction(received))


def _actor(person: Person, link: str | None) -> Iterator[Destination]:
    """Yield the page of a company that has commented or reacted, else what a person leads to."""
    if person.link and organisation_keys(person.link):
        yield from related_records.lookup("organisation", person.link, person.full_name)
        return
    yield from PERSON.related(person, link)


_EXPORTED = (
    "name", "headline", "company", "location", "email", "email_status", "link", "sales_nav_link",
)  # fmt: skip
COMMENT = replace(
    PERSON,
    fields=(*COMMENT_FIELDS, *PERSON.fields),
    export_defaults=("name", "headline", "comment", "commented", "comment_reactions",
                     *_EXPORTED[2:], "comment_link", "post_link"),
    preview=(
        SectionSpec("Comment", lambda _: (), received=_comment_lines),
        *PERSON.preview,
    ),
    related=_actor,
)  # fmt: skip
"""A comment, with its author as a person."""
REACTION = replace(
    PERSON,
    fields=(*REACTION_FIELDS, *PERSON.fields),
    export_defaults=("name", "headline", "reaction", *_EXPORTED[2:]),
    preview=(
        SectionSpec("Reaction", lambda _: (), received=_reaction_lines),
        *PERSON.preview,
    ),
    related=_actor,
)
"""A reaction, with the person who has reacted."""
REACTED_POST = replace(
    POST,
    fields=(
        Field(
            "reacted", "Since", lambda _: None,
            received=date_reacted, column=ColumnLayout(8, 0.0, 2),
        ),
        *POST.fields,
    ),
    export_defaults=("reacted", *POST.export_defaults),
    preview=(
        *POST.preview,
        SectionSpec(
            "Reacted", lambda _: (),
            received=lambda raw: lines(f"{when} ago" if (when := date_reacted(raw)) else None),
        ),
    ),
)  # fmt: skip
"""A post that a person has reacted to."""
# Any, as in `record_types`: no type says that rows of a kind have the model of its type
ROW_TYPES: Mapping[str, RecordType[Any]] = {
    "comment": COMMENT,
    "reaction": REACTION,
    "reacted_post": REACTED_POST,
}
"""Types of rows that exports have beside the types of records."""
