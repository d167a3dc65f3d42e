"""Questions on the terminal that a signal ends at once."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

import click

from lix_tui.cli.failures import Failure, Terminated, interrupted_status

STOPS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""Signals that end the program like Ctrl+C, as far as the system has them."""


def ask(question: str) -> bool:
    """Ask on standard error for yes or no, which is the default; return True for yes.

    Raises click.Abort after a signal or the end of the input; its cause is Terminated for a signal
    other than Ctrl+C.
    """
    stopped: list[Terminated] = []
    with _signals_raise(stopped):
        try:
            return click.confirm(question, err=True)
        except click.Abort:
            click.echo(err=True)  # the message comes on a line of its own
            raise click.Abort from (stopped[0] if stopped else None)


def require_yes(question: str, refusal: str) -> None:
    """Ask a question; raise Failure with ``refusal`` unless the answer is yes.

    The status is 2, or after a signal that of an interrupted program.
    """
    try:
        agreed = ask(question)
    except click.Abort as stop:
        raise Failure(refusal, interrupted_status(stop.__cause__)) from None
    if not agreed:
        raise Failure(refusal, 2)


@contextmanager
def _signals_raise(stopped: list[Terminated]) -> Iterator[None]:
    """Let signals end a blocking read: an event loop would only note them and read on."""

    def stop(number: int, _: FrameType | None) -> None:
        stopped.append(Terminated(number))
        raise stopped[0]

    loop = signal.set_wakeup_fd(-1)
    former = {signal.SIGINT: signal.signal(signal.SIGINT, signal.default_int_handler)}
    try:
        for number in STOPS:
            former[number] = signal.signal(number, stop)
        yield
    finally:
        for number, handler in former.items():
            with suppress(TypeError):  # a handler that Python didn't set can't be set again
                signal.signal(number, handler)
        signal.set_wakeup_fd(loop)
