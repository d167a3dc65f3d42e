"""Destination of a recognised text or a related record, and its price."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lix_tui.services.queries.query import Query


@dataclass(frozen=True, slots=True)
class InboxTarget:
    """Inbox of a viewer, or one conversation in it. Opening it sends nothing."""

    is_sales: bool = False
    """True for Sales Navigator's inbox."""
    conversation: str | None = None
    """Id of the conversation; None for the whole inbox."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Destination of a recognised text: a search, a record or a bulk lookup."""

    words: str
    """Name of what was recognised: 'A person'."""
    cost: str
    """Price of opening it, in words."""
    query: Query | None = None
    """The search; None for other destinations."""
    endpoint: str | None = None
    """Endpoint that looks the record up; None for other destinations."""
    link: str | None = None
    build: bool = False
    """True for a query that opens in the filter panel for editing, and isn't run."""
    name: str | None = None
    """Name of the record, if it is known before opening."""
    noun: str = ""
    """Word for the record, if the endpoint's word isn't exact: 'Author'."""
    from_file: bool = False
    """True for a query from a file, which is shown first and runs only when confirmed."""
    viewer_id: str | None = None
    """Account connected to Lix that the record is fetched as."""
    choices: tuple[Destination, ...] = ()
    """Lookups of the same thing at different prices, of which the user chooses one."""
    inbox: InboxTarget | None = None
    """Inbox or conversation; None for other destinations."""
    several: tuple[str, ...] = ()
    """Links, ids or addresses of a bulk lookup, whose dialog shows the price."""

    def with_viewer(self, viewer_id: str | None) -> Destination:
        """Return the destination, fetched as a viewer."""
        query = None if self.query is None else replace(self.query, viewer_id=viewer_id)
        return replace(self, query=query, viewer_id=viewer_id)
