"""Interface of the writers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from lix_tui.services.export.export_row import ExportRow

Warn = Callable[[str], None]
"""Function of a sentence about what a format can't hold."""


def ignore(_sentence: str) -> None:
    """Ignore a sentence."""


class Writer(Protocol):
    """Writer of rows, one by one; ``finish`` ends the document."""

    def write(self, row: ExportRow) -> None:
        """Write one row."""

    def finish(self) -> None:
        """Write the end of the document."""
