"""Errors of background workers, reported in one sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from textual.message_pump import MessagePump
from textual.worker import Worker, WorkerState

if TYPE_CHECKING:
    from lix_tui.services.message_log import MessageLog


class _HasMessageLog(Protocol):
    message_log: MessageLog


def report_failure(app_or_screen: MessagePump, event: Worker.StateChanged) -> None:
    """Report the error of a worker; expected errors have a sentence of their own."""
    error = event.worker.error
    if event.state is not WorkerState.ERROR or error is None:
        return
    log = cast("_HasMessageLog", app_or_screen.app).message_log
    if _is_expected(error):
        sentence = str(error)
    else:
        log.add_error(error)
        name = type(error).__name__
        sentence = (
            f"Something unexpected went wrong here ({name}). Answers that arrived are stored; the "
            "debug screen shows where it happened."
        )
    app_or_screen.app.notify(sentence, severity="error", markup=False, timeout=10)


def start_failure(log: MessageLog, event: Worker.StateChanged) -> str:
    """Return the reason why the services can't start; empty for any other worker.

    An unexpected error is named by its type and place, since its text may hold anything.
    """
    error = event.worker.error
    starts = event.worker.group in ("start", "check")
    if event.state is not WorkerState.ERROR or error is None or not starts:
        return ""
    if _is_expected(error):
        return str(error)
    log.add_error(error)
    failure = log.errors[-1]
    place = failure.places[-1] if failure.places else "an unknown place"
    return f"lix-tui can't start: {failure.name} at {place}. Please report it."


def _is_expected(error: BaseException) -> bool:
    from lix_tui.api.errors import LixError
    from lix_tui.settings.checks import SettingsError
    from lix_tui.settings.key import CredentialError
    from lix_tui.store.errors import StoreError

    return isinstance(error, LixError | StoreError | CredentialError | SettingsError)
