"""Export fields of what the user wrote on a record: note and tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lix_tui.services.columns import ColumnLayout
from lix_tui.services.records.record_type import Field

if TYPE_CHECKING:
    from lix_tui.api.models.base import JsonObject

NOTE, TAGS = "note", "tags"
"""JSON keys of a merged record that the user wrote; answers don't have them."""


def _text(received: JsonObject, name: str) -> str:
    value = received.get(name)
    return value if isinstance(value, str) else ""


MARK_FIELDS: tuple[Field[object], ...] = (
    Field(
        "note", "Note", lambda _: None, received=lambda value: _text(value, NOTE),
        column=ColumnLayout(8, 1.4, 1), joined=NOTE,
    ),
    Field(
        "tags", "Tags", lambda _: None, received=lambda value: _text(value, TAGS),
        column=ColumnLayout(5, 0.8, 1), joined=TAGS,
    ),
)  # fmt: skip
"""Note and tags, of records of every type."""
