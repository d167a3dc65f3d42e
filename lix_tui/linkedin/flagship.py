"""Searches on LinkedIn's own pages that can be edited: an edit touches one parameter only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from lix_tui.linkedin.address import ORIGIN, Address
from lix_tui.linkedin.parameters import PARAMETERS, Shape, read_values, write_values
from lix_tui.linkedin.recognise import recognise


@dataclass(frozen=True, slots=True)
class FlagshipSearch:
    """A search URL of linkedin.com and its parameters (see :data:`parameters.PARAMETERS`)."""

    address: Address

    KIND: ClassVar[str]
    PATH: ClassVar[str]

    @classmethod
    def new(cls) -> Self:
        """A search that asks for nothing yet."""
        return cls(Address.split(f"{ORIGIN}{cls.PATH}"))

    @classmethod
    def read(cls, url: str) -> Self:
        """The search a URL asks for.

        Raises:
            ValueError: the URL is another kind of thing; the message is a sentence for people.

        """
        target = recognise(url)
        if target.kind != cls.KIND or target.url is None:
            message = target.problem or f"This is not a LinkedIn search for {cls.KIND}."
            raise ValueError(message)
        return cls(Address.split(target.url))

    @property
    def parameters(self) -> Mapping[str, Shape]:
        """Every parameter this kind of search takes, with its shape."""
        return PARAMETERS[self.KIND]

    @property
    def url(self) -> str:
        """The search as a URL; byte for byte the one that was read, if unedited."""
        return str(self.address)

    @property
    def keywords(self) -> str | None:
        """The keywords, boolean operators included."""
        return next(iter(self.values("keywords")), None)

    def with_keywords(self, keywords: str | None) -> Self:
        """The search with other keywords, or with none."""
        return self.with_values("keywords", *((keywords,) if keywords else ()))

    def values(self, name: str) -> tuple[str, ...]:
        """The values of a parameter, however they are spelled; empty when it is not there.

        Raises:
            ValueError: this kind of search has no such parameter.

        """
        raw = self.address.value(name)
        shape = self._shape(name)
        return read_values(shape, raw) if raw else ()

    def with_values(self, name: str, *values: str) -> Self:
        """The search with a parameter set to ``values``, or taken out when there are none.

        Raises:
            ValueError: there is no such parameter, or it takes one value and several were given.

        """
        shape = self._shape(name)
        if values == self.values(name):
            return self
        written = write_values(shape, values) if values else None
        return replace(self, address=self.address.with_value(name, written))

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
    PATH = "/search/results/people/"


class JobsSearch(FlagshipSearch):
    """``/jobs/search/``, paged by ``start``."""

    __slots__ = ()
    KIND = "jobs"
    PATH = "/jobs/search/"


class PostsSearch(FlagshipSearch):
    """``/search/results/content/``."""

    __slots__ = ()
    KIND = "posts"
    PATH = "/search/results/content/"


class CompaniesSearch(FlagshipSearch):
    """``/search/results/companies/``."""

    __slots__ = ()
    KIND = "companies"
    PATH = "/search/results/companies/"
