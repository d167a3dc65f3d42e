"""Answers that the store of the commands has received, and the store itself."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from lix_tui.linkedin.links import person_keys
from lix_tui.store.listing import list_entries
from lix_tui.store.rows import Listing
from lix_tui.store.store import Store
from tests.cli.command_line import run
from tests.conftest import Served


@contextmanager
def opened() -> Iterator[Store]:
    """Open the store of the commands."""
    path = Path(os.environ["XDG_DATA_HOME"]) / "lix-tui" / "lix.db"
    store = Store.open(path)
    with closing(store):
        yield store


def receive(*links: str, at: float, name: str = "", **value: object) -> None:
    """Store an answer that shows a person with these links."""
    keys = person_keys(*links)
    body = json.dumps({"people": [{"name": name, "link": links[0]}]}).encode()
    with opened() as store, store.connection.write() as connection:
        (scope,) = connection.execute("SELECT MAX(scope_id) FROM answers").fetchone()
        cursor = connection.execute(
            "INSERT INTO answers (endpoint, body, packed, fetched_at, scope_id, viewer_id)"
            " VALUES ('sales_search', ?, 0, ?, ?, '')",
            (body, at, scope),
        )
        listing = Listing("person", keys[0], keys, name, value=value)
        list_entries(connection, scope, int(cursor.lastrowid or 0), "sales_search", [listing], at)


def lead_of(sandbox: Served, link: str) -> str:
    """Buy a profile; return the person's Sales Navigator link."""
    status, out, _ = run("get", "person", link, url=sandbox.url)
    assert status == 0
    return str(json.loads(out)["salesNavLink"])
