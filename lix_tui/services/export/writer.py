"""Interface of the writers."""

from __future__ import annotations

from typing import Protocol

from lix_tui.services.export.export_row import ExportRow


class Writer(Protocol):
    """Writes rows one by one; ``finish`` ends the document."""

    def write(self, row: ExportRow) -> None:
        """Write one row."""

    def finish(self) -> None:
        """Write what stands after the last one."""
