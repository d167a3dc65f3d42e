"""Functions that delete or replace the file of an open store."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from lix_tui.store.files import identity, set_aside, side
from lix_tui.store.store import Store

Action = Callable[[Path], None]


def remove(*suffixes: str) -> Action:
    """Return an act that deletes the store's files with these suffixes."""

    def action(path: Path) -> None:
        for suffix in suffixes:
            side(path, suffix).unlink()

    return action


def rename_folder(path: Path) -> None:
    """Move the store's folder."""
    path.parent.rename(path.parent.with_name("elsewhere"))


def rename_file(path: Path) -> None:
    """Move the database."""
    path.rename(path.with_name("elsewhere.db"))


def remove_folder(path: Path) -> None:
    """Delete the store's folder."""
    shutil.rmtree(path.parent)


def new_store(path: Path) -> None:
    """Let another process begin a store at the path."""
    remove("", "-wal", "-shm")(path)
    subprocess.run([sys.executable, "-c", OTHER, str(path)], check=True)


def restore_backup(path: Path) -> None:
    """Move a file over the path, as rsync and mv do."""
    other = path.with_name("backup.db")
    Store.open(other).close()
    other.replace(path)


def make_directory(path: Path) -> None:
    """Put a directory in the database's place."""
    path.unlink()
    path.mkdir()


def make_parent_a_file(path: Path) -> None:
    """Put a file in the place of the store's folder."""
    rename_folder(path)
    path.parent.write_text("no folder")


def put_aside(path: Path) -> None:
    """Let another process set the file aside as damaged and begin another one."""
    assert set_aside(path, identity(path)) is not None
    subprocess.run([sys.executable, "-c", OTHER, str(path)], check=True)


OTHER = """
import os, sys
from pathlib import Path
from lix_tui.store.store import Store
store = Store.open(Path(sys.argv[1]))
store.ledger.begin(endpoint="other", pool="p", cost=1, origin="test", at=1.0)
os._exit(0)
"""
PUT_BACK: dict[str, Action] = {
    "database deleted": remove(""),
    "all deleted": remove("", "-wal", "-shm"),
    "database moved": rename_file,
    "folder moved": rename_folder,
    "folder deleted": remove_folder,
    "log deleted": remove("-wal"),
    "index deleted": remove("-shm"),
    "log and index deleted": remove("-wal", "-shm"),
}
"""Removals after which the store's path is free, so that the store is written there again."""
BESIDE: dict[str, Action] = {
    "another store": new_store,
    "a backup moved over it": restore_backup,
    "a directory": make_directory,
    "set aside as damaged": put_aside,
    "parent a file": make_parent_a_file,
}
"""Replacements after which the store's path is taken; the other file is left alone."""


def copy_named(sentence: str) -> Path:
    """Return the path of the copy that a sentence names."""
    found = re.search(r"saved as (\S+)\. To use that", sentence)
    assert found, sentence
    return Path(found[1])
