"""Failures of a command: one sentence on standard error, and an exit status."""

from __future__ import annotations

import io
import os
import signal
import sys
from typing import TYPE_CHECKING

import click

from lix_tui.text import clean, clean_line

if TYPE_CHECKING:
    from lix_tui.api.errors import LixError

CONTINUE = "Run the same command again to continue."
"""Instruction after a stop: everything that is stored is free."""
_GENERAL_ADVICE = (
    "try again later",
    "try again after a pause",
    "try again in a few minutes",
    "check the network and try again",
)
"""Advice that says no more than to repeat the request."""
INTERRUPTED = 130
"""Exit status after Ctrl+C, as in shells."""

UNKNOWN_FORM = "A page in an unknown format was stored as received."

OUTPUT_CLOSED = "The standard output is closed, so nothing was done; leave it open."


STOPS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""Signals that end the program like Ctrl+C, as far as the system has them."""


class Terminated(KeyboardInterrupt):
    """Signal that ends the program in the same way as Ctrl+C."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.status = 128 + number


class Unstored:
    """Mark for a run with an answer that isn't in the store, so that its status isn't 0."""

    marked = False

    @classmethod
    def mark(cls, *, marked: bool = True) -> None:
        """Set or clear the mark."""
        cls.marked = marked


_reported: list[str] = []
"""Sentences of this run on standard error."""


def was_reported(words: str) -> bool:
    """Return True if a sentence of this run contained these words."""
    return any(clean_line(words) in sentence for sentence in _reported)


def interrupted_words() -> str:
    """Return the sentence after Ctrl+C or another signal, once the services are closed."""
    stored = "" if Unstored.marked else " All answers are stored."
    return f"Interrupted.{stored} {CONTINUE}"


def interrupted_status(stop: BaseException | None) -> int:
    """Return the exit status after Ctrl+C or another signal, as in shells."""
    return stop.status if isinstance(stop, Terminated) else INTERRUPTED


class OutputClosed(Exception):
    """The reader of the output is gone, which isn't a failure (click would report one)."""


class Failure(Exception):
    """A command can't do its work; the message is one sentence for the user."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


def guarded(entry: click.Command) -> None:
    """Run the command line and exit with its status.

    0 done; 1 unexpected; 2 usage or bad input; 3 key refused or missing; 4 out of credits or
    daily limit; 5 not found; 6 still waiting after --wait; 7 network or server; 8 viewer not
    usable. A run that could not store an answer ends with 1 at least.
    """
    from lix_tui.settings.checks import SettingsError

    Unstored.mark(marked=False)
    _reported.clear()

    if sys.stdout is None:
        sys.exit(print_message(OUTPUT_CLOSED, 1))
    try:
        status = entry.main(standalone_mode=False)
    except click.UsageError as error:
        shown = io.StringIO()
        error.show(file=shown)
        click.echo(clean(shown.getvalue()), err=True, nl=False)  # it repeats the user's words
        status = 2
    except (click.Abort, KeyboardInterrupt) as stop:
        status = interrupted_status(stop.__cause__)
    except SettingsError as error:
        status = print_message(str(error), 2)
    except Failure as error:
        status = print_message(str(error), error.status)
        sys.stdout.flush()
    except (OutputClosed, BrokenPipeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = print_message(f"The output can't be written: {error.strerror}.", 1)
    except Exception as error:  # the outermost handler: a traceback may show no locals
        if (known := _known(error)) is None:
            raise
        status = print_message(*known)
    except SystemExit as leaving:
        status = leaving.code
    if not status and Unstored.marked:
        status = 1
    sys.exit(status if isinstance(status, int) else 0)


def print_message(message: str, status: int) -> int:
    """Print one cleaned sentence on standard error and return the status."""
    sentence = clean_line(message)
    _reported.append(sentence)
    click.echo(f"lix-tui: {sentence}", err=True)
    return status


def explanation(error: LixError) -> str:
    """Return what happened, with the stored part of the answer, and one instruction.

    A request that may have cost a credit is never sent again automatically.
    """
    from lix_tui.api.errors import NetworkError, UnknownRoute

    is_final = error.exit_status != 7 or isinstance(error, UnknownRoute)
    if is_final or not error.stored_note:
        return error.sentence
    event = f"{_event(error)}; {_lowered(error.stored_note)}."
    is_free_outage = isinstance(error, NetworkError) and not error.may_have_cost
    if is_free_outage or not error.retryable:
        return f"{event} {_capitalised(error.steps)}."
    price = ", which may cost a credit again" if error.may_have_cost else ""
    return f"{event} --retry 1 sends it again{price}."


def stop_words(problem: Exception, stored: str = "") -> str:
    """Return what stopped a command that another run continues, and one instruction.

    ``stored`` is a sentence about what is stored so far.
    """
    from lix_tui.api.errors import LixError

    if not isinstance(problem, LixError):
        return _joined(str(problem), stored, CONTINUE)
    event, advice = f"{_event(problem)}.", problem.steps
    if not advice or advice in _GENERAL_ADVICE:
        return _joined(event, stored, CONTINUE)
    if advice.startswith("'"):  # a command that says when
        return _joined(event, stored, f"{advice}; run the same command again then.")
    if "run " in advice:
        return _joined(event, stored, f"{_capitalised(advice)}.")
    return _joined(event, stored, f"{_capitalised(advice)}, then {_lowered(CONTINUE)}")


def _event(error: LixError) -> str:
    """Return what happened and the possible cost, without a full stop."""
    cost = "; it may have cost a credit" if error.may_have_cost else ""
    return f"{error.message.rstrip('.')}{cost}"


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _capitalised(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _lowered(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


def _known(error: Exception) -> tuple[str, int] | None:
    """Return the sentence and status of an error of the client or the store."""
    from lix_tui.api.errors import LixError
    from lix_tui.store.errors import StoreError

    if isinstance(error, LixError):
        return explanation(error), error.exit_status
    if isinstance(error, StoreError):
        return str(error), 1
    return None
