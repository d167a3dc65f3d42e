"""Questions on the terminal that a signal ends at once."""

from __future__ import annotations

import io
import os
import select
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

import click

from lix_tui.cli.failures import STOPS, Failure, Terminated, interrupted_status

_ANSWERS = {"y": True, "yes": True, "n": False, "no": False, "": False}


def confirm(question: str) -> bool:
    """Ask on standard error for yes or no, which is the default; return True for yes.

    Raises click.Abort after a signal or the end of the input; its cause is Terminated for a signal
    other than Ctrl+C.
    """
    stopped: list[Terminated] = []
    with _signals_raise(stopped) as wakeup:
        try:
            while True:
                click.echo(f"{question} [y/N]: ", nl=False, err=True)
                line = _read_line(wakeup)
                if (answer := _ANSWERS.get(line.strip().lower())) is not None:
                    return answer
                click.echo("Type y or n.", err=True)
        except (KeyboardInterrupt, EOFError):
            click.echo(err=True)  # the message starts on a new line
            raise click.Abort from (stopped[0] if stopped else None)


def require_yes(question: str, refusal: str) -> None:
    """Ask a question; raise Failure with ``refusal`` unless the answer is yes.

    The status is 2, or after a signal that of an interrupted program.
    """
    try:
        agreed = confirm(question)
    except click.Abort as stop:
        raise Failure(refusal, interrupted_status(stop.__cause__)) from None
    if not agreed:
        raise Failure(refusal, 2)


def _read_line(wakeup: int) -> str:
    """Return a line of standard input. Raises EOFError at its end.

    A read alone would miss a signal that comes just before it, so it waits for both.
    """
    with suppress(io.UnsupportedOperation, OSError):  # Windows waits for sockets alone
        select.select([sys.stdin.fileno(), wakeup], [], [])
    if line := sys.stdin.readline():
        return line
    raise EOFError


@contextmanager
def _signals_raise(stopped: list[Terminated]) -> Iterator[int]:
    """Let signals end a wait: an event loop would only note them and read on.

    Yields a file descriptor that can be read after a signal.
    """

    def stop(number: int, _: FrameType | None) -> None:
        stopped.append(Terminated(number))
        raise stopped[0]

    ours, theirs = os.pipe()
    os.set_blocking(theirs, False)
    loop = signal.set_wakeup_fd(theirs)
    former = {signal.SIGINT: signal.signal(signal.SIGINT, signal.default_int_handler)}
    try:
        for number in STOPS:
            former[number] = signal.signal(number, stop)
        yield ours
    finally:
        for number, handler in former.items():
            with suppress(TypeError):  # a handler that Python didn't set can't be set again
                signal.signal(number, handler)
        signal.set_wakeup_fd(loop)
        os.close(ours)
        os.close(theirs)
