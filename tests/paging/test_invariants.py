"""The six things that always hold, against a server that does everything it should not."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from lix_tui.paging.codec import from_json, to_json
from lix_tui.paging.cursors import CursorRule, PagingRule, Position
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
from lix_tui.paging.states import Cancelled, Exhausted, Failed, Loading, Waiting, new_search

PAGE_SIZE = 5


@dataclass
class Run:
    """What a search (one generation of it) is known to have done, kept apart from its state."""

    sent_ids: list[str | None] = field(default_factory=list)
    adopted: str | None = None
    paid: list[Position] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)
    ended: bool = False


class Searching(RuleBasedStateMachine):
    """A user, a server and a restart now and then."""

    @initialize(
        cursor=st.sampled_from(CursorRule),
        ceiling=st.sampled_from([None, 10, 20, 1000]),
        viewer=st.sampled_from([None, None, "alfie-lambert"]),
        total=st.integers(0, 40),
    )
    def begin(
        self, cursor: CursorRule, ceiling: int | None, viewer: str | None, total: int
    ) -> None:
        self.rule = PagingRule(cursor, PAGE_SIZE, ceiling)
        self.viewer, self.total = viewer, total
        self.state = new_search(self.rule, viewer_id=viewer, sequence_id="ours-0")
        self.run = Run()
        self.in_flight: Fetch | None = None
        self.late: list[Fetch] = []
        self.numbers: set[int] = set()
        self.now = 0.0
        self.refreshes = 0

    def apply(self, event: Event) -> tuple[Effect, ...]:
        self.state, effects = step(self.state, event)
        return effects

    @rule(passed=st.floats(0, 20))
    def ask(self, passed: float) -> None:
        self.now += passed
        before = self.state
        effects = self.apply(LoadNext(self.now))
        fetches = [effect for effect in effects if isinstance(effect, Fetch)]
        if self.in_flight is not None or self.run.ended:
            assert effects == ()
            assert self.state == before
            return
        if isinstance(before.status, Waiting) and self.now < before.status.until:
            assert effects == ()
            return
        assert len(fetches) == 1, "whatever has not ended goes on"
        fetch = fetches[0]
        assert fetch.request not in self.numbers, "a request number is used once"
        assert fetch.position not in self.run.paid, "no page is paid for twice"
        if isinstance(before.status, Failed | Cancelled | Waiting):
            assert fetch.position == before.position, "the same cursor"
        if self.viewer:
            assert fetch.sequence_id is None
        elif self.run.adopted:
            assert fetch.sequence_id == self.run.adopted
        else:
            assert fetch.sequence_id == f"ours-{self.refreshes}"
        self.run.sent_ids.append(fetch.sequence_id)
        self.numbers.add(fetch.request)
        self.in_flight = fetch

    @precondition(lambda self: self.in_flight is not None)
    @rule(
        short=st.integers(0, 2),
        repeat=st.integers(0, 3),
        says_total=st.booleans(),
        says_count=st.booleans(),
        server_id=st.sampled_from([None, "theirs-a", "theirs-b", ""]),
        drift=st.integers(-3, 3),
    )
    def answer(
        self,
        short: int,
        repeat: int,
        says_total: bool,
        says_count: bool,
        server_id: str | None,
        drift: int,
    ) -> None:
        fetch, self.in_flight = self.in_flight, None
        assert fetch is not None
        start = (fetch.position.page - 1) * PAGE_SIZE
        if self.rule.cursor is not CursorRule.PAGE_IN_URL:
            start = fetch.position.start
        keys = [f"k{i}" for i in range(start, min(start + PAGE_SIZE - short, self.total))]
        keys = self.run.listed[:repeat] + keys + keys[: repeat // 2]
        total = max(0, self.total + drift) if says_total else None
        event = PageArrived(
            fetch.request, tuple(keys), total, PAGE_SIZE if says_count else None, server_id
        )
        fresh = [k for i, k in enumerate(keys) if k not in self.run.listed and k not in keys[:i]]
        before = self.state
        (effect,) = self.apply(event)
        assert isinstance(effect, Append)
        assert [keys[index] for index in effect.indices] == fresh
        self.run.paid.append(fetch.position)
        self.run.listed += fresh
        if server_id and not self.viewer and self.run.adopted is None:
            self.run.adopted = server_id
        self.check_end(before.pages, keys, fresh, total if says_total else before.total)

    def check_end(
        self, pages_before: int, keys: list[str], fresh: list[str], total: int | None
    ) -> None:
        """Exhausted exactly when total or ceiling is reached or a page brings nothing (new)."""
        if self.rule.cursor is CursorRule.PAGE_IN_URL:
            reached = (pages_before + 1) * self.state.page_size
        else:
            reached = self.state.position.start
        reached = max(reached, len(self.run.listed))
        ceiling = self.rule.ceiling
        should = (
            not keys
            or not fresh
            or (total is not None and reached >= total)
            or (ceiling is not None and reached >= ceiling)
        )
        assert isinstance(self.state.status, Exhausted) == should
        self.run.ended = should

    @precondition(lambda self: self.in_flight is not None)
    @rule(retryable=st.booleans())
    def fail(self, retryable: bool) -> None:
        fetch, self.in_flight = self.in_flight, None
        assert fetch is not None
        before = self.state
        assert self.apply(PageFailed(fetch.request, "It broke.", retryable)) == ()
        assert (self.state.seen, self.state.position) == (before.seen, before.position)
        assert self.state.status == Failed("It broke.", retryable)

    @precondition(lambda self: self.in_flight is not None)
    @rule(reason=st.sampled_from(["rate_limit", "queued", "daily_limit"]), pause=st.floats(0, 30))
    def defer(self, reason: str, pause: float) -> None:
        fetch, self.in_flight = self.in_flight, None
        assert fetch is not None
        self.apply(PageDeferred(fetch.request, reason, self.now + pause))  # type: ignore[arg-type]
        assert isinstance(self.state.status, Waiting)

    @rule()
    def cancel(self) -> None:
        effects = self.apply(Cancel())
        if self.in_flight is None:
            assert effects == ()
            return
        assert effects == (Abandon(self.in_flight.request),)
        self.late.append(self.in_flight)
        self.in_flight = None

    @precondition(lambda self: self.late)
    @rule(data=st.data())
    def late_answer(self, data: st.DataObject) -> None:
        old = data.draw(st.sampled_from(self.late))
        before = self.state
        for event in (
            PageArrived(old.request, ("k0", "stale"), 3, 2, "theirs-late"),
            PageFailed(old.request, "Too late.", True),
            PageDeferred(old.request, "queued", 1e9),
        ):
            assert self.apply(event) == ()
            assert self.state == before

    @rule()
    def refresh(self) -> None:
        self.refreshes += 1
        effects = self.apply(Refresh(f"ours-{self.refreshes}"))
        if self.in_flight is not None:
            assert effects == (Abandon(self.in_flight.request),)
            self.late.append(self.in_flight)
            self.in_flight = None
        self.run = Run()
        assert self.state.position == Position()
        assert not len(self.state.seen)

    @rule()
    def restart(self) -> None:
        """Quit and come back: what was in flight never arrived."""
        if self.in_flight is not None:
            self.late.append(self.in_flight)
            self.in_flight = None
        before = self.state
        self.state = from_json(to_json(before))
        assert self.state.position == before.position
        assert self.state.sequence_id == before.sequence_id
        assert not isinstance(self.state.status, Loading)

    @invariant()
    def one_sequence(self) -> None:
        if self.viewer:
            assert self.state.sequence_id is None
        elif self.run.adopted:
            assert self.state.sequence_id == self.run.adopted

    @invariant()
    def one_in_flight(self) -> None:
        assert self.state.in_flight == (self.in_flight.request if self.in_flight else None)

    @invariant()
    def nothing_twice_nothing_lost(self) -> None:
        assert list(self.state.seen) == self.run.listed
        assert len(set(self.run.paid)) == len(self.run.paid) == self.state.pages

    @invariant()
    def the_end_stays(self) -> None:
        assert isinstance(self.state.status, Exhausted) == self.run.ended


def test_the_six_invariants_hold() -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Searching, settings=settings(max_examples=150, stateful_step_count=40, deadline=None)
    )


BREAKS = {
    "adopts every sequence id": ("and not state.sequence_adopted", ""),
    "adopts one with a viewer": ("and not state.viewer_id", ""),
    "takes any answer": ("if event.request == state.in_flight else (state, ())", ""),
    "never moves on": ("position=advance(state.rule, state.position, count, received)", "position=state.position"),
    "lists doubles": ("if key not in seen and key not in here", "if key not in here"),
    "forgets on failure": ("return replace(state, status=status), ()", "return replace(state, status=status, seen=SeenKeys()), ()"),
    "never ends by ceiling": ("return \"ceiling\"", "return None"),
    "ends too early": ("reached >= state.total", "reached + 1 >= state.total"),
    "ignores empty pages": ("if received == 0:", "if received < 0:"),
}  # fmt: skip


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_machine_is_caught(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test above can fail: with any of these single breaks it does."""
    import inspect
    import sys
    import types

    import lix_tui.paging.machine as machine

    old, new = BREAKS[name]
    source = inspect.getsource(machine)
    assert source.count(old) == 1
    broken = types.ModuleType("lix_tui.paging.broken_machine")
    monkeypatch.setitem(sys.modules, broken.__name__, broken)
    exec(compile(source.replace(old, new), "broken_machine.py", "exec"), broken.__dict__)
    monkeypatch.setitem(globals(), "step", broken.step)
    with pytest.raises(Exception):  # noqa: B017, PT011  # an assertion, or a Hypothesis group of them
        run_state_machine_as_test(  # type: ignore[no-untyped-call]
            Searching,
            settings=settings(
                max_examples=300, stateful_step_count=40, deadline=None, database=None,
                derandomize=True, report_multiple_bugs=False,
            ),
        )  # fmt: skip
