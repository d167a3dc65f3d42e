"""Standard streams: usable from the start, and UTF-8 in every locale."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from io import BufferedReader, BufferedWriter, FileIO, RawIOBase, TextIOWrapper
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

    from lix_tui.services.export.text_writers import TextStream

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
        messages = BufferedWriter(_LossyFile(2, "w", closefd=False))
        sys.stderr = TextIOWrapper(messages, line_buffering=True)
    for stream, errors in ((sys.stdin, "replace"), *((out, "backslashreplace") for out in _outs())):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


def on_terminal() -> bool:
    """Return True if a person can use the explorer: input and output are a terminal."""
    return _is_terminal(sys.stdin) and _is_terminal(sys.stdout)


def draw_on_terminal() -> None:
    """Let Textual draw on standard error, or on standard output where that alone is a terminal.

    Textual draws on the interpreter's original standard error, in a thread that ends at an error;
    then the app waits for that thread forever. What a closed terminal can't show is lost instead.
    """
    stream = sys.__stderr__ if _is_terminal(sys.__stderr__) else sys.__stdout__
    if stream is not None:
        _set_unknown_size(stream.fileno())
        drawn = BufferedWriter(_LossyFile(stream.fileno(), "w", closefd=False))
        sys.__stderr__ = TextIOWrapper(drawn, encoding="utf-8")  # type: ignore[misc]  # final


def _set_unknown_size(terminal: int) -> None:
    """Give a terminal that doesn't know its size, such as a serial line, 80 columns and 24 rows.

    Rich and Textual assume different heights for it, and the app would be laid out in turn for one
    and the other without end.
    """
    if sys.platform != "win32":
        import termios

        with suppress(termios.error):
            if 0 in termios.tcgetwinsize(terminal):
                termios.tcsetwinsize(terminal, (24, 80))


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


def harmless_output() -> TextStream:
    r"""Return standard output, which as a terminal gets no control character but newline and tab.

    The others are shown in JSON's notation, such as ``\u001b``, since unchanged cells of the user's
    file could control the terminal. Files and pipes get the text unchanged.
    """
    return _Terminal(sys.stdout) if _is_terminal(sys.stdout) else sys.stdout


class _Terminal:
    """Terminal that gets no control characters."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str, /) -> object:
        from lix_tui.safe_cells import escaped

        return self._stream.write(escaped(text))

    def flush(self) -> object:
        return self._stream.flush()


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


class _LossyFile(FileIO):
    """File that loses what can't be written, such as the messages of a closed standard error."""

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return super().write(data)
        except OSError:
            return memoryview(data).nbytes
