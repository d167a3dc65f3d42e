"""The place of an export: checked before, and again when the file is moved there."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from lix_tui.services.export.atomic_file import Stamp, check_place, replaceable, whole_file
from lix_tui.services.export.errors import ExportError
from lix_tui.services.export.written_files import MOST, Outputs

COMMAND = ("search", "people", "engineer")


def leftovers(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if file.name.startswith("."))


@pytest.mark.parametrize("links", [True, False], ids=["links", "a disk without links"])
def test_a_target_that_appears_during_an_export_is_left_alone(
    links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not links:

        def refuse(*what: object) -> None:
            raise OSError(errno.EPERM, "Operation not permitted")

        monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "out.csv"
    with pytest.raises(ExportError), whole_file(path, replace=False) as file:
        file.write(b"ours")
        path.write_text("precious")
    assert path.read_text() == "precious"
    assert leftovers(tmp_path) == []
    path.unlink()
    with whole_file(path, replace=False) as file:
        file.write(b"ours")
    assert path.read_bytes() == b"ours"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_that_changes_after_it_was_given_up_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")
    given_up = Stamp.of(path)
    assert given_up is not None
    with (
        pytest.raises(ExportError, match="created or changed by another program"),
        whole_file(path, replace=given_up) as file,
    ):
        file.write(b"ours")
        path.write_text("precious")
    assert path.read_text() == "precious"
    given_up = Stamp.of(path)
    assert given_up is not None
    with whole_file(path, replace=given_up) as file:
        file.write(b"ours")
    assert path.read_bytes() == b"ours"
    given_up = Stamp.of(path)
    assert given_up is not None
    with whole_file(path, replace=given_up) as file:
        path.unlink()  # writing to a free path loses no data
        file.write(b"again")
    assert path.read_bytes() == b"again"


def test_a_check_leaves_nothing_behind_and_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    check_place(path, replace=False)
    assert list(tmp_path.iterdir()) == []
    path.write_text("old")
    before = Stamp.of(path)
    assert replaceable(path) == before
    assert Stamp.of(path) == before
    with pytest.raises(ExportError, match="already exists"):
        check_place(path, replace=False)
    assert replaceable(Path("/dev/null")) is None


@pytest.mark.parametrize("name", ["a\0b", "x" * 300, "none/out.csv", "file/out.csv", ".", "link"])
def test_a_place_where_nothing_can_be_written_is_said(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "none" / "x")
    with pytest.raises(ExportError) as said:
        check_place(tmp_path / name, replace=True)
    assert str(said.value).endswith(".")


def test_outputs_are_known_until_they_change(tmp_path: Path) -> None:
    outputs, path = Outputs(tmp_path / "state"), tmp_path / "out.csv"
    path.write_text("one")
    assert outputs.own(path, COMMAND) is None
    outputs.remember(path, COMMAND)
    assert outputs.own(path, COMMAND) == Stamp.of(path)
    assert outputs.own(path, (*COMMAND, "x")) is None
    link = tmp_path / "link.csv"
    link.symlink_to(path)
    assert outputs.own(link, COMMAND) == Stamp.of(path)
    path.write_text("two")
    assert outputs.own(path, COMMAND) is None
    (kept,) = (tmp_path / "state").iterdir()
    assert kept.stat().st_mode & 0o777 == 0o600
    assert "engineer" not in kept.read_text()
    assert "out.csv" not in kept.read_text() + kept.name
    for damaged in ("", "[]", '{"command": 1}', "\0"):
        kept.write_text(damaged)
        assert outputs.own(path, COMMAND) is None


def test_only_so_many_outputs_are_remembered(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    folder.mkdir()
    for number in range(MOST + 5):
        file = folder / f"{number:04}.json"
        file.touch()
        os.utime(file, (number, number))
    path = tmp_path / "out.csv"
    path.write_text("x")
    Outputs(folder).remember(path, COMMAND)
    assert len(list(folder.iterdir())) == MOST
    assert Outputs(folder).own(path, COMMAND) is not None
