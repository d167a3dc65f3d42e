"""Tables that people give: every cell unchanged, every row in order, or one clear refusal."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lix_tui.services.tables import encoding
from lix_tui.services.tables.problem import TableProblem
from lix_tui.services.tables.rows import MOST_CELLS, all_rows, split_rows
from lix_tui.services.tables.table import Table, read_table, table_of

LINK = "https://x.example/"


def is_value(cell: str) -> bool:
    return cell.strip().startswith("https://") and "\n" not in cell


def read(content: bytes, name: str = "leads.csv") -> Table:
    return read_table(io.BytesIO(content), name, is_value)


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


def texts(text: str, delimiter: str = ",") -> list[list[str]]:
    return [list(row.cells) for row in split_rows(text, delimiter)]


# -- encodings ---------------------------------------------------------------------------------

WESTERN = f"Name;Ort;Link\nJosé Größe;Zürich – „Süd“;{LINK}a\nÅsa;Malmö;{LINK}b\n"
ASIAN = f"Name,Link\n田中太郎,{LINK}a\nИванов,{LINK}b\n"


@pytest.mark.parametrize(
    ("coding", "text"),
    [
        ("utf-8", WESTERN),
        ("utf-8", ASIAN),
        ("utf-8-sig", ASIAN),
        ("utf-16", ASIAN),
        ("utf-16", WESTERN),
        ("utf-16-le", WESTERN),  # no byte order mark
        ("utf-16-be", WESTERN),
        ("windows-1252", WESTERN),
    ],
)
def test_every_encoding_that_spreadsheets_write_is_read(coding: str, text: str) -> None:
    table = read(text.encode(coding))
    assert table.header == tuple(text.splitlines()[0].replace(";", ",").split(","))
    wanted = [tuple(line.replace(";", ",").split(",")) for line in text.splitlines()[1:]]
    assert cells(table) == wanted


def test_utf_16_big_endian_with_its_mark_is_read() -> None:
    assert cells(read(b"\xfe\xff" + ASIAN.encode("utf-16-be")))[0][0] == "田中太郎"


@pytest.mark.parametrize(
    "content",
    [
        ASIAN.encode("utf-8").replace("太".encode(), b"\xe5\xa4"),  # damaged UTF-8
        ASIAN.encode("utf-8")[:-30],  # cut inside a character
        f"Name,Link\nИванов Пётр,{LINK}a\n".encode("windows-1251"),
        f"Name,Link\n田中太郎,{LINK}a\n".encode("shift-jis"),
        f"Name,Link\n张伟强 李娜,{LINK}a\n".encode("gbk"),
        b"\xff\xfe" + ASIAN.encode("utf-16-le") + b"\n",  # half a character
        "田中太郎,山田花子\n".encode("utf-16-le") * 9,
        b"Name,Link\nJos\x8f,x\n",  # no character of Windows-1252
        b"\x89\x01\x02\xff\xd0" * 40,
    ],
    ids=range(9),
)
def test_bytes_in_no_known_encoding_are_refused_and_never_replaced(content: bytes) -> None:
    with pytest.raises(TableProblem, match=r"leads\.csv isn't .*[Uu]se "):
        read(content)


def zipped(name: str, text: str = "<a/>") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, text)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("leads.xlsx", zipped("xl/workbook.xml"), "is an Excel workbook"),
        ("leads.csv", zipped("xl/workbook.xml"), "is an Excel workbook"),
        ("leads.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "is an Excel workbook"),
        ("leads.ods", zipped("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument spreadsheet, which"),
        ("leads.pdf", b"%PDF-1.7\nabc", "isn't a spreadsheet or text file: it's a PDF document. Use .csv"),
        ("leads.csv.gz", gzip.compress(b"a,b\n"), "it's a gzip archive"),
        ("leads.zip", zipped("leads.csv", "a,b\n"), "it's a zip archive"),
        ("leads.docx", zipped("word/document.xml"), "it's a Word document"),
        ("leads.csv", b"\xff\xd8\xff\xe0abc", "it's a picture"),
        ("leads.xls", b"\n<html><table><tr><td>a</td></tr></table></html>", "it's a web page"),
        ("leads.bin", b"\x00\x01\x02\x03abcdef" * 90, "isn't a spreadsheet or text file"),
        ("leads.tar", b"leads.csv".ljust(257, b"\0") + b"ustar" + b"\0" * 300, "it's a tar archive"),
    ],
    ids=range(12),
)  # fmt: skip
def test_another_type_of_file_is_named(name: str, content: bytes, words: str) -> None:
    with pytest.raises(TableProblem) as raised:
        read(content, name)
    assert words in str(raised.value)
    assert name in str(raised.value)


def test_a_file_that_is_too_large_is_not_truncated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "MOST_BYTES", 2 * 1024 * 1024)
    with pytest.raises(TableProblem, match=r"leads\.csv is larger than 2 MB\. Split it"):
        read(b"a,b\n" * 600_000)
    assert len(read(b"a,b\n" * 500_000).rows) == 500_000


# -- rows and cells ----------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_quoted_cell_keeps_its_lines(end: str) -> None:
    note = f"first{end}{LINK}other{end}last"
    text = f'Name,Note,Link{end}Ann,"{note}",{LINK}ann{end}Bob,,{LINK}bob{end}'
    table = table_of(text, is_value)
    assert table.header == ("Name", "Note", "Link")
    assert cells(table) == [("Ann", note, f"{LINK}ann"), ("Bob", "", f"{LINK}bob")]
    assert [(row.line, row.lines) for row in table.rows] == [(2, 3), (5, 1)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a,b\r\nc,d\re,f\ng,h", [["a", "b"], ["c", "d"], ["e", "f"], ["g", "h"]]),
        ("a\r\r\nb", [["a"], [""], ["b"]]),
        ("a\n\n\nb\n\n", [["a"], [""], [""], ["b"], [""]]),
        ("", []),
        ("\n", [[""]]),
        (",,\n", [["", "", ""]]),
        (' a , "b" ,c \n', [[" a ", ' "b" ', "c "]]),
        ('"a ""b"" c","",""""\n', [['a "b" c', "", '"']]),
        ('"a,b",c', [["a,b", "c"]]),
        ('"a" b,c\n', [["a b", "c"]]),
        ('a"b,c"d\n', [['a"b', 'c"d']]),
        ("a\0b,c\n", [["a\0b", "c"]]),
        ("a\x0b\x85b\u2028,c\n", [["a\x0b\x85b\u2028", "c"]]),
        ('"a\nb', [['"a'], ["b"]]),
        ('x,"a\ny,b\n', [["x", '"a'], ["y", "b"]]),
        ('"a,1\nb,2\n"c, d",3\n', [['"a', "1"], ["b", "2"], ["c, d", "3"]]),
        ('"', [['"']]),
        ('"""', [['"""']]),
        ('a,"b"', [["a", "b"]]),
        ('a,"b\r\n', [["a", '"b']]),
        ("a,b,c\nd\ne,f\n", [["a", "b", "c"], ["d"], ["e", "f"]]),
    ],
)
def test_rows_are_split_and_cells_stay(text: str, wanted: list[list[str]]) -> None:
    assert texts(text) == wanted


