"""Long lists on the page of a record."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from lix_tui.api.models.person import Person
from lix_tui.services.records.record_types import RECORD_TYPES
from lix_tui.widgets.bars import BarList
from lix_tui.widgets.record_body import RecordBody


class BodyApp(App[None]):
    """App with the page of a record."""

    def compose(self) -> ComposeResult:
        yield RecordBody()


@pytest.mark.parametrize(
    ("count", "lines", "last"),
    [(9, 9, "Skill 9"), (31, 31, "Skill 31"), (50, 31, "and 20 more")],
    ids=["few", "many", "folded"],
)
async def test_skills_are_folded_only_where_they_are_very_many(
    count: int, lines: int, last: str
) -> None:
    skills = [{"name": f"Skill {place}"} for place in range(1, count + 1)]
    async with BodyApp().run_test(size=(80, 24)) as pilot:
        body = pilot.app.query_one(RecordBody)
        await body.show(RECORD_TYPES["person"], Person.model_validate({"skills": skills}))
        await pilot.pause()
        bars = pilot.app.query_one(BarList)
        assert bars.size.height == lines
        assert bars.render_line(lines - 1).text.strip() == last
