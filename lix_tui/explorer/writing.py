"""Writes elements out: JSON lines, JSON, CSV, Markdown."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TextIO

from lix_tui.text import clean_line

if TYPE_CHECKING:
    from lix_tui.api.models.search import Element
    from lix_tui.explorer.kinds import Kind

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for a formula at the start of a cell."""
_UNPRINTABLE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


class Writer(Protocol):
    """Writes elements one by one; ``finish`` ends the document."""

    def write(self, element: Element) -> None:
        """Write one element."""

    def finish(self) -> None:
        """Write what stands after the last one."""


def json_text(value: object, indent: int | None = None) -> str:
    """JSON in which every control and direction character stays escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    text = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


class JsonLines:
    """One element a line, with its own values and unknown fields kept."""

    def __init__(self, stream: TextIO, kind: Kind) -> None:  # noqa: ARG002  # as its siblings
        self._stream = stream

    def write(self, element: Element) -> None:
        """One line; it is flushed, so that a reader sees it at once."""
        self._stream.write(json_text(element.value) + "\n")
        self._stream.flush()

    def finish(self) -> None:
        """Nothing stands after the last line."""


class JsonArray:
    """One array."""

    def __init__(self, stream: TextIO, kind: Kind) -> None:  # noqa: ARG002  # as its siblings
        self._stream, self._first = stream, True
        stream.write("[")

    def write(self, element: Element) -> None:
        """One element of the array."""
        self._stream.write("\n  " if self._first else ",\n  ")
        self._first = False
        self._stream.write(json_text(element.value))

    def finish(self) -> None:
        """Close the array."""
        self._stream.write("]\n" if self._first else "\n]\n")


class Csv:
    """The kind's columns with links and key; cells that look like formulas are made text."""

    def __init__(self, stream: TextIO, kind: Kind) -> None:
        self._rows, self._view = csv.writer(stream, lineterminator="\n"), kind.load_view()
        self._rows.writerow([*(column.id for column in kind.columns), "link", "other_link"])

    def write(self, element: Element) -> None:
        """One row."""
        links = (*self._view.links(element), "", "")[:2]
        cells = [*self._view.cells(element), *links]
        self._rows.writerow([harmless(clean_line(cell)) for cell in cells])

    def finish(self) -> None:
        """Nothing stands after the last row."""


class Markdown:
    """A table of the kind's columns, the first one linked."""

    def __init__(self, stream: TextIO, kind: Kind) -> None:
        self._stream, self._view = stream, kind.load_view()
        titles = [column.title for column in kind.columns]
        stream.write(f"| {' | '.join(titles)} |\n|{' --- |' * len(titles)}\n")

    def write(self, element: Element) -> None:
        """One row."""
        first, *rest = (_cell(text) for text in self._view.cells(element))
        link = next(iter(self._view.links(element)), "")
        if link.startswith("https://") and not set(link) & set(" <>()|"):
            first = f"[{first}]({link})"
        self._stream.write(f"| {' | '.join([first, *rest])} |\n")

    def finish(self) -> None:
        """Nothing stands after the last row."""


_WRITERS: dict[str, Callable[[TextIO, Kind], Writer]] = {
    "jsonl": JsonLines,
    "json": JsonArray,
    "csv": Csv,
    "md": Markdown,
}
FORMATS = tuple(_WRITERS)
"""The names of the formats."""


def writer_for(form: str, stream: TextIO, kind: Kind) -> Writer:
    """A writer of one of FORMATS."""
    return _WRITERS[form](stream, kind)


def harmless(cell: str) -> str:
    """A cell that no spreadsheet runs: one that begins like a formula gets a quote before it."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _cell(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", clean_line(text))
