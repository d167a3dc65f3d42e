"""Detection of the character between the cells of a text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePath

from lix_tui.services.tables.rows import Row, split_rows

_SAMPLE_ROWS = 200
_SAMPLE_CHARACTERS = 500_000
_LEAST_REGULAR = 0.5
"""Least share of rows with the same number of cells for a delimiter."""
_SEPARATOR_LINE = re.compile(r'"?sep=([^\r\n"])"?[ \t,;]*(\r\n|\r|\n|\Z)', re.IGNORECASE)
"""First line with the separator for Excel."""
_DELIMITERS = (";", "\t", ",")
"""Characters that separate cells. Of equally regular ones the first counts: commas are also decimal
marks and between names, so they can be as regular as the semicolons of a table."""
_ENDINGS = {".csv": _DELIMITERS, ".tsv": ("\t",), ".tab": ("\t",)}
"""Delimiters by the ending of a file."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """Way in which a text separates cells."""

    delimiter: str
    """Character between cells; empty for plain text, in which a line is a cell."""
    skipped: int = 0
    """Characters at the start that belong to no row: Excel's line ``sep=;``."""


def detect_dialect(text: str, name: str = "") -> Dialect:
    """Return the dialect of a text.

    The delimiter is the one that gives the most rows the same number of cells. `name` is the
    file's name: if its ending is that of a table, rows need not be regular.
    """
    if (line := _SEPARATOR_LINE.match(text)) is not None:
        return Dialect(line[1], line.end())
    promised = _ENDINGS.get(PurePath(name).suffix.lower(), ())
    sample = text[:_SAMPLE_CHARACTERS]
    best, best_share = "", 0.0
    for delimiter in promised or _DELIMITERS:
        share = _share(sample, delimiter)
        if share > best_share and (promised or share >= _LEAST_REGULAR):
            best, best_share = delimiter, share
    return Dialect(best)


def _share(sample: str, delimiter: str) -> float:
    """Return the share of rows that have the usual number of cells, two or more."""
    if delimiter not in sample:
        return 0.0
    rows: list[Row] = [
        row for row in islice(split_rows(sample, delimiter), _SAMPLE_ROWS) if not row.is_blank
    ]
    counts = Counter(len(row.cells) for row in rows if len(row.cells) > 1)
    return max(counts.values(), default=0) / len(rows) if rows else 0.0
