"""Reading and writing of the Rest.li tree of a Sales Navigator query.

The syntax is that of the Rest.li 2.0 protocol: records ``(key:value,...)``, arrays
``List(value,...)`` and atoms. In the address bar each atom is percent-encoded and then the whole
text once more. Every node keeps the bytes it was read from, so unchanged nodes are written byte for
byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lix_tui.linkedin.percent import decode, encode_all, encode_component
from lix_tui.linkedin.restli_nodes import ADDRESS_BAR, Array, Atom, Document, Node, Record

_ENCODED_ONCE = re.compile(r"(?:[A-Za-z0-9_.~!*'-]|%[0-9A-Fa-f]{2})*")
_ENCODED_PARENTHESIS = re.compile(r"%2[89]")


def parse(text: str) -> Document:
    """Read a query in any of the forms that occur: address bar, API, unencoded, or mixed.

    Raises:
        RestliError: the text is not a query; the message says what is wrong.

    """
    from lix_tui.linkedin.restli_reader import read_document

    return read_document(text)


def write(document: Document) -> str:
    """Return the query as text. Unchanged nodes keep their original bytes."""
    comma, colon = (_encoded(char, document.layers) for char in ",:")
    if document.lower:
        comma, colon = comma.lower(), colon.lower()
    return _write(document.root, document.layers, comma, colon)


def is_address_bar(document: Document) -> bool:
    """Return True if a query has the form of the address bar, so that it can stay unchanged."""
    raw = document.root.raw
    return (
        document.layers == ADDRESS_BAR
        and raw is not None
        and all(_is_encoded_twice(atom) for atom in _atoms(document.root))
        and _ENCODED_PARENTHESIS.search(raw) is None
    )


def _is_encoded_twice(atom: Atom) -> bool:
    once = None if atom.raw is None else decode(atom.raw)
    return once is not None and _ENCODED_ONCE.fullmatch(once) is not None


def _atoms(node: Node) -> Iterator[Atom]:
    if isinstance(node, Atom):
        yield node
    elif isinstance(node, Array):
        for item in node.items:
            yield from _atoms(item)
    else:
        for _, value in node.entries:
            yield from _atoms(value)


def address_bar(document: Document) -> Document:
    """Return the same query spelled as LinkedIn's own pages spell it."""
    root = _respelled(document.root)
    return Document(root if isinstance(root, Record) else document.root)


def _respelled(node: Node) -> Node:
    if isinstance(node, Atom):
        return replace(node, raw=None)
    if isinstance(node, Array):
        return Array(tuple(_respelled(item) for item in node.items))
    return Record(tuple((key, _respelled(value)) for key, value in node.entries))


def _write(node: Node, layers: int, comma: str, colon: str) -> str:
    if node.raw is not None:
        return node.raw
    if isinstance(node, Atom):
        return _encoded(encode_all(node.value), layers)
    if isinstance(node, Array):
        return f"List({comma.join(_write(item, layers, comma, colon) for item in node.items)})"
    parts = (f"{key}{colon}{_write(value, layers, comma, colon)}" for key, value in node.entries)
    return f"({comma.join(parts)})"


def _encoded(text: str, layers: int) -> str:
    for _ in range(layers):
        text = encode_component(text)
    return text