CELL = st.text(st.sampled_from('ab ;,"\n\r\té田\0'), max_size=6)


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), max_size=6), st.sampled_from(",;\t"))
def test_what_a_writer_quotes_is_read_back(rows: list[list[str]], delimiter: str) -> None:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    assert texts(stream.getvalue(), delimiter) == rows


@given(st.text(st.sampled_from('ab,;"\n\r\t'), max_size=40), st.sampled_from([",", ";", "\t", ""]))
@example('"\r', ",")
@example('"a\r\n"', "")
def test_no_character_and_no_line_goes_missing(text: str, delimiter: str) -> None:
    rows = list(split_rows(text, delimiter))
    assert "".join("".join(row.cells) for row in rows).count("a") == text.count("a")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert sum(row.lines for row in rows) == len(lines) - (not lines[-1])
    line = 1
    for row in rows:
        assert row.line == line
        line += row.lines


@given(st.text(st.sampled_from('ab,;"\n\r\t\0'), max_size=40), st.sampled_from([",", ";", "\t"]))
@example("\r\n\r", ",")
def test_the_fast_way_reads_the_same_rows(text: str, delimiter: str) -> None:
    assert all_rows(text, delimiter) == list(split_rows(text, delimiter))


@pytest.mark.parametrize("size", [131_072, 131_073, 400_000])
def test_a_cell_may_be_of_any_size(size: int) -> None:
    table = table_of(f'Note,Link\n"{"x" * size}",{LINK}a\n', is_value)
    assert [len(cell) for cell in table.rows[0].cells] == [size, len(LINK) + 1]


def test_an_open_quote_that_a_later_one_closes_by_chance_is_taken_apart() -> None:
    lines = [f"Somebody,{LINK}{n},Acme" for n in range(9)]
    lines[2] = f"\"O'Hara,{LINK}2,Acme"
    lines[6] = f'5" nails",{LINK}6,Acme'
    table = table_of("\n".join(lines), is_value)
    assert [row.cells[1] for row in table.rows] == [f"{LINK}{n}" for n in range(9)]
    assert table.rows[2].cells[0] == "\"O'Hara"


def test_rows_that_can_be_read_in_two_ways_are_refused() -> None:
    lines = [f"Somebody,{LINK}{n}" for n in range(9)]
    lines[2], lines[6] = f"\"O'Hara,{LINK}2", f'Size 5",{LINK}6'
    with pytest.raises(TableProblem, match=r"Line 3 of the text opens a quote .* 4 lines later"):
        table_of("\n".join(lines), is_value)


