"""Writes that can be done again don't wait for the disk; all others do."""

from __future__ import annotations

from pathlib import Path

import pytest

from lix_tui.store.store import Store

NORMAL, FULL = 1, 2
"""Values of SQLite's setting ``synchronous``."""


def test_only_a_repeatable_write_is_not_waited_for(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "lix.db")
    connection = store.connection

    def level() -> int:
        return int(connection.sqlite.execute("PRAGMA synchronous").fetchone()[0])

    assert level() == FULL
    with connection.write_repeatable():
        assert level() == NORMAL
    assert level() == FULL
    with pytest.raises(ZeroDivisionError), connection.write_repeatable():
        raise ZeroDivisionError
    assert level() == FULL
    with connection.write_received():
        assert level() == FULL
