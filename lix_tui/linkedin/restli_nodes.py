"""Nodes of a Rest.li tree: records, arrays and atoms, each with the bytes it was read from."""

from __future__ import annotations

from dataclasses import dataclass, field

ADDRESS_BAR = 1
"""Layers of encoding around the structure in an address-bar URL; 0 is the API's own form."""


class RestliError(ValueError):
    """Error in the text of a query; ``position`` is its place, in characters from 0."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


@dataclass(frozen=True, slots=True)
class Atom:
    """Text value: decoded, and as spelled in the source unless the atom is new."""

    value: str
    raw: str | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Record:
    """Keys with values, in order."""

    entries: tuple[tuple[str, Node], ...]
    raw: str | None = field(default=None, compare=False, repr=False)

    def get(self, key: str) -> Node | None:
        """Return the first value of ``key``; None if the key is missing."""
        return next((node for name, node in self.entries if name == key), None)

    def text(self, key: str) -> str | None:
        """Return the text of ``key``; None for a missing key or another node."""
        node = self.get(key)
        return node.value if isinstance(node, Atom) else None

    def with_entry(self, key: str, node: Node, *, before: tuple[str, ...] = ()) -> Record:
        """Return the record with ``key`` set: in place, ahead of ``before``, or at the end."""
        if self.get(key) is not None:
            return Record(tuple((name, node if name == key else old) for name, old in self.entries))
        names = [name for name, _ in self.entries]
        at = min((names.index(name) for name in before if name in names), default=len(names))
        return Record((*self.entries[:at], (key, node), *self.entries[at:]))

    def without(self, key: str) -> Record:
        """Return the record without ``key``; the same object if the key is missing."""
        if self.get(key) is None:
            return self
        return Record(tuple(entry for entry in self.entries if entry[0] != key))


@dataclass(frozen=True, slots=True)
class Array:
    """Array of a query, written ``List(...)``."""

    items: tuple[Node, ...]
    raw: str | None = field(default=None, compare=False, repr=False)


Node = Atom | Record | Array


@dataclass(frozen=True, slots=True)
class Document:
    """Whole query, with the number of layers of encoding around its structure, and their case."""

    root: Record
    layers: int = ADDRESS_BAR
    lower: bool = field(default=False, compare=False)
