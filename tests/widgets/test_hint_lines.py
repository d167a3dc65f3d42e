"""Hints are never cut: they wrap between hints, and a long one between words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from lix_tui.widgets.hint_lines import hint_lines

HINTS = ("enter: save", "space: show or hide", "+ -: width", "esc: cancel")


def test_hints_that_fit_are_on_one_line() -> None:
    assert hint_lines(HINTS, 80) == ["enter: save · space: show or hide · + -: width · esc: cancel"]
    assert hint_lines((), 80) == []
    assert hint_lines(("", "esc: close"), 80) == ["esc: close"]


def test_hints_that_do_not_fit_wrap_between_hints() -> None:
    assert hint_lines(HINTS, 34) == [
        "enter: save · space: show or hide",
        "+ -: width · esc: cancel",
    ]


def test_a_long_hint_wraps_between_words() -> None:
    typed = ("To agree, press tab, then enter.", "esc: no")
    assert hint_lines(typed, 20) == ["To agree, press tab,", "then enter.", "esc: no"]
    assert hint_lines(typed, 21) == ["To agree, press tab,", "then enter. · esc: no"]


@given(st.lists(st.sampled_from([*HINTS, "日本: 語", "x" * 12])), st.integers(12, 60))
def test_every_hint_is_shown_and_no_line_is_too_wide(hints: list[str], width: int) -> None:
    lines = hint_lines(hints, width)
    assert all(cell_len(line) <= width for line in lines)
    words = " ".join(lines).replace(" · ", " ").split()
    assert words == " ".join(hints).split()
