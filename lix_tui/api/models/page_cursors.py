"""Cursor of the next page in an answer, in each place that the docs and examples have one."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qs, urlsplit

from lix_tui.api.models.base import JsonObject, as_object, first_present

_SEQUENCES = ("sequenceId", "sequence_id", "syncToken", "sync_token")
"""Names of the cursor of conversations and messages; the last two are those of a first draft."""


def page_cursors(
    answer: JsonObject, holder: JsonObject, elements: Sequence[JsonObject]
) -> dict[str, str]:
    """Return the cursors in an answer, by the names of the paging rules that use them.

    ``holder`` is the object with the page. Cursors are opaque and stay as received.
    """
    fields = {**answer, **holder}
    paging, pagination = as_object(fields.get("paging")), as_object(fields.get("pagination"))
    last = elements[-1] if elements else {}
    found = {
        "start_and_cursor": first_present(fields, "pagination_token", "paginationToken"),
        "sequence_cursor": first_present(fields, *_SEQUENCES),
        "time_cursor": first_present(last, "nextPageStartsAt", "next_page_starts_at"),
        "after": _after(paging, pagination),
    }
    texts = {name: _text(value) for name, value in found.items()}
    return {name: text for name, text in texts.items() if text}


def _after(paging: JsonObject, pagination: JsonObject) -> str | None:
    """Return the ``after`` of the link to the next page, or the one beside the page.

    Only the parameter of the link is used: its host is never called.
    """
    for holder in (paging, pagination):
        link = as_object(first_present(holder, "_links", "links")).get("next")
        link = as_object(link).get("href") if isinstance(link, dict) else link
        if isinstance(link, str) and (after := _parameter(link, "after")):
            return after
    if pagination.get("has_more") is False or pagination.get("hasMore") is False:
        return None
    return _text(first_present(pagination, "after"))


def _parameter(link: str, name: str) -> str | None:
    try:
        return next(iter(parse_qs(urlsplit(link).query).get(name, ())), None)
    except ValueError:  # not a link
        return None


def _text(value: object) -> str | None:
    """Return text unchanged, a whole number as its digits, and None for anything else."""
    if isinstance(value, bool):
        return None
    return str(value) if isinstance(value, str | int) and value != "" else None