def test_a_very_wide_row_is_refused_by_its_line() -> None:
    assert table_of("a," * (MOST_CELLS - 1) + "b\n", is_value).width == MOST_CELLS
    with pytest.raises(TableProblem, match=r"Line 2 of wide\.csv has 16,385 cells"):
        read(b"a,b\n" + b"," * MOST_CELLS + b"\n", "wide.csv")


# -- dialects ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("Name;Firm, Inc;Link\nAnn;A, B;x\nBob;C;y\n", ";"),
        ("Name\tLink\nLee, Ann\tx\nStein, Bob\ty\n", "\t"),
        ('Name,Notes,Link\nAnn,"a; b; c",x\nBob,d;e,y\n', ","),
        ("Price;Link\n1,5;x\n2,5;y\n", ";"),
        ("1,5;x,y\n2,5;z,w\n", ";"),
        ("just\nlines, some\nwith words\nand more\nof them\n", ""),
        ("one\ntwo\n", ""),
        ("", ""),
        ('"a;b"\n"c;d"\n', ""),
        ("\n\nName,Link\nAnn,x\n", ","),
    ],
)
def test_the_delimiter_is_the_one_that_fits(text: str, delimiter: str) -> None:
    assert table_of(text, is_value).delimiter == delimiter


@pytest.mark.parametrize("line", ["sep=;\n", "sep=;\r\n", '"sep=;"\r\n', "SEP=;\r"])
def test_the_line_for_excel_is_no_row(line: str) -> None:
    table = table_of(f"{line}Name;Link\nAnn, A;{LINK}a\n", is_value)
    assert (table.header, cells(table)) == (("Name", "Link"), [("Ann, A", f"{LINK}a")])
    assert table.rows[0].line == 3


def test_the_line_for_excel_may_name_another_character() -> None:
    assert cells(table_of(f"sep=|\nAnn|{LINK}a\n", is_value)) == [("Ann", f"{LINK}a")]


def test_the_ending_of_a_file_is_trusted() -> None:
    ragged = b"a\tb\tc\nd\ne\nf\ng\n"
    assert read(ragged, "x.tsv").delimiter == "\t"
    assert read(ragged, "x.txt").delimiter == ""


# -- headers and columns -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "header"),
    [
        (f"Name,Link\nAnn,{LINK}a\n", ("Name", "Link")),
        (f"Name,Profile/URL\nAnn,{LINK}a\n", ("Name", "Profile/URL")),
        (f"Revenue 2024,Link\n1,{LINK}a\n", ("Revenue 2024", "Link")),
        (f"Name,Name,Link\nAnn,A,{LINK}a\n", ("Name", "Name", "Link")),
        (f",Link\n1,{LINK}a\n", ("", "Link")),
        (f"\n\nName,Link\nAnn,\nBob,{LINK}b\n", ("Name", "Link")),
        (f"profile\n{LINK}a\n", ("profile",)),
        (f"Ann,{LINK}a\nBob,{LINK}b\n", None),
        (f"Ann,\nBob,{LINK}b\n", None),
        (f"Ann,n/a\nBob,{LINK}b\n", None),
        (f"Ann,-\nBob,{LINK}b\n", None),
        (f"Ann,htps://x.example/a\nBob,{LINK}b\n", None),
        (f"ann@x.example,Link\nBob,{LINK}b\n", None),
        ("Name,City\nAnn,Berlin\n", None),  # no value in the rows below
        (f"{LINK}a\n", None),
        ("Name\n", None),
    ],
)
def test_a_header_names_the_column_of_values(text: str, header: tuple[str, ...] | None) -> None:
    assert table_of(text, is_value).header == header


def test_duplicate_empty_and_ragged_rows_are_kept_in_order() -> None:
    table = table_of(f"Name,Link\nAnn,{LINK}a\n\nAnn,{LINK}a\nBob\nC,{LINK}c,x,y\n", is_value)
    assert cells(table) == [
        ("Ann", f"{LINK}a"), ("",), ("Ann", f"{LINK}a"), ("Bob",), ("C", f"{LINK}c", "x", "y"),
    ]  # fmt: skip
    assert table.columns == ("Name", "Link", "column_3", "column_4")
    assert table.width == 4


def test_columns_without_a_header_get_names() -> None:
    assert table_of(f"{LINK}a\n{LINK}b\n", is_value).columns == ("input",)
    assert table_of(f"Ann,{LINK}a\n", is_value).columns == ("column_1", "column_2")
    assert table_of("", is_value).columns == ()


@given(st.text(max_size=200))
def test_any_text_is_a_table_or_a_sentence(text: str) -> None:
    problem = ""
    try:
        table = table_of(text, is_value)
        assert table.width == len(table.columns)
    except TableProblem as refused:
        problem = str(refused)
    assert not problem or problem.endswith(".")


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_a_sentence(content: bytes) -> None:
    problem = ""
    try:
        read(content)
    except TableProblem as refused:
        problem = str(refused)
    assert not problem or problem.endswith(".")
