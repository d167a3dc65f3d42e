"""Helpers that all searches share: tests of one item, ids, words and random draws."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar
from zlib import crc32

from lix_tui.sandbox.search.boolean import matcher, words

T = TypeVar("T")
Test = Callable[[T], bool]


class UnreadableError(ValueError):
    """A search that can't be read; the message is one sentence."""


def filter_items(items: Iterable[T], tests: Iterable[Test[T]]) -> list[T]:
    """Return the items that pass every test, in their order."""
    found = list(items)
    for test in tests:
        found = [item for item in found if test(item)]
    return found


def number(text: str | None) -> int | None:
    """Return the number in an id, bare or the last part of a URN; None without a number."""
    last = (text or "").rsplit(":", 1)[-1]
    return int(last) if last.isascii() and last.isdigit() and len(last) < 20 else None


def has_words(expression: str) -> Callable[[str], bool]:
    """Return a test for a text that has every given word, or matches the given expression."""
    found = matcher(expression)
    return lambda text: found(words(text))


def is_one_in_eight(relation: str, number: int) -> bool:
    """Return True for one item in 8, fixed by ``relation`` and ``number``.

    A substitute for relations that only a real account has.
    """
    return crc32(f"{relation}:{number}".encode()) % 8 == 0
