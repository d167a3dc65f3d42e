"""Tags as the user types them: words, each at most once, and completions of the last one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lix_tui.text import clean_line

_WORD = re.compile(r"-?[^\W_][\w-]*|-?_[\w-]*")
_TYPED = re.compile(r"(?P<minus>-?)#?(?P<word>[\w-]*)$")
MOST_SHOWN = 8
"""Completions that are offered at once."""


@dataclass(frozen=True, slots=True)
class TagChange:
    """Tags to add to entries and to remove from them."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    replaces: bool = False
    """True to remove every tag that isn't added."""

    def of(self, tags: str) -> str:
        """Return the changed tags of an entry; its own come first, each once."""
        words = dict.fromkeys((*([] if self.replaces else tags.split()), *self.add))
        return " ".join(word for word in words if word not in self.remove)

    @property
    def words(self) -> str:
        """The change in words: '+icp −cold'."""
        return " ".join([*(f"+{tag}" for tag in self.add), *(f"−{tag}" for tag in self.remove)])


def read_tags(text: str) -> tuple[str, ...]:
    """Return the tags in a text: letters, digits, - and _, in lower case; '#' may precede each."""
    return read_change(text).add


def read_change(text: str) -> TagChange:
    """Return the tags in a text, and those with a minus before them as tags to remove."""
    words = dict.fromkeys(found[0] for found in _WORD.finditer(clean_line(text).lower()))
    remove = tuple(word[1:] for word in words if word.startswith("-"))
    add = tuple(word for word in words if not word.startswith("-") and word not in remove)
    return TagChange(add, remove)


def change_to(text: str, before: str) -> TagChange:
    """Return the change that leads from an entry's tags to those of an edited text."""
    edited, tags = read_change(text), before.split()
    remove = (*edited.remove, *(tag for tag in tags if tag not in edited.add))
    add = tuple(tag for tag in edited.add if tag not in tags)
    return TagChange(add, tuple(tag for tag in dict.fromkeys(remove) if tag in tags))


def count_tags(texts: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return each tag with its number of entries, the most used first, equals by their names."""
    counts: dict[str, int] = {}
    for tags, number in texts:
        for tag in dict.fromkeys(tags.split()):
            counts[tag] = counts.get(tag, 0) + number
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def completions(text: str, known: Sequence[str]) -> list[str]:
    """Return the known tags that begin with the last word of a text and aren't in it yet.

    After a minus or a space, every tag that isn't in the text yet.
    """
    word = _last_word(text)
    change = read_change(text[: len(text) - len(word)])
    taken = {*change.add, *change.remove}
    begun = word.lstrip("-#").lower()
    return [tag for tag in known if tag.startswith(begun) and tag not in taken and tag != begun]


def completed(text: str, tag: str) -> str:
    """Return a text whose last word is replaced by a tag, with a space after it."""
    found = _TYPED.search(text)
    minus = found["minus"] if found else ""
    return f"{text[: len(text) - len(_last_word(text))]}{minus}{tag} "


def _last_word(text: str) -> str:
    found = _TYPED.search(text)
    return found[0] if found else ""
