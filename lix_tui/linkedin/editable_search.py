"""Interface of a search of any kind that can be edited: its filters and its keywords.

A search is immutable. Every edit returns a new search whose ``url`` differs only in the edited
part, or the search itself if nothing changes.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar, Self

from lix_tui.linkedin.catalogue import FilterSpec
from lix_tui.linkedin.filters import Filter


class EditableSearch(ABC):
    """Search that was read from a URL, or an empty one.

    ``CATALOGUE`` has the filters that a panel offers. Other filters stay and can be edited too.

    An edit raises ValueError, with a sentence for the user, if the search can't express it.
    """

    __slots__ = ()

    KIND: ClassVar[str]
    CATALOGUE: ClassVar[Mapping[str, FilterSpec]]

    @classmethod
    @abstractmethod
    def new(cls) -> Self:
        """Return an empty search."""

    @classmethod
    @abstractmethod
    def read(cls, url: str) -> Self:
        """Return the search of a URL. Raises ValueError with a sentence for other URLs."""

    @property
    @abstractmethod
    def url(self) -> str:
        """The search as a URL."""

    @property
    @abstractmethod
    def keywords(self) -> str | None:
        """The keywords, boolean operators included."""

    @property
    @abstractmethod
    def filters(self) -> tuple[Filter, ...]:
        """All filters in order, unknown ones too."""

    @abstractmethod
    def filter(self, filter_type: str) -> Filter | None:
        """Return the filter of a type."""

    @abstractmethod
    def with_keywords(self, keywords: str | None) -> Self:
        """Return the search with other keywords, or with none."""

    @abstractmethod
    def with_filter(self, item: Filter) -> Self:
        """Return the search with ``item`` replacing the filter of its type, or appended."""

    @abstractmethod
    def without_filter(self, filter_type: str) -> Self:
        """Return the search without the filter of a type."""

    def spec(self, filter_type: str) -> FilterSpec | None:
        """Return the specification of a filter; None for an unknown one."""
        return self.CATALOGUE.get(filter_type)
