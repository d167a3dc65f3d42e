"""Job control of the shell: suspend the app, restore the terminal, draw again."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress

from textual.app import App

_SIGNALS = tuple(getattr(signal, name) for name in ("SIGTSTP", "SIGCONT") if hasattr(signal, name))


class JobControl:
    """Handlers of one app for the signals that stop and continue a job.

    They replace those of Textual's driver, which does not draw again when the job continues, and
    reads the terminal twice after a SIGCONT without a SIGTSTP.
    """

    def __init__(self, app: App[int]) -> None:
        self._app = app
        self._is_continued = False
        """True until the SIGCONT arrives that ended the last suspension."""

    def start(self) -> None:
        """Handle the signals from now on. Call it once the driver has started."""
        if self._app.is_headless:
            return
        answers = (self._suspend, self._continue)
        for number, answer in zip(_SIGNALS, answers, strict=False):
            with suppress(NotImplementedError, ValueError):  # Windows; not the main thread
                asyncio.get_running_loop().add_signal_handler(number, answer)

    def stop(self) -> None:
        """Stop handling the signals."""
        for number in _SIGNALS:
            with suppress(NotImplementedError, ValueError):
                asyncio.get_running_loop().remove_signal_handler(number)

    def _suspend(self) -> None:
        with self._app.suspend():
            self._is_continued = True
            _stop_this_process()
            _wait_for_the_terminal()
        self._draw()

    def _continue(self) -> None:
        """Set the terminal up again after a stop that can't be handled (SIGSTOP)."""
        if self._is_continued:
            self._is_continued = False
            return
        _wait_for_the_terminal()
        with self._app.suspend():
            pass
        self._draw()

    def _draw(self) -> None:
        self._app.refresh(layout=True)
        for screen in self._app.screen_stack:
            screen.refresh(layout=True)


def _stop_this_process() -> None:
    if sys.platform != "win32":
        os.kill(os.getpid(), signal.SIGSTOP)


def _wait_for_the_terminal() -> None:
    """Stop again, as often as the shell continues this job in the background."""
    while _is_in_background():
        _stop_this_process()


def _is_in_background() -> bool:
    if sys.platform == "win32":
        return False
    try:
        return os.tcgetpgrp(0) != os.getpgrp()
    except OSError:  # not the controlling terminal, so there is no job control
        return False
