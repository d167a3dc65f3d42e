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
from lix_tui.paging.rules import PagingRule
from lix_tui.paging.states import (
    AheadPage,
    Cancelled,
    EndReason,
    Exhausted,
    Failed,
    Idle,
    Loading,
    Ready,
    SearchEnd,
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
    if not state.can_load(event.at, event.page):
        return state, ()
    position = state.missing_from(event.page)
    request = state.requests + 1
    requested = 0 if position == state.position else position.page
    loading = replace(
        state, status=Loading(request, position), requests=request, requested=requested
    )
    return loading, (Fetch(request, position, state.sequence_id),)


def _arrived(state: SearchState, event: PageArrived) -> tuple[SearchState, tuple[Effect, ...]]:
    new = _new_indices(state.seen, event.keys)
    count, received = event.count, len(event.keys)
    at = state.status.position if isinstance(state.status, Loading) else state.position
    token = next_token(state.rule, at, event.cursor, state.target)
    following = advance(state.rule, at, count, received, token)
    page_size = max(state.page_size, count or 0, received)
    known = event.total is not None and event.total >= 0
    adopt = is_adoptable(event.sequence_id) and not state.viewer_id and not state.sequence_adopted
    moved = replace(
        state,
        seen=state.seen.with_new(event.keys),
        pages=state.pages + 1,
        page_size=page_size,
        total=event.total if known else state.total,
        sequence_id=event.sequence_id if adopt else state.sequence_id,
        sequence_adopted=state.sequence_adopted or adopt,
    )
    is_first = at == state.position
    if is_first:
        moved = replace(moved, position=following)
        moved = _skip_ahead(moved) if moved.ahead else moved
    else:
        moved = replace(moved, ahead=_with_page(state.ahead, AheadPage(at, following.start)))
    last = moved.position if is_first else following
    if reason := (
        _end(moved, last, received, len(new), is_first=is_first)
        or _declared_end(state.rule, received, has_token=token is not None)
    ):
        place = moved.place_of(at if reason in ("empty", "nothing_new") else last)
        if moved.end is None or place < moved.end.place:
            moved = replace(moved, end=SearchEnd(place, reason))
    status = _status(moved)
    end = None if isinstance(status, Exhausted) else moved.end
    return replace(moved, status=status, end=end, requested=0), (Append(new),)


def _status(state: SearchState) -> Status:
    """Return the status after a page: exhausted if no page before the end is missing."""
    if state.end is not None and state.place_of(state.position) >= state.end.place:
        return Exhausted(state.end.reason)
    is_complete = state.total is not None and state.loaded >= state.total
    return Exhausted("total") if is_complete else Ready()


def _end(
    state: SearchState, last: PagePosition, received: int, new: int, *, is_first: bool
) -> EndReason | None:
    """Return the reason why nothing comes from ``last`` on; None if there may be more.

    ``is_first`` is True for a page that was the first missing one. Others may overlap with it.
    """
    if received == 0:
        return "empty"
    offset = state.offset_of(last)
    if state.total is not None and (offset >= state.total or state.loaded >= state.total):
        return "total"
    if new == 0 and (is_first or state.is_numbered):
        return "nothing_new"
    ceiling = state.rule.ceiling
    if ceiling is not None and offset >= ceiling:
        return "ceiling"
    return None


def _declared_end(rule: PagingRule, received: int, *, has_token: bool) -> EndReason | None:
    """Return the reason for an end that only some endpoints have; None if there may be more."""
    if rule.needs_cursor and not has_token:
        return "no_cursor"
    return "short_page" if rule.ends_with_short_page and received < rule.page_size else None


def _with_page(ahead: tuple[AheadPage, ...], page: AheadPage) -> tuple[AheadPage, ...]:
    """Return the pages behind the first missing one with another page, in their order."""
    return tuple(sorted((*ahead, page), key=lambda one: one.position.page))


def _skip_ahead(state: SearchState) -> SearchState:
    """Return the state with its position behind the pages that were received ahead of it.

    Numbered pages are compared by their number. Offsets may not fit the numbers, since servers
    answer with pages of other sizes; then a page gets the next free number.
    """
    position, ahead = state.position, list(state.ahead)
    while found := next((one for one in ahead if state.is_reached(one, position)), None):
        ahead.remove(found)
        number = max(position.page, found.position.page + 1)
        position = PagePosition(number, max(position.start, found.next_start))
    numbers = {one.position.page for one in ahead}
    while position.page in numbers:
        position = PagePosition(position.page + 1, position.start)
    return replace(state, position=position, ahead=tuple(ahead))


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
        ahead=(),
        end=None,
        requested=0,
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
