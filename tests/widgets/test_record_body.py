"""Long lists on the page of a record."""

from __future__ import annotations

import asyncio

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static

from lix_tui.api.models.person import Person
from lix_tui.services.records.record_types import RECORD_TYPES
from lix_tui.widgets.bars import BarList
from lix_tui.widgets.record_body import RecordBody


class BodyApp(App[None]):
    """App with the page of a record."""

    def compose(self) -> ComposeResult:
        yield RecordBody()


@pytest.mark.parametrize("count", [9, 50, 120], ids=["few", "many", "very many"])
async def test_every_skill_is_shown(count: int) -> None:
    skills = [{"name": f"Skill {place}"} for place in range(1, count + 1)]
    async with BodyApp().run_test(size=(80, 24)) as pilot:
        body = pilot.app.query_one(RecordBody)
        await body.show(RECORD_TYPES["person"], Person.model_validate({"skills": skills}))
        await pilot.pause()
        bars = pilot.app.query_one(BarList)
        assert bars.size.height == count + (count > 9), "a last line folds the list"
        assert bars.render_line(count - 1).text.strip() == f"Skill {count}"


async def test_a_long_skill_is_whole_beside_its_number() -> None:
    name = "Planning of very large events " * 4
    skills = [{"name": name, "numOfEndorsement": "57"}, {"name": "Python"}]
    async with BodyApp().run_test(size=(60, 24)) as pilot:
        body = pilot.app.query_one(RecordBody)
        await body.show(RECORD_TYPES["person"], Person.model_validate({"skills": skills}))
        await pilot.pause()
        bars = pilot.app.query_one(BarList)
        drawn = " ".join(bars.render_line(y).text for y in range(bars.size.height))
        assert " ".join(drawn.replace("█", " ").split()) == f"{name.strip()} 57 Python"


async def test_a_picture_stays_when_other_sections_are_shown() -> None:
    person = Person.model_validate({"name": "Olivia Shaw", "skills": [{"name": "Python"}]})
    async with BodyApp().run_test(size=(80, 24)) as pilot:
        body = pilot.app.query_one(RecordBody)
        await body.show(RECORD_TYPES["person"], person)
        await body.show_portrait(lambda: Static("a picture"))
        await asyncio.gather(
            body.show(RECORD_TYPES["person"], person),
            body.show_portrait(lambda: Static("a later picture")),
            body.show(RECORD_TYPES["person"], person),
        )
        assert str(body.query_one("#portrait", Static).content) == "a later picture"
        assert len(body.query(BarList)) == 1
