"""The paging machine: ``step(state, event) -> (state, effects)``, and nothing else.

Invariants: one search has one sequence id, none with a viewer; at most one request is in
flight and only its answer counts; no page is requested twice except after a refresh; no element is
listed twice; a failure loses nothing; and a search is exhausted exactly if its total or its
ceiling is reached, a page has no new element or, where its rule says so, an answer has no cursor or
fewer elements than a full page. A cursor is only sent for the target that it was issued for.
"""

from __future__ import annotations

from dataclasses import replace

from lix_tui.paging.cursors import PagePosition, advance, next_token
from lix_tui.paging.events import (
    Abandon,
    Append,
    Cancel,
    Effect,
    Event,
    Fetch,
    LoadNext,
    PageArrived,
    PageDeferred,
    PageFailed,
    Refresh,
)
from lix_tui.paging.states import (
    Cancelled,
    EndReason,
    Exhausted,
    Failed,
    Idle,
    Loading,
    Ready,
    SearchState,
    SeenKeys,
    Status,
    Waiting,
    is_adoptable,
)


def step(state: SearchState, event: Event) -> tuple[SearchState, tuple[Effect, ...]]:
    """Return the state after an event, and the effects to perform.

    An event that doesn't apply changes nothing.
    """
    match event:
        case LoadNext():
            return _load(state, event)
        case PageArrived():
            return _arrived(state, event) if event.request == state.in_flight else (state, ())
        case PageFailed():
            status: Status = Failed(event.problem, event.retryable)
            return _ended(state, event.request, status)
        case PageDeferred():
            return _ended(state, event.request, Waiting(event.reason, event.until))
        case Cancel():
            return _cancel(state)
        case Refresh():
            return _refresh(state, event)


def _load(state: SearchState, event: LoadNext) -> tuple[SearchState, tuple[Effect, ...]]:
    if not state.can_load(event.at):
        return state, ()
    request = state.requests + 1
    loading = replace(state, status=Loading(request), requests=request)
    return loading, (Fetch(request, state.position, state.sequence_id),)


def _arrived(state: SearchState, event: PageArrived) -> tuple[SearchState, tuple[Effect, ...]]:
    new = _new_indices(state.seen, event.keys)
    count, received = event.count, len(event.keys)
    page_size = max(state.page_size, count or 0, received)
    known = event.total is not None and event.total >= 0
    adopt = is_adoptable(event.sequence_id) and not state.viewer_id and not state.sequence_adopted
    token = next_token(state.rule, state.position, event.cursor, state.target)
    moved = replace(
        state,
        seen=state.seen.with_new(event.keys),
        position=advance(state.rule, state.position, count, received, token),
        pages=state.pages + 1,
        page_size=page_size,
        total=event.total if known else state.total,
        sequence_id=event.sequence_id if adopt else state.sequence_id,
        sequence_adopted=state.sequence_adopted or adopt,
    )
    end = _end(moved, received, len(new), has_token=token is not None)
    moved = replace(moved, status=Exhausted(end) if end else Ready())
    return moved, (Append(new),)


def _end(state: SearchState, received: int, new: int, *, has_token: bool) -> EndReason | None:
    """Return the reason why this page is the last one, or None if there may be more."""
    if received == 0:
        return "empty"
    if state.total is not None and (state.reached >= state.total or state.loaded >= state.total):
        return "total"
    if new == 0:
        return "nothing_new"
    ceiling = state.rule.ceiling
    if ceiling is not None and state.reached >= ceiling:
        return "ceiling"
    if state.rule.needs_cursor and not has_token:
        return "no_cursor"
    if state.rule.ends_with_short_page and received < state.rule.page_size:
        return "short_page"
    return None


def _ended(
    state: SearchState, request: int, status: Status
) -> tuple[SearchState, tuple[Effect, ...]]:
    if request != state.in_flight:
        return state, ()
    return replace(state, status=status), ()


def _cancel(state: SearchState) -> tuple[SearchState, tuple[Effect, ...]]:
    if (request := state.in_flight) is not None:
        return replace(state, status=Cancelled()), (Abandon(request),)
    if isinstance(state.status, Waiting):
        return replace(state, status=Cancelled()), ()
    return state, ()


def _refresh(state: SearchState, event: Refresh) -> tuple[SearchState, tuple[Effect, ...]]:
    request = state.in_flight
    fresh = replace(
        state,
        sequence_id=None if state.viewer_id else event.sequence_id,
        sequence_adopted=False,
        status=Idle(),
        position=PagePosition(),
        pages=0,
        seen=SeenKeys(),
        total=None,
        page_size=0,
        generation=state.generation + 1,
    )
    return fresh, () if request is None else (Abandon(request),)


def _new_indices(seen: SeenKeys, keys: tuple[str, ...]) -> tuple[int, ...]:
    here: set[str] = set()
    new: list[int] = []
    for index, key in enumerate(keys):
        if key not in seen and key not in here:
            here.add(key)
            new.append(index)
    return tuple(new)
