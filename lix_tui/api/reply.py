"""An answer as it was received."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lix_tui.api.decoding import Answer


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it was received, with a status of 200 to 299."""

    endpoint: str
    status: int
    body: bytes = field(repr=False)
    sent_at: float
    """Seconds since the epoch."""
    elapsed: float
    """Seconds from sending to the last byte."""
    retry_after: float | None = None
    """Seconds to wait before asking again, where the server says so (a pending lookup may)."""

    @property
    def value(self) -> Answer:
        """The answer as its model; raises BadBody when it is not what it should be."""
        from lix_tui.api.decoding import decode

        return decode(self.endpoint, self.body)
