"""The facet picker over the given number of known values."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from operator import attrgetter
from pathlib import Path

from textual import events
from textual.app import App

from lix_tui.screens.dialogs.value_picker import PickerScreen
from lix_tui.services.commands.presses import Presses
from lix_tui.services.queries.builder.builder import Builder
from lix_tui.services.services import Services
from lix_tui.settings.settings import Paths, Settings
from lix_tui.store.rows import FacetValue

WORDS = ("engineer", "manager", "data", "sales", "vice president", "growth", "learning", "Köln")


class Picking(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.presses = Presses()
        self.press_time: Callable[[events.InputEvent], float] = attrgetter("time")

    async def on_mount(self) -> None:
        folder = Path(tempfile.mkdtemp())
        settings = Settings(Paths(folder / "c", folder / "d", folder / "s")).with_demo()
        services = await Services.open(settings, None)
        values = [
            FacetValue(str(n), f"{WORDS[n % 8]} {WORDS[n // 8 % 8]} {n}")
            for n in range(int(sys.argv[1]))
        ]
        await services.store.run(lambda store: store.facets.add_values("TITLE", values, 0.0))
        builder = Builder("sales")
        field = next(f for f in builder.fields if f.id == "CURRENT_TITLE")
        self.push_screen(PickerScreen(builder, field, services))


if __name__ == "__main__":
    Picking().run()
