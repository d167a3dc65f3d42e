"""The scopes in use: which one an endpoint's answers and records belong to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

UNPLACED = 0
"""Scope of data that belongs to no account yet."""
NO_SCOPE = -1
"""Scope of an account that is unknown to a store that can't be written: holds nothing."""


@dataclass(frozen=True, slots=True)
class Scopes:
    """Ids of the scopes that are read and written."""

    main: int = UNPLACED
    others: Mapping[str, int] = field(default_factory=dict)
    """Scope by endpoint, for the endpoints that another server answers."""
    own_library: frozenset[str] = frozenset()
    """Endpoints whose records don't mix with the main server's in the library."""

    def of(self, endpoint: str) -> int:
        """Return the scope of an endpoint's answers."""
        return self.others.get(endpoint, self.main)

    def library_of(self, endpoint: str) -> int:
        """Return the scope of the library entries of an endpoint's answers."""
        return self.of(endpoint) if endpoint in self.own_library else self.main

    @property
    def all(self) -> tuple[int, ...]:
        """Every scope in use once, the main one first."""
        return tuple(dict.fromkeys((self.main, *self.others.values())))

    @property
    def marks(self) -> str:
        """Question marks for ``all`` in an SQL list."""
        return ", ".join("?" * len(self.all))
