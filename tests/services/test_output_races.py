"""A file that appears at the output's path during the export is left alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lix_tui.services.export.atomic_file import whole_file
from lix_tui.services.export.errors import ExportError


def a_file(path: Path) -> None:
    path.write_text("precious")


def a_folder(path: Path) -> None:
    path.mkdir()
    (path / "precious").touch()


def a_dangling_link(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere"))


@pytest.mark.parametrize(
    ("appears", "replace", "words"),
    [
        (a_file, False, "was created or changed by another program"),
        (a_folder, False, "was created or changed by another program"),
        (a_folder, True, "is a folder"),
        (a_dangling_link, False, "was created or changed by another program"),
        (a_dangling_link, True, "is a broken link"),
    ],
)
def test_what_appears_meanwhile_is_not_replaced(
    tmp_path: Path, appears: Callable[[Path], None], replace: bool, words: str
) -> None:
    path = tmp_path / "out.csv"
    with pytest.raises(ExportError, match=words), whole_file(path, replace=replace) as file:
        file.write(b"rows")
        appears(path)
    assert [one.name for one in tmp_path.iterdir()] == ["out.csv"], "nothing is left beside it"
    if appears is a_file:
        assert path.read_text() == "precious"
    assert path.is_dir() == (appears is a_folder)
    assert path.is_symlink() == (appears is a_dangling_link)


def test_what_appears_meanwhile_is_replaced_where_that_was_agreed(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    with whole_file(path, replace=True) as file:
        file.write(b"rows")
        a_file(path)
    assert path.read_bytes() == b"rows"
