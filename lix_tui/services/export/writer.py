"""Interface of the writers."""

from __future__ import annotations

from typing import Protocol

from lix_tui.services.export.export_row import ExportRow


class Writer(Protocol):
    """Writer of rows, one by one; ``finish`` ends the document."""

    def write(self, row: ExportRow) -> None:
        """Write one row."""

    def finish(self) -> None:
        """Write the end of the document."""
