"""Debug screen: data for a bug report, and recent messages, which aren't copied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Protocol, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from lix_tui.screens.base import LixScreen, is_in_view, repeat
from lix_tui.services import bug_report as report
from lix_tui.text import clean
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.key_bar import KeyBar
from lix_tui.widgets.key_hints import spelled
from lix_tui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from lix_tui.services.message_log import MessageLog

INTERVAL = 1.0
"""Seconds between updates."""
Sections = list[tuple[str, Sequence[str]]]


class _HasMessageLog(Protocol):
    message_log: MessageLog


class DebugScreen(LixScreen):
    """Screen of one text in sections, updated while it is in front."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("debug"),
        Binding("escape,q", "app.pop_screen", "Back"),
    ]
    DEFAULT_CSS = """
    DebugScreen #debug {
        height: 1fr;
        border: round $border;
        border-title-color: $foreground;
        border-subtitle-color: $text-muted;
        padding: 0 1;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._copied = ""
        self._painted = Content("")

    def compose(self) -> ComposeResult:
        """Yield one text that scrolls."""
        with VerticalScroll(id="debug") as frame:
            frame.border_title = Content("Debug")
            frame.border_subtitle = Content(
                spelled(self, "<debug.copy>: copy for a bug report · esc: close")
            )
            yield Static("", id="debug-text", markup=False)
        yield StatusBar()
        yield KeyBar()

    def set_up(self) -> None:
        """Read the data now and at an interval."""
        super().set_up()
        repeat(self, INTERVAL, self._update)
        self._update()

    def _update(self) -> None:
        if is_in_view(self):
            self.run_worker(self._read(), group="debug", exclusive=True, exit_on_error=False)

    async def _read(self) -> None:
        host, log = self.host, cast("_HasMessageLog", self.app).message_log
        sections: Sections = [
            ("Program", report.aligned(report.program_lines(host.settings, self.app.theme))),
            (
                "Terminal",
                report.aligned(report.terminal_lines((self.app.size.width, self.app.size.height))),
            ),
        ]
        if (services := host.services_now) is not None:
            sections += [
                ("Now", report.aligned(await report.running_lines(services))),
                ("Last requests", await report.ledger_texts(services)),
            ]
        sections.append(("Unexpected errors", report.failure_texts(log)))
        self._copied = report.as_text(sections)
        said = [f"{report.clock(s.at)} {s.severity}: {s.sentence}" for s in log.messages]
        self._show(
            [*sections, ("Recent messages, not copied: they may name people", said or ["none"])]
        )

    def _show(self, sections: Sections) -> None:
        pieces: list[tuple[str, str]] = []
        for title, lines in sections:
            pieces.append((f"{title}\n", "bold $accent"))
            pieces += [(f"{_safe(line)}\n", "$foreground") for line in lines]
            pieces.append(("\n", ""))
        content = Content.assemble(*pieces).rstrip()
        if content != self._painted:  # paint only what has changed
            self._painted = content
            self.query_one("#debug-text", Static).update(content)

    def action_copy_report(self) -> None:
        """Copy the data for a bug report."""
        if self._copied:
            self.copy(self._copied, "the report, without keys, queries, names or links")


def _safe(line: str) -> str:
    """Return a line cleaned for the screen, with the spaces that align it."""
    return clean(line).replace("\n", " ").replace("\t", " ")
