"""Excel workbooks as input: values as they are shown, sheets, and files that can't be read."""

from __future__ import annotations

import io
from datetime import date

import pytest

from lix_tui.services.runs.lookup_values import is_lookup_value
from lix_tui.services.tables.problem import TableProblem
from lix_tui.services.tables.table import Table, read_table

pytest.importorskip("python_calamine")
xlsxwriter = pytest.importorskip("xlsxwriter")
LINK = "https://www.linkedin.com/in/ann-lee"


def workbook(**sheets: list[list[object]]) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_urls": False})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, place, cell, day)
                elif cell != "":
                    sheet.write(number, place, cell)
        if name.startswith("hidden"):
            sheet.hide()
        else:
            sheet.activate()
    book.close()
    return stream.getvalue()


def read(content: bytes, sheet: str | None = None, name: str = "crm.xlsx") -> Table:
    return read_table(io.BytesIO(content), name, is_lookup_value, sheet=sheet)


def test_cells_are_those_of_the_sheet() -> None:
    rows: list[list[object]] = [["Id", "Link", "Day", "Score"], [10001, LINK, date(2026, 3, 1), 1.5], ["", "", "", ""],
            ["007", LINK, "", 2]]  # fmt: skip
    table = read(workbook(Contacts=rows))
    assert table.header == ("Id", "Link", "Day", "Score")
    assert [row.cells for row in table.rows] == [
        ("10001", LINK, "2026-03-01", "1.5"), ("",) * 4, ("007", LINK, "", "2"),
    ]  # fmt: skip
    assert table.rows[0].values == (10001, LINK, "2026-03-01", 1.5)
    assert [row.line for row in table.rows] == [2, 3, 4]


def test_the_first_visible_sheet_is_read_or_the_named_one() -> None:
    content = workbook(hidden=[["x"]], Leads=[["Link"], [LINK]], Other=[["Mail"], ["a@x.example"]])
    assert read(content).sheet == "Leads"
    assert read(content).sheets == ("hidden", "Leads", "Other")
    assert read(content, "Other").header == ("Mail",)
    with pytest.raises(TableProblem, match="Its sheets are 'hidden', 'Leads', 'Other'"):
        read(content, "leads")


def test_a_password_is_named() -> None:
    content = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    )
    with pytest.raises(TableProblem, match=r"crm\.xlsx needs a password"):
        read(content)


@pytest.mark.parametrize("cut", [100, 2000])
def test_a_workbook_that_is_not_complete_is_refused(cut: int) -> None:
    content = workbook(A=[["Link"], [LINK]])
    with pytest.raises(TableProblem, match="which can't be read"):
        read(content[:cut])


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lix_tui.services.tables.workbook.MOST_UNPACKED", 1000)
    with pytest.raises(TableProblem, match="holds more than"):
        read(workbook(A=[["Link"], [LINK]]))
