"""One way to edit a search of any kind: values, ranges, sub-filters, toggles, keywords.

A search is immutable; every edit returns a new one whose ``url`` differs only by what was touched.
An edit that changes nothing returns the search itself.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from math import isfinite
from typing import ClassVar, Self

from lix_tui.linkedin.catalogue import FilterSpec
from lix_tui.linkedin.filters import Filter, FilterValue, Range

_ORGANISATION = "urn:li:organization:"
_LARGEST = 10**15
"""Numbers below this are read back as they were written."""


class EditableSearch(ABC):
    """A search that was read from a URL, or a new one.

    ``CATALOGUE`` holds the filters a panel can offer. Filters outside of it are kept and can be
    edited too, without the checks only a known filter allows.

    Every edit raises ValueError, with a sentence for people, when the filter does not take it.
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
        """Return the search a URL asks for.

        Raises ValueError, with a sentence, for anything else.
        """

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

    def with_value(self, filter_type: str, value: FilterValue) -> Self:
        """Return the search with a value added; one that is there is included or excluded as asked.

        A filter of a single value takes this one in place of its own.
        """
        self._check_value(filter_type, value)
        before = self.filter(filter_type) or Filter(filter_type)
        old = _same(value, before.values)
        spec = self.spec(filter_type)
        if old is not None:
            return self if old.excluded == value.excluded else self._flip(before, old)
        kept = () if spec is not None and spec.single else before.values
        return self.with_filter(replace(before, values=(*kept, value)))

    def without_value(self, filter_type: str, value: FilterValue) -> Self:
        """Return the search without a value; the filter goes with its last one."""
        before = self.filter(filter_type)
        old = _same(value, before.values) if before else None
        if before is None or old is None:
            return self
        kept = tuple(item for item in before.values if item.identity != old.identity)
        return self.with_filter(replace(before, values=kept))

    def flipped(self, filter_type: str, value: FilterValue) -> Self:
        """Return the search with an included value excluded, or the other way round."""
        before = self.filter(filter_type)
        old = _same(value, before.values) if before else None
        if before is None or old is None:
            message = f"{self._name(filter_type)} doesn't have this value."
            raise ValueError(message)
        self._check_value(filter_type, replace(old, excluded=not old.excluded))
        return self._flip(before, old)

    def with_range(self, filter_type: str, limits: Range | None) -> Self:
        """Return the search with a number range set; a range without ends, or None, clears it."""
        spec = self.spec(filter_type)
        if spec is not None and not spec.range:
            message = f"{self._name(filter_type)} takes values, not a range."
            raise ValueError(message)
        before = self.filter(filter_type) or Filter(filter_type)
        if limits is None or (limits.min is None and limits.max is None):
            return self.with_filter(replace(before, range=None))
        _check_range(limits)
        return self.with_filter(replace(before, range=limits))

    def with_sub_filter(self, filter_type: str, chosen: str | None) -> Self:
        """Return the search with the sub-filter of a filter set, or cleared (None)."""
        before = self.filter(filter_type)
        spec = self.spec(filter_type)
        if chosen and spec is not None and spec.sub_filter is None:
            message = f"{self._name(filter_type)} has no sub-filter."
            raise ValueError(message)
        if before is None and chosen:
            message = f"Choose a value of {self._name(filter_type)} before its {_meaning(spec)}."
            raise ValueError(message)
        if before is None or (chosen or None) == before.sub_filter:
            return self
        return self.with_filter(replace(before, sub_filter=chosen or None))

    def is_on(self, filter_type: str) -> bool:
        """Return True if a toggle is on."""
        item = self.filter(filter_type)
        return item is not None and any(value.id != "false" for value in item.values)

    def with_toggle(self, filter_type: str, on: bool) -> Self:
        """Return the search with a toggle on or off."""
        spec = self.spec(filter_type)
        if spec is None or not spec.toggle:
            message = f"{self._name(filter_type)} can't be switched on or off."
            raise ValueError(message)
        if on == self.is_on(filter_type):
            return self
        return self.with_value(filter_type, _on(spec)) if on else self.without_filter(filter_type)

    def _flip(self, before: Filter, old: FilterValue) -> Self:
        values = tuple(
            replace(item, excluded=not old.excluded) if item.identity == old.identity else item
            for item in before.values
        )
        return self.with_filter(replace(before, values=values))

    def _check_value(self, filter_type: str, value: FilterValue) -> None:
        spec = self.spec(filter_type)
        if not value.id and not value.text:
            message = "A value needs an id or a text."
        elif spec is None:
            return
        elif spec.range:
            message = f"{self._name(filter_type)} takes a range, not values."
        elif value.excluded and not spec.excludable:
            message = f"{self._name(filter_type)} can't exclude values."
        elif not value.id and not spec.free:
            message = f"{self._name(filter_type)} takes a value from its list, not free text."
        else:
            return
        raise ValueError(message)

    def _name(self, filter_type: str) -> str:
        spec = self.spec(filter_type)
        return spec.label if spec else filter_type


def _same(value: FilterValue, values: tuple[FilterValue, ...]) -> FilterValue | None:
    """Return the value in ``values`` that means the same; old company ids are bare numbers."""
    return next((item for item in values if _meant(item) == _meant(value)), None)


def _meant(value: FilterValue) -> tuple[str, str]:
    what, text = value.identity
    return what, text.removeprefix(_ORGANISATION)


def _on(spec: FilterSpec) -> FilterValue:
    """Return the one value of a toggle; LinkedIn's own searches say ``true``."""
    from lix_tui.linkedin.facets import closed_values

    known = closed_values(spec.values_facet)
    return FilterValue(known[0].id, known[0].text) if known else FilterValue("true")


def _meaning(spec: FilterSpec | None) -> str:
    return (spec.sub_filter if spec else None) or "sub-filter"


def _check_range(limits: Range) -> None:
    ends = [end for end in (limits.min, limits.max) if end is not None]
    if not all(isfinite(end) and abs(end) < _LARGEST for end in ends):
        message = "A range takes plain numbers."
    elif len(ends) == 2 and ends[0] > ends[1]:
        message = "A range begins with its smaller number."
    else:
        return
    raise ValueError(message)
