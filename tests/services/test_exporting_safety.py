"""Foreign text stays text; a file appears whole or not at all."""

from __future__ import annotations

import csv
import io
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.safe_cells import csv_line, escape_formula
from lix_tui.services.budget.processes import this_process
from lix_tui.services.export import exporter, xlsx
from lix_tui.services.export.atomic_file import whole_file
from lix_tui.services.export.errors import ExportCancelled, ExportError
from lix_tui.services.export.export_row import ExportRow
from lix_tui.services.export.exporter import export
from lix_tui.services.export.formats import FORMATS
from lix_tui.services.export.xlsx_cells import MOST_CHARACTERS
from lix_tui.text import clean_line
from tests.services.export_samples import ADA, read_back, rows

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\x00=1", "\u202e=1", "＝1",
            "x;=1+1", "a,+1", "a,-1;@b", "a;;=1", "a,＝1")  # fmt: skip
HOSTILE = (
    "\x1b]52;c;eA==\x07", "\x9b31m", "\u202egpj", "a\ud800b", "x\ufffey\uffffz", "_x0041_",
    "<r><t>a</t></r>", "]]>&amp;<c/>", "a\x00b", "a,b\"c\nd;e|f", "https://evil.example/x", "0123",
    "1e5", "{=cmd|' /C calc'!A0}", "é" * 40_000,
)  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_no_spreadsheet_finds_a_formula(text: str, tmp_path: Path) -> None:
    person = {**ADA, "headline": text, "description": text, "location": text}
    for form in ("csv", "xlsx"):
        file = tmp_path / f"out.{form}"
        export(rows(person), file, form, ["headline", "location"], replace=True)
        (found,) = read_back(file)
        for cell in found.values():
            assert isinstance(cell, str)
            if form == "csv":
                assert cell.startswith("'")


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("=1", "'=1"), ("+1", "'+1"), ("-1", "'-1"), ("@a", "'@a"), ("\tx", "'\tx"), ("\rx", "'\rx"),
        ("\t=1", "'\t'=1"), ("\r=1", "'\r'=1"), ("x;=1+1", "'x;'=1+1"), ("x,@a", "'x,'@a"),
        ("x\t-1", "'x\t'-1"), ("x\n+1", "'x\n'+1"), ("x\r\n=1", "'x\r\n'=1"), ("=1;=2", "'=1;'=2"),
        ("a;;=1", "'a;;'=1"), ("a, @b", "a, @b"), ("a; b", "a; b"), ("a=1", "a=1"), ("", ""), ("1-2", "1-2"),
    ],
)  # fmt: skip
def test_every_beginning_of_a_formula_gets_an_apostrophe(cell: str, wanted: str) -> None:
    assert escape_formula(cell) == wanted


