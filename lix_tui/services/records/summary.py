"""Lines and sections about a record, as plain text with roles; widgets style them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from lix_tui.durations import age
from lix_tui.text import clean_line

if TYPE_CHECKING:
    from lix_tui.store.rows import SearchRow

Role = Literal["title", "subtitle", "muted", "heading", "text", "link", "advice", "warning"]


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One line of text and its role."""

    text: str
    role: Role = "text"
    """Text of advice names keys by command id, as in ``<search.more>``."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines."""

    title: str
    lines: tuple[SummaryLine, ...]
    wide: bool = False
    """True for the main column of the detail screen, False for the side."""
    is_late: bool = False
    """True for a section of the main column that comes after the charts."""


def lines(*texts: str | None, role: Role = "text") -> tuple[SummaryLine, ...]:
    """Return a line for each text that isn't empty."""
    return tuple(SummaryLine(text, role) for text in texts if text)


def facts(*pairs: tuple[str, str | int | bool | None], role: Role = "text") -> list[SummaryLine]:
    """Return a line 'label · value' for each pair whose value isn't None or empty."""
    found = []
    for label, value in pairs:
        if value is None or value == "":
            continue
        words = ("yes" if value else "no") if isinstance(value, bool) else value
        text = f"{words:,}" if isinstance(words, int) else words
        found.append(SummaryLine(f"{label} · {text}", role))
    return found


def groups(parts: Iterable[Sequence[SummaryLine]]) -> Iterator[SummaryLine]:
    """Yield the lines of each part, with an empty line between parts."""
    for number, part in enumerate(filter(None, parts)):
        if number:
            yield SummaryLine("")
        yield from part


def other_fields(raw: Mapping[str, object], excluded: Collection[str]) -> list[SummaryLine]:
    """Return the plain fields of an object without the ``excluded`` ones, cleaned.

    A line reads 'name · value'.
    """
    found = []
    for name, value in raw.items():
        if name not in excluded and isinstance(value, str | int | float) and value != "":
            words = "yes" if value is True else "no" if value is False else clean_line(str(value))
            found.append(SummaryLine(f"{clean_line(name)} · {words}", "muted"))
    return found


def recent_summary(rows: Sequence[SearchRow], now: float) -> list[SummaryLine]:
    """Return the recent searches, with the number of loaded results and the age of each.

    ``now`` is in seconds since the epoch.
    """
    found: list[SummaryLine] = []
    for row in rows:
        total = "" if row.total is None else f" of {row.total:,}"
        found += [
            SummaryLine(row.title, "subtitle"),
            SummaryLine(f"{row.loaded:,}{total} stored · {age(now - row.updated_at)}", "muted"),
        ]
    return [
        *found,
        SummaryLine(""),
        SummaryLine("Press ↑ in the search box to recall one for free.", "muted"),
    ]
