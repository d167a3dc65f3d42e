"""Declaration of a command: its keys, its texts, and what it may buy."""

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
