"""Plain text of a command's output, without what differs from run to run or machine to machine."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

_URL = re.compile(r"http://127\.0\.0\.1:[0-9]{4,5}\b")
_RULES = tuple(
    (re.compile(pattern, re.MULTILINE), replacement)
    for pattern, replacement in (
        (r"^(python +).*$", r"\1<version>"),
        (
            r"^((?:lix-tui|textual|httpx|pydantic|starlette) +)[0-9][0-9a-z.+]*$",
            r"\1<version>",
        ),
        (r"(lix-tui, version ).*", r"\1<version>"),
        (r'("elapsed": )[0-9.e-]+', r"\1<seconds>"),
        (r"^(lix-tui: waiting for .*: )[0-9.]+ s", r"\1<seconds> s"),
        (r"· [0-9,]+ a minute · .*? left", "· <rate> a minute · <time> left"),
        (r"\b[0-9]+( s more)\b", r"<seconds>\1"),
    )
)
"""Texts that differ from run to run or machine to machine, and what stands for them."""


def plain(text: str, home: Path) -> str:
    """Return `text` with its changing parts replaced by names in angle brackets."""
    text = text.replace(str(home), "<home>").replace("\r\n", "\n")
    text = text.translate({ord("\r"): "<cr>", ord("\x1b"): "<esc>"})
    text = _URL.sub("http://<sandbox>", text)
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


def file_text(path: Path) -> str:
    """Return the contents of a file as text: tables of binary formats row by row."""
    if path.suffix == ".xlsx":
        return "".join(f"{name}\n{text}\n" for name, text in _sheets(path))
    if path.suffix == ".parquet":
        from pyarrow.parquet import read_table  # type: ignore[import-untyped]

        table = read_table(path)
        rows = [json.dumps(row, default=str) for row in table.to_pylist()]
        return "\n".join([str(table.schema), *rows, ""])
    return path.read_bytes().decode("utf-8", "backslashreplace")


def _sheets(path: Path) -> list[tuple[str, str]]:
    """Return the parts of a workbook that hold cells, a row on each line."""
    with zipfile.ZipFile(path) as book:
        parts = [
            name
            for name in sorted(book.namelist())
            if name.startswith("xl/worksheets/") or name == "xl/sharedStrings.xml"
        ]
        return [
            (name, re.sub(r"(</row>|</si>)", r"\1\n", book.read(name).decode())) for name in parts
        ]
