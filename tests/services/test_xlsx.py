"""XLSX: links, dates and widths are real, and limits of Excel are said in a sentence."""

from __future__ import annotations

import re
import warnings
import zipfile
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.services.export import xlsx
from lix_tui.services.export.errors import ExportError
from lix_tui.services.export.exporter import export
from lix_tui.services.export.xlsx_cells import (
    MOST_CHARACTERS,
    MOST_LINK,
    date_cell,
    display_width,
    link_target,
    sheet_text,
)
from lix_tui.services.runs.added_columns import AddedColumn
from lix_tui.services.runs.input_sheet import InputSheet
from lix_tui.services.runs.joined_rows import JoinedRow, JoinedRows
from lix_tui.services.runs.joined_table import JoinedTable, write_joined
from lix_tui.services.runs.row_outcomes import Outcome
from lix_tui.services.runs.sheet_rows import SheetRows
from lix_tui.services.tables.rows import Row
from lix_tui.services.tables.table import Table
from tests.services.export_samples import ADA, BO, MAIN, read_back, rows, sheet_of

LINKS = "{http://schemas.openxmlformats.org/package/2006/relationships}"


def parts(path: Path) -> dict[str, ElementTree.Element]:
    """Return every part of a workbook; each must be XML."""
    with zipfile.ZipFile(path) as archive:
        return {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}


def targets(path: Path) -> list[str]:
    found = parts(path).get("xl/worksheets/_rels/sheet1.xml.rels")
    return [] if found is None else [link.attrib["Target"] for link in found]


def test_the_header_is_frozen_and_columns_are_as_wide_as_their_texts(tmp_path: Path) -> None:
    file = tmp_path / "out.xlsx"
    export(rows({**ADA, "description": "x" * 500}), file, "xlsx", ["name", "headline", "premium"])
    sheet = parts(file)["xl/worksheets/sheet1.xml"]
    (pane,) = sheet.iter(f"{MAIN}pane")
    assert (pane.attrib["ySplit"], pane.attrib["state"]) == ("1", "frozen")
    widths = [float(column.attrib["width"]) for column in sheet.iter(f"{MAIN}col")]
    assert [round(width) for width in widths] == [11, 63, 11]
    assert len(str(read_back(file)[0]["headline"])) == 500, "it is whole"
    (ignored,) = sheet.iter(f"{MAIN}ignoredError")
    assert ignored.attrib == {"sqref": "A2:C2", "numberStoredAsText": "1"}


def test_links_can_be_opened_and_other_addresses_are_text(tmp_path: Path) -> None:
    file = tmp_path / "out.xlsx"
    people = [
        {"name": "a", "link": "https://www.linkedin.com/in/jörg?x=1&y=%20#top"},
        {"name": "b", "link": "http://www.linkedin.com/in/b", "website": "javascript:alert(1)"},
        {"name": "c", "description": "https://evil.example/x", "website": "https://évil.example"},
        {"name": "d", "link": f"https://www.linkedin.com/in/{'x' * MOST_LINK}"},
        {"name": "e", "link": "https://www.linkedin.com/in/e f", "website": "external:c:\\x.exe"},
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        export(rows(*people), file, "xlsx", ["name", "link", "website", "headline"])
    assert targets(file) == ["https://www.linkedin.com/in/j%C3%B6rg?x=1&y=%20"]
    read = read_back(file)
    assert [row.get("link") for row in read] == [person.get("link") for person in people]
    assert [row.get("website") for row in read] == [person.get("website") for person in people]


def test_dates_are_dates_as_far_as_they_are_known(tmp_path: Path) -> None:
    file = tmp_path / "out.xlsx"
    export(rows(ADA), file, "xlsx", ["from_1", "to_1", "from_2", "studied_from_1"])
    assert list(read_back(file)[0].values()) == ["2021-04", "present", "2019", "2014"]
    cells = list(parts(file)["xl/worksheets/sheet1.xml"].iter(f"{MAIN}c"))[4:]
    assert [cell.attrib.get("t", "n") for cell in cells] == ["n", "inlineStr", "n", "n"]


def test_a_text_like_a_formula_stays_text_when_somebody_edits_it(tmp_path: Path) -> None:
    file = tmp_path / "out.xlsx"
    export(rows({**BO, "name": "=1+1", "phone": "+46 70"}), file, "xlsx", ["name", "phone", "link"])
    found = parts(file)
    styles = list(found["xl/styles.xml"].find(f"{MAIN}cellXfs") or ())
    cells = list(found["xl/worksheets/sheet1.xml"].iter(f"{MAIN}c"))[3:]
    quoted = [styles[int(cell.attrib.get("s", 0))].attrib.get("quotePrefix") for cell in cells]
    assert quoted == ["1", "1", None]
    assert [str(cell) for cell in sheet_of(file)[1].values()][:2] == ["=1+1", "+46 70"]


def test_more_links_than_a_sheet_holds_are_written_as_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "MOST_LINKS", 3)
    file, said = tmp_path / "out.xlsx", list[str]()
    export(rows(*[BO] * 5), file, "xlsx", ["link"], warn=said.append)
    assert len(targets(file)) == 3
    assert [row["link"] for row in read_back(file)] == [BO["link"]] * 5
    assert said == ["2 links were written as text, because a sheet has 3 at most."]


