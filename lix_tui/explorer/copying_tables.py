"""Rows of a table as text to paste: Markdown for documents, TSV for spreadsheets."""

from __future__ import annotations

from collections.abc import Sequence

from lix_tui.explorer.copying import CopyForm
from lix_tui.text import clean_line

_FORMULA = ("=", "+", "-", "@")


def table_forms(titles: Sequence[str], rows: Sequence[Sequence[str]], which: str) -> list[CopyForm]:
    """The rows in both forms; ``which`` says which rows they are ('12 marked rows')."""
    if not rows:
        return []
    return [
        CopyForm(f"{which} as Markdown", _markdown(titles, rows)),
        CopyForm(f"{which} as TSV", _tsv(titles, rows)),
    ]


def _markdown(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines) + "\n"


def _cell(text: str) -> str:
    return clean_line(text).replace("\\", "\\\\").replace("|", "\\|")


def _tsv(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join("\t".join(map(_plain, line)) for line in [titles, *rows]) + "\n"


def _plain(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = clean_line(text)
    return f"'{text}" if text.startswith(_FORMULA) else text
