"""Pictures of people stand beside their record where the settings ask for them, and only there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lix_tui.api.models.person import Person
from lix_tui.app.app import LixApp
from lix_tui.screens.detail import DetailScreen
from lix_tui.screens.search.screen import SearchScreen
from lix_tui.settings.settings import Settings
from lix_tui.widgets.portrait import DrawingError, Portrait, portrait
from tests.support.screens import results
from tests.support.waits import rested, until


@pytest.mark.filterwarnings("ignore:Image.Image.getdata is deprecated")  # textual-image calls it
@pytest.mark.parametrize("wanted", [True, False])
async def test_a_picture_is_shown_where_it_is_wanted(demo_settings: Settings, wanted: bool) -> None:
    app = LixApp(replace(demo_settings, pictures=wanted))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"engineer", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "people are shown")
        assert app.services_now is not None
        assert (app.services_now.pictures is not None) == wanted
        assert isinstance(app.screen, SearchScreen)
        assert app.screen.session is not None
        shown = [element.record for element in app.screen.session.elements]
        pictured = (at for at, one in enumerate(shown) if isinstance(one, Person) and one.img)
        first = next(pictured)  # one in six has none
        await pilot.press(*["down"] * first, "enter")
        await until(pilot, lambda: isinstance(app.screen, DetailScreen), "the profile opens")
        body = app.screen
        await until(pilot, lambda: bool(body.query(".section")), "the profile is shown")
        if wanted:
            await until(pilot, lambda: bool(body.query(Portrait)), "the picture is shown")
        else:
            await rested(pilot, app)
            assert not body.query(Portrait)


def test_what_cannot_be_drawn_is_said() -> None:
    for body in (b"", b"nothing", b"\x89PNG\r\n\x1a\n" + b"\0" * 40):
        with pytest.raises(DrawingError):
            portrait(body)
