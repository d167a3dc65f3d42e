"""Header of the raw view: the request, its cost, duration and age."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from time import time
from typing import TYPE_CHECKING

from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.durations import age
from lix_tui.safe_cells import json_text
from lix_tui.text import clean_line

if TYPE_CHECKING:
    from lix_tui.api.api_request import ApiRequest
    from lix_tui.settings.settings import Settings
    from lix_tui.store.rows import LedgerLine

MOST_PARAMETERS = 2_000
"""Characters of a request's parameters that are shown."""


@dataclass(frozen=True, slots=True)
class RawView:
    """Answer, or a part of one, with its source."""

    title: str
    value: object
    """The JSON; bytes are an answer that is still to be parsed."""
    endpoint: str = ""
    fetched_at: float | None = None
    request: ApiRequest | None = None
    about: str = ""
    """Name of the part, where the value is not a whole answer."""

    def request_lines(self, settings: Settings) -> list[str]:
        """Return the request line and the parameters; neither contains the key."""
        if self.endpoint not in ENDPOINTS:
            return [clean_line(self.about)] if self.about else []
        entry, request = ENDPOINTS[self.endpoint], self.request
        method = entry.method if request is None else request.outgoing_by(settings).method
        first = f"{method} {entry.paths[0]}"
        lines = [f"{first} · {clean_line(self.about)}" if self.about else first]
        if request is not None:
            parts = [f"{name}={value}" for name, value in request.sent_params.items()]
            parts += [json_text(request.body)] if request.body else []
            if words := "  ".join(clean_line(part) for part in parts):
                lines.append(words[:MOST_PARAMETERS])
        return lines

    def ledger_words(self, line: LedgerLine | None) -> str:
        """Return cost, time, duration, age and origin, as far as the ledger has them."""
        at = self.fetched_at
        if at is None:
            return ""
        moment = datetime.fromtimestamp(at, UTC).astimezone()
        when, old = f"{moment:%d %b %Y %H:%M:%S}", age(time() - at)
        if line is None:
            return f"{when} · {old} · the ledger has no request for it"
        cost = "free"
        if line.cost:
            cost = f"{line.cost} {line.pool.title()} credit{'s' if line.cost != 1 else ''}"
        took = "" if line.elapsed is None else f"took {line.elapsed:.1f} s"
        origin = f"requested by {clean_line(line.origin)}" if line.origin else ""
        return " · ".join(part for part in (cost, when, took, old, origin) if part)


def pretty(value: object) -> str:
    """Return the JSON with indents; one that is too deep for them stays on a line.

    Control characters stay escaped: the text may be pasted anywhere.
    """
    try:
        return json_text(value, indent=2)
    except RecursionError:
        return json_text(value)
