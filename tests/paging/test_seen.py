from __future__ import annotations

import sys
from types import FrameType
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from lix_tui.paging.states import SeenKeys

if TYPE_CHECKING:
    from _typeshed import TraceFunction

KEYS = st.lists(st.sampled_from("abcdefgh"), max_size=6)


def test_keys_stand_once_in_the_order_they_came() -> None:
    seen = SeenKeys().with_new(["b", "a", "b"]).with_new(["a", "c"])
    assert list(seen) == ["b", "a", "c"]
    assert len(seen) == 3
    assert "a" in seen
    assert "d" not in seen
    assert 1 not in seen


def test_equality_is_by_keys_in_order() -> None:
    once = SeenKeys().with_new("ab")
    assert once == SeenKeys().with_new("a").with_new("b")
    assert hash(once) == hash(SeenKeys().with_new("ab"))
    assert once != SeenKeys().with_new("ba")
    assert once != SeenKeys().with_new("abc")
    assert once != ["a", "b"]
    assert "ab" not in repr(once)


def test_a_value_can_be_read_while_a_newer_one_grows() -> None:
    old = SeenKeys().with_new("ab")
    reading = iter(old)
    next(reading)
    old.with_new("cd")
    assert list(reading) == ["b"]


@given(st.lists(st.tuples(st.integers(0, 20), KEYS), max_size=20))
def test_no_value_ever_changes_however_it_is_continued(steps: list[tuple[int, list[str]]]) -> None:
    """Continue any earlier value at any time, and compare each with a plain list."""
    values, models = [SeenKeys()], [[""][:0]]
    for which, new in steps:
        index = which % len(values)
        values.append(values[index].with_new(new))
        models.append(list(dict.fromkeys([*models[index], *new])))
        for value, model in zip(values, models, strict=True):
            assert list(value) == model
            assert len(value) == len(model)
            assert [key in value for key in "abcdefgh"] == [key in model for key in "abcdefgh"]


def test_a_page_costs_its_own_keys_not_those_of_the_whole_search() -> None:
    """Count function calls and bytecode lines, so that the machine's speed doesn't matter."""

    def work(loaded: int) -> int:
        seen = SeenKeys().with_new(map(str, range(loaded)))
        new = [f"new{number}" for number in range(10)]
        lines = 0

        def trace(frame: FrameType, event: str, value: object) -> TraceFunction:
            nonlocal lines
            lines += 1
            return trace

        previous = sys.gettrace()
        sys.settrace(trace)
        try:
            seen.with_new(new)
            longer = seen.with_new(new)  # the same page once more, from the older value
        finally:
            sys.settrace(previous)
        assert len(longer) == loaded + 10
        return lines

    assert work(100_000) == work(100)
