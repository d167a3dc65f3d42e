"""Sales Navigator searches that can be edited: every edit touches only what it changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from lix_tui.linkedin.address import ORIGIN, Address
from lix_tui.linkedin.catalogue import ACCOUNT_FILTERS, FILTERS, FilterSpec
from lix_tui.linkedin.filter_writer import write_filter
from lix_tui.linkedin.filters import Filter
from lix_tui.linkedin.percent import decode_form
from lix_tui.linkedin.recognise import recognise
from lix_tui.linkedin.restli import Array, Atom, Document, Node, Record, parse, write
from lix_tui.linkedin.sales_pages import read_filters
from lix_tui.linkedin.search_pages import SALES_PAGES

_AFTER_SPELLING = ("recentSearchParam", "filters", "keywords")


@dataclass(frozen=True, slots=True)
class SalesSearch:
    """A Sales Navigator search URL and the query in it."""

    address: Address
    document: Document

    KIND: ClassVar[str]
    CATALOGUE: ClassVar[Mapping[str, FilterSpec]]

    @classmethod
    def new(cls) -> Self:
        """A search that asks for nothing yet."""
        return cls(Address.split(f"{ORIGIN}{SALES_PAGES[cls.KIND]}"), Document(Record(())))

    @classmethod
    def read(cls, url: str) -> Self:
        """The search a URL asks for. A query in another spelling is taken over as LinkedIn's own.

        Raises:
            ValueError: the URL is another kind of thing, or its query cannot be read; the message
                is a sentence for people.

        """
        target = recognise(url)
        if target.problem is not None:
            raise ValueError(target.problem)
        if target.kind != cls.KIND or target.url is None:
            message = f"This is not a Sales Navigator search for {cls._noun()}: paste one of those."
            raise ValueError(message)
        address = Address.split(target.url)
        raw = address.value("query")
        return cls(address, parse(raw) if raw else Document(Record(())))

    @classmethod
    def _noun(cls) -> str:
        return "leads" if cls.KIND == "sales_people" else "accounts"

    @property
    def url(self) -> str:
        """The search as an address-bar URL; byte for byte the one that was read, if unedited."""
        root = self.document.root
        if root.entries or root.raw is not None:
            return str(self.address.with_value("query", write(self.document)))
        had_query = bool(self.address.value("query"))
        return str(self.address.with_value("query", None) if had_query else self.address)

    @property
    def keywords(self) -> str | None:
        """The boolean keywords, wherever the URL carries them."""
        sibling = self.address.value("keywords")
        return self.document.root.text("keywords") or (decode_form(sibling) if sibling else None)

    @property
    def filters(self) -> tuple[Filter, ...]:
        """All filters in order, those of unknown types too."""
        return read_filters(self.document)

    def filter(self, filter_type: str) -> Filter | None:
        """The filter of a type."""
        return next((item for item in self.filters if item.type == filter_type), None)

    def with_keywords(self, keywords: str | None) -> Self:
        """The search with other keywords, or with none."""
        if (keywords or None) == self.keywords:
            return self
        root = self.document.root
        if keywords:
            if root.get("spellCorrectionEnabled") is None:
                spelling = Atom("true")
                root = root.with_entry("spellCorrectionEnabled", spelling, before=_AFTER_SPELLING)
            root = root.with_entry("keywords", Atom(keywords))
        else:
            root = root.without("keywords").without("spellCorrectionEnabled")
        return replace(self._with_root(root), address=self.address.with_value("keywords", None))

    def with_filter(self, item: Filter) -> Self:
        """The search with ``item`` in place of the filter of its type, or added at the end.

        Values that stay keep every key they had. A filter without values and range is taken out.
        """
        if not item.values and item.range is None:
            return self.without_filter(item.type)
        nodes = self._nodes()
        places = [place for place, node in enumerate(nodes) if _type_of(node) == item.type]
        old = nodes[places[0]] if places else None
        new = write_filter(item, old if isinstance(old, Record) else None)
        if new is old and len(places) == 1:
            return self
        if not places:
            return self._with_nodes((*nodes, new))
        kept = (
            new if place == places[0] else node
            for place, node in enumerate(nodes)
            if place not in places[1:]
        )
        return self._with_nodes(tuple(kept))

    def without_filter(self, filter_type: str) -> Self:
        """The search without the filter of a type."""
        nodes = self._nodes()
        kept = tuple(node for node in nodes if _type_of(node) != filter_type)
        return self if len(kept) == len(nodes) else self._with_nodes(kept)

    def _nodes(self) -> tuple[Node, ...]:
        node = self.document.root.get("filters")
        return node.items if isinstance(node, Array) else ()

    def _with_nodes(self, nodes: tuple[Node, ...]) -> Self:
        root = self.document.root
        if not nodes:
            return self._with_root(root.without("filters"))
        return self._with_root(root.with_entry("filters", Array(nodes), before=("keywords",)))

    def _with_root(self, root: Record) -> Self:
        return replace(self, document=replace(self.document, root=root))


class LeadSearch(SalesSearch):
    """A search for leads, that is for people."""

    __slots__ = ()
    KIND = "sales_people"
    CATALOGUE = FILTERS


class AccountSearch(SalesSearch):
    """A search for accounts, that is for organisations."""

    __slots__ = ()
    KIND = "sales_company"
    CATALOGUE = ACCOUNT_FILTERS


def _type_of(node: Node) -> str | None:
    return node.text("type") if isinstance(node, Record) else None
