"""Durations and ages in words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.durations import HOUR, MINUTE, wait_text


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-1.0, "0.0 s"),
        (9.94, "9.9 s"),
        (9.96, "10 s"),
        (119.4, "119 s"),
        (119.6, "2 min"),
        (HOUR - 10, "1 h 00 min"),
        (2 * HOUR - 10, "2 h 00 min"),
        (5 * HOUR + 12 * MINUTE, "5 h 12 min"),
    ],
)
def test_a_wait_is_rounded_before_it_is_split(seconds: float, words: str) -> None:
    assert wait_text(seconds) == words


@given(st.floats(0, 400 * 24 * HOUR))
def test_no_part_of_a_wait_reaches_the_next_unit(seconds: float) -> None:
    minutes = re.search(r"(\d+) min", wait_text(seconds))
    assert minutes is None or int(minutes[1]) < 60
