"""Completion of the path of an input file."""

from __future__ import annotations

from pathlib import Path

import pytest

from lix_tui.services.tables.path_completion import complete_path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("leads.csv", "Leads 2.xlsx", "letter.pdf", ".hidden.csv"):
        (tmp_path / name).touch()
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "inner.txt").touch()
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    return tmp_path


def names(text: str, folder: Path) -> list[str]:
    return [entry.text for entry in complete_path(text, folder).entries]


def test_folders_and_tables_come_first(folder: Path) -> None:
    assert names("", folder) == ["lists/", "Leads 2.xlsx", "leads.csv", "circle", "letter.pdf"]
    assert names("le", folder) == ["Leads 2.xlsx", "leads.csv", "letter.pdf"]
    assert names("lists/", folder) == ["lists/inner.txt"]
    assert names(f"{folder}/lea", Path("/")) == [f"{folder}/Leads 2.xlsx", f"{folder}/leads.csv"]


def test_hidden_files_are_listed_after_a_dot(folder: Path) -> None:
    assert names(".", folder) == [".hidden.csv"]


def test_the_home_is_short(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(folder))
    assert names("~", folder) == ["~/"]
    assert names("~/lis", folder) == ["~/lists/"]


def test_what_is_certain_is_completed(folder: Path) -> None:
    assert complete_path("li", folder).common == "lists/"
    assert complete_path("zz", folder).common == ""


def test_folders_that_cannot_be_listed_say_so(folder: Path) -> None:
    assert complete_path("none/x", folder).problem == "The folder none doesn't exist."
    assert "can't be listed" in complete_path("leads.csv/x", folder).problem
    assert "can't be listed" in complete_path("a\0b/x", folder).problem
