"""Record type of posts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lix_tui.api.models.post import Post, post_fields
from lix_tui.linkedin.links import post_keys
from lix_tui.services.columns import ColumnLayout
from lix_tui.services.queries.destination import Destination
from lix_tui.services.records import related_records
from lix_tui.services.records.mark_fields import MARK_FIELDS
from lix_tui.services.records.record_keys import IDENTITIES
from lix_tui.services.records.record_type import (
    Chart,
    EntryText,
    Field,
    Params,
    RecordType,
    SectionSpec,
)
from lix_tui.services.records.summary import SummaryLine, facts, lines
from lix_tui.text import clean_line

REACTIONS = {
    "LIKE": "Like",
    "PRAISE": "Celebrate",
    "EMPATHY": "Love",
    "INTEREST": "Insightful",
    "APPRECIATION": "Support",
    "ENTERTAINMENT": "Funny",
    "CELEBRATE": "Celebrate",
    "LOVE": "Love",
    "INSIGHTFUL": "Insightful",
    "SUPPORT": "Support",
    "FUNNY": "Funny",
}
"""Names by type, as the posts search and later endpoints spell the types."""
MOST_TITLE = 200
"""Characters of a post's text that serve as its title in the library."""


def _author(post: Post) -> str:
    return post.person.name or "An author without a name"


def _line(post: Post) -> str:
    return clean_line(post.text or post.embedded_object.title or "")


def _day(post: Post) -> str | None:
    return f"{post.posted:%Y-%m-%d}" if post.posted else None


FIELDS: tuple[Field[Post], ...] = (
    Field(
        "author", "Author", lambda post: post.person.name,
        cell=_author, column=ColumnLayout(18, 1.0, 0),
    ),
    Field("author_headline", "Headline", lambda post: post.person.description),
    Field("author_link", "Author link", lambda post: post.person.link, "link"),
    Field("text", "Text", lambda post: post.text, cell=_line, column=ColumnLayout(24, 4.0, 1)),
    Field(
        "reactions", "Reacted", lambda post: post.reactions, "number",
        column=ColumnLayout(7, 0.0, 2, "right"),
    ),
    Field(
        "comments", "Comments", lambda post: post.num_comments, "number",
        cell=lambda post: f"{post.num_comments or 0:,}", column=ColumnLayout(8, 0.0, 3, "right"),
    ),
    Field("shares", "Shares", lambda post: post.num_shares, "number"),
    Field("posted", "About", _day, "date", column=ColumnLayout(10, 0.0, 4)),
    Field("article_title", "Article", lambda post: post.embedded_object.title),
    Field("article_source", "Source", lambda post: post.embedded_object.source),
    Field("link", "Link", lambda post: post.best_link, "link"),
    Field("urn", "URN", lambda post: post.urn),
    Field("post_id", "Post id", lambda post: post.id),
    *MARK_FIELDS,
)  # fmt: skip


def _params(link: str) -> Params:
    return {"post_urn": f"urn:li:{post_keys(link)[0]}"}


def _counted(count: int | None, noun: str) -> str:
    return f"{count or 0:,} {noun}{'' if count == 1 else 's'}"


def _counts(post: Post) -> Iterable[SummaryLine]:
    counts = (
        _counted(post.reactions, "reaction"),
        _counted(post.num_comments, "comment"),
        _counted(post.num_shares, "share"),
    )
    return lines(" · ".join(counts), role="muted")


def _when(post: Post) -> str:
    """Return the day as an approximate one: Lix computes it from an age such as '2d'."""
    return f"about {_day(post)}" if post.posted else ""


def _article(post: Post) -> Iterable[SummaryLine]:
    article = post.embedded_object
    return (*lines(article.title, role="subtitle"), *lines(article.source, role="muted"))


def _shared(post: Post) -> Iterable[SummaryLine]:
    """Return the article with the link of its image."""
    image = facts(("image", post.embedded_object.image_url), role="link")
    return (*_article(post), *image)


def _links(post: Post) -> Iterable[SummaryLine]:
    return lines(post.best_link, post.person.link, role="link")


def _engagement(post: Post) -> Iterable[SummaryLine]:
    """Return the counts, and the likes where they aren't the number of reactions."""
    likes = post.num_likes if post.num_likes != post.reactions else None
    return (*_counts(post), *facts(("likes", likes), role="muted"))


def _exact_time(post: Post) -> str:
    """Return day and minute; approximate, as Lix computes them from an age such as '2d'."""
    return f"about {post.posted:%Y-%m-%d %H:%M} UTC" if post.posted else ""


def _head(post: Post) -> Iterable[SummaryLine]:
    return (
        SummaryLine(_author(post), "title"),
        *lines(post.person.description, _when(post), role="muted"),
    )


def reaction_name(reaction_type: str) -> str:
    """Return the name of a type of reaction, in each spelling that Lix's answers have."""
    name = reaction_type.upper().removeprefix("REACTION_TYPE_")
    return REACTIONS.get(name, name.title() or "?")


def _charts(post: Post) -> list[Chart]:
    """Return the numbers of reactions by type as bars, without types that nobody used."""
    bars = tuple(
        (reaction_name(entry.reaction_type or ""), entry.count)
        for entry in post.num_reactions
        if entry.count
    )
    return [Chart("Reactions", bars=bars)] if bars else []


def _related(post: Post, link: str | None) -> Iterator[Destination]:
    """Yield the author and the post."""
    yield from related_records.linked_record(post.person.link, post.person.name, "The author")
    yield from related_records.lookup("post", post.best_link or link, post.person.name)


def _entry(post: Post) -> EntryText:
    return EntryText(_author(post), _line(post)[:MOST_TITLE], words=_line(post))


POST: RecordType[Post] = RecordType(
    endpoint="post",
    model=Post,
    entry_kind="post",
    keys=IDENTITIES["post"].keys,
    params=_params,
    links=lambda post: (post.best_link,),
    best_link=lambda post: post.best_link,
    shape=post_fields,
    title=_author,
    subtitle=lambda post: (post.person.description,),
    fields=FIELDS,
    export_defaults=(
        "author", "author_headline", "text", "reactions", "comments", "shares", "posted",
        "article_title", "article_source", "link", "author_link",
    ),
    copies=(
        ("Post link", "link"),
        ("Author link", "author_link"),
        ("text", "text"),
        ("urn", "urn"),
    ),
    head=_head,
    preview=(
        SectionSpec("", lambda post: lines(post.text)),
        SectionSpec("", lambda post: (*_article(post), *_counts(post))),
    ),
    detail=(
        SectionSpec("Text", lambda post: lines(post.text), wide=True),
        SectionSpec("Shared article", _shared, wide=True),
        SectionSpec("Links", _links, wide=True, is_late=True),
        SectionSpec("Engagement", _engagement),
        SectionSpec("Author", lambda post: lines(post.person.name, post.person.description)),
        SectionSpec("When", lambda post: lines(_exact_time(post))),
        SectionSpec("Ids", lambda post: lines(post.urn, post.id, role="muted")),
    ),
    charts=_charts,
    related=_related,
    entry=_entry,
    marks=True,
)  # fmt: skip