def test_a_text_longer_than_a_cell_is_cut_and_said(tmp_path: Path) -> None:
    file, said = tmp_path / "out.xlsx", list[str]()
    long = {**BO, "headline": "é" * 40_000, "description": "x" * MOST_CHARACTERS}
    export(rows(long, {"headline": "🚀" * 20_000}), file, "xlsx", ["headline"], warn=said.append)
    first, second = (str(row["headline"]) for row in read_back(file))
    assert (len(first), len(second)) == (MOST_CHARACTERS, MOST_CHARACTERS // 2)
    assert said == [
        "2 texts were cut to the 32,767 characters of a cell; export as CSV for whole texts."
    ]


@given(
    st.text(max_size=30)
    | st.builds(
        lambda start, letter, count, end: start + letter * count + end,
        st.sampled_from(["", "<r>"]),
        st.sampled_from("aé🚀"),
        st.integers(MOST_CHARACTERS // 2 - 6, MOST_CHARACTERS + 6),
        st.sampled_from(["", "</r>"]),
    )
)
def test_a_cell_holds_the_beginning_of_its_text(text: str) -> None:
    fitting = sheet_text(text)
    assert len(fitting.encode("utf-16-le", "replace")) <= 2 * MOST_CHARACTERS
    assert not (fitting.startswith("<r>") and fitting.endswith("</r>"))
    assert fitting.rstrip() in (text, text.rstrip()) or len(text) * 2 > MOST_CHARACTERS


@given(st.dates(date(1900, 3, 1)))
def test_a_day_is_the_number_that_excel_has_for_it(day: date) -> None:
    found = date_cell(f"{day:%Y-%m-%d}".rjust(10, "0"))
    assert found is not None
    assert (found.format, date(1899, 12, 30) + timedelta(found.number)) == ("yyyy-mm-dd", day)


@pytest.mark.parametrize("text", ["", "present", "1899", "1900-02", "2021-13", "2021-02-30", "21"])
def test_another_text_is_not_a_date(text: str) -> None:
    assert date_cell(text) is None


@given(st.text() | st.from_regex(r"https://[a-z]+\.example/.*", fullmatch=True))
def test_only_https_is_linked(text: str) -> None:
    target = link_target(text)
    if target is not None:
        assert target.isascii()
        assert target.lower().startswith("https://")
        assert not set(target) & set(' <>"\\^`{|}\n')


def test_wide_letters_count_twice() -> None:
    assert (display_width("ab\ncdef"), display_width("山田"), display_width("x" * 90)) == (2, 4, 60)


# -- cells of the user's own file ------------------------------------------------------------

FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
CELLS = {
    "a\x00b\x01c\x0bd\x1fe": "a\x00b\x01c\x0bd\x1fe",
    "half \ud800 pair": "half ? pair",
    "\ufffeno\uffff": "no",
    "=1+1": "=1+1",
    "+46 70": "+46 70",
    "@SUM(A1)": "@SUM(A1)",
    "\t=1": "\t=1",
    "{=1}": "{=1}",
    "00123": "00123",
    "12345678901234567890": "12345678901234567890",
    "1e5": "1e5",
    "TRUE": "TRUE",
    "1899-12-31": "1899-12-31",
    "2021-02-30": "2021-02-30",
    "_x000D_": "_x000D_",
    "<r>x</r>": "<r>x</r> ",
    "&<>\"'": "&<>\"'",
    "  spaces ": "  spaces ",
    "two\nlines": "two\nlines",
    f"https://x.example/{'a' * 3000}": f"https://x.example/{'a' * 3000}",
    "x" * 40_000: "x" * MOST_CHARACTERS,
}
"""Cells of a file with their texts in the sheet."""
HEADERS = ("Record ID", "Record ID", "=cmd", "\ud800h", "", "x" * 300, "\x00", "record id")


def joined(columns: tuple[str, ...], rows: list[Row]) -> JoinedTable:
    sheet = InputSheet("file", Table(columns, tuple(rows), ""), tuple(rows))
    added = AddedColumn("email", "Email", "text", lambda _: None)
    found = tuple(
        JoinedRow(place, Outcome("found", "=note"), ("=HYPERLINK(1)",), is_found=True)
        for place in range(len(rows))
    )
    return JoinedTable(SheetRows(sheet), JoinedRows(found, (added,), (0,)), False, {})


def escaped_text(cell: ElementTree.Element) -> str:
    text = "".join(part.text or "" for part in cell.iter(f"{MAIN}t"))
    return re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found.group(1), 16)), text)


