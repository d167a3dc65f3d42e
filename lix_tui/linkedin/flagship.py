"""Editable searches of LinkedIn's own pages. An edit changes one parameter only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from lix_tui.linkedin.address import ORIGIN, Address
from lix_tui.linkedin.editable_search import EditableSearch
from lix_tui.linkedin.filters import Filter, FilterValue
from lix_tui.linkedin.parameter_catalogue import PARAMETER_FILTERS
from lix_tui.linkedin.parameter_spelling import respell
from lix_tui.linkedin.parameters import PARAMETERS, Shape, read_values
from lix_tui.linkedin.recognition import recognise

_ORGANISATION = "urn:li:organization:"
_OLD_WORDS = frozenset({"title"})
"""Parameters of free text that LinkedIn doesn't offer any more."""


@dataclass(frozen=True, slots=True)
class FlagshipSearch(EditableSearch):
    """A search URL of linkedin.com and its parameters (see :data:`parameters.PARAMETERS`)."""

    address: Address

    PATH: ClassVar[str]

    @classmethod
    def new(cls) -> Self:
        """Return a search without filters and keywords."""
        return cls(Address.split(f"{ORIGIN}{cls.PATH}"))

    @classmethod
    def read(cls, url: str) -> Self:
        """Return the search of a URL.

        Raises:
            ValueError: the URL isn't a search of this kind; the message is a sentence.

        """
        target = recognise(url)
        if target.kind != cls.KIND or target.url is None:
            message = target.problem or f"This isn't a LinkedIn search for {cls.KIND}."
            raise ValueError(message)
        return cls(Address.split(target.url))

    @property
    def parameters(self) -> Mapping[str, Shape]:
        """Every parameter of this kind of search, with its shape."""
        return PARAMETERS[self.KIND]

    @property
    def url(self) -> str:
        """The search as a URL; the original bytes if nothing was edited."""
        return str(self.address)

    @property
    def keywords(self) -> str | None:
        """The keywords, boolean operators included."""
        return next(iter(self.values("keywords")), None)

    def with_keywords(self, keywords: str | None) -> Self:
        """Return the search with other keywords, or with none."""
        return self.with_values("keywords", *((keywords,) if keywords else ()))

    def values(self, name: str) -> tuple[str, ...]:
        """Return the values of a parameter in any spelling; empty for a missing one.

        Raises:
            ValueError: this kind of search has no such parameter.

        """
        shape = self._shape(name)
        spelled = self.address.values(name)
        if shape not in ("array", "list"):
            spelled = spelled[:1]
        return tuple(value for raw in spelled for value in read_values(shape, raw))

    def with_values(self, name: str, *values: str) -> Self:
        """Return the search with a parameter set to ``values``, or without it if there are none.

        Raises:
            ValueError: this kind of search has no such parameter, or it accepts one value only.

        """
        shape = self._shape(name)
        if values == self.values(name):
            return self
        spelled = self.address.values(name)
        before = spelled[0] if len(spelled) == 1 else None
        written = respell(shape, before, values) if values else None
        return replace(self, address=self.address.with_value(name, written))

    @property
    def filters(self) -> tuple[Filter, ...]:
        """Parameters that narrow the search, in the URL's order, without the keywords."""
        names = dict.fromkeys(item.name for item in self.address.parameters)
        found = (self.filter(name) for name in names if name in self.parameters)
        return tuple(item for item in found if item is not None)

    def filter(self, filter_type: str) -> Filter | None:
        """Return a parameter as a filter: ids, or texts for a parameter of free text."""
        if filter_type not in self.parameters or filter_type == "keywords":
            return None
        values = self.values(filter_type)
        if not values:
            return None
        spec = self.spec(filter_type)
        free = spec.free if spec else filter_type in _OLD_WORDS
        return Filter(
            filter_type,
            tuple(FilterValue(text=value) if free else FilterValue(value) for value in values),
        )

    def with_filter(self, item: Filter) -> Self:
        """Return the search with a parameter set to the ids (else the texts) of ``item``.

        Raises:
            ValueError: the parameter doesn't exist or accept this; the message says why.

        """
        if item.range is not None or item.sub_filter or any(one.excluded for one in item.values):
            message = f"A LinkedIn search for {self.KIND} only accepts values to include."
            raise ValueError(message)
        texts = (one.id or one.text or "" for one in item.values)
        return self.with_values(item.type, *(text.removeprefix(_ORGANISATION) for text in texts))

    def without_filter(self, filter_type: str) -> Self:
        """Return the search without a parameter."""
        return self.with_values(filter_type)

    def _shape(self, name: str) -> Shape:
        shape = self.parameters.get(name)
        if shape is None:
            message = f"A LinkedIn search for {self.KIND} has no parameter “{name}”."
            raise ValueError(message)
        return shape


class PeopleSearch(FlagshipSearch):
    """``/search/results/people/``: 10 a page, 1000 at most (Lix docs)."""

    __slots__ = ()
    KIND = "people"
    CATALOGUE = PARAMETER_FILTERS["people"]
    PATH = "/search/results/people/"


class JobsSearch(FlagshipSearch):
    """``/jobs/search/``, paged by ``start``."""

    __slots__ = ()
    KIND = "jobs"
    CATALOGUE = PARAMETER_FILTERS["jobs"]
    PATH = "/jobs/search/"


class PostsSearch(FlagshipSearch):
    """``/search/results/content/``."""

    __slots__ = ()
    KIND = "posts"
    CATALOGUE = PARAMETER_FILTERS["posts"]
    PATH = "/search/results/content/"


class CompaniesSearch(FlagshipSearch):
    """``/search/results/companies/``."""

    __slots__ = ()
    KIND = "companies"
    CATALOGUE = PARAMETER_FILTERS["companies"]
    PATH = "/search/results/companies/"
