"""Rows of JSON: an array of records or strings, or one of them on each line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from lix_tui.services.tables.problem import TableProblem
from lix_tui.services.tables.rows import Row

_ENDINGS = (".json", ".jsonl", ".ndjson")
_SPACE = re.compile(r"[ \t\r\n]*")
_BEGINNING = re.compile(r'[ \t\r\n]*(?:\{\s*"|\[\s*[{"])')
"""Beginning of JSON records in a file without a JSON ending."""


class _NotRows(Exception):
    """A text that isn't JSON rows; the argument is the wrong line, from 1."""


def read_json_rows(text: str, name: str) -> tuple[tuple[str, ...] | None, list[Row]] | None:
    """Return the names of the columns, None for strings, and a row for each record.

    Returns None for a text that isn't JSON. Numbers stay as written; a nested value is one
    cell, and a list of strings is a cell with a string on each line.

    Raises:
        TableProblem: the file has a JSON ending, but its content isn't JSON.

    """
    is_promised = PurePath(name).suffix.lower() in _ENDINGS
    if not is_promised and not _BEGINNING.match(text):
        return None
    try:
        return _rows(list(_values(text)))
    except _NotRows as problem:
        if not is_promised:
            return None
        message = (
            f"Line {problem.args[0]:,} of {name} can't be read as JSON records: use a JSON array "
            "of objects or strings, or one of them on each line, or .csv or .txt."
        )
        raise TableProblem(message) from None


def _values(text: str) -> Iterator[tuple[int, object]]:
    """Yield the values of an array or of JSON lines, each with the line on which it begins."""
    decoder = json.JSONDecoder(
        object_pairs_hook=_object, parse_int=str, parse_float=str, parse_constant=_refused
    )
    at, counted, line = _SPACE.match(text).end(), 0, 1  # type: ignore[union-attr]  # always fits
    is_array = text.startswith("[", at)
    at += is_array
    is_first = True
    while True:
        at = _SPACE.match(text, at).end()  # type: ignore[union-attr]
        line, counted = line + text.count("\n", counted, at), at
        if is_array and text.startswith("]", at):
            if _SPACE.fullmatch(text, at + 1) is None:
                raise _NotRows(line)
            return
        if at == len(text):
            if is_array:
                raise _NotRows(line)
            return
        if is_array and not is_first:
            if not text.startswith(",", at):
                raise _NotRows(line)
            at = _SPACE.match(text, at + 1).end()  # type: ignore[union-attr]
            line, counted = line + text.count("\n", counted, at), at
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            raise _NotRows(line) from None
        yield line, value
        is_first = False


def _rows(values: Iterable[tuple[int, object]]) -> tuple[tuple[str, ...] | None, list[Row]]:
    records: list[tuple[int, dict[str, object]]] = []
    strings: list[Row] = []
    for line, value in values:
        if isinstance(value, dict):
            records.append((line, value))
        elif isinstance(value, str) or value is None:
            strings.append(Row(line, (value or "",)))
        else:
            raise _NotRows(line)
    if records and strings:  # columns of a mixture would be guesses
        raise _NotRows(max(records[0][0], strings[0].line))
    if not records:
        return None, strings
    columns = tuple(dict.fromkeys(key for _, record in records for key in record))
    rows = [
        Row(line, tuple(_cell(record.get(column)) for column in columns))
        for line, record in records
    ]
    return columns, rows


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "\n".join(value)
    return json.dumps(value, ensure_ascii=False)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return an object of JSON. Raises ValueError for a duplicate key."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found


def _refused(_constant: str) -> None:
    """Refuse NaN and Infinity, which aren't JSON."""
    raise ValueError