def test_any_cell_of_a_file_becomes_text_that_excel_accepts(tmp_path: Path) -> None:
    file, said = tmp_path / "out.xlsx", list[str]()
    width = len(HEADERS)
    texts = [*CELLS, *[""] * (-len(CELLS) % width)]
    rows_of_file = [Row(at, tuple(texts[at : at + width])) for at in range(0, len(texts), width)]
    write_joined(joined(HEADERS, rows_of_file), file, "xlsx", warn=said.append)
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            assert not FORBIDDEN.search(archive.read(name).decode("utf-8")), name
    found = parts(file)
    sheet = found["xl/worksheets/sheet1.xml"]
    assert [one.attrib["name"] for one in found["xl/workbook.xml"].iter(f"{MAIN}sheet")] == [
        "Export"
    ]
    assert not [*sheet.iter(f"{MAIN}f"), *sheet.iter(f"{MAIN}hyperlink")]
    heads, *lines = [list(row) for row in sheet.iter(f"{MAIN}row")]
    assert [escaped_text(one) for one in heads][:3] == ["Record ID", "Record ID", "=cmd"]
    cells = {one.attrib["r"]: one for row in lines for one in row}
    assert {one.attrib.get("t") for one in cells.values()} == {"inlineStr"}
    read = [escaped_text(one) for one in cells.values()]
    wanted = [*CELLS.values()]
    own = [text for text in read if text not in ("found", "=note", "=HYPERLINK(1)")]
    assert own == wanted
    styles = list(found["xl/styles.xml"].find(f"{MAIN}cellXfs") or ())
    for one in (*heads, *cells.values()):
        if escaped_text(one).startswith(("=", "+", "@")):
            assert styles[int(one.attrib.get("s", 0))].attrib.get("quotePrefix") == "1"
    assert said == [
        "1 text was cut to the 32,767 characters of a cell; export as CSV for whole texts."
    ]


def test_numbers_of_a_workbook_stay_numbers_if_they_are_exact(tmp_path: Path) -> None:
    file = tmp_path / "out.xlsx"
    values = (1.5, 7, 2**53, 1e300, float("inf"), float("nan"), True, "x")
    row = Row(1, tuple(map(str, values)), values=values)
    write_joined(joined(tuple("abcdefgh"), [row]), file, "xlsx")
    cells = list(parts(file)["xl/worksheets/sheet1.xml"].iter(f"{MAIN}row"))[1]
    assert [cell.attrib.get("t", "n") for cell in cells][:8] == [
        "n", "n", *["inlineStr"] * 4, "b", "inlineStr"
    ]  # fmt: skip


def test_more_columns_than_a_sheet_has_are_refused(tmp_path: Path) -> None:
    names = tuple(f"c{number}" for number in range(xlsx.MOST_COLUMNS))
    file = tmp_path / "out.xlsx"
    with pytest.raises(ExportError, match="at most 16,384 columns, not 16,387"):
        write_joined(joined(names, [Row(1, ("x",))]), file, "xlsx")
    assert not file.exists()


def test_limits_are_those_of_excel() -> None:
    limits = xlsx.MOST_ROWS, xlsx.MOST_COLUMNS, xlsx.MOST_LINKS, MOST_CHARACTERS, MOST_LINK
    assert limits == (1_048_575, 16_384, 65_530, 32_767, 2_079)
