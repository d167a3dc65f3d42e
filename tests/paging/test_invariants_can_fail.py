"""The invariants can fail: each of these changes to the machine breaks one."""

from __future__ import annotations

import inspect
import sys
import types

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from lix_tui.paging import machine
from tests.support import search_life
from tests.support.search_life import SearchLife

BREAKS = {
    "1: adopts every sequence id": ("and not state.sequence_adopted", ""),
    "2: adopts one with a viewer": ("and not state.viewer_id", ""),
    "3: takes any answer": (" if event.request == state.in_flight else (state, ())", ""),
    "3: loads while loading": ("if not state.can_load(event.at):", "if False:"),
    "4: lists doubles": ("if key not in seen and key not in here", "if key not in here"),
    "5: forgets on failure": ("status=status), ()", "status=status, seen=SeenKeys()), ()"),
    "6: never ends by ceiling": ('return "ceiling"', "return None"),
    "6: goes on past an empty page": ("if received == 0:", "if received < 0:"),
    "6: goes on without a cursor": ('return "no_cursor"', "return None"),
    "6: goes on after a short page": ('return "short_page"', "return None"),
    "7: binds a cursor to nothing": ("event.cursor, state.target)", 'event.cursor, "")'),
    "7: loses the cursor": ("count, received, token)", "count, received)"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_machine_is_caught(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = BREAKS[name]
    source = inspect.getsource(machine)
    assert source.count(old) == 1, "the machine has changed: say the break in its new words"
    broken = types.ModuleType("broken_machine")
    monkeypatch.setitem(sys.modules, broken.__name__, broken)
    exec(compile(source.replace(old, new), "broken_machine.py", "exec"), broken.__dict__)
    monkeypatch.setattr(search_life, "step", broken.step)
    with pytest.raises(BaseException) as caught:  # noqa: PT011  # an assertion, or a group of them
        run_state_machine_as_test(
            SearchLife,
            settings=settings(
                max_examples=400,
                stateful_step_count=30,
                deadline=None,
                database=None,
                derandomize=True,
                phases=[Phase.generate],
                report_multiple_bugs=False,
            ),
        )
    assert not isinstance(caught.value, KeyboardInterrupt | pytest.fail.Exception)
