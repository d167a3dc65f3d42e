"""Completion of the path of an input file while it is typed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from os.path import commonprefix
from pathlib import Path

READABLE = (".csv", ".tsv", ".tab", ".txt", ".json", ".jsonl", ".ndjson", ".xlsx", ".xlsm")
"""Endings of files that can hold a table; others are listed after them."""
MOST_LISTED = 500
"""Entries of a folder that are listed at most."""


@dataclass(frozen=True, slots=True)
class PathEntry:
    """One folder or file that continues a typed path."""

    text: str
    """The whole path as it is typed; a folder ends with a separator."""
    name: str
    is_folder: bool
    is_readable: bool
    """True for a folder, and for a file with the ending of a table."""


@dataclass(frozen=True, slots=True)
class Completion:
    """Entries that continue a typed path: folders and tables first, by name."""

    entries: tuple[PathEntry, ...]
    problem: str = ""
    """Reason why nothing can be listed, as a sentence."""
    more: int = 0
    """Number of entries that aren't listed."""

    @property
    def common(self) -> str:
        """The longest text with which all entries begin; empty without entries."""
        return commonprefix([entry.text for entry in self.entries])  # noqa: RUF071  # of characters


def complete_path(text: str, current: Path) -> Completion:
    """Return the entries that continue `text`, a path from the folder `current`.

    ``~`` is the user's home. Hidden entries are listed once the name begins with a dot. Upper and
    lower case are the same.
    """
    head, name = os.path.split(text)
    folder = current / os.path.expanduser(head)  # noqa: PTH111  # a user who doesn't exist is kept
    if text == "~":
        return Completion((PathEntry(f"~{os.sep}", "~", True, True),))
    try:
        found = list(_entries(folder, head, name))
    except FileNotFoundError:
        return Completion((), f"The folder {head} doesn't exist.")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return Completion((), f"{head or folder} can't be listed: {reason}.")
    found.sort(key=lambda one: (not one.is_readable, not one.is_folder, one.name.casefold()))
    return Completion(tuple(found[:MOST_LISTED]), "", max(0, len(found) - MOST_LISTED))


def _entries(folder: Path, head: str, name: str) -> Iterator[PathEntry]:
    start = name.casefold()
    before = head if not head or head.endswith(os.sep) else f"{head}{os.sep}"
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.name.casefold().startswith(start):
                continue
            if entry.name.startswith(".") and not name.startswith("."):
                continue
            if not entry.name.isprintable():  # it couldn't be typed or shown
                continue
            is_folder = _is_folder(entry)
            is_readable = is_folder or Path(entry.name).suffix.lower() in READABLE
            text = f"{before}{entry.name}{os.sep * is_folder}"
            yield PathEntry(text, entry.name, is_folder, is_readable)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # such as a link in a circle
        return False
