"""Reader of Rest.li queries: text to tree, with errors that name their place."""

from __future__ import annotations

import re

from lix_tui.linkedin.percent import decode
from lix_tui.linkedin.restli_nodes import Array, Atom, Document, Node, Record, RestliError

_DEEPEST = 40
"""Most levels of a query. Real ones have six; hostile text could exhaust the stack."""

_OPENING = re.compile(r"\s*(?:\(|%(?:25)*28)\s*[A-Za-z]\w*(?::|%(?P<more>(?:25)*)3[Aa])", re.ASCII)
_ASCII_ESCAPE = re.compile(r"%[0-7][0-9A-Fa-f]")
_NO_PARENTHESIS = re.compile(r"%(?!2[89])[0-7][0-9A-Fa-f]")
_KEY = re.compile(r"\s*([A-Za-z]\w*):", re.ASCII)
_WORD = re.compile(r"[^(),:&=]{0,40}")
_PLAIN = re.compile(r"[^(),]*")
_SENTENCES = frozenset({"keywords", "text"})
"""Keys whose text may contain parentheses that people leave unencoded."""


def read_document(text: str) -> Document:
    """Return the tree of a query; see `lix_tui.linkedin.restli.parse`."""
    layers, lower = _layers(text)
    structure, places = text, list(range(len(text) + 1))
    for layer in range(layers):
        if layer == layers - 1 and _has_text_in_parentheses(structure):
            # Only text has its parentheses encoded where those of the structure are not.
            kept, offsets = _decode_layer(structure, _NO_PARENTHESIS)
            try:
                root = _NodeReader(text, kept, [places[offset] for offset in offsets]).root()
            except RestliError as error:
                return _read_uniformly(text, structure, places, layers, error)
            return Document(root, layers, lower)
        structure, offsets = _decode_layer(structure)
        places = [places[offset] for offset in offsets]
    return Document(_NodeReader(text, structure, places, typed=layers == 0).root(), layers, lower)


def _has_text_in_parentheses(structure: str) -> bool:
    """Return True if the parentheses of texts are percent-encoded, and the structure's aren't."""
    return (
        structure.lstrip().startswith("(")
        and ("%28" in structure or "%29" in structure)
        and "List%28" not in structure
    )


def _read_uniformly(
    text: str, structure: str, places: list[int], layers: int, error: RestliError
) -> Document:
    """Read the query with every parenthesis as structure. Raises ``error`` if that fails too."""
    structure, offsets = _decode_layer(structure)
    try:
        return Document(
            _NodeReader(text, structure, [places[offset] for offset in offsets]).root(), layers
        )
    except RestliError:
        raise error from None


def _layers(text: str) -> tuple[int, bool]:
    """Return the layers of percent-encoding of the structure, judged by the first key's colon.

    Also return True if its escapes are in lower case, as some libraries write them.
    """
    match = _OPENING.match(text)
    if match is None:
        return (1 if text.startswith("%28") else 0), False
    layers = 0 if match["more"] is None else 1 + len(match["more"]) // 2
    return layers, match[0].endswith("a") and layers > 0


def _decode_layer(text: str, escape: re.Pattern[str] = _ASCII_ESCAPE) -> tuple[str, list[int]]:
    """Return ``text`` with one layer decoded, and the origin of each character and of the end.

    Structure is ASCII; escapes beyond it are left for the atoms, which are decoded whole.
    """
    parts: list[str] = []
    places: list[int] = []
    done = 0
    for match in escape.finditer(text):
        parts += (text[done : match.start()], chr(int(match[0][1:], 16)))
        places += range(done, match.start() + 1)
        done = match.end()
    parts.append(text[done:])
    places += range(done, len(text) + 1)
    return "".join(parts), places


