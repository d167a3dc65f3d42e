"""Scopes: server and account of stored data."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from lix_tui.store.connection import NO_SCOPE, UNPLACED, Connection, Scopes
from lix_tui.store.errors import StoreError
from lix_tui.store.scope_merge import merge_scope

USED_AGAIN = 3600.0
"""Seconds after which another use of a scope is recorded, so that opening rarely writes."""
_BEFORE = "accounts_before_scopes"
_SALT_BYTES = 32


@dataclass(frozen=True, slots=True)
class Servers:
    """Servers of one program run, as canonical names of their URLs."""

    main: str
    others: Mapping[str, str] = field(default_factory=dict)
    """Server by endpoint, for endpoints of another server."""
    own_library: frozenset[str] = frozenset()
    """Endpoints whose records are kept apart from those of the main server in the library."""

    @property
    def all(self) -> tuple[str, ...]:
        """Every server once, the main one first."""
        return tuple(dict.fromkeys((self.main, *self.others.values())))


@dataclass(frozen=True, slots=True)
class Owner:
    """Account on the main server, or data without an account, with the amount of data."""

    account: str
    """Fingerprint of the key; empty for data without an account."""
    answers: int
    used_at: float
    """Seconds since the epoch."""


class ScopeStore:
    """Scopes of a store: selects those in use, and moves data between them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def enter(
        self, servers: Servers, account: str | None, *, usual: Servers, at: float
    ) -> str | None:
        """Use the data of an account on these servers from now on; return the account.

        Without ``account``, this is the account used last on the main server; None if there isn't
        one, and data without an account is used. Data of an older version, which didn't record
        servers, moves to the only possible account when the ``usual`` servers are entered; until
        then any account can adopt it. A store that can't be written is read unchanged.
        """
        if servers.main == usual.main:
            with suppress(StoreError):
                self._place_old_data(usual, at)
        with self._connection.read() as connection:
            account = account if account is not None else _last_account(connection, servers.main)
            if account is None:
                self._connection.scopes = Scopes()
                return None
            known = {name: _find(connection, name, account) for name in servers.all}
            fresh = all(row is not None and at - row[1] < USED_AGAIN for row in known.values())
        ids = {name: row[0] if row else NO_SCOPE for name, row in known.items()}
        if not fresh:
            with suppress(StoreError), self._connection.write() as connection:
                ids = {name: _use(connection, name, account, at) for name in servers.all}
        self._connection.scopes = _scopes(servers, ids)
        return account

    def owners(self, server: str, but: str | None) -> list[Owner]:
        """Return the owners of data on a server except one account, the last used first."""
        with self._connection.read() as connection:
            rows = connection.execute(
                "SELECT account, (SELECT COUNT(*) FROM answers WHERE scope_id = scopes.id), used_at"
                " FROM scopes WHERE server = ? AND account IS NOT ? ORDER BY used_at DESC",
                (server, but),
            ).fetchall()
            unplaced = connection.execute(
                "SELECT COUNT(*), MAX(fetched_at) FROM answers WHERE scope_id = ?", (UNPLACED,)
            ).fetchone()
        found = [Owner(str(row[0]), int(row[1]), float(row[2])) for row in rows if row[1]]
        if unplaced[0]:
            found.append(Owner("", int(unplaced[0]), float(unplaced[1])))
        return found

    def adopt(self, servers: Servers, owner: str, account: str, *, at: float) -> int:
        """Move all data of an owner to an account; return the number of moved answers."""
        moved = 0
        with self._connection.write() as connection:
            ids = {name: _use(connection, name, account, at) for name in servers.all}
            target = _scopes(servers, ids)
            if owner:
                for name in servers.all:
                    if (row := _find(connection, name, owner)) is not None:
                        moved += merge_scope(connection, row[0], Scopes(main=ids[name]))
                        connection.execute("DELETE FROM scopes WHERE id = ?", (row[0],))
            else:
                moved = merge_scope(connection, UNPLACED, target)
        self._connection.scopes = target
        return moved

    def salt(self) -> bytes:
        """Return random bytes of this file, which the first call creates."""
        with self._connection.read() as connection:  # a read-only store has them already
            row = connection.execute("SELECT value FROM own WHERE name = 'salt'").fetchone()
        if row is not None:
            return bytes(row[0])
        with self._connection.write() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO own (name, value) VALUES ('salt', ?)",
                (secrets.token_bytes(_SALT_BYTES),),
            )
            row = connection.execute("SELECT value FROM own WHERE name = 'salt'").fetchone()
        return bytes(row[0])

    def has_declined(self, account: str) -> bool:
        """Return True if the user declined to adopt data of others."""
        with self._connection.read() as connection:
            return _is_noted(connection, f"declined {account}")

    def decline(self, account: str) -> None:
        """Store that the user declined to adopt data of others."""
        with self._connection.write() as connection:
            _note(connection, f"declined {account}")

    def is_notice_due(self, account: str) -> bool:
        """Return True if a notice about data of others is due, and store that it was shown."""
        with self._connection.read() as connection:
            told = _is_noted(connection, f"told {account}")
            has_data = connection.execute(
                "SELECT EXISTS (SELECT 1 FROM answers WHERE scope_id = ?)",
                (self._connection.scopes.main,),
            ).fetchone()[0]
        if told and has_data:
            return False
        if not told:
            with self._connection.write() as connection:
                _note(connection, f"told {account}")
        return True

    def _place_old_data(self, usual: Servers, at: float) -> None:
        with self._connection.read() as connection:
            row = connection.execute("SELECT value FROM own WHERE name = ?", (_BEFORE,)).fetchone()
            accounts = [] if row is None else bytes(row[0]).decode("ascii", "replace").split()
            if len(accounts) != 1 or not _has_unplaced(connection):
                return
        with self._connection.write() as connection:
            ids = {name: _use(connection, name, accounts[0], at) for name in usual.all}
            merge_scope(connection, UNPLACED, _scopes(usual, ids))


