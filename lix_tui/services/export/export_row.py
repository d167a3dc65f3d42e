"""Row of an export."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lix_tui.api.models.elements import Record


class ExportRow(NamedTuple):
    """One record to write."""

    kind: str
    """Record type: 'person', 'organisation', 'job' or 'post'."""
    record: Record
    value: object
    """The record as JSON, for formats that write whole records."""
    note: str = ""
    """The user's note."""
    tags: str = ""
    """The user's tags, with spaces between them."""
