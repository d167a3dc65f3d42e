"""Links of the marked rows of a list, copied one per line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from lix_tui.counts import counted

if TYPE_CHECKING:
    from lix_tui.screens.base import LixScreen

NO_LINKS = "None of the marked rows has a link."


class MarkedLinks(NamedTuple):
    """Links of the marked rows."""

    links: Sequence[str]
    """One for each row that has a link, in the order of the rows."""
    rows: int
    """Number of marked rows."""


def copy_marked_links(screen: LixScreen, marked: MarkedLinks) -> None:
    """Copy the links, one per line, and report of how many rows they are."""
    links, rows = marked.links, counted(marked.rows, "marked row")
    if not links:
        screen.report(NO_LINKS, problem=True)
    elif len(links) == marked.rows:
        screen.copy("\n".join(links), f"the {'link' if marked.rows == 1 else 'links'} of {rows}")
    else:
        screen.copy("\n".join(links), f"{counted(len(links), 'link')} of {rows}")
