"""Only the user can read what is written, whatever the umask says."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from lix_tui.private_files import make_folder, replace_whole, write_new
from lix_tui.services.layout_memory import StoredLayout

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights of files are those of POSIX")


@pytest.fixture(autouse=True)
def open_umask() -> Iterator[None]:
    """Set the umask to 0 during a test."""
    former = os.umask(0)
    yield
    os.umask(former)


def rights(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_every_folder_that_is_made_is_private(tmp_path: Path) -> None:
    make_folder(tmp_path / "a" / "b" / "c")
    assert {rights(tmp_path / name) for name in ("a", "a/b", "a/b/c")} == {0o700}
    (tmp_path / "a").chmod(0o755)
    make_folder(tmp_path / "a")
    assert rights(tmp_path / "a") == 0o755, "one that was there stays as it was"
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match=r"exists|directory"):
        make_folder(tmp_path / "file")


def test_a_new_file_is_private_and_over_no_other(tmp_path: Path) -> None:
    write_new(tmp_path / "new", "é")
    assert (rights(tmp_path / "new"), (tmp_path / "new").read_text()) == (0o600, "é")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "new", "other")
    assert (tmp_path / "new").read_text() == "é"


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    path.write_text("former")
    replace_whole(path, "next\r\n")
    assert (rights(path), path.read_bytes()) == (0o600, b"next\r\n")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="directory"):
        replace_whole(tmp_path / "folder", "x")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["folder", "kept"]


def test_what_the_explorer_remembers_is_private(tmp_path: Path) -> None:
    path = tmp_path / "state" / "lix-tui" / "layout.json"
    StoredLayout(path).store_tour_offered()
    assert StoredLayout(path).tour_offered
    assert [rights(p) for p in (path, path.parent, path.parent.parent)] == [0o600, 0o700, 0o700]
