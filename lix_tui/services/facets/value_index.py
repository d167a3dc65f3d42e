"""Index of a facet's known values, which finds matches of a typed text within a frame."""

from __future__ import annotations

import heapq
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Source = Literal["here", "seen", "live", "own"]
"""``here``: LinkedIn's closed sets and samples in the package; ``seen``: from a stored answer;
``live``: from an answer in this process; ``own``: the user's text."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value that can be chosen."""

    id: str
    text: str
    hint: str = ""
    """Difference between values of the same name: a company's industry and country."""
    source: Source = "seen"


@dataclass(frozen=True, slots=True)
class Match:
    """A matching value, and the spans of its matching characters."""

    value: Value
    spans: tuple[tuple[int, int], ...]
    """Start and end of each stretch of matching characters in the text."""


@lru_cache(maxsize=65_536)
def _fold_char(char: str) -> str:
    base = unicodedata.normalize("NFKD", char)[0].casefold()
    return base if len(base) == 1 else char


def fold(text: str) -> str:
    """Return the text without case and accents, with the same number of characters."""
    if text.isascii():
        return text.lower()
    return "".join(map(_fold_char, text))


_WORD = re.compile(r"\w+")
_INSIDE = 5
"""Rank of a value that has the text inside a word."""


class ValueIndex:
    """Values of one facet; equally good matches are in the order of their addition.

    A value with the id of an earlier one replaces it, in the same position.
    """

    def __init__(self, values: Iterable[Value] = ()) -> None:
        self._values: list[Value] = []
        self._folded: list[str] = []
        self._initials: list[str] = []
        self._places: dict[str, int] = {}
        self._last: tuple[str, list[int]] = ("", [])
        self.add(values)

    def __len__(self) -> int:
        return len(self._values)

    def get(self, identity: str) -> Value | None:
        """Return the value of an id; None if it is unknown."""
        place = self._places.get(identity)
        return None if place is None else self._values[place]

    def add(self, values: Iterable[Value]) -> None:
        """Add values."""
        for value in values:
            place = self._places.get(value.id)
            if place is None:
                self._places[value.id] = len(self._values)
                self._values.append(value)
                self._folded.append(_found_by(value))
                self._initials.append(_initials(value))
            else:
                self._values[place] = value
                self._folded[place] = _found_by(value)
                self._initials[place] = _initials(value)
        self._last = ("", [])

    def search(self, text: str, limit: int = 100) -> tuple[list[Match], int]:
        """Return the best matches, and how many there are in all.

        A value matches if it has every word of the text, or if the text is a word of initials.
        The order is: equal texts, texts that begin with it, texts with a word that does, texts
        with these initials, texts with its words apart, texts with it inside a word.
        """
        needle = " ".join(fold(text).split())
        if not needle:
            return [Match(value, ()) for value in self._values[:limit]], len(self._values)
        found = self._narrow(needle)
        return [
            Match(
                self._values[place],
                self._spans(needle, place),
            )
            for place in self._best(needle, found, limit)
        ], len(found)

    def _best(self, needle: str, found: list[int], limit: int) -> list[int]:
        """Return the places of the best ``limit`` values; skip ranking if beginnings suffice."""
        folded = self._folded
        first = [place for place in found if folded[place].startswith(needle)]
        first.sort(key=lambda place: len(folded[place]) > len(needle))
        if len(first) >= limit:
            return first[:limit]
        return heapq.nsmallest(limit, found, key=lambda at: (_rank(needle, folded[at]), at))

    def _spans(self, needle: str, place: int) -> tuple[tuple[int, int], ...]:
        """Return the spans of matching letters within the value's text."""
        folded = self._folded[place]
        if all(word in folded for word in needle.split()):
            return _within(self._values[place], _spans(needle, folded))
        starts = [match.start() for match in _WORD.finditer(folded)]
        return _within(self._values[place], tuple((at, at + 1) for at in starts[: len(needle)]))

    def _narrow(self, needle: str) -> list[int]:
        """Return the places of all values that have every word.

        If the text continues the previous one, only the previous matches are searched.
        """
        former, found = self._last
        folded, words = self._folded, needle.split()
        among: Iterable[int] = found if former and needle.startswith(former) else range(len(folded))
        if len(words) == 1:
            word = words[0]
            if len(word) == 1:  # values with this initial contain the letter too
                found = [place for place in among if word in folded[place]]
            else:
                initials = self._initials
                found = [
                    place
                    for place in among
                    if word in folded[place] or initials[place].startswith(word)
                ]
        else:
            found = [place for place in among if all(word in folded[place] for word in words)]
        self._last = (needle, found)
        return found


def is_inside(text: str, value: Value) -> bool:
    """Return True if a value has a text only inside a word, which is a poor match."""
    return _rank(" ".join(fold(text).split()), fold(value.text)) == _INSIDE


def _found_by(value: Value) -> str:
    """Return a value's folded text for searches; packaged values include their other name."""
    also = f" {value.hint}" if value.source == "here" and value.hint else ""
    return fold(f"{value.text}{also}")


def _initials(value: Value) -> str:
    """Return the first letters of the text's words, such as 'cto' of Chief Technology Officer."""
    return "".join(match[0] for match in _WORD.findall(fold(value.text)))


def _within(value: Value, spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Return the spans that lie in the value's text, and not in its other name."""
    return tuple(span for span in spans if span[1] <= len(value.text))


def _rank(needle: str, text: str) -> int:
    at = text.find(needle)
    if at == 0:
        return 0 if len(text) == len(needle) else 1
    if at > 0:
        return 2 if not text[at - 1].isalnum() or f" {needle}" in text else _INSIDE
    return 4 if " " in needle else 3  # words apart, or initials


def _spans(needle: str, text: str) -> tuple[tuple[int, int], ...]:
    at = text.find(needle)
    if at > 0 and text[at - 1].isalnum() and (word := text.find(f" {needle}")) >= 0:
        at = word + 1
    if at >= 0:
        return ((at, at + len(needle)),)
    spans = sorted((text.find(word), text.find(word) + len(word)) for word in needle.split())
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
