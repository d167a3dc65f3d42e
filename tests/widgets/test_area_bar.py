"""The bar of areas: the product's name, the open area and the badge have room at every width."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from lix_tui.services.kinds import AREAS
from lix_tui.widgets.area_bar import AreaBar


class Barred(App[None]):
    def compose(self) -> ComposeResult:
        yield AreaBar(AREAS, "people")


@pytest.mark.parametrize(("width", "all_labels"), [(60, False), (80, False), (120, True)])
async def test_what_has_room(width: int, all_labels: bool) -> None:
    app = Barred()
    async with app.run_test(size=(width, 3)):
        line = app.query_one(AreaBar).render_line(0).text
        assert line.startswith(" lix-tui ")
        assert line.endswith(" DEMO ")
        assert "1 People" in line
        assert all(f"{key} {label}" in line for _, key, label in AREAS) == all_labels
