"""A note of several lines keeps them in every file that can hold them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command_line import run
from tests.conftest import Served
from tests.services.export_samples import read_back

LINK = "https://www.linkedin.com/in/olivia-shaw"
NOTE = 'met her\nsaid "call in May", then left'


@pytest.fixture
def noted(sandbox: Served) -> Served:
    """Return a sandbox whose stored person has a note of two lines."""
    assert run("get", "person", LINK, url=sandbox.url)[0] == 0
    (found,) = run("library", "search", "olivia", url=sandbox.url)[1].splitlines()
    id_ = str(json.loads(found)["id"])
    assert run("library", "note", id_, NOTE, url=sandbox.url)[0] == 0
    return sandbox


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet", "jsonl", "json"])
def test_files_of_the_library_and_of_a_bulk_lookup_keep_them(
    form: str, noted: Served, tmp_path: Path
) -> None:
    exported, joined = tmp_path / f"library.{form}", tmp_path / f"found.{form}"
    columns = ("--columns", "name,note")
    words = ("library", "export", "olivia", *columns, "-o", str(exported))
    assert run(*words, url=noted.url)[0] == 0
    assert [row["note"] for row in read_back(exported)] == [NOTE]
    again = ("enrich", "-", "--what", "person", *columns, "-o", str(joined))
    status, _, err = run(*again, url=noted.url, given=f"{LINK}\n")
    assert status == 0, err
    (row,) = read_back(joined)
    record = row.get("record", row)
    assert isinstance(record, dict)
    assert record["note"] == NOTE


def test_a_note_in_markdown_stays_in_its_row(noted: Served, tmp_path: Path) -> None:
    file = tmp_path / "library.md"
    words = ("library", "export", "olivia", "--columns", "name,note", "-o", str(file))
    assert run(*words, url=noted.url)[0] == 0
    assert len(file.read_text(encoding="utf-8").splitlines()) == 3


def test_a_line_of_a_note_is_never_a_formula(noted: Served, tmp_path: Path) -> None:
    (found,) = run("library", "search", "olivia", url=noted.url)[1].splitlines()
    assert run("library", "note", str(json.loads(found)["id"]), "a\n=1+1", url=noted.url)[0] == 0
    file = tmp_path / "library.csv"
    words = ("library", "export", "olivia", "--columns", "name,note", "-o", str(file))
    assert run(*words, url=noted.url)[0] == 0
    assert [row["note"] for row in read_back(file)] == ["'a\n'=1+1"]
