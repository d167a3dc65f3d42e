"""Errors of exports."""

from __future__ import annotations


class ExportError(Exception):
    """An export failed; the message is one sentence for the user."""


class ColumnError(ExportError):
    """A chosen column doesn't exist."""


class ExportCancelled(Exception):
    """Raised in a progress callback to stop an export; no file is left."""