def _scopes(servers: Servers, ids: Mapping[str, int]) -> Scopes:
    return Scopes(
        main=ids[servers.main],
        others={endpoint: ids[name] for endpoint, name in servers.others.items()},
        own_library=servers.own_library,
    )


def _find(connection: sqlite3.Connection, server: str, account: str) -> tuple[int, float] | None:
    row = connection.execute(
        "SELECT id, used_at FROM scopes WHERE server = ? AND account = ?", (server, account)
    ).fetchone()
    return None if row is None else (int(row[0]), float(row[1]))


def _use(connection: sqlite3.Connection, server: str, account: str, at: float) -> int:
    connection.execute(
        "INSERT INTO scopes (server, account, used_at) VALUES (?, ?, ?)"
        " ON CONFLICT (server, account) DO UPDATE SET used_at = MAX(used_at, excluded.used_at)",
        (server, account, at),
    )
    found = _find(connection, server, account)
    return NO_SCOPE if found is None else found[0]


def _last_account(connection: sqlite3.Connection, server: str) -> str | None:
    """Return the account used last on a server, preferring one with purchases."""
    row = connection.execute(
        "SELECT account FROM scopes WHERE server = ? ORDER BY"
        " EXISTS (SELECT 1 FROM answers WHERE scope_id = scopes.id) DESC, used_at DESC, id DESC"
        " LIMIT 1",
        (server,),
    ).fetchone()
    return None if row is None else str(row[0])


def _is_noted(connection: sqlite3.Connection, name: str) -> bool:
    row = connection.execute("SELECT 1 FROM own WHERE name = ?", (name,)).fetchone()
    return row is not None


def _note(connection: sqlite3.Connection, name: str) -> None:
    connection.execute("INSERT OR REPLACE INTO own (name, value) VALUES (?, x'31')", (name,))


def _has_unplaced(connection: sqlite3.Connection) -> bool:
    row = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM answers WHERE scope_id = 0)"
        " OR EXISTS (SELECT 1 FROM ledger WHERE scope_id = 0)"
    ).fetchone()
    return bool(row[0])
