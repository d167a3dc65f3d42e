"""Notice for a screen that stored records have changed while the screen is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from lix_tui.screens.base import is_in_view

if TYPE_CHECKING:
    from lix_tui.screens.base import LixScreen
    from lix_tui.services.records.merged_records import MergedRecords

PAUSE = 1.0
"""Seconds between two notices, so that a run that writes many records leaves time for the rest."""


class StoreChanges:
    """Changes of records, from any screen or background task of this process.

    A screen behind another one gets no notice; it reads its records again when it is in front.
    """

    def __init__(self, screen: LixScreen, changed: Callable[[], object]) -> None:
        """Call ``changed`` after records have changed, at most once a second."""
        self._screen, self._changed = screen, changed
        self._records: MergedRecords | None = None
        self._is_due = False

    def follow(self) -> None:
        """Follow the store until `stop`."""
        self._screen.run_worker(self._follow(), group="changes", exit_on_error=False)

    async def _follow(self) -> None:
        services = await self._screen.host.services()
        if self._screen.is_attached:
            self._records = services.merged_records
            self._records.listeners.append(self._record_changed)

    def stop(self) -> None:
        """Stop following the store."""
        if self._records is not None:
            self._records.listeners.remove(self._record_changed)
        self._records = None

    def _record_changed(self, _: Sequence[str]) -> None:
        if not self._is_due and is_in_view(self._screen):
            self._is_due = True
            self._screen.call_later(self._wait)  # the store calls outside of the app's context

    def _wait(self) -> None:
        self._screen.set_timer(PAUSE, self._report)

    def _report(self) -> None:
        self._is_due = False
        if is_in_view(self._screen):
            self._changed()
