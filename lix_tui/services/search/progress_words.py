"""State of a search in words: loaded pages, the present wait, the rest, and the keys to press."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lix_tui.api.waits import waiting_words
from lix_tui.durations import stored_age, wait_text
from lix_tui.paging.states import Cancelled, Exhausted, Failed, Idle, Loading, Ready, Waiting
from lix_tui.services.budget.cost_words import OFFLINE, cost_words

if TYPE_CHECKING:
    from lix_tui.api.waits import Waits
    from lix_tui.services.search.session import SearchSession

WAIT_WORDS = {
    "rate_limit": "The rate limit was reached",
    "queued": "Lix has queued this lookup",
    "daily_limit": "Today's allowance is used up",
}


def count_line(session: SearchSession) -> str:
    """Return kind, loaded rows and reported total: 'People · 50 of 312'."""
    state, loaded = session.state, len(session.elements)
    if not state.pages and not loaded:
        return session.kind.label
    if state.total is None:
        return f"{session.kind.label} · {loaded:,} loaded"
    return f"{session.kind.label} · {loaded:,} of {state.total:,}"


def age_line(
    session: SearchSession, stale_days: Mapping[str, int], *, offline: bool = False
) -> str:
    """Return 'stored 3 days ago · r to refresh' for stored pages, otherwise an empty string."""
    if not session.loaded.from_store or session.loaded.fetched_at is None:
        return ""
    kept = stored_age(session.loaded.fetched_at, stale_days, "search")
    return kept if offline else f"{kept} · <search.refresh> to refresh, paying again"


def marks_and_age(
    session: SearchSession, marked: int, stale_days: Mapping[str, int], *, offline: bool = False
) -> str:
    """Return the number of marked rows and the age of the stored ones."""
    old = age_line(session, stale_days, offline=offline)
    return " · ".join(word for word in (f"{marked:,} marked" if marked else "", old) if word)


def state_line(
    session: SearchSession, slot_in: float, waits: Waits | None = None, *, offline: bool = False
) -> str:
    """Return the current activity of a search or its next step, for the line after the last row.

    ``slot_in`` is the time until the next request slot, in seconds.
    """
    status = session.state.status
    cost = cost_words(session.kind.endpoint)
    page = session.state.next_position.page
    match status:
        case Failed() | Cancelled() | Idle() | Ready() if offline:
            return f"page {page}: {OFFLINE}"
        case Loading(position=position):
            page = position.page
            held = waits.current if waits is not None and not session.sent else None
            if waits is not None and held is not None and held.reason and held.reason.bounded:
                return f"page {page}: {waiting_words(held, waits.left)} · escape cancels"
            if slot_in > 0.3 and not session.sent:
                return (
                    f"page {page}: waiting {wait_text(slot_in)} for the next slot · escape cancels"
                )
            return f"loading page {page}… · escape cancels"
        case Waiting(reason=reason):
            left = wait_text(session.wait_left)
            return f"{WAIT_WORDS[reason]}: page {page} loads in {left} · escape cancels"
        case Failed():
            return f"page {page} failed · <search.more> loads it again ({cost})"
        case Cancelled():
            return f"page {page} was cancelled · <search.more> loads it ({cost})"
        case Exhausted(reason=reason):
            return exhausted_line(session, reason)
        case Idle() | Ready():
            return f"↓ loads page {page} ({cost})"


def exhausted_line(session: SearchSession, reason: str) -> str:
    """Return a line that explains why no more rows follow, with the reported total."""
    loaded, total = len(session.elements), session.state.total
    if not loaded:
        if session.loaded.strange:
            return "The page has an unknown format. Press <search.raw_page> to show it raw"
        return (
            "Nothing found. Press <search.query> to edit the query or <search.filters> to edit the "
            "filters"
        )
    if reason == "ceiling" and total is not None and total > loaded:
        return (
            f"{loaded:,} of {total:,}: LinkedIn shows no more results for one search; narrow the "
            "query"
        )
    if total is not None and loaded < total:
        return f"{loaded:,} shown; {total:,} were reported, but no page has more"
    return f"all {loaded:,} shown"


def no_rows_words(session: SearchSession | None, action: str) -> str:
    """Return a sentence for a search without rows; ``action`` completes "Nothing to ..."."""
    if session is None:
        return f"Nothing to {action} yet. Run a search first."
    if isinstance(session.state.status, Exhausted):
        return f"Nothing to {action}: this search found no records. Change the query."
    return f"Nothing to {action} yet. Press <search.more> to load the first page."


def empty_words(line: str, filters: str) -> str:
    """Return the text in place of results as sentences, with the ``filters`` in force if any."""
    line = f"{line[:1].upper()}{line[1:]}{'' if line.endswith(('.', '…')) else '.'}"
    if not filters:
        return line
    keys = "To clear them: <search.filters>, then <filters.clear>."
    return f"{line}\n\nSearched with {filters}.\n{keys}"
