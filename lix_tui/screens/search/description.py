"""Text around the results of a search: counts, marks, age and status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lix_tui.services.search.progress_words import (
    count_line,
    empty_words,
    marks_and_age,
    state_line,
)

if TYPE_CHECKING:
    from lix_tui.screens.search.results_pane import SearchResultsPane
    from lix_tui.services.search.session import SearchSession
    from lix_tui.services.services import Services

NO_MATCHES = "No loaded row contains these words. Press escape to show all rows."


def describe(
    results: SearchResultsPane, session: SearchSession, services: Services, filter_words: str
) -> None:
    """Show counts and status of the search in the frame of the results."""
    offline, stale_days = services.settings.offline, services.settings.stale_days
    line = state_line(session, services.limiter.next_slot_in(), services.waits, offline=offline)
    if results.is_stale and session.elements and not session.loading:
        line = "more rows belong to the previous query"
    if (run := services.runs.of_session(session)) is not None:
        line = f"loading all: {run.progress_words} · {run.why or line}"
    subtitle = marks_and_age(session, len(results.marked_elements()), stale_days, offline=offline)
    title = " · ".join(part for part in (count_line(session), results.arrangement_words) if part)
    rows = results.rows
    narrowed = rows is not None and rows.arrangement.words and not len(rows)
    empty = NO_MATCHES if narrowed else empty_words(session, line, filter_words)
    results.describe(title=title, subtitle=subtitle, status=line, empty=empty)
