"""Body of the detail screen: wide sections and charts, other sections beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from lix_tui.services.records.record_type import Chart, LookedUp, RecordType
from lix_tui.services.records.summary import Section
from lix_tui.widgets.bars import BarList
from lix_tui.widgets.key_hints import spelled
from lix_tui.widgets.line_text import styled
from lix_tui.widgets.timeline import CareerTimeline

MOST_BARS = 30
"""Bars shown before the rest is folded, so that later sections stay near."""


class RecordBody(Horizontal):
    """Sections of a record in one or two columns, depending on the terminal's width."""

    # scoped, the second selector of a rule would be looked for inside the body
    SCOPED_CSS = False
    DEFAULT_CSS = """
    RecordBody { height: 1fr; }
    RecordBody #main, RecordBody #side { padding: 0 2; height: 1fr; }
    RecordBody #main { width: 2fr; }
    RecordBody #side { width: 1fr; min-width: 36; display: none; border-left: vkey $border; }
    Screen.-wide RecordBody #side, Screen.-very-wide RecordBody #side { display: block; }
    Screen.-wide RecordBody.single #side { display: none; }
    Screen.-very-wide RecordBody.single #side { display: none; }
    Screen.-wide RecordBody .only-narrow { display: none; }
    Screen.-very-wide RecordBody .only-narrow { display: none; }
    RecordBody .section { color: $accent; text-style: bold; margin-top: 1; }
    RecordBody Static { height: auto; }
    """

    def compose(self) -> ComposeResult:
        """Yield the columns, empty until there is a record."""
        yield VerticalScroll(id="main")
        yield VerticalScroll(id="side")

    async def show(
        self,
        record_type: RecordType[LookedUp],
        record: LookedUp,
        more_charts: Sequence[Chart] = (),
    ) -> None:
        """Show a record; ``more_charts`` follow those of its type."""
        sections = record_type.sections(record)
        lead = [section for section in sections if section.wide]
        rest = [section for section in sections if not section.wide]
        main, side = self.query_one("#main"), self.query_one("#side")
        await main.remove_children()
        await side.remove_children()
        widgets = [*self._texts(lead), *_charts([*record_type.charts(record), *more_charts])]
        if not widgets and not rest:
            known = f"The answer about this {record_type.noun} has no part that lix-tui knows."
            words = spelled(self, f"{known} <record.raw> shows the raw JSON.")
            widgets = [_text(Content(words))]
        # the side is hidden on narrow terminals, so its sections follow in the main column there
        await main.mount_all([*widgets, *self._texts(rest, "only-narrow" if widgets else "")])
        await side.mount_all(self._texts(rest) if widgets else [])
        self.set_class(not (widgets and rest), "single")

    async def show_portrait(self, portrait: Widget) -> None:
        """Show a picture, or words in its place: beside the text where there is a side."""
        side, main = self.query_one("#side"), self.query_one("#main")
        await (side if side.display and side.children else main).mount(portrait, before=0)

    def _texts(self, sections: Sequence[Section], classes: str = "") -> list[Widget]:
        widgets: list[Widget] = []
        for section in sections:
            lines = [
                replace(line, text=spelled(self, line.text)) if line.role == "advice" else line
                for line in section.lines
            ]
            widgets += [_heading(section.title, classes), _text(styled(lines), classes)]
        return widgets


def _charts(charts: Sequence[Chart]) -> list[Widget]:
    widgets: list[Widget] = []
    for chart in charts:
        career, bars = chart.career, chart.bars
        drawn = CareerTimeline(career) if career else BarList(bars, top=MOST_BARS)
        widgets += [_heading(chart.title), drawn]
    return widgets


def _heading(title: str, classes: str = "") -> Static:
    return Static(Content(title), classes=f"section {classes}", markup=False)


def _text(content: Content, classes: str = "") -> Static:
    return Static(content, classes=classes, markup=False)
