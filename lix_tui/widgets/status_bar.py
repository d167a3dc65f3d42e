"""Status bar: credits left, daily allowance, waits, runs, and progress of the search."""

from __future__ import annotations

from dataclasses import dataclass
from time import time
from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from lix_tui.api.endpoints import Pool

if TYPE_CHECKING:
    from lix_tui.services.search.session import SearchSession
    from lix_tui.services.services import Services

POOL_WORDS = {Pool.STANDARD: "Standard", Pool.ORG: "Org", Pool.EMAIL: "Email"}


@dataclass(frozen=True, slots=True)
class StatusPart:
    """One part of the status bar."""

    text: str
    style: str = "$text-muted"
    priority: int = 0
    """Parts with the highest number are dropped first in a narrow terminal."""


class StatusBar(Widget):
    """One line of parts with thin rules between them; parts without room are dropped."""

    DEFAULT_CSS = """
    StatusBar {
        height: 1;
        background: $panel;
        color: $text-muted;
    }
    """

    parts: reactive[tuple[StatusPart, ...]] = reactive(())

    def render(self) -> Content:
        """Return the parts that fit."""
        shown = list(self.parts)
        while len(shown) > 1 and _width(shown) > self.size.width:
            shown.remove(max(shown, key=lambda part: part.priority))
        pieces: list[str | tuple[str, str]] = [" "]
        for index, part in enumerate(shown):
            if index:
                pieces.append((" │ ", "$border"))
            pieces.append((part.text, part.style))
        return Content.assemble(*pieces)


def _width(parts: list[StatusPart]) -> int:
    return 2 + sum(Content(part.text).cell_length + 3 for part in parts) - 3


def status_parts(
    services: Services | None, session: SearchSession | None, viewer_id: str | None = None
) -> tuple[StatusPart, ...]:
    """Return the parts of the bar, in the order shown.

    ``viewer_id`` is the viewer of the screen's next request.
    """
    if services is None:
        return (StatusPart("starting…"),)
    cancellable = session is not None and (session.loading or session.waiting)
    parts = [*_account(services), _slot(services, cancellable)]
    if running := services.runs.running:  # runs in the background, shown on every screen
        words = running[0].progress_words if len(running) == 1 else f"{len(running)} runs"
        parts.append(StatusPart(f"↻ {words}", "$accent", 2))
    return (*parts, *_search(session, viewer_id))


def _account(services: Services) -> list[StatusPart]:
    account = services.account
    pools = [
        f"{word} {number(*left)}"
        for pool, word in POOL_WORDS.items()
        if (left := account.left(pool)) is not None
    ]
    parts = []
    if pools:
        parts.append(StatusPart(pools[0], "$foreground", 1))
        parts += [StatusPart(text, priority=7) for text in pools[1:]]
    elif account.problems:
        parts.append(StatusPart("balance unknown", "$warning", 1))
    if (requests := account.requests_left()) is not None:
        parts.append(StatusPart(f"today {number(*requests)}", priority=5))
    return parts


def number(value: int, exact: bool) -> str:
    """Return a count with separators, '~' before one that is computed and not reported by Lix."""
    return f"{'' if exact else '~'}{value:,}"


def _slot(services: Services, cancellable: bool) -> StatusPart:
    """Return the reason and time of the present wait, or 'ready'."""
    from lix_tui.api.waits import PAUSE, span_words, time_words

    if services.settings.offline:
        return StatusPart("offline: nothing is sent", "$warning", 3)
    wait = services.waits.current
    if wait is not None and wait.reason is not None and wait.reason.bounded:
        words = f"{wait.reason.short}: {time_words(wait, services.waits.left)}"
        return StatusPart(f"{words} · esc cancels" if cancellable else words, "$warning", 0)
    if pause := services.limiter.pause_left():
        return StatusPart(f"{PAUSE.short}: {span_words(pause)} left", "$warning", 0)
    seconds = services.limiter.next_slot_in()
    if seconds <= 0:
        return StatusPart("ready", "$success", 3)
    return StatusPart(f"next request in {seconds:.1f} s", "$warning", 3)


def _search(session: SearchSession | None, viewer_id: str | None) -> list[StatusPart]:
    """Return the progress of a search, and the viewers of its rows and of the next request."""
    parts: list[StatusPart] = []
    rows_viewer, words = viewer_id, f"as {viewer_id}"
    if session is not None and (state := session.state).pages:
        size = max(1, state.page_size)
        total = state.reachable
        of = f" of {-(-total // size):,}" if total else ""
        pages = f"{state.pages:,} pages" if state.ahead else f"page {state.pages:,}"
        parts.append(StatusPart(f"{pages}{of}", "$foreground", 2))
        is_search = session.kind.target is None  # lists have no sequence
        if state.sequence_id and is_search:
            parts.append(StatusPart(f"seq {state.sequence_id[:8]}", priority=6))
        rows_viewer = state.viewer_id
        words = f"as {viewer_id}{' (no sequence)' if is_search else ''}"
    if session is not None and session.loaded.from_store and session.loaded.fetched_at is not None:
        from lix_tui.durations import age

        parts.append(StatusPart(f"stored {age(time() - session.loaded.fetched_at)}", "$accent", 4))
    if rows_viewer != viewer_id:
        words = f"as {rows_viewer or 'nobody'}, next as {viewer_id or 'nobody'}"
    if rows_viewer or viewer_id:
        parts.append(StatusPart(words, "$accent", 2))
    return parts
