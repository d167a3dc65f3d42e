"""What can go wrong with the store; each message is one sentence for the user."""

from __future__ import annotations

import sqlite3


class StoreError(Exception):
    """The store cannot do what was asked."""


class StoreBusy(StoreError):
    """Another process holds the database."""


class StoreFull(StoreError):
    """The disk is full."""


class StoreReadOnly(StoreError):
    """The database or its folder cannot be written."""


def store_error(error: sqlite3.Error, path: str) -> StoreError:
    """The error of the store that a failure of SQLite means."""
    text = str(error).lower()
    if "locked" in text or "busy" in text:
        return StoreBusy(f"Another program holds the store {path}; close it or try again.")
    if "full" in text:
        return StoreFull(f"The disk with the store {path} is full; make room and try again.")
    if "readonly" in text or "read-only" in text or "unable to open" in text:
        return StoreReadOnly(f"The store {path} cannot be written; check who owns it.")
    return StoreError(f"The store {path} failed: {error}.")
