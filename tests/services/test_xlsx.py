"""XLSX: links, dates and widths are real, and limits of Excel are said in a sentence."""

from __future__ import annotations

import warnings
import zipfile
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.services.export import xlsx
from lix_tui.services.export.exporter import export
from lix_tui.services.export.xlsx_cells import (
    MOST_CHARACTERS,
    MOST_LINK,
    date_cell,
    display_width,
    link_target,
    sheet_text,
)
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
