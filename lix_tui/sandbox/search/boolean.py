"""Keywords as LinkedIn reads them: words that must all occur, quotes, AND, OR, NOT, parentheses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

Matcher = Callable[[str], bool]
"""Function that returns True if a text, made with :func:`words`, matches."""

_TOKEN = re.compile(r'"([^"]*)"|([()])|([^\s()"]+)')
_GAP = re.compile(r"[^\w+#]+")
_DEEPEST = 40


def words(text: str) -> str:
    """Return a text for comparison: folded, without accents, each word between single spaces."""
    if not text.isascii():
        folded = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in folded if not unicodedata.combining(char))
    return f" {_GAP.sub(' ', text.casefold()).strip()} "


def matcher(keywords: str) -> Matcher:
    """Return the test for a keyword expression; an empty expression matches every text.

    Broken expressions are read as far as they go: an unclosed quote or parenthesis ends with the
    text, and an operator without a side is left out.
    """
    tokens = _tokens(keywords)
    return _ExpressionReader(tokens).alternatives() if tokens else lambda _: True


def _tokens(keywords: str) -> list[tuple[str, str]]:
    """Return the type and text of each token. Close an open quote; drop too many parentheses."""
    if keywords.count("(") > _DEEPEST:
        keywords = keywords.replace("(", " ").replace(")", " ")
    if keywords.count('"') % 2:
        keywords += '"'
    found: list[tuple[str, str]] = []
    for phrase, bracket, word in _TOKEN.findall(keywords):
        if bracket:
            found.append(("bracket", bracket))
        elif word in ("AND", "OR", "NOT"):
            found.append(("operator", word))
        elif words(phrase or word).strip():
            found.append(("term", words(phrase or word)))
    return found


class _ExpressionReader:
    """Parser of tokens by precedence: NOT before AND before OR."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._at = 0

    def _next(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("end", "")

    def alternatives(self) -> Matcher:
        sides = [self._all()]
        while self._next() == ("operator", "OR"):
            self._at += 1
            sides.append(self._all())
        found = [side for side in sides if side is not None]
        return (lambda text: any(side(text) for side in found)) if found else lambda _: True

    def _all(self) -> Matcher | None:
        parts: list[Matcher] = []
        while self._next() not in (("end", ""), ("bracket", ")"), ("operator", "OR")):
            if self._next() == ("operator", "AND"):
                self._at += 1
                continue
            part = self._one()
            if part is not None:
                parts.append(part)
        return (lambda text: all(part(text) for part in parts)) if parts else None

    def _one(self) -> Matcher | None:
        kind, value = self._next()
        if kind == "end" or (kind, value) == ("bracket", ")"):
            return None
        self._at += 1
        if (kind, value) == ("operator", "NOT"):
            return self._negated()
        if kind == "bracket":
            inner = self.alternatives()
            if self._next() == ("bracket", ")"):
                self._at += 1
            return inner
        return _term(value) if kind == "term" else None

    def _negated(self) -> Matcher | None:
        """Return the negated part that follows a NOT. Each further NOT negates it again."""
        wanted = False
        while self._next() == ("operator", "NOT"):
            self._at += 1
            wanted = not wanted
        part = self._one()
        return (lambda text: part(text) is wanted) if part else None


def _term(term: str) -> Matcher:
    """Return a word or phrase; scripts that write no spaces are searched inside words too."""
    needle = term if term.isascii() else term.strip()
    return lambda text: needle in text
