"""Held keys in tests, on the test's own clock."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from textual.pilot import Pilot

from lix_tui.app.app import LixApp
from lix_tui.screens.search.screen import SearchScreen
from tests.support.waits import until

GAP = 0.7


@dataclass
class Hand:
    """A hand that presses keys and moves the clock of the test."""

    app: LixApp
    pilot: Pilot[int]
    now: float = 0.0

    async def press(self, *keys: str) -> None:
        """Press each key once, a second after the previous event."""
        for key in keys:
            self.now += 1.0
            await self.pilot.press(key)

    async def press_and_repeat(self, key: str, times: int) -> None:
        """Press a key and repeat it as a terminal does: after 0.66 s, then every 0.03 s."""
        self.now += 1.0
        await self.pilot.press(key)
        self.now += 0.66
        for _ in range(times - 1):
            await self.pilot.press(key)
            self.now += 0.03


def hand_of(app: LixApp, pilot: Pilot[int], monkeypatch: pytest.MonkeyPatch) -> Hand:
    """Return a hand whose clock the app uses."""
    monkeypatch.setattr("lix_tui.services.commands.presses.REPEAT_GAP", GAP)
    hand = Hand(app, pilot)
    app.press_time = lambda _: hand.now
    return hand


async def settled(pilot: Pilot[int], screen: SearchScreen) -> None:
    """Wait until no request of a search screen is running."""
    session = screen.session
    assert session is not None
    await pilot.pause()
    await until(pilot, lambda: not session.loading, "no page is on its way")
    await pilot.pause()