class _NodeReader:
    """A recursive-descent reader over the decoded structure."""

    def __init__(
        self, source: str, structure: str, places: list[int], *, typed: bool = False
    ) -> None:
        """``typed`` is True if the structure isn't encoded, so that a person may have typed it."""
        self._typed = typed
        self._source = source
        self._text = structure
        self._places = places
        self._open = 0

    def root(self) -> Record:
        start = len(self._text) - len(self._text.lstrip())
        if not self._text.startswith("(", start):
            raise self._error("the query does not begin with an opening parenthesis", start)
        record, end = self._record(start)
        rest = self._text[end:]
        if rest.strip():
            hint = ", perhaps an & is missing before it" if "=" in rest else ""
            message = f"text follows the last closing parenthesis, “{self._word(end)}”{hint}"
            raise self._error(message, end)
        return record

    def _node(self, start: int, key: str | None) -> tuple[Node, int]:
        if self._typed and key in _SENTENCES and (end := self._sentence_end(start)) is not None:
            return Atom(decode(self._text[start:end]), self._slice(start, end)), end
        if self._text.startswith("List(", start):
            return self._array(start)
        if self._text.startswith("(", start):
            return self._record(start)
        return self._atom(start, in_record=key is not None)

    def _record(self, start: int) -> tuple[Record, int]:
        self._descend(start)
        at = start + 1
        entries: list[tuple[str, Node]] = []
        if not self._text.startswith(")", at):
            while True:
                match = _KEY.match(self._text, at)
                if match is None:
                    raise self._no_key(at)
                node, at = self._node(match.end(), match[1])
                entries.append((match[1], node))
                if not self._has_comma(at):
                    break
                at += 1
        self._open -= 1
        return Record(tuple(entries), self._slice(start, at + 1)), at + 1

    def _array(self, start: int) -> tuple[Array, int]:
        self._descend(start)
        at = start + len("List(")
        items: list[Node] = []
        if not self._text.startswith(")", at):
            while True:
                node, at = self._node(at, None)
                items.append(node)
                if not self._has_comma(at):
                    break
                at += 1
        self._open -= 1
        return Array(tuple(items), self._slice(start, at + 1)), at + 1

    def _atom(self, start: int, *, in_record: bool) -> tuple[Atom, int]:
        end = self._plain_end(start)
        while in_record and self._comma_is_data(end):
            end = self._plain_end(end + 1)
        return Atom(decode(self._text[start:end]), self._slice(start, end)), end

    def _sentence_end(self, start: int) -> int | None:
        """Return the end of a text with raw, balanced parentheses; None if it has none."""
        depth, at, found = 0, start, False
        while match := _PLAIN.match(self._text, at):
            at = match.end()
            char = self._text[at : at + 1]
            if char == "(":
                depth, found = depth + 1, True
            elif char == ")" and depth:
                depth -= 1
            elif not char or not (depth or self._comma_is_data(at)):
                break
            at += 1
        return at if found and not depth and self._text[at : at + 1] else None

    def _plain_end(self, start: int) -> int:
        match = _PLAIN.match(self._text, start)
        return match.end() if match else start

    def _comma_is_data(self, at: int) -> bool:
        """Return True for a comma in text, as typed in ``text:Miami, Florida``: no key follows."""
        if not self._text.startswith(",", at) or _KEY.match(self._text, at + 1):
            return False
        following = self._text[at + 1 : at + 2]
        return (
            bool(following)
            and following not in "(),%"
            and not (following.isascii() and following.isalpha())
        )

    def _has_comma(self, at: int) -> bool:
        """Return True at a comma, False at a closing parenthesis. Raises RestliError otherwise."""
        char = self._text[at : at + 1]
        if char == ",":
            return True
        if char == ")":
            return False
        if not char:
            raise self._unexpected_end()
        if char == "(":
            raise self._error("a parenthesis opens in the middle of a value", at)
        message = f"“{char}” is in the place of a comma or a closing parenthesis"
        raise self._error(message, at)

    def _no_key(self, at: int) -> RestliError:
        if at >= len(self._text):
            return self._unexpected_end()
        word = self._word(at)
        message = f"“{word}” isn't followed by a colon" if word else "a key is missing"
        return self._error(message, at)

    def _word(self, at: int) -> str:
        match = _WORD.match(self._text, at)
        return match[0] if match else ""

    def _unexpected_end(self) -> RestliError:
        missing = (
            "1 closing parenthesis is"
            if self._open == 1
            else f"{self._open} closing parentheses are"
        )
        return self._error(f"{missing} missing at the end of the query", len(self._text))

    def _descend(self, at: int) -> None:
        self._open += 1
        if self._open > _DEEPEST:
            message = f"the query nests deeper than {_DEEPEST} levels"
            raise self._error(message, at)

    def _slice(self, start: int, end: int) -> str:
        return self._source[self._places[start] : self._places[end]]

    def _error(self, message: str, at: int) -> RestliError:
        return RestliError(message, self._places[at])
