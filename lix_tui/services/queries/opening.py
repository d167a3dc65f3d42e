"""A recognised text or a related record: the place it opens, and its price."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lix_tui.services.queries.query import Query


@dataclass(frozen=True, slots=True)
class Opening:
    """A recognised text and what opening it does."""

    words: str
    """Name of what was recognised: 'A person'."""
    cost: str
    """Price of opening it, in words."""
    query: Query | None = None
    """The search, where it is one."""
    endpoint: str | None = None
    """Endpoint that tells more of the record, where it is one."""
    link: str | None = None
    build: bool = False
    """True for a query that opens in the filter panel to go on with, and isn't run."""
    name: str | None = None
    """Name of the record, where that is known before it is opened."""
    noun: str = ""
    """One word for it, where its endpoint does not say enough: 'Author'."""
    from_file: bool = False
    """True for a query that came in a file: it is shown first and runs only when confirmed."""
    viewer_id: str | None = None
    """Account connected to Lix that the record is fetched as."""
    several: tuple[str, ...] = ()
    """Links, ids or addresses of a bulk lookup, which asks what to look up and says its price."""

    def seen_as(self, viewer_id: str | None) -> Opening:
        """Return the same, fetched as a viewer."""
        query = None if self.query is None else replace(self.query, viewer_id=viewer_id)
        return replace(self, query=query, viewer_id=viewer_id)
