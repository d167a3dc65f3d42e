"""Body of the detail screen: wide sections and charts, other sections beside them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Static

from lix_tui.services.records.record_type import Chart, LookedUp, RecordType
from lix_tui.services.records.summary import Section, SummaryLine
from lix_tui.widgets.bars import BarList
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.key_hints import spelled
from lix_tui.widgets.line_text import styled
from lix_tui.widgets.timeline import CareerTimeline, TimelineFolds

if TYPE_CHECKING:
    from lix_tui.api.models.base import JsonObject


class RecordColumn(VerticalScroll):
    """Column of a record. Up and down also move the cursor of a timeline in view."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("preview")

    @property
    def timeline(self) -> CareerTimeline | None:
        """The career, if the column has one with details to fold."""
        found = next(iter(self.query(CareerTimeline)), None)
        return found if found is not None and found.has_details else None

    def lines_in_view(self, timeline: CareerTimeline) -> range:
        """Return the lines of the timeline that are in view."""
        top = round(self.scroll_y) - timeline.virtual_region.y
        return range(top, top + self.scrollable_content_region.height)

    def action_scroll_down(self) -> None:
        """Move to the next position in view, else scroll down by a line."""
        self._move(1, super().action_scroll_down)

    def action_scroll_up(self) -> None:
        """Move to the previous position in view, else scroll up by a line."""
        self._move(-1, super().action_scroll_up)

    def _move(self, by: int, scroll: Callable[[], None]) -> None:
        timeline = self.timeline
        if timeline is None or not timeline.move_cursor(by, self.lines_in_view(timeline)):
            scroll()

    @on(CareerTimeline.CursorLineChanged)
    def scroll_to_head(self, event: CareerTimeline.CursorLineChanged) -> None:
        """Scroll to the head of a position that was folded, if it is out of view."""
        event.stop()
        self.call_after_refresh(self._scroll_to_line, event.timeline, event.line)

    def _scroll_to_line(self, timeline: CareerTimeline, line: int) -> None:
        if line not in self.lines_in_view(timeline):
            self.scroll_to(y=timeline.virtual_region.y + line, animate=False)


