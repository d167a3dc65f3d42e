"""JSON as a tree of lines that fold: a node is made when its parent is first opened.

Nothing here recurses, so no answer is too deep, and nothing makes more than what is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from lix_tui.safe_cells import json_text

MOST_OPEN = 200_000
"""Maximum number of lines after everything is opened."""
MOST_SHOWN = 1_000
"""Characters of a text that are shown on its line; a copy has all of them."""
_PLAIN_KEY = re.compile("[A-Za-z_][A-Za-z0-9_]*")

Sort = Literal["object", "array", "text", "number", "word"]


class Node:
    """One value: a field of an object, an element of an array, or the whole."""

    __slots__ = ("_children", "depth", "key", "open", "parent", "value")

    def __init__(self, key: str | int | None, value: object, parent: Node | None) -> None:
        self.key, self.value, self.parent = key, value, parent
        self.depth: int = 0 if parent is None else parent.depth + 1
        self.open = False
        self._children: list[Node] | None = None

    @property
    def foldable(self) -> bool:
        """True if it has children."""
        return isinstance(self.value, Mapping | list) and bool(self.value)

    @property
    def size(self) -> int:
        """Number of children. Does not build them."""
        return len(self.value) if isinstance(self.value, Mapping | list) else 0

    @property
    def children(self) -> Sequence[Node]:
        """Children of the node, built on first access."""
        if self._children is None:
            value = self.value
            if isinstance(value, Mapping):
                self._children = [Node(str(key), inner, self) for key, inner in value.items()]
            elif isinstance(value, list):
                self._children = [Node(place, inner, self) for place, inner in enumerate(value)]
            else:
                self._children = []
        return self._children

    @property
    def sort(self) -> Sort:
        """Type of the value; 'word' is true, false or null."""
        value = self.value
        if isinstance(value, Mapping):
            return "object"
        if isinstance(value, list):
            return "array"
        if isinstance(value, str):
            return "text"
        return "word" if value is None or isinstance(value, bool) else "number"

    @property
    def label(self) -> str:
        """Key with a colon, empty for the root, safe for a terminal."""
        if self.key is None:
            return ""
        return f"{self.key}: " if isinstance(self.key, int) else f"{_shortened(self.key)}: "

    @property
    def words(self) -> str:
        """Value on one line; for an object or array, its size."""
        value = self.value
        if isinstance(value, Mapping):
            return f"{{{_count(len(value), 'field')}}}" if value else "{}"
        if isinstance(value, list):
            return f"[{_count(len(value), 'element')}]" if value else "[]"
        return _shortened(value) if isinstance(value, str) else json_text(value)

    @property
    def path(self) -> str:
        """Path of the node in jq's syntax: '.elements[3].name'."""
        parts: list[str] = []
        node: Node | None = self
        while node is not None and node.key is not None:
            key = node.key
            if isinstance(key, int):
                parts.append(f"[{key}]")
            elif _PLAIN_KEY.fullmatch(key):
                parts.append(f".{key}")
            else:
                parts.append(f"[{json_text(key)}]")
            node = node.parent
        path = "".join(reversed(parts))
        return path if path.startswith(".") else f".{path}"

    def contains(self, needle: str) -> bool:
        """Return True if its key or its own value contains ``needle``, which is casefolded."""
        if isinstance(self.key, str) and needle in self.key.casefold():
            return True
        if isinstance(self.value, str):
            return needle in self.value.casefold()
        return not isinstance(self.value, Mapping | list) and needle in json_text(self.value)


class JsonTree:
    """Visible lines of a JSON value."""

    def __init__(self, value: object) -> None:
        self.root = Node(None, value, None)
        self.root.open = self.root.foldable
        self.lines: list[Node] = []
        self.rebuild()

    def rebuild(self) -> None:
        """Build the lines of all open nodes."""
        self.lines[:] = [self.root, *_inside(self.root)]

    def toggle(self, line: int) -> None:
        """Open or close the node of a line."""
        node = self.lines[line]
        if not node.foldable:
            return
        if node.open:
            end = line + 1
            while end < len(self.lines) and self.lines[end].depth > node.depth:
                end += 1
            del self.lines[line + 1 : end]
            node.open = False
        else:
            node.open = True
            self.lines[line + 1 : line + 1] = _inside(node)

    def open_levels(self, most: int) -> None:
        """Open whole levels from the top as long as there are at most ``most`` lines."""
        level, count = [self.root], 1
        while level := [node for node in level if node.foldable]:
            count += sum(node.size for node in level)
            if count > most:
                break
            for node in level:
                node.open = True
            level = [child for node in level for child in node.children]
        self.rebuild()

    def close_all(self) -> None:
        """Close everything but the root."""
        stack = [node for node in self.lines if node.open]
        while stack:
            node = stack.pop()
            if node.open:
                node.open = node is self.root
                stack += [child for child in node.children if child.open]
        self.rebuild()

    def all_nodes(self) -> Iterator[Node]:
        """Yield every node in the order of the text, built on demand."""
        stack = [self.root]
        while stack:
            node = stack.pop()
            yield node
            if node.foldable:
                stack += reversed(node.children)

    def reveal(self, node: Node) -> int:
        """Open the parents of a node and return its line."""
        closed = False
        inner = node.parent
        while inner is not None:
            closed = closed or not inner.open
            inner.open = True
            inner = inner.parent
        if closed:
            self.rebuild()
        return self.lines.index(node)


def _inside(node: Node) -> list[Node]:
    """Return the lines under an open node."""
    lines: list[Node] = []
    stack = list(reversed(node.children)) if node.open else []
    while stack:
        child = stack.pop()
        lines.append(child)
        if child.open:
            stack += reversed(child.children)
    return lines


def _shortened(text: str) -> str:
    return json_text(text if len(text) <= MOST_SHOWN else text[:MOST_SHOWN] + "…")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
