"""File types other than text, recognised by their first bytes."""

from __future__ import annotations

import re

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"\x89PNG\r\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a rich text document"),
)
"""First bytes of a file, and the name of its type."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of the compound files of Office before 2007."""
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ZIPPED: tuple[tuple[bytes, str], ...] = (
    (b"xl/", "an Excel workbook"),
    (b"word/", "a Word document"),
    (b"ppt/", "a presentation"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "an OpenDocument spreadsheet"),
    (b"application/vnd.oasis.opendocument.text", "an OpenDocument text"),
)
"""Names of zip-based file types, by bytes in their file names or their first file."""
_NUMBERS = re.compile(r"\.numbers$", re.IGNORECASE)
_WORKBOOK = re.compile(r"\.xls[xmb]?$", re.IGNORECASE)
_WEB_PAGE = re.compile(rb"\s*<(!doctype html|html)[\s>]", re.IGNORECASE)
_SPREADSHEETS = ("an Excel workbook", "an OpenDocument spreadsheet", "a Numbers spreadsheet")


def file_type_of(content: bytes, name: str) -> str | None:
    """Return the name of a file type that isn't text, such as "a PDF document", else None."""
    if content.startswith(_ZIP):
        return _zipped(content, name)
    if content.startswith(_OLD_OFFICE):
        return "an Excel workbook" if _WORKBOOK.search(name) else "an Office document"
    for signature, words in _SIGNATURES:
        if content.startswith(signature):
            return words
    if content[257:262] == b"ustar":
        return "a tar archive"
    if _WEB_PAGE.match(content.removeprefix(b"\xef\xbb\xbf")[:200]):
        return "a web page"
    return None


def is_workbook(content: bytes, name: str) -> bool:
    """Return True for a workbook of Excel 2007 or later, also one with a password."""
    if content.startswith(_ZIP):
        return _zipped(content, name) == "an Excel workbook"
    return content.startswith(_OLD_OFFICE) and _is_encrypted(content)


def _is_encrypted(content: bytes) -> bool:
    """Return True for a compound file with an encrypted package (MS-OFFCRYPTO, 2.3.4.4)."""
    return "EncryptedPackage".encode("utf-16-le") in content


def refusal_of(file_type: str, name: str) -> str:
    """Return the sentences that refuse a file of a type from `file_type_of`."""
    if file_type in _SPREADSHEETS:
        return f"{name} is {file_type}, which can't be read. Save it as .xlsx or CSV."
    return f"{name} isn't a spreadsheet or text file: it's {file_type}. Use .csv, .xlsx or .txt."


def _zipped(content: bytes, name: str) -> str:
    if _NUMBERS.search(name):
        return "a Numbers spreadsheet"
    for words, found in _ZIPPED:
        if words in content:
            return found
    return "an Excel workbook" if _WORKBOOK.search(name) else "a zip archive"
