"""Terms of a row filter that narrow rows by the user's tags and notes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from lix_tui.services.facets.value_index import fold

_TERM = re.compile(
    r'(?<!\S)(?P<minus>-?)(?P<name>tag|note):(?:"(?P<quoted>[^"]*)"?|(?P<word>\S*))', re.IGNORECASE
)
_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class AnnotationTerm:
    """One ``tag:`` or ``note:``, the latter with the beginnings of words in a note."""

    name: Literal["tag", "note"]
    tokens: tuple[str, ...]
    """Parts of the value, folded; without any, the term asks for any tag or note at all."""
    text: str
    """The whole value, folded, for a value without letters and digits."""
    is_excluded: bool = False

    def matches(self, note: str, tags: str) -> bool:
        """Return True if a record with this note and these tags is to be shown."""
        text = fold(tags if self.name == "tag" else note)
        words = _TOKEN.findall(text)
        if not self.text:
            found = bool(text)
        elif not self.tokens:
            found = self.text in text
        elif self.name == "tag":
            found = all(token in words for token in self.tokens)
        else:
            found = all(any(word.startswith(token) for word in words) for token in self.tokens)
        return found != self.is_excluded


def read_terms(text: str) -> tuple[tuple[AnnotationTerm, ...], str]:
    """Return the terms of a row filter, and the text without them.

    ``tag:x``, ``-tag:x``, ``note:word``, ``-note:word`` and values in quotes are terms; another
    name before a colon is part of the text.
    """
    terms = tuple(map(_term, _TERM.finditer(text)))
    return terms, _TERM.sub(" ", text)


def _term(found: re.Match[str]) -> AnnotationTerm:
    value = fold(found["quoted"] or found["word"] or "").lstrip("#").strip()
    name: Literal["tag", "note"] = "tag" if found["name"].lower() == "tag" else "note"
    return AnnotationTerm(name, tuple(_TOKEN.findall(value)), value, bool(found["minus"]))
