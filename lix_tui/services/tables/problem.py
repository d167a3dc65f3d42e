"""Refusal of a table."""

from __future__ import annotations


class TableProblem(Exception):
    """A file can't be read as a table; the message is for the user."""
