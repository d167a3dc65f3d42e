"""Form of a command declaration: its scope, its action, its keys and its price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Scope = Literal[
    "app", "home", "library", "run", "search", "query", "filters", "saved", "table", "preview",
    "record", "lists", "bars", "account", "ledger", "raw", "debug", "settings", "inbox", "messages",
]  # fmt: skip

PriceSource = Literal["opening", "request", "lookups", "next_page", "dialog"]
"""Source of the price of a command that buys.

`opening`: what it opens, which is free if it is stored. `request`: the endpoint of a request that
is sent whatever the store has. `lookups`: the lookups that a run has left. `next_page`: the price
of `search.more`, or of the same command in an inbox, which the command runs on the last row.
`dialog`: a dialog shows the price first.
"""

SCOPE_TITLES: dict[Scope, str] = {
    "app": "Everywhere",
    "home": "Home",
    "library": "Library",
    "run": "Long run",
    "search": "Search",
    "query": "Query input",
    "filters": "Filters",
    "saved": "Saved queries",
    "table": "Results table",
    "preview": "Preview",
    "record": "Record",
    "lists": "Lists of a record",
    "bars": "Bar chart",
    "account": "Account",
    "ledger": "Ledger",
    "raw": "Raw answer",
    "debug": "Debug",
    "settings": "Settings",
    "inbox": "Inbox",
    "messages": "Messages of a conversation",
}


KEY_WORDS = {"slash": "/", "full_stop": ".", "pagedown": "page down", "pageup": "page up"}


@dataclass(frozen=True, slots=True)
class Command:
    """Command that the user can run by key or from the palette."""

    id: str
    """Stable and documented name, used in key maps."""
    scope: Scope
    action: str
    """Textual action that runs the command."""
    keys: str
    """Default keys, comma separated, in Textual's spelling."""
    title: str
    """Two or three words, for footer and palette."""
    help: str
    """One sentence, for help and tooltip."""
    footer: bool = False
    palette: bool = True
    buys: tuple[PriceSource, ...] = ()
    """Possible sources of its price; empty for a command that never spends a credit."""
    names_target: bool = False
    """True if the footer names what the command opens, such as 'Company', in place of the title."""
