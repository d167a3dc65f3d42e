"""Errors of exports."""

from __future__ import annotations


class ExportError(Exception):
    """An export cannot be made; the message is one sentence for the user."""


class ColumnError(ExportError):
    """The columns that were asked for do not exist."""


class ExportCancelled(Exception):
    """Raised by whoever follows the progress of an export to stop it; no file is left."""
