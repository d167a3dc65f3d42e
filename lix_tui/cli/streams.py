"""Standard streams: usable from the start, and UTF-8 in every locale."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from io import BufferedReader, BufferedWriter, FileIO, RawIOBase, TextIOWrapper
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

INPUT_CLOSED = "The standard input is closed, so nothing can be read from it; name a file instead."


def prepare_streams() -> None:
    """Make the standard streams usable. Call it before any file is opened.

    A closed descriptor is opened on the null device; otherwise the next opened file, such as the
    store, would get its number. Reading closed input raises Failure (2), closed output is None,
    and messages to a closed or full standard error are lost.
    """
    stdin, stdout, stderr = (_is_usable(number) for number in range(3))
    if not stdin:
        sys.stdin = TextIOWrapper(BufferedReader(_ClosedInput()), encoding="utf-8")
    if not stdout:
        sys.stdout = None
    if not stderr or not sys.stderr.isatty():
        messages = BufferedWriter(_Messages(2, "w", closefd=False))
        sys.stderr = TextIOWrapper(messages, line_buffering=True)
    for stream, errors in ((sys.stdin, "replace"), *((out, "backslashreplace") for out in _outs())):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


def on_terminal() -> bool:
    """Return True if a person can use the explorer: input and output are a terminal."""
    return _is_terminal(sys.stdin) and _is_terminal(sys.stdout)


def draw_on_output() -> None:
    """Let Textual draw on standard output, where standard error isn't a terminal.

    Textual draws on the interpreter's original standard error.
    """
    if not _is_terminal(sys.__stderr__):
        sys.__stderr__ = sys.__stdout__  # type: ignore[misc]  # declared final


def is_interactive() -> bool:
    """Return True if a person can read a question on standard error and answer it."""
    return _is_terminal(sys.stdin) and _is_terminal(sys.stderr)


def print_raw(bodies: Iterable[bytes]) -> None:
    r"""Write bodies to standard output unchanged, or in a harmless form if it is a terminal.

    A terminal gets ``\uXXXX`` for each control character, and a replacement for bytes that aren't
    UTF-8.
    """
    from lix_tui.safe_cells import escaped

    for body in bodies:
        if sys.stdout.isatty():
            sys.stdout.write(escaped(body.decode("utf-8", "replace")))
            sys.stdout.flush()
        else:
            sys.stdout.buffer.write(body)
            sys.stdout.buffer.flush()


def _outs() -> tuple[object, ...]:
    return sys.stdout, sys.stderr


def _is_terminal(stream: object) -> bool:
    isatty = getattr(stream, "isatty", None)  # a closed stream is None
    return isatty is not None and bool(isatty())


def _is_usable(number: int) -> bool:
    """Return True if a standard stream can be read or written; otherwise occupy its descriptor."""
    stream = (sys.stdin, sys.stdout, sys.stderr)[number]
    try:
        os.fstat(number)
    except OSError:
        _occupy(number)
        return False
    if stream is None:  # closed at the start; the number may belong to another file now
        return False
    if _has_access(number):
        return True
    _occupy(number)
    return False


def _has_access(number: int) -> bool:
    """Return True if a descriptor is open for reading (0) or for writing (1 and 2)."""
    if sys.platform == "win32":  # Windows doesn't tell the mode of a descriptor
        return True
    from fcntl import F_GETFL, fcntl

    access = fcntl(number, F_GETFL) & os.O_ACCMODE
    return access != (os.O_RDONLY if number else os.O_WRONLY)


def _occupy(number: int) -> None:
    null = os.open(os.devnull, os.O_RDWR)
    if null == number:
        os.set_inheritable(null, True)
        return
    os.dup2(null, number)
    os.close(null)


class _ClosedInput(RawIOBase):
    """Replacement of closed standard input: not a terminal, and reading raises Failure."""

    def readable(self) -> bool:
        return True

    def readinto(self, _buffer: WriteableBuffer, /) -> int:
        from lix_tui.cli.failures import Failure

        raise Failure(INPUT_CLOSED, 2)


class _Messages(FileIO):
    """Standard error that isn't a terminal. Messages that can't be written are lost."""

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return super().write(data)
        except OSError:
            return memoryview(data).nbytes