@pytest.mark.parametrize("read_with", [",", ";", "\t"])
@pytest.mark.parametrize("write_with", [",", "\t"])
def test_no_reader_with_another_separator_finds_a_formula(write_with: str, read_with: str) -> None:
    cells = [
        escape_formula(text)
        for text in ("Ann", "x;=1+1", "y,=2", "z\t@a", 'q";=3', "=4", "-5", "\r=6")
    ]
    line = csv_line(cells, write_with)
    for found in csv.reader(io.StringIO(line, newline=""), delimiter=read_with):
        assert not [cell for cell in found if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
        if read_with == write_with:
            assert found == cells
    for cell in cells[1:]:
        assert '"' + cell.replace('"', '""') + '"' in line, "it is quoted"


@given(st.lists(st.text(st.sampled_from("ab ,;\t\"'\r\n=+é"), max_size=5), min_size=1, max_size=4))
def test_a_line_of_csv_is_read_back(cells: list[str]) -> None:
    for delimiter in (",", "\t"):
        line = csv_line(cells, delimiter)
        assert list(csv.reader(io.StringIO(line, newline=""), delimiter=delimiter)) == [cells]


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("form", ["csv", "md"])
def test_in_text_a_cell_is_neutralised_and_in_csv_quoted(
    text: str, form: str, tmp_path: Path
) -> None:
    file = tmp_path / f"out.{form}"
    export(rows({**ADA, "headline": text}), file, form, ["headline", "name"])
    cell = escape_formula(clean_line(text))
    assert cell.startswith("'")
    wanted = f'"{cell}",Ada Berg' if form == "csv" else f"| [{cell}]("
    assert wanted in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet", "jsonl", "json", "md"])
def test_hostile_text_comes_back_clean(form: str, tmp_path: Path) -> None:
    file = tmp_path / f"out.{form}"
    export(
        rows(*({"name": f"p{n}", "headline": t} for n, t in enumerate(HOSTILE))),
        file, form, ["name", "headline"],
    )  # fmt: skip
    written = file.read_bytes()
    if form in ("csv", "jsonl", "json", "md"):
        assert not set(written.decode()) & set("\x1b\x07\x9b\u202e\x00\r\ufeff")
    if form == "md":
        assert len(written.splitlines()) == len(HOSTILE) + 2
        return
    found = read_back(file)
    assert [row["name"] for row in found] == [f"p{n}" for n in range(len(HOSTILE))]
    texts = dict(zip(HOSTILE, (row["headline"] for row in found), strict=True))
    assert texts["0123"] == "0123"
    assert texts["1e5"] == "1e5"
    assert texts["https://evil.example/x"] == "https://evil.example/x"
    assert str(texts["<r><t>a</t></r>"]).strip() == "<r><t>a</t></r>"
    assert texts["]]>&amp;<c/>"] == "]]>&amp;<c/>"
    assert texts["a\ud800b"] == "ab"
    assert texts["x\ufffey\uffffz"] == ("x\ufffey\uffffz" if form == "csv" else "xyz")
    assert texts["_x0041_"] == ("_x005F_x0041_" if form == "xlsx" else "_x0041_")
    if form == "xlsx":
        assert len(str(texts["é" * 40_000])) == MOST_CHARACTERS


def test_text_that_is_cut_to_a_cell_is_not_made_markup_by_it(tmp_path: Path) -> None:
    file = tmp_path / "out.xlsx"
    text = f"<r>{'x' * (MOST_CHARACTERS - 7)}</r>and more"
    export(rows({"headline": text}), file, "xlsx", ["headline"])
    (found,) = read_back(file)
    assert str(found["headline"]).startswith("<r>xxx")


def test_whole_records_escape_what_a_terminal_acts_upon(tmp_path: Path) -> None:
    file = tmp_path / "out.jsonl"
    export(rows(*({"headline": text} for text in HOSTILE)), file, "jsonl")
    assert not set(file.read_text()) & set("\x1b\x07\x9b\u202e\x00")
    whole = [text.replace("\ud800", "???") for text in HOSTILE]
    assert [row["headline"] for row in read_back(file)] == [
        text.replace("???", "\ufffd" * 3) for text in whole
    ]


def test_numbers_too_large_are_not_written_wrong(tmp_path: Path) -> None:
    people = rows(
        {"name": "a", "numOfConnections": 2**60}, {"name": "b", "numOfConnections": 2**70}
    )
    for form, wanted in (
        ("csv", [str(2**60), str(2**70)]),
        ("xlsx", [str(2**60), str(2**70)]),
        ("parquet", [2**60, None]),
        ("json", [2**60, 2**70]),
    ):
        file = tmp_path / f"out.{form}"
        export(people, file, form, ["name", "connections"])
        assert [row.get("connections") for row in read_back(file)] == wanted


def test_a_sheet_that_is_full_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    export(rows(*[ADA] * 3), tmp_path / "fits.xlsx", "xlsx")
    with pytest.raises(ExportError, match="at most 3 rows"):
        export(rows(*[ADA] * 4), tmp_path / "out.xlsx", "xlsx")
    assert [file.name for file in tmp_path.iterdir()] == ["fits.xlsx"]


class Breaking:
    """Rows of which the third cannot be had."""

    def __iter__(self) -> Iterator[ExportRow]:
        yield from rows(ADA, ADA)
        raise RuntimeError("half way")


@pytest.mark.parametrize("form", FORMATS)
def test_an_error_half_way_leaves_what_was_there(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aside = tmp_path / "aside"
    aside.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(aside))
    file = tmp_path / f"out.{form}"
    for before in (None, b"old"):
        if before is not None:
            file.write_bytes(before)
        with pytest.raises(RuntimeError, match="half way"):
            export(Breaking(), file, form, kinds=["person"], replace=True)
        assert (file.read_bytes() if file.exists() else None) == before
    assert {path.name for path in tmp_path.iterdir()} == {"aside", file.name}
    assert list(aside.iterdir()) == [], "nothing of the records stays behind"


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("at", [0, 500, 1200])
def test_progress_is_told_and_can_stop_it(form: str, at: int, tmp_path: Path) -> None:
    people = rows(ADA) * 1200
    told: list[tuple[int, int | None]] = []
    file = tmp_path / f"out.{form}"
    export(people, file, form, on_progress=lambda *args: told.append(args), kinds=["person"])
    assert told == [(0, 1200), (500, 1200), (1000, 1200), (1200, 1200)]
    file.unlink()

    def stop(done: int, total: int | None) -> None:
        if done == at:
            raise ExportCancelled

    with pytest.raises(ExportCancelled):
        export(people, file, form, on_progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_replaced_only_on_request_and_keeps_its_rights(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    export(rows(ADA), file, "csv")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600, "personal data is its owner's"
    file.write_text("mine")
    file.chmod(0o640)
    with pytest.raises(ExportError, match="already exists"):
        export(rows(ADA), file, "csv")
    assert file.read_text() == "mine"
    export(rows(ADA), file, "csv", replace=True)
    assert "Ada" in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_link_keeps_pointing_to_its_file(tmp_path: Path) -> None:
    file, link = tmp_path / "real.csv", tmp_path / "link.csv"
    file.write_text("old")
    link.symlink_to(file)
    with pytest.raises(RuntimeError):
        export(Breaking(), link, "csv", kinds=["person"], replace=True)
    assert file.read_text() == "old"
    export(rows(ADA), link, "csv", replace=True)
    assert link.is_symlink()
    assert "Ada" in file.read_text()


@pytest.mark.parametrize("form", FORMATS)
def test_a_pipe_is_written_to_as_it_is(form: str, tmp_path: Path) -> None:
    pipe, file = tmp_path / "pipe", tmp_path / f"out.{form}"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    export(rows(ADA), pipe, form, ["name"])
    file.write_bytes(os.read(reader, 60_000))
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    if form == "md":
        assert "Ada Berg" in file.read_text()
    else:
        assert read_back(file) == [{"name": "Ada Berg"}]


@pytest.mark.parametrize("place", ["nowhere/out.csv", "", "loop"])
def test_what_cannot_be_written_is_said(place: str, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(ExportError):
        export(rows(ADA), tmp_path / place, "csv", replace=True)


@pytest.mark.parametrize("form", FORMATS)
def test_a_full_disk_is_said(form: str, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="No space left"):
        export(rows(ADA) * 2000, Path("/dev/full"), form)
    assert exporter.STEP == 500


def test_what_a_killed_program_began_is_deleted_and_nothing_else(tmp_path: Path) -> None:
    killed = tmp_path / ".out.csv.lix-4000001_1700000000.12.abc123"
    running = tmp_path / f".out.csv.lix-{this_process().replace(':', '_')}.abc124"
    others = [tmp_path / ".out.csv.lix-notes", tmp_path / ".other.csv.lix-4000001_1.5.abc125"]
    for file in (killed, running, *others):
        file.write_text("x", encoding="utf-8")
    with whole_file(tmp_path / "out.csv", replace=False) as handle:
        handle.write(b"new")
    assert not killed.exists()
    assert all(file.exists() for file in (running, *others))
    assert (tmp_path / "out.csv").read_bytes() == b"new"
