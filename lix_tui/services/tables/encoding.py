"""Text of a file in UTF-8, UTF-16 or Windows-1252, with or without a byte order mark."""

from __future__ import annotations

import codecs
import re
from typing import IO, Literal

from lix_tui.services.tables.file_types import file_type_of, refusal_of
from lix_tui.services.tables.problem import TableProblem

Encoding = Literal["utf-8", "utf-16-le", "utf-16-be", "windows-1252"]

MOST_BYTES = 50 * 1024 * 1024
"""Size of a file at most, in bytes."""
_SAMPLE = 65_536
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
"""Characters that text doesn't have; escape (1b) and form feed occur in exports."""
_MOST_CONTROLS = 0.02
"""Share of control characters above which a file isn't text."""
_FEW_CONTROLS = 3
"""Control characters that any text may have."""
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
"""One character of UTF-8 beyond ASCII."""
_HIGH = re.compile(rb"[\x80-\xff]+")


def read_bytes(file: IO[bytes], name: str) -> bytes:
    """Return the content of an open file, up to MOST_BYTES.

    Raises:
        TableProblem: the file is larger.
        OSError: the file can't be read.

    """
    content = file.read(MOST_BYTES + 1)  # a device or a pipe has no known size
    if len(content) > MOST_BYTES:
        message = f"{name} is larger than {MOST_BYTES // 1024 // 1024} MB. Split it."
        raise TableProblem(message)
    return content


def decode(content: bytes, name: str) -> tuple[str, Encoding]:
    """Return the text of a file, without its byte order mark, and its encoding.

    Nothing is replaced: bytes that are in none of the encodings are refused. `name` is for the
    message.

    Raises:
        TableProblem: the content isn't text, or is text in another encoding.

    """
    if (file_type := file_type_of(content, name)) is not None:
        raise TableProblem(refusal_of(file_type, name))
    encoding = _encoding_of(content)
    text = None
    if encoding is not None:
        try:
            text = content.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            text = None
    if text is None or encoding is None:
        message = (
            f"{name} isn't text in UTF-8, UTF-16 or Windows-1252. "
            "Save it as CSV in UTF-8 and use that file."
        )
        raise TableProblem(message)
    sample = text[:_SAMPLE]
    most = max(_FEW_CONTROLS, len(sample) * _MOST_CONTROLS)
    if len(_CONTROLS.findall(sample)) > (most if encoding != "windows-1252" else 0):
        message = f"{name} isn't a spreadsheet or text file. Use .csv, .xlsx or .txt."
        raise TableProblem(message)
    return text, encoding


def _encoding_of(content: bytes) -> Encoding | None:
    """Return the only possible encoding; None without one."""
    if content.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if content.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    if (bare := _bare_utf16(content[:_SAMPLE])) is not None:
        return bare
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "windows-1252" if _is_western(content) else None
    return "utf-8"


def _bare_utf16(sample: bytes) -> Encoding | None:
    """Return the UTF-16 encoding of text without a byte order mark: every other byte is zero."""
    half = len(sample) // 2
    if half < 2 or b"\0" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > half * 0.5 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.5 and odd < half * 0.1:
        return "utf-16-be"
    return None


def _is_western(content: bytes) -> bool:
    """Return True if the bytes beyond ASCII look like Windows-1252.

    Every byte but five is a character of Windows-1252, so text in other encodings decodes to
    nonsense. Western words have single accented letters; UTF-8 with a damaged character, and
    Cyrillic, Chinese or Japanese text in its own encoding, have runs of high bytes.
    """
    high = doubtful = 0
    for found in _HIGH.finditer(content):
        run = found.group()
        high += len(run)
        multibyte = sum(len(one) for one in _MULTIBYTE.findall(run))
        if multibyte:
            doubtful += multibyte
        elif len(run) > 2 and len(set(run)) > 1:
            doubtful += len(run)
    return doubtful * 2 <= high
