"""Rule-based life of a search: a user, a server, and the six invariants of the paging machine."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from lix_tui.paging.codec import CodecError, from_json, to_json
from lix_tui.paging.cursors import PagePosition, page_request
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
from lix_tui.paging.machine import step
from lix_tui.paging.rules import PagingRule
from lix_tui.paging.states import (
    Cancelled,
    Exhausted,
    Failed,
    Idle,
    Loading,
    Ready,
    SearchState,
    Status,
    Waiting,
    WaitReason,
    new_search,
)
from tests.paging.paging_server import (
    RULES,
    SEQUENCE_IDS,
    SPOILT,
    TARGET,
    Answer,
    Ledger,
    Server,
)

ANSWERS = st.tuples(st.sampled_from(SPOILT), st.sampled_from(SEQUENCE_IDS), st.booleans())
"""Fault of a page, its sequence id, and True if the page is processed twice."""
PAGES = st.lists(ANSWERS, min_size=1, max_size=6)
TIMES = st.integers(0, 100).map(float)


def arrival_of(fetch: Fetch, answer: Answer) -> PageArrived:
    return PageArrived(
        fetch.request,
        answer.keys,
        answer.total,
        answer.count,
        answer.sequence_id,
        answer.cursor,
    )


class SearchLife(RuleBasedStateMachine):
    @initialize(
        paging=RULES,
        size=st.sampled_from([40, 31, 20, 12, 7, 4, 3, 2, 1, 0]),
        counts_received=st.booleans(),
        viewer=st.sampled_from([None, None, "ada-lovelace"]),
        first=PAGES,
    )
    def open(
        self,
        paging: PagingRule,
        size: int,
        counts_received: bool,
        viewer: str | None,
        first: list[tuple[str, str | None, bool]],
    ) -> None:
        self.server = Server(paging, size, counts_received)
        self.viewer = viewer
        self.run = Ledger(paging, None if viewer else "ours-0")
        self.state = new_search(paging, viewer_id=viewer, sequence_id="ours-0", target=TARGET)
        self.expected: Status = Idle()
        self.flying: Fetch | None = None
        self.gone: list[Fetch] = []
        self.numbers: set[int] = set()
        self.retry: PagePosition | None = None
        self.generation = 0
        self.snapshots: list[tuple[SearchState, list[str]]] = []
        self.load_all(0.0, first)

    def apply(self, event: Event) -> tuple[Effect, ...]:
        self.snapshots = [*self.snapshots[-3:], (self.state, list(self.state.seen))]
        self.state, effects = step(self.state, event)
        return effects

    def land(self) -> Fetch:
        """End the request in flight and return it."""
        assert self.flying is not None
        landed, self.flying = self.flying, None
        self.gone.append(landed)
        self.retry = landed.position
        return landed

    # -- the user ------------------------------------------------------------------------------

    @rule(at=TIMES)
    def load_next(self, at: float) -> None:
        self.load(at)

    @rule(at=TIMES, answers=PAGES)
    def load_several(self, at: float, answers: list[tuple[str, str | None, bool]]) -> None:
        self.load_all(at, answers)

    def load_all(self, at: float, answers: list[tuple[str, str | None, bool]]) -> None:
        """Load several pages in a row, because single steps rarely get past the first page."""
        for answer in answers:
            self.load(at)
            if self.flying is not None:
                self.receive(*answer)
                self.compare_with_oracle()

    def load(self, at: float) -> None:
        held = isinstance(self.expected, Waiting) and at < self.expected.until
        allowed = self.flying is None and not self.run.ends and not held
        assert self.state.can_load(at) is allowed
        before = self.state
        effects = self.apply(LoadNext(at=at))
        if not allowed:
            assert effects == ()
            assert self.state is before
            return
        (fetch,) = effects
        assert isinstance(fetch, Fetch)
        assert fetch.sequence_id == self.run.sequence_id, "1, 2: one sequence id, none with viewer"
        assert fetch.request not in self.numbers, "3: an old answer could be taken for this one"
        assert fetch.position not in self.run.paid, "4: a page is paid for once"
        assert fetch.position.page == len(self.run.answers) + 1, "4: no page is skipped"
        if self.retry is not None:
            assert fetch.position == self.retry, "5: the same cursor"
        assert fetch.position.token == self.run.token, "5: the newest cursor, and no other"
        self.numbers.add(fetch.request)
        self.flying, self.expected = fetch, Loading(fetch.request)

    @rule()
    def cancel(self) -> None:
        effects = self.apply(Cancel())
        if self.flying is not None:
            assert effects == (Abandon(self.land().request),)
            self.expected = Cancelled()
        else:
            assert effects == ()
            if isinstance(self.expected, Waiting):
                self.expected = Cancelled()

    @precondition(lambda self: self.run.ends or len(self.run.answers) > 2 or self.flying)
    @rule()
    def refresh(self) -> None:
        self.generation += 1
        fresh = f"ours-{self.generation}"
        effects = self.apply(Refresh(fresh))
        assert effects == ((Abandon(self.land().request),) if self.flying else ())
        self.run = Ledger(self.server.rule, None if self.viewer else fresh)
        self.retry, self.expected = None, Idle()
        assert self.state.position == PagePosition()
        assert self.state.generation == self.generation

    @rule()
    def restart(self) -> None:
        """Restart from the stored state; the request in flight is lost."""
        if self.flying is not None:
            self.land()
            self.expected = Ready() if self.run.answers else Idle()
        requests = self.state.requests
        self.state = from_json(to_json(self.state))
        assert self.state.requests == requests

    @rule()
    def resume_for_another_target(self) -> None:
        """Resume the stored state for another target, where no cursor of this one may be sent."""
        stored, token = to_json(self.state), self.state.position.token
        if token is None:
            assert from_json(stored, target="another").position.token is None
            return
        with pytest.raises(CodecError):
            from_json(stored, target="another")
        with pytest.raises(ValueError, match="another target"):
            page_request(self.state.rule, "", self.state.position, "another")
        assert from_json(stored, target=TARGET).position == self.state.position

    # -- the server ----------------------------------------------------------------------------

    @precondition(lambda self: self.flying)
    @rule(answer=ANSWERS)
    def answer(self, answer: tuple[str, str | None, bool]) -> None:
        self.receive(*answer)

    def receive(self, spoilt: str, sequence_id: str | None, peek: bool) -> None:
        fetch = self.land()
        came = self.server.answer(fetch.position, spoilt, sequence_id)
        event = arrival_of(fetch, came)
        former = self.run.listed
        if peek:  # a driver may process an answer twice, to store the new state before showing it
            step(self.state, replace(event, keys=("elsewhere", *came.keys)))
            assert step(self.state, event) == step(self.state, event)
        effects = self.apply(event)
        self.run.answers.append(came)
        self.run.paid.append(fetch.position)
        self.retry = None
        (append,) = effects
        assert isinstance(append, Append)
        assert list(append.indices) == sorted(append.indices)
        shown = [*former, *(came.keys[index] for index in append.indices)]
        assert shown == self.run.listed, "4: every element once, none left out"
        ends = self.run.ends
        if ends:
            assert isinstance(self.state.status, Exhausted), f"6: ended by {ends}"
            assert self.state.status.reason in ends, "6: for a reason that holds"
            self.expected = self.state.status
        else:
            self.expected = Ready()

    @precondition(lambda self: self.flying)
    @rule(retryable=st.booleans())
    def fail(self, retryable: bool) -> None:
        request = self.land().request
        assert self.apply(PageFailed(request, "It broke.", retryable)) == ()
        self.expected = Failed("It broke.", retryable)

    @precondition(lambda self: self.flying)
    @rule(reason=st.sampled_from(get_args(WaitReason)), until=TIMES, early=st.booleans())
    def defer(self, reason: WaitReason, until: float, early: bool) -> None:
        request = self.land().request
        assert self.apply(PageDeferred(request, reason, until)) == ()
        self.expected = Waiting(reason, until)
        self.compare_with_oracle()
        self.load(until - 0.5 if early else until)

    @precondition(lambda self: self.gone)
    @rule(which=st.integers(0, 9), how=st.sampled_from(["arrived", "failed", "deferred"]))
    def speak_late(self, which: int, how: str) -> None:
        old = self.gone[-1 - which % len(self.gone)]
        came = self.server.answer(old.position, "no", "theirs-late")
        event: Event = PageFailed(old.request, "Too late.", retryable=True)
        if how == "arrived":
            event = arrival_of(old, came)
        elif how == "deferred":
            event = PageDeferred(old.request, "queued", until=99.0)
        before = self.state
        assert self.apply(event) == (), "3: an old answer does nothing"
        assert self.state is before, "3: an old answer changes nothing"

    # -- invariants -----------------------------------------------------------------------------

    @invariant()
    def compare_with_oracle(self) -> None:
        self.one_sequence_id_and_none_with_a_viewer()
        self.the_status_reflects_the_last_event()
        self.no_received_page_is_lost()
        self.an_unfinished_search_has_pages_left()
        self.a_restart_changes_only_the_flight()
        self.no_earlier_state_ever_changes()

    def one_sequence_id_and_none_with_a_viewer(self) -> None:
        assert self.state.sequence_id == self.run.sequence_id
        assert (self.state.sequence_id is None) is (self.viewer is not None)

    def the_status_reflects_the_last_event(self) -> None:
        """Check invariants 3 (one request in flight), 5 (retry) and 6 (exhaustion)."""
        assert self.state.status == self.expected
        assert self.state.in_flight == (self.flying.request if self.flying else None)
        assert isinstance(self.state.status, Exhausted) is bool(self.run.ends)

    def no_received_page_is_lost(self) -> None:
        assert list(self.state.seen) == self.run.listed
        assert self.state.loaded == len(self.run.listed)
        assert self.state.pages == len(self.run.answers)
        assert self.state.total == self.run.total

    def an_unfinished_search_has_pages_left(self) -> None:
        if self.run.ends:
            assert self.state.pages_left == 0
        elif self.run.total is None:
            assert self.state.pages_left is None
        else:
            assert self.state.pages_left is not None
            assert self.state.pages_left >= 1

    def a_restart_changes_only_the_flight(self) -> None:
        back = from_json(to_json(self.state))
        assert to_json(back) == to_json(self.state)
        if self.flying is None:
            assert back == self.state

    def no_earlier_state_ever_changes(self) -> None:
        for state, seen in self.snapshots:
            assert list(state.seen) == seen
