"""What went wrong in a background worker, said in one sentence instead of nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from textual.message_pump import MessagePump
from textual.worker import Worker, WorkerState

if TYPE_CHECKING:
    from lix_tui.explorer.troubles import Troubles


class _Troubled(Protocol):
    troubles: Troubles


def say_failure(app_or_screen: MessagePump, event: Worker.StateChanged) -> None:
    """Notify of a worker that ended with an error; expected errors speak for themselves."""
    error = event.worker.error
    if event.state is not WorkerState.ERROR or error is None:
        return
    from lix_tui.api.errors import LixError
    from lix_tui.store.errors import StoreError

    if isinstance(error, LixError | StoreError):
        sentence = str(error)
    else:
        cast("_Troubled", app_or_screen.app).troubles.fail(error)
        name = type(error).__name__
        sentence = (
            f"Something unexpected went wrong here ({name}); what arrived is kept, and the debug "
            "screen says where it happened."
        )
    app_or_screen.app.notify(sentence, severity="error", markup=False, timeout=10)
