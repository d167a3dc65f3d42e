"""Editable searches of Sales Navigator. Every edit keeps the spelling of all other parts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from lix_tui.linkedin.address import ORIGIN, Address
from lix_tui.linkedin.catalogue import ACCOUNT_FILTERS, ALL_FILTERS, FILTERS, FilterSpec
from lix_tui.linkedin.editable_search import EditableSearch
from lix_tui.linkedin.filter_writer import write_filter
from lix_tui.linkedin.filters import Filter, FilterValue, read_filter
from lix_tui.linkedin.page_parts import SALES_PAGES
from lix_tui.linkedin.percent import decode_form
from lix_tui.linkedin.recognition import recognise
from lix_tui.linkedin.restli import parse, write
from lix_tui.linkedin.restli_nodes import Array, Atom, Document, Node, Record
from lix_tui.linkedin.sales_pages import read_filters

_AFTER_SPELLING = ("recentSearchParam", "filters", "keywords")


@dataclass(frozen=True)  # without slots: the filters that were read are kept
class SalesSearch(EditableSearch):
    """A Sales Navigator search URL and the query in it."""

    address: Address
    document: Document

    @classmethod
    def new(cls) -> Self:
        """Return a search without filters and keywords."""
        return cls(Address.split(f"{ORIGIN}{SALES_PAGES[cls.KIND]}"), Document(Record(())))

    @classmethod
    def read(cls, url: str) -> Self:
        """Return the search of a URL; a query in another spelling gets LinkedIn's own.

        Raises:
            ValueError: the URL isn't a search of this kind, or its query can't be read; the
                message is a sentence.

        """
        target = recognise(url)
        if target.problem is not None:
            raise ValueError(target.problem)
        if target.kind != cls.KIND or target.url is None:
            message = f"This isn't a Sales Navigator search for {cls._noun()}: paste one of those."
            raise ValueError(message)
        address = Address.split(target.url)
        raw = address.value("query")
        return cls(address, parse(raw) if raw else Document(Record(())))

    @classmethod
    def _noun(cls) -> str:
        return "leads" if cls.KIND == "sales_people" else "accounts"

    @property
    def url(self) -> str:
        """URL of the search for the address bar; the original text if nothing was edited."""
        root = self.document.root
        if root.entries or root.raw is not None:
            return str(self.address.with_value("query", write(self.document)))
        had_query = bool(self.address.value("query"))
        return str(self.address.with_value("query", None) if had_query else self.address)

    @property
    def keywords(self) -> str | None:
        """The boolean keywords, from the query or the parameter beside it."""
        sibling = self.address.value("keywords")
        return self.document.root.text("keywords") or (decode_form(sibling) if sibling else None)

    @cached_property
    def filters(self) -> tuple[Filter, ...]:
        """All filters in order, those of unknown types too."""
        return read_filters(self.document)

    def filter(self, filter_type: str) -> Filter | None:
        """Return the filter of a type, with the values of all filters of that type."""
        found = [item for item in self.filters if item.type == filter_type]
        if len(found) < 2:
            return found[0] if found else None
        return Filter(
            filter_type,
            tuple(value for item in found for value in item.values),
            next((item.range for item in found if item.range is not None), None),
            next((item.sub_filter for item in found if item.sub_filter), None),
        )

    def with_keywords(self, keywords: str | None) -> Self:
        """Return the search with other keywords, or with none.

        LinkedIn's own pages switch spell correction on with the first keywords and off with the
        last (so in 19 of 21 collected URLs); a setting of another kind stays.
        """
        if (keywords or None) == self.keywords:
            return self
        root = self.document.root
        spelling = root.get("spellCorrectionEnabled")
        if keywords:
            if spelling is None and root.get("keywords") is None:
                spelling = Atom("true")
                root = root.with_entry("spellCorrectionEnabled", spelling, before=_AFTER_SPELLING)
            root = root.with_entry("keywords", Atom(keywords))
        else:
            root = root.without("keywords")
            if spelling == Atom("true"):
                root = root.without("spellCorrectionEnabled")
        return replace(self._with_root(root), address=self.address.with_value("keywords", None))

    def with_filter(self, item: Filter) -> Self:
        """Return the search with ``item`` in place of the filter of its type, or added at the end.

        Values that stay keep their place and all their keys. A filter without values and range is
        removed.
        """
        if item == self.filter(item.type):
            return self
        if not item.values and item.range is None:
            return self.without_filter(item.type)
        nodes = self._nodes()
        places = [place for place, node in enumerate(nodes) if _type_of(node) == item.type]
        if not places:
            return self._with_nodes((*nodes, write_filter(item)))
        shares = _distribute_values(item, [nodes[place] for place in places])
        new = dict(zip(places, shares, strict=True))
        kept = (new.get(place, node) for place, node in enumerate(nodes))
        return self._with_nodes(tuple(node for node in kept if node is not None))

    def without_filter(self, filter_type: str) -> Self:
        """Return the search without the filter of a type."""
        nodes = self._nodes()
        kept = tuple(node for node in nodes if _type_of(node) != filter_type)
        return self if len(kept) == len(nodes) else self._with_nodes(kept)

    def spec(self, filter_type: str) -> FilterSpec | None:
        """Return the specification of a filter, old names included; None for an unknown one."""
        return ALL_FILTERS[self.KIND].get(filter_type)

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

    KIND = "sales_people"
    CATALOGUE = FILTERS


class AccountSearch(SalesSearch):
    """A search for accounts, that is for organisations, with filters that have ranges."""

    KIND = "sales_company"
    CATALOGUE = ACCOUNT_FILTERS


def _distribute_values(item: Filter, nodes: list[Node]) -> list[Record | None]:
    """Return a node of ``item`` for each old node: its own values, and new ones in the first."""
    old = [
        (node, before)
        for node in nodes
        if isinstance(node, Record) and (before := read_filter(node))
    ]
    with_range = next((place for place, (_, one) in enumerate(old) if one.range is not None), 0)
    with_choice = next((place for place, (_, one) in enumerate(old) if one.sub_filter), 0)
    left = list(item.values)
    shares: list[list[FilterValue]] = []
    for _, before in reversed(old[1:]):
        names = {value.identity for value in before.values}
        shares.insert(0, [value for value in left if value.identity in names])
        left = [value for value in left if value.identity not in names]
    written: list[Record | None] = []
    for place, ((node, _), share) in enumerate(zip(old, [left, *shares], strict=True)):
        part = Filter(
            item.type,
            tuple(share),
            item.range if place == with_range else None,
            item.sub_filter if place == with_choice else None,
        )
        written.append(write_filter(part, node) if part.values or part.range else None)
    return written


def _type_of(node: Node) -> str | None:
    return node.text("type") if isinstance(node, Record) else None
