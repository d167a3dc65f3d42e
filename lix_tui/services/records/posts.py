"""Posts in results and in full."""

from __future__ import annotations

from collections.abc import Iterator

from lix_tui.api.models.post import Post
from lix_tui.api.models.search import Element
from lix_tui.services.queries.opening import Opening
from lix_tui.services.records.copy_form import CopyForm
from lix_tui.services.records.copy_forms import forms_of
from lix_tui.services.records.related import of_post
from lix_tui.services.records.summary import Section, SummaryLine
from lix_tui.text import clean_line

REACTIONS = {
    "LIKE": "Like",
    "PRAISE": "Celebrate",
    "EMPATHY": "Love",
    "INTEREST": "Insightful",
    "APPRECIATION": "Support",
    "ENTERTAINMENT": "Funny",
}


class PostsView:
    """Posts of a LinkedIn search."""

    def name(self, element: Element) -> str:
        """Who wrote it."""
        return author_of(as_post(element.record))

    def cells(self, element: Element) -> tuple[str, ...]:
        """Author, text, reactions, comments, day."""
        post = as_post(element.record)
        return (
            author_of(post),
            clean_line(post.text or post.embedded_object.title or ""),
            f"{post.reactions:,}",
            f"{post.num_comments or 0:,}",
            f"{post.posted:%Y-%m-%d}" if post.posted else "",
        )

    def links(self, element: Element) -> tuple[str, ...]:
        """The post's page."""
        link = as_post(element.record).best_link
        return (link,) if link else ()

    def summary(self, element: Element) -> list[SummaryLine]:
        """Who, when, what, how it was taken."""
        post = as_post(element.record)
        lines = [SummaryLine(author_of(post), "title")]
        lines += [
            SummaryLine(text, "muted") for text in (post.person.description, _when(post)) if text
        ]
        if post.text:
            lines += [SummaryLine(""), SummaryLine(post.text)]
        lines += [SummaryLine(""), *_shared(post), SummaryLine(counts_of(post), "muted")]
        return lines

    def related(self, element: Element) -> Iterator[Opening]:
        """Yield the places it leads to, the likeliest first."""
        return of_post(as_post(element.record))

    def forms(self, element: Element) -> list[CopyForm]:
        """Links, text, urn, JSON."""
        return post_forms(as_post(element.record), element.value)


def as_post(record: object) -> Post:
    """The record as the post it is. Raises TypeError for a record of another kind."""
    if isinstance(record, Post):
        return record
    message = f"a {type(record).__name__} is no post"
    raise TypeError(message)


def author_of(post: Post) -> str:
    """Who wrote it, as far as it is said."""
    return post.person.name or "An author without a name"


def counts_of(post: Post) -> str:
    """Reactions, comments and shares in a line."""
    return (
        f"{_counted(post.reactions, 'reaction')} · {_counted(post.num_comments or 0, 'comment')} · "
        f"{_counted(post.num_shares or 0, 'share')}"
    )


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def post_forms(post: Post, raw: object) -> list[CopyForm]:
    """Every form of a post that can be copied."""
    pairs = (
        ("Post link", post.best_link),
        ("Author link", post.person.link),
        ("text", post.text),
        ("urn", post.urn),
    )
    return forms_of(pairs, raw)


def reaction_bars(post: Post) -> list[tuple[str, int | None]]:
    """Reactions by kind, for bars; kinds that nobody used are left out."""
    bars: list[tuple[str, int | None]] = []
    for entry in post.num_reactions:
        name = (entry.reaction_type or "").removeprefix("REACTION_TYPE_")
        if entry.count:
            bars.append((REACTIONS.get(name, name.title() or "?"), entry.count))
    return bars


def post_sections(post: Post) -> list[Section]:
    """The post in full, part by part."""
    author = [text for text in (post.person.name, post.person.description) if text]
    links = [link for link in (post.best_link, post.person.link) if link]
    return [
        section
        for section in (
            Section("Text", tuple(SummaryLine(text) for text in (post.text,) if text)),
            Section("Shared article", tuple(_shared(post))),
            Section("How it was taken", (SummaryLine(counts_of(post), "muted"),)),
            Section("Author", tuple(SummaryLine(text) for text in author)),
            Section("When", tuple(SummaryLine(text) for text in (_when(post),) if text)),
            Section("Links", tuple(SummaryLine(link, "link") for link in links)),
        )
        if section.lines
    ]


def _when(post: Post) -> str:
    """The day, said to be near: Lix reckons it from an age such as '2d'."""
    return f"about {post.posted:%Y-%m-%d}" if post.posted else ""


def _shared(post: Post) -> list[SummaryLine]:
    article = post.embedded_object
    lines = [SummaryLine(article.title, "subtitle")] if article.title else []
    return [*lines, SummaryLine(article.source, "muted")] if article.source else lines
