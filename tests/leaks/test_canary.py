"""The canary is found wherever it hides; else no other test here would mean anything."""

from __future__ import annotations

import base64
import gzip
import html
import json
import sqlite3
import zipfile
import zlib
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.leaks.canary import CORES, KEY, contains_key, leaking, open_to_others


@pytest.mark.parametrize(
    "text",
    [
        KEY, repr(KEY), json.dumps(KEY), html.escape(KEY), quote(KEY), quote(KEY, safe=""),
        KEY.upper(), KEY[:13], KEY[-15:], "\n".join(KEY), CORES[1].encode().hex(),
        *(base64.b64encode(b"x" * n + KEY.encode() + b"y").decode() for n in range(4)),
        *(base64.urlsafe_b64encode(b"x" * n + KEY.encode() + b"yz").decode() for n in range(4)),
        KEY.encode("utf-16").decode("latin-1"),
    ],
)  # fmt: skip
def test_it_is_found_in_every_spelling(text: str) -> None:
    assert contains_key(f"some {text} more")


def test_nothing_else_is_taken_for_it() -> None:
    assert not contains_key("Key(…) canary key •••• CanaryWharf " * 100)


def test_it_is_found_in_every_kind_of_file(tmp_path: Path) -> None:
    from pyarrow import Table, parquet

    packed = zlib.compress(f'{{"a":"{KEY}"}}'.encode())
    (tmp_path / "plain.txt").write_text(KEY)
    (tmp_path / "key").write_text(KEY)
    (tmp_path / "gone.gz").write_bytes(gzip.compress(KEY.encode()))
    with zipfile.ZipFile(tmp_path / "book.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sheet.xml", KEY)
    parquet.write_table(Table.from_pylist([{"a": KEY}]), tmp_path / "table.parquet")
    with closing(sqlite3.connect(tmp_path / "lix.db")) as connection, connection:
        connection.execute("CREATE TABLE answers (body BLOB)")
        connection.execute("INSERT INTO answers VALUES (?)", (packed,))
    found = ["book.xlsx", "gone.gz", "lix.db", "plain.txt", "table.parquet"]
    assert sorted(leaking(tmp_path)) == found


def test_what_others_can_use_is_found(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir(mode=0o700)
    (tmp_path / "a" / "b").touch(0o600)
    assert open_to_others(tmp_path) == []
    (tmp_path / "a" / "b").chmod(0o640)
    assert open_to_others(tmp_path) == ["a/b 640"]
