"""Recognised target of a pasted text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lix_tui.linkedin.filters import Filter

SEARCHES = frozenset(
    {"sales_people", "sales_company", "people", "jobs", "posts", "companies", "recruiter"}
)
SAVED_LISTS = frozenset({"lead_list", "account_list"})
"""Saved lists of Sales Navigator."""
ENTITIES = frozenset(
    {"person", "lead", "recruiter_profile", "company", "account", "job", "post"}
    | {"group", "conversation"}
    | SAVED_LISTS
)


@dataclass(frozen=True, slots=True)
class Target:
    """Result of recognising a text.

    ``kind`` is one of :data:`SEARCHES`, one of :data:`ENTITIES`, ``email`` or ``unknown``.
    ``entity_id`` is a slug (decoded, lower case), a token, a number, a post's whole urn, a
    conversation's id or an address; an inbox has none. ``params`` are the other parameters: a
    tuple if LinkedIn accepts several values (``geoUrn``, ``f_E``), a string otherwise. ``url`` is
    the link in LinkedIn's own spelling. ``problem`` is one sentence: what is wrong, where, what to
    do.
    """

    kind: str
    entity_id: str | None = None
    keywords: str | None = None
    filters: tuple[Filter, ...] = ()
    params: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict, hash=False)
    page: int | None = None
    start: int | None = None
    url: str | None = None
    problem: str | None = None

    @property
    def is_search(self) -> bool:
        """True if this is a search, readable or not."""
        return self.kind in SEARCHES

    def to_json(self) -> dict[str, object]:
        """Return the object ``lix-tui explain --json`` prints; absent parts are left out.

        The kind of a text with a problem is ``unknown`` there, even if the kind of page is certain.
        """
        params = {
            name: value if isinstance(value, str) else list(value)
            for name, value in self.params.items()
        }
        parts: dict[str, object] = {
            "kind": "unknown" if self.problem else self.kind,
            "entity_id": self.entity_id,
            "keywords": self.keywords,
            "filters": [item.to_json() for item in self.filters] or None,
            "params": params or None,
            "page": self.page,
            "start": self.start,
            "url": self.url,
            "problem": self.problem,
        }
        return {name: part for name, part in parts.items() if part is not None}


def quotable(text: str, limit: int = 60) -> str:
    """Return a short, printable excerpt of foreign text for a sentence."""
    printable = "".join(char if char.isprintable() else "�" for char in text)
    return printable if len(printable) <= limit else f"{printable[: limit - 1]}…"
