"""Changes of one value in a parameter that keep the spelling of its other values."""

from __future__ import annotations

import re

from lix_tui.linkedin.parameters import Shape, read_values, write_values
from lix_tui.linkedin.percent import decode

_ARRAY = re.compile(r"(\[|%5B)(.*)(\]|%5D)", re.IGNORECASE | re.DOTALL)
_COMMA = re.compile(r",|%2C", re.IGNORECASE)
_SENTENCE_MARKS = frozenset("*!'().:")
_ITEM = re.compile(
    r"""(?P<quote>"|%22)(?:(?!"|%22).)*(?:"|%22) | (?:(?!,|%2C|"|%22).)+""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)


def respell(shape: Shape, raw: str | None, values: tuple[str, ...]) -> str:
    """Return the encoded parameter for ``values``, in the spelling of ``raw``, its old text.

    Raises ValueError as :func:`lix_tui.linkedin.parameters.write_values` does.
    """
    frame = _frame(shape, raw) if raw else None
    if frame is None:
        return write_values(shape, values)
    opening, body, closing = frame
    pieces, commas = _split(shape, body)
    old = [_old(shape, f"{opening}{piece}{closing}") for piece in pieces]
    if not pieces or tuple(old) != read_values(shape, raw or ""):
        return write_values(shape, values)
    comma = commas[0] if commas else "%2C"
    left = list(zip(old, pieces, strict=True))
    spelled: list[str] = []
    for value in values:
        kept = next((pair for pair in left if pair[0] == value), None)
        if kept is not None:
            left.remove(kept)
        spelled.append(kept[1] if kept is not None else _new(shape, value, pieces[0]))
    return _closed(f"{opening}{comma.join(spelled)}{closing}")


def _closed(text: str) -> str:
    """Return `text` with a mark at its end encoded, so that it isn't taken for punctuation."""
    last = text[-1:]
    return f"{text[:-1]}%{ord(last):02X}" if last in _SENTENCE_MARKS else text


def _old(shape: Shape, piece: str) -> str:
    if shape == "list":
        return decode(piece).strip()
    return next(iter(read_values(shape, piece)), "")


def _frame(shape: Shape, raw: str) -> tuple[str, str, str] | None:
    if shape == "list":
        return "", raw, ""
    match = _ARRAY.fullmatch(raw) if shape == "array" else None
    return (match[1], match[2], match[3]) if match else None


def _split(shape: Shape, body: str) -> tuple[list[str], list[str]]:
    """Return the values of a list and the commas between them, or an empty list for other text."""
    if shape == "list":
        return _COMMA.split(body), _COMMA.findall(body)
    pieces: list[str] = []
    commas: list[str] = []
    at = 0
    while match := _ITEM.match(body, at):
        pieces.append(match[0])
        at = match.end()
        comma = _COMMA.match(body, at)
        if comma is None:
            break
        commas.append(comma[0])
        at = comma.end()
    return (pieces, commas) if at == len(body) and len(commas) == len(pieces) - 1 else ([], [])


def _new(shape: Shape, value: str, beside: str) -> str:
    """Return a new value, quoted like its neighbour."""
    written = write_values(shape, (value,))
    if shape == "list":
        return written
    inner = written.removeprefix("%5B%22").removesuffix("%22%5D")
    quote = '"' if beside.startswith('"') else "%22"
    return f"{quote}{inner}{quote}"
