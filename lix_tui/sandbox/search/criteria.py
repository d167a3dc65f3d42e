"""Filters: values that are alternatives, values that are excluded, and the tests they stand for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar
from zlib import crc32

from lix_tui.sandbox.search.boolean import matcher, words

T = TypeVar("T")
Test = Callable[[T], bool]


class UnreadableError(ValueError):
    """The search cannot be understood; the message is one sentence."""


def narrowed(items: Iterable[T], tests: Iterable[Test[T]]) -> list[T]:
    """The items that pass every test, in their order."""
    found = list(items)
    for test in tests:
        found = [item for item in found if test(item)]
    return found


def any_of(tests: Iterable[Test[T]]) -> Test[T]:
    """Passes what passes one of the tests at least."""
    alternatives = tuple(tests)
    return lambda item: any(test(item) for test in alternatives)


def none_of(tests: Iterable[Test[T]]) -> Test[T]:
    """Passes what passes none of the tests."""
    refused = tuple(tests)
    return lambda item: not any(test(item) for test in refused)


def number(text: str | None) -> int | None:
    """The number in an id: bare, or the last part of an urn. None: there is no number."""
    last = (text or "").rsplit(":", 1)[-1]
    return int(last) if last.isascii() and last.isdigit() and len(last) < 20 else None


def has_words(asked: str) -> Callable[[str], bool]:
    """A test for a text that has every word asked for, or meets the expression asked for."""
    found = matcher(asked)
    return lambda text: found(words(text))


def by_lot(what: str, member: int) -> bool:
    """Whether somebody belongs to a thing only a real account could know: one person in eight."""
    return crc32(f"{what}:{member}".encode()) % 8 == 0
