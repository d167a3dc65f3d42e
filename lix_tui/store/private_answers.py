"""Stored conversations and messages. No library entry leads to them, so people are looked for."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Collection, Sequence
from typing import Protocol

from lix_tui.store.answers import pack, unpack
from lix_tui.store.connection import Connection
from lix_tui.store.errors import StoreError


class PrivateContent(Protocol):
    """Reader of the answers that have conversations."""

    @property
    def endpoints(self) -> Sequence[str]:
        """Endpoints with such answers, which are the kinds of their lists too."""

    def keys_of(self, target: str) -> Collection[str]:
        """Return the keys of the conversation that a list of messages belongs to."""

    def involved(self, endpoint: str, body: bytes, people: Collection[str]) -> set[str]:
        """Return the keys of the conversations with any of these people."""

    def without(
        self, endpoint: str, body: bytes, conversations: Collection[str], people: Collection[str]
    ) -> bytes:
        """Return the answer without these conversations, their messages and these people."""


class PrivateAnswers:
    """Conversations and messages as received. Methods raise StoreError."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def delete_of(self, entry_ids: Sequence[int], content: PrivateContent) -> int:
        """Delete the conversations with the people of some entries; return their number.

        Conversations of the same servers and accounts as the entries are looked through. Call this
        before the entries are deleted: they have the keys of the people.
        """
        with self._connection.write() as connection:
            people: dict[int, set[str]] = {}
            for entry_id in entry_ids:
                for scope_id, key in connection.execute(
                    "SELECT scope_id, key FROM entry_keys WHERE entry_id = ?", (entry_id,)
                ):
                    people.setdefault(int(scope_id), set()).add(str(key))
            return sum(_delete(connection, scope, keys, content) for scope, keys in people.items())


def _delete(
    connection: sqlite3.Connection, scope_id: int, people: set[str], content: PrivateContent
) -> int:
    marks = ", ".join("?" * len(content.endpoints))
    answers = [
        (int(id_), str(endpoint), _readable(body, packed))
        for id_, endpoint, body, packed in connection.execute(
            "SELECT id, endpoint, body, packed FROM answers WHERE scope_id = ?"  # noqa: S608  # question marks of ours
            f" AND endpoint IN ({marks})",
            (scope_id, *content.endpoints),
        )
    ]
    gone: set[str] = set()
    for _id, endpoint, body in answers:
        gone |= content.involved(endpoint, body, people)
    if not gone:
        return 0
    for answer_id, endpoint, body in answers:
        left = content.without(endpoint, body, gone, people)
        if left != body:
            kept, packed = pack(left)
            connection.execute(
                "UPDATE answers SET body = ?, packed = ? WHERE id = ?", (kept, packed, answer_id)
            )
    _delete_lists(connection, scope_id, gone, content)
    _forget_keys(connection, scope_id, gone, content.endpoints)
    return len(gone)


def _readable(body: bytes, packed: int) -> bytes:
    """Return a body as received; one that is damaged has nothing that can be read."""
    try:
        return unpack(body, packed)
    except StoreError:
        return b"{}"


def _delete_lists(
    connection: sqlite3.Connection, scope_id: int, gone: set[str], content: PrivateContent
) -> None:
    """Delete the lists of messages of deleted conversations."""
    marks = ", ".join("?" * len(content.endpoints))
    rows = connection.execute(
        f"SELECT id, url FROM searches WHERE scope_id = ? AND kind IN ({marks})",  # noqa: S608  # question marks of ours
        (scope_id, *content.endpoints),
    ).fetchall()
    for search_id, target in rows:
        if gone.isdisjoint(content.keys_of(str(target))):
            continue
        answers = [
            (int(row[0]),)
            for row in connection.execute(
                "SELECT answer_id FROM pages WHERE search_id = ?", (search_id,)
            )
        ]
        connection.execute("DELETE FROM searches WHERE id = ?", (search_id,))
        connection.executemany("DELETE FROM answers WHERE id = ?", answers)


def _forget_keys(
    connection: sqlite3.Connection, scope_id: int, gone: set[str], kinds: Sequence[str]
) -> None:
    """Replace keys of deleted conversations in paging states, whose counts stay."""
    marks = ", ".join("?" * len(kinds))
    rows = connection.execute(
        f"SELECT id, state FROM searches WHERE scope_id = ? AND kind IN ({marks})",  # noqa: S608  # question marks of ours
        (scope_id, *kinds),
    ).fetchall()
    for search_id, text in rows:
        try:
            state = json.loads(text)
            seen = state["seen"]
        except (ValueError, KeyError, TypeError):  # written by a newer version
            continue
        state["seen"] = [f"gone:{secrets.token_hex(8)}" if key in gone else key for key in seen]
        if state["seen"] != seen:
            connection.execute(
                "UPDATE searches SET state = ? WHERE id = ?",
                (json.dumps(state, separators=(",", ":")), search_id),
            )