class RecordBody(Horizontal):
    """Sections of a record in one or two columns, depending on the terminal's width."""

    # scoped, the second selector of a rule would be looked for inside the body
    SCOPED_CSS = False
    DEFAULT_CSS = """
    RecordBody { height: 1fr; }
    RecordBody #main, RecordBody #side { padding: 0 2; height: 1fr; }
    RecordBody #main { width: 2fr; scrollbar-gutter: stable; }
    RecordBody #side { width: 1fr; min-width: 36; display: none; border-left: vkey $border; }
    Screen.-wide RecordBody #side, Screen.-very-wide RecordBody #side { display: block; }
    Screen.-wide RecordBody.single #side { display: none; }
    Screen.-very-wide RecordBody.single #side { display: none; }
    Screen.-wide RecordBody .only-narrow { display: none; }
    Screen.-very-wide RecordBody .only-narrow { display: none; }
    RecordBody .section { margin-top: 1; }
    RecordBody Static { height: auto; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._make_portrait: Callable[[], Widget] | None = None
        self._changing = asyncio.Lock()
        """Held while widgets are replaced: record and picture arrive independently."""

    def compose(self) -> ComposeResult:
        """Yield the columns, empty until there is a record."""
        yield RecordColumn(id="main")
        yield RecordColumn(id="side")

    async def show(
        self,
        record_type: RecordType[LookedUp],
        record: LookedUp,
        more_charts: Sequence[Chart] = (),
        received: JsonObject | None = None,
        *,
        stay: bool = False,
    ) -> None:
        """Show a record; ``more_charts`` follow those of its type.

        ``received`` is its JSON in the shape of its model, for the fields that no section shows.
        With ``stay`` the same record is shown again: what is in view, folded or focused stays so.
        """
        sections = record_type.sections(record, received)
        lead = [section for section in sections if section.wide and not section.is_late]
        late = [section for section in sections if section.wide and section.is_late]
        rest = [section for section in sections if not section.wide]
        charts = _charts([*record_type.charts(record), *more_charts])
        has_sides = bool(rest and (lead or charts or late))
        if not sections and not charts:
            known = f"The answer about this {record_type.noun} has no part that lix-tui knows."
            words = spelled(self, f"{known} <record.raw> shows the raw JSON.")
            charts = [_text(Content(words))]
        # the side is hidden on narrow terminals, so its sections are in the main column there
        beside = self._texts(rest, "only-narrow" if has_sides else "")
        async with self._changing:
            view = RecordView.of(self) if stay else None
            main, side = self.query_one("#main"), self.query_one("#side")
            with self.app.batch_update():
                await main.remove_children()
                await side.remove_children()
                await main.mount_all([*self._texts(lead), *charts, *beside, *self._texts(late)])
                await side.mount_all(self._texts(rest) if has_sides else [])
                self.set_class(not has_sides, "single")
                await self._mount_portrait()
                if view is not None:
                    view.restore(self)

    async def offer(self, label: str) -> None:
        """Show a button that fetches the record, and focus it; ``label`` has the price."""
        main, side = self.query_one("#main"), self.query_one("#side")
        await main.remove_children()
        await side.remove_children()
        self.add_class("single")
        button = Button(Content(f"{label} (enter)"), id="fetch", variant="primary", compact=True)
        await main.mount(button)
        button.focus()

    @property
    def columns(self) -> list[RecordColumn]:
        """Main column, then the side."""
        return list(self.query(RecordColumn))

    @property
    def timeline(self) -> CareerTimeline | None:
        """Career whose positions fold; None without one."""
        column = next(iter(self.query(RecordColumn)), None)
        return None if column is None else column.timeline

    def fold(self) -> None:
        """Fold or unfold the position under the cursor."""
        if (timeline := self.timeline) is not None:
            timeline.fold(self.query_one(RecordColumn).lines_in_view(timeline))

    def fold_all(self) -> None:
        """Fold every position, or unfold all if all are folded."""
        if (timeline := self.timeline) is not None:
            timeline.fold_all()

    async def show_portrait(self, make: Callable[[], Widget]) -> None:
        """Show a picture, or words in its place, also when other sections are shown later.

        ``make`` returns a new widget with it.
        """
        async with self._changing:
            self._make_portrait = make
            await self.query("#portrait").remove()
            await self._mount_portrait()

    async def _mount_portrait(self) -> None:
        """Show the picture beside the text where there is a side, else above it."""
        if self._make_portrait is None:
            return
        side, main = self.query_one("#side"), self.query_one("#main")
        portrait = self._make_portrait()
        portrait.id = "portrait"
        await (side if side.display and side.children else main).mount(portrait, before=0)

    def _texts(self, sections: Sequence[Section], classes: str = "") -> list[Widget]:
        """Return one widget for the texts of several sections; none without any."""
        if not sections:
            return []
        shown: list[SummaryLine] = []
        for section in sections:
            shown += [SummaryLine("")] if shown else []
            shown.append(SummaryLine(section.title, "heading"))
            shown += [
                replace(line, text=spelled(self, line.text)) if line.role == "advice" else line
                for line in section.lines
            ]
        return [_text(styled(shown), f"section {classes}")]


@dataclass(frozen=True, slots=True)
class RecordView:
    """Part of a record that is in view, with its folds and the chart that has the focus."""

    tops: tuple[float, ...]
    """First line in view of each column."""
    folds: TimelineFolds | None
    chart: int | None
    """Place of the focused chart among the bars; None if none has the focus."""

    @classmethod
    def of(cls, body: RecordBody) -> RecordView:
        """Return the view of a body."""
        timeline, focused = body.timeline, body.screen.focused
        bars = list(body.query(BarList))
        chart = bars.index(focused) if isinstance(focused, BarList) and focused in bars else None
        tops = tuple(column.scroll_y for column in body.columns)
        return cls(tops, None if timeline is None else timeline.folds, chart)

    def restore(self, body: RecordBody) -> None:
        """Restore the view in the body with new widgets, once they have their places."""
        if self.folds is not None and (timeline := body.timeline) is not None:
            timeline.restore(self.folds)
        bars = list(body.query(BarList))
        if self.chart is not None and self.chart < len(bars):
            bars[self.chart].focus(scroll_visible=False)
        for column, top in zip(body.columns, self.tops, strict=True):
            column.call_after_refresh(column.scroll_to, y=top, animate=False, force=True)


def _charts(charts: Sequence[Chart]) -> list[Widget]:
    widgets: list[Widget] = []
    for chart in charts:
        career, bars = chart.career, chart.bars
        drawn = CareerTimeline(career) if career else BarList(bars, folded=False, whole=True)
        heading = styled([SummaryLine(chart.title, "heading")])
        widgets += [_text(heading, "section"), drawn]
    return widgets


def _text(content: Content, classes: str = "") -> Static:
    return Static(content, classes=classes, markup=False)
