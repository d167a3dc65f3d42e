"""Copies to the clipboard in the background, with a report."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from lix_tui.widgets.clipboard import CopyError, copy_text

if TYPE_CHECKING:
    from textual.app import App

    from lix_tui.screens.app_host import AppHost


def copy(app: App[int], text: str | Callable[[], str], subject: str) -> None:
    """Copy a text, or the result of a function in a thread; ``subject`` names it in the report."""
    app.run_worker(_copy(app, text, subject), group="copy", exit_on_error=False)


async def _copy(app: App[int], text: str | Callable[[], str], subject: str) -> None:
    made = text if isinstance(text, str) else await asyncio.to_thread(text)
    command = cast("AppHost", app).settings.copy_command
    try:
        said = await copy_text(app, made, subject, command)
    except CopyError as error:
        app.notify(str(error), markup=False, severity="error")
    else:
        app.notify(said, markup=False)
